"""Personnel papers are distributed with ``offline = memory``: they open in the office and leave nothing on the disk."""

import os
from datetime import date
from pathlib import Path

import pytest
from people import A3, A4, Person, write_pdf

from dxmeet.domain.packet import Keeping, Kind
from dxmeet.errors import MaterialNotOffline, MaterialNotReady
from dxmeet.services.publishing import Distribution

CANARY = "personnel-canary-7731"


def _publish(person: Person, tmp_path: Path, policy: str) -> None:
    paper = write_pdf(tmp_path / "source" / "資料1 人事案.pdf", [(*A4, CANARY), (*A3, CANARY)])
    keeping = Keeping.parse(policy)
    person.services.publishing.publish(
        Distribution(Kind.MEETING, "人事協議", date(2026, 11, 25), (paper,), keeping=keeping)
    )


def _on_disk(profile: Path) -> list[str]:
    """What holds the canary, or any page of a PDF, readable or sealed."""
    found: list[str] = []
    for path in profile.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            if CANARY.encode() in content or b"%PDF" in content or path.suffix == ".sealed":
                found.append(path.name)
    return found


def test_it_opens_while_the_share_is_there_and_leaves_nothing(share, enrol, tmp_path):
    organiser, reader = enrol("山田", "人事課", share), enrol("佐藤", "総務課", share)
    _publish(organiser, tmp_path, "memory")
    result = reader.sync()
    assert [code for _, code in result.waiting] == ["not-offline"]
    assert reader.opens("資料1") == 2
    reader.note("資料1", 1, kind="sticky", color="#FFF6D2", width=1, text="確認", at=[100, 100])
    assert _on_disk(reader.profile) == []
    reader.sync()
    assert reader.opens("資料1") == 2, "a look in between changes nothing"
    assert (reader.material("資料1")[1].online, reader.material("資料1")[1].notes) == (True, 1)
    assert "opened" in [each.type for each in reader.services.ledger.entries()]
    out = tmp_path / "with-notes.pdf"
    reader.services.annotating.export(reader.material("資料1")[1].id, out)
    assert out.exists()
    assert _on_disk(reader.profile) == []

    share.rename(tmp_path / "away")
    with pytest.raises(MaterialNotOffline):
        reader.opens("資料1")
    (tmp_path / "away").rename(share)
    assert reader.opens("資料1") == 2


def test_another_share_in_its_place_and_a_changed_file_give_nothing(share, enrol, tmp_path):
    organiser, reader = enrol("山田", "人事課", share), enrol("佐藤", "総務課", share)
    _publish(organiser, tmp_path, "memory")
    reader.sync()
    file = next(share.rglob("資料1*.pdf"))
    before, facts = file.read_bytes(), file.stat()
    file.write_bytes(before.replace(b"stream", b"strEAm", 1))
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    with pytest.raises(MaterialNotReady):  # not the bytes that were published
        reader.opens("資料1")
    file.write_bytes(before)
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert reader.opens("資料1") == 2
    marker = share / "dxmeet.toml"
    marker.write_text(marker.read_text(encoding="utf-8").replace('share = "s', 'share = "sx'), encoding="utf-8")
    with pytest.raises(MaterialNotOffline):
        reader.opens("資料1")
    assert _on_disk(reader.profile) == []


def test_when_the_policy_becomes_memory_what_was_kept_is_erased(share, enrol, tmp_path):
    reader = enrol("佐藤", "総務課", share)
    write_pdf(share / "会議" / "2026-11-25 庁議" / "資料1.pdf", [(*A4, CANARY)])
    reader.sync()
    assert reader.material("資料1")[1].state.value == "ready"
    with open(share / "dxmeet.toml", "a", encoding="utf-8") as marker:
        marker.write('\n[policy]\noffline = "memory"\n')
    reader.sync()
    assert _on_disk(reader.profile) == []
    assert reader.opens("資料1") == 1
    assert _on_disk(reader.profile) == []
