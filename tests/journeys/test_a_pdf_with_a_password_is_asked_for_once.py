"""A locked PDF comes with the others; its password is asked for when it is opened, and kept only if the reader wants."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from people import A4, Person, write_pdf

from dxmeet.errors import PdfPasswordNeeded, PdfPasswordWrong

SECRET = "himitsu-2026"


def _lock(path: Path, secret: str = SECRET) -> None:
    document = pymupdf.open(stream=path.read_bytes())
    document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=secret, owner_pw="owner")
    an_hour_ago = time.time() - 3600
    os.utime(path, (an_hour_ago, an_hour_ago))


def test_asked_once_kept_sealed_and_asked_again_when_it_is_another(
    share: Path, enrol: Callable[..., Person], today: str
) -> None:
    sato = enrol("佐藤", "企画政策課", share)
    folder = share / "会議" / f"{today} 庁議"
    _lock(write_pdf(folder / "資料1.pdf", [(*A4, "予算"), (*A4, "歳入")]))
    write_pdf(folder / "資料2.pdf", [(*A4, "計画")])
    sato.sync()
    packet, locked = sato.material("資料1")
    assert [material.title for material in packet.materials] == ["資料1", "資料2"]
    reading = sato.services.reading
    with pytest.raises(PdfPasswordNeeded):
        reading.open(locked.id)
    with pytest.raises(PdfPasswordWrong):
        reading.open(locked.id, password="chigau", keep_password=True)

    opened = reading.open(locked.id, password=SECRET)
    assert opened.packet is not None
    assert opened.packet.running_number(sato.material("資料2")[1].id, 1) == 3  # its pages are known from now on
    opened.document.close()
    with pytest.raises(PdfPasswordNeeded):
        reading.open(locked.id)  # nobody wanted it kept

    reading.open(locked.id, password=SECRET, keep_password=True).document.close()
    reading.open(locked.id).document.close()
    held = b"".join(file.read_bytes() for file in sato.profile.rglob("*") if file.is_file())
    assert SECRET.encode() not in held

    _lock(write_pdf(folder / "資料1.pdf", [(*A4, "補正")]), "another-one")
    os.utime(folder / "資料1.pdf", (time.time() - 3000, time.time() - 3000))
    sato.sync()
    with pytest.raises(PdfPasswordNeeded):
        reading.open(locked.id)
