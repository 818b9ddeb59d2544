"""Files are measured while others arrive: each in its own room, whatever else the worker is asked meanwhile."""

from collections.abc import Iterable
from typing import Any

import pymupdf

from dxmeet.domain.page import PageSize, RenderRequest
from dxmeet.errors import PdfDamaged, PdfInvalid, PdfPasswordNeeded
from dxmeet.pdf.client import PdfEngine
from dxmeet.pdf.measuring import Intake, Measured, Room


def filled(intake: Intake, content: bytes) -> Room:
    room = intake.room(len(content))
    room.content[:] = content
    return room


def measured(intake: Intake, files: Iterable[bytes]) -> list[Measured]:
    for number, content in enumerate(files):
        intake.measure(filled(intake, content), f"{number}.pdf")
    return intake.found()


def widths(found: Iterable[Measured]) -> list[float]:
    return [each[0].width if isinstance(each, tuple) else 0.0 for each in found]


def test_each_is_told_in_order_with_what_is_wrong_with_it(engine: PdfEngine, papers: Any) -> None:
    locked = pymupdf.open("pdf", papers.paper()).tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x")
    large = papers.paper() + b"\n%" + b"x" * (3 << 20)  # more than there is room for
    files = [papers.paper((595, 842), (1191, 842)), b"no paper", large, locked, b"%PDF-1.7 no more", papers.paper()]
    found = measured(engine.intake(), files)
    assert [len(each) if isinstance(each, tuple) else type(each) for each in found] == [
        2, PdfInvalid, 1, PdfPasswordNeeded, PdfDamaged, 1,
    ]  # fmt: skip
    assert found[0] == engine.inspect(files[0], name="a.pdf").pages


def test_drawing_in_between_disturbs_none_of_them(engine: PdfEngine, papers: Any) -> None:
    intake = engine.intake()
    document = engine.open(papers.paper((842, 1191)), name="other.pdf")
    for width in range(100, 120):
        intake.measure(filled(intake, papers.paper((width, 200))), "a.pdf")
        document.render(RenderRequest(1, 2.0))
    assert widths(intake.found()) == [*range(100, 120)]


def test_the_room_of_one_that_nobody_kept_is_the_next_ones(engine: PdfEngine, papers: Any) -> None:
    intake = engine.intake()
    first = papers.paper((100, 100))
    kept = filled(intake, first)
    intake.keep(kept)
    left = intake.room(1_000)
    taken = filled(intake, papers.paper((300, 300)))
    assert taken.start == left.start
    intake.measure(taken, "a.pdf")
    assert widths(intake.found()) == [300]
    assert bytes(kept.content) == first


def test_their_room_is_used_again(engine: PdfEngine, papers: Any) -> None:
    intake = engine.intake()
    files = [papers.paper((width, 200)) + b"\n%" + b"x" * 250_000 for width in range(100, 106)]
    for _ in range(3):
        rooms = [filled(intake, content) for content in files[:1]]
        assert rooms[0].start == 0
        assert widths(measured(intake, files)) == [*range(100, 106)]


def test_a_worker_that_dies_costs_none_of_them(papers: Any, engine: PdfEngine) -> None:
    intake = engine.intake()
    for width in range(100, 110):
        intake.measure(filled(intake, papers.paper((width, 200))), "a.pdf")
        if width == 104:
            engine._worker.kill()
    assert widths(intake.found()) == [*range(100, 110)]


def test_what_nobody_asks_for_any_more_is_in_nobodys_way(engine: PdfEngine, papers: Any) -> None:
    intake = engine.intake()
    for width in range(100, 106):
        intake.measure(filled(intake, papers.paper((width, 200))), "a.pdf")
    intake.close()
    again = engine.intake()
    assert widths(measured(again, [papers.paper((595, 842))])) == [595]
    assert again.found() == []
    assert engine.inspect(papers.paper(), name="a.pdf").pages == (PageSize(595, 842),)
