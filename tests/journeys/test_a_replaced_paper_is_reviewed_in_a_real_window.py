"""A reader writes on three pages, the paper is replaced, the reader sees what changed, drags one note to its place, exports."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pymupdf
import pypdfium2
import pytest
from people import Person

from dxmeet.domain.annotation import Note, NoteKind, Outcome
from dxmeet.domain.fiscal import local_date
from dxmeet.domain.packet import Kind
from dxmeet.domain.surroundings import extent
from dxmeet.services.publishing import Distribution

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(
        not all(map(shutil.which, ("Xvfb", "xdotool", "openbox"))), reason="needs Xvfb, openbox and xdotool"
    ),
    pytest.mark.timeout(400),
]

HEADS = ("令和八年度 予算の概要", "重点施策の一覧", "歳出予算の内訳", "今後の日程")
ROWS = (
    ("防災計画の見直し", "避難所の備蓄品の更新", "公共交通の路線の再編", "保育所の定員の拡大", "財源は基金から"),
    ("窓口の予約を始める", "図書館の開館時間", "学校給食の費用", "橋の点検を前倒し", "水道管の更新"),
    ("総務費 9,532", "民生費 21,408", "土木費 4,117", "教育費 7,765", "公債費 3,020"),
    ("二月 市議会", "三月 議決", "四月 施行", "五月 報告", "六月 補正"),
)


def paper(path: Path, *, replaced: bool) -> Path:
    """Four pages; the replacement has a page more in front, other figures in its table, and another line under the pen."""
    document: Any = pymupdf.open()
    rows = [list(each) for each in ROWS]
    heads = list(HEADS)
    if replaced:
        rows[2] = [
            "総務費 9,765",
            "民生費 21,650",
            "消防費を新たに計上し防災無線を更新する",
            "教育費 7,901",
            "公債費 2,998",
        ]
        heads, rows = ["差し替えのお知らせ", *heads], [["二頁の表を改めました"], *rows]
    for head, lines in zip(heads, rows, strict=True):
        page = document.new_page(width=595, height=842)
        page.insert_text((72, 100), head, fontname="japan", fontsize=20)
        for number, line in enumerate(lines):
            page.insert_text((80, 126 + 60 * (number + 1)), f"{number + 1}  {line}", fontname="japan", fontsize=14)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(path)
    moment = datetime.now(UTC).timestamp() - (3600 if replaced else 7200)
    os.utime(path, (moment, moment))
    return path


def _at_the_screen(display: str, reader: Person, pictures: Path, part: str, out: Path) -> Any:
    program = str(Path(__file__).with_name("reviewer.py"))
    done = subprocess.run(
        [sys.executable, program, str(reader.profile), str(pictures), part, str(out)],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=350,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def _overwrites(share: Path, today: str, tmp_path: Path, organiser: Person) -> Callable[[], None]:
    """With Explorer, in the plain folder."""
    file = paper(share / "会議" / f"{today} 庁議" / "資料1 予算.pdf", replaced=False)
    return lambda: shutil.copy2(paper(tmp_path / "新.pdf", replaced=True), file) and None


def _replaces(share: Path, today: str, tmp_path: Path, organiser: Person) -> Callable[[], None]:
    """With ``dxmeet replace``, what was published."""
    first = paper(tmp_path / "旧" / "資料1 予算.pdf", replaced=False)
    organiser.services.publishing.publish(Distribution(Kind.MEETING, "庁議", local_date(datetime.now(UTC)), (first,)))
    organiser.sync()

    def replace() -> None:
        packet, material = organiser.material("資料1")
        words = ["replace", packet.id, material.id, str(paper(tmp_path / "新" / "資料1 予算.pdf", replaced=True))]
        profile = {"DXMEET_PROFILE": str(organiser.profile), "DXMEET_PASSPHRASE": "correct horse"}
        subprocess.run([sys.executable, "-m", "dxmeet", *words], env={**os.environ, **profile}, check=True)

    return replace


@pytest.mark.parametrize("organises", [_overwrites, _replaces], ids=["overwritten", "dxmeet replace"])
def test_written_replaced_reviewed_and_exported(
    organises: Callable[..., Callable[[], None]],
    enrol: Callable[..., Person],
    share: Path,
    screen: str,
    today: str,
    tmp_path: Path,
) -> None:
    organiser, reader = enrol("佐藤", "企画政策課", share), enrol("田中", "総務課", share)
    replace = organises(share, today, tmp_path, organiser)
    reader.sync()
    out = tmp_path / "書き込み付き.pdf"
    _at_the_screen(screen, reader, tmp_path, "writes", out)
    _, material = reader.material("資料1")
    assert material.revision is not None
    written = reader.services.annotating.notes(material.id, material.revision.id)
    assert [(note.kind, note.page) for note in written] == [
        (NoteKind.INK, 1),
        (NoteKind.STICKY, 2),
        (NoteKind.INK, 3),
    ]
    replace()
    reader.sync()
    reader.services.carrying.carry_all()

    seen = _at_the_screen(screen, reader, tmp_path, "reviews", out)
    assert "差し替わりました" in seen["said"]
    assert "書き込み 3件: そのまま 0, 移動 2, 要確認 1" in seen["said"]
    assert seen["badges"] == ["1ページ ＋追加", "2ページ", "3ページ", "4ページ 変更", "5ページ"]
    assert not seen["offered again"], "what was looked at is not said again"
    [placed] = [note for note in _now(reader) if note.kind is NoteKind.INK and note.page == 4]
    assert placed.anchor.carried is not None
    assert placed.anchor.carried.outcome is Outcome.MOVED
    assert _middle(placed) == pytest.approx(seen["dropped"], abs=1.5)
    _exported_as_seen(out, _now(reader))
    for name in ("1-written", "2-replaced", "3-review", "4-dragging", "5-dropped", "6-exported"):
        assert (tmp_path / f"{name}.png").stat().st_size > 5_000


def _now(reader: Person) -> list[Note]:
    _, material = reader.material("資料1")
    assert material.revision is not None
    return reader.services.annotating.notes(material.id, material.revision.id)


def _middle(note: Note) -> list[float]:
    x0, y0, x1, y1 = extent(note)
    return [(x0 + x1) / 2, (y0 + y1) / 2]


def _exported_as_seen(out: Path, notes: list[Note]) -> None:
    """Another engine finds the same notes on the same pages, each ink around its place."""
    document: Any = pypdfium2.PdfDocument(out)
    pages = [document[index] for index in range(len(document))]  # held: the raw page goes with its object
    counted = [pypdfium2.raw.FPDFPage_GetAnnotCount(page.raw) for page in pages]
    assert counted == [sum(note.page == page for note in notes) for page in range(1, len(pages) + 1)]
    with pymupdf.open(out) as other:
        for note in (each for each in notes if each.kind is NoteKind.INK):
            page: Any = other[note.page - 1]
            [ink] = [each.rect for each in page.annots() if each.type[1] == "Ink"]
            middle = [(ink.x0 + ink.x1) / 2, (ink.y0 + ink.y1) / 2]
            assert middle == pytest.approx(_middle(note), abs=1.5)
