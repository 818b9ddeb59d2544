"""The page that was read last is found in the revision that takes its place, though its number is another."""

from collections.abc import Callable
from pathlib import Path

from people import A4, Person, write_pdf

from dxmeet.domain.packet import MaterialId

LINES = ("はじめに 計画の趣旨", "第一章 人口の見通し", "第二章 公共交通の再編", "第三章 財源の確保")


def _read(person: Person, material: MaterialId) -> int:
    """Open and see it; the page it shows."""
    opened = person.services.reading.open(material)
    person.services.reading.seen(opened)
    opened.document.close()
    return opened.page


def test_a_page_put_in_front_moves_the_place(share: Path, enrol: Callable[..., Person], today: str) -> None:
    sato = enrol("佐藤", "企画政策課", share)
    file = share / "会議" / f"{today} 庁議" / "資料1.pdf"
    write_pdf(file, [(*A4, line) for line in LINES])
    sato.sync()
    material = sato.material("資料1")[1].id
    assert _read(sato, material) == 1
    sato.services.reading.turn_to(material, 3)
    write_pdf(file, [(*A4, line) for line in ("差し替えの理由", *LINES, "附則")])
    sato.sync()
    sato.services.carrying.carry_all()
    assert _read(sato, material) == 4
    write_pdf(file, [(*A4, line) for line in ("差し替えの理由", "差し替えの一覧", *LINES[:1], *LINES[2:])])
    sato.sync()
    sato.services.carrying.carry_all()
    assert _read(sato, material) == 4
    assert _read(sato, material) == 4  # it is read by now, and the place is its own
