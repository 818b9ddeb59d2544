"""Documents open, draw and read; bad files are refused with a fact; a worker that hangs or dies costs one page."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from dxmeet.domain.page import MAX_PIXELS, PageSize, PaperClass, RenderRequest, Tile
from dxmeet.errors import (
    FileDenied,
    FileEmpty,
    FileInvalid,
    FileIsFolder,
    FileMissing,
    InputInvalid,
    PageFailed,
    PageUnknown,
    PdfDamaged,
    PdfInvalid,
    PdfPasswordNeeded,
    PdfPasswordWrong,
    PdfTooLarge,
    WorkerDied,
    WorkerHung,
)
from dxmeet.pdf import source
from dxmeet.pdf.client import PdfDocument, PdfEngine
from dxmeet.workers import Worker

A4, A3_WIDE, SLIDE = (595.0, 842.0), (1191.0, 842.0), (960.0, 540.0)


@pytest.fixture
def stubborn() -> Iterator[PdfEngine]:
    engine = PdfEngine(Worker("stubborn_engine", name="pdf", arena_bytes=32 << 20), patience=1.0)
    engine.start()
    yield engine
    engine.close()


def process_of(document: PdfDocument) -> int:
    pid = document._worker.pid  # pyright: ignore[reportPrivateUsage]
    assert pid is not None
    return pid


def test_importing_the_client_does_not_import_pymupdf() -> None:
    program = "import sys, dxmeet.pdf.client; sys.exit('pymupdf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def test_pages_are_as_large_as_they_are_shown(engine: PdfEngine, papers: Any) -> None:
    mixed = engine.open(papers.paper(A4, A3_WIDE, SLIDE), name="a.pdf")
    assert [(page.width, page.height) for page in mixed.pages] == [A4, A3_WIDE, SLIDE]
    assert [page.paper for page in mixed.pages] == [PaperClass.A4, PaperClass.A3, PaperClass.A4]
    turned = engine.open(papers.paper(rotation=90, crop=(50, 40, 450, 600)), name="b.pdf")
    assert turned.pages == (PageSize(560, 400),)
    assert not mixed.encrypted
    mixed.close()
    turned.close()


def test_a_drawn_page_is_rgb_of_the_expected_size(engine: PdfEngine, papers: Any) -> None:
    red = pymupdf.open("pdf", papers.paper(A4))
    red[0].draw_rect((0, 0, 595, 842), fill=(1, 0, 0))
    with_red = engine.open(red.tobytes(), name="a.pdf")
    pixels = with_red.render(RenderRequest(1, 1.5))
    assert (pixels.width, pixels.height) == (892, 1263)
    assert len(pixels.data) == 892 * 1263 * 3
    middle = (600 * pixels.width + 400) * 3
    assert pixels.data[middle : middle + 3] == b"\xff\x00\x00"
    with_red.close()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_tiles_are_the_page_cut_up(engine: PdfEngine, papers: Any, rotation: int) -> None:
    document = engine.open(papers.paper(), name="a.pdf")
    whole = document.render(RenderRequest(1, 2.0, rotation))
    width, height = (1190, 1684) if rotation % 180 == 0 else (1684, 1190)
    assert (whole.width, whole.height) == (width, height)
    tile = document.render(RenderRequest(1, 2.0, rotation, Tile(100, 50, 700, 400)))
    rows = [whole.data[(y * width + 100) * 3 : (y * width + 800) * 3] for y in range(50, 450)]
    assert tile.data == b"".join(rows)
    corner = document.render(RenderRequest(1, 2.0, rotation, Tile(width - 10, height - 20, 512, 512)))
    assert (corner.width, corner.height) == (10, 20)
    with pytest.raises(InputInvalid):
        document.render(RenderRequest(1, 2.0, rotation, Tile(width, 0, 10, 10)))
    document.close()


def test_a_page_after_a_rest_is_the_same_page(engine: PdfEngine, papers: Any) -> None:
    document = engine.open(papers.paper(A4, A3_WIDE), name="a.pdf")
    drawn = [document.render(RenderRequest(page, 0.5)) for page in (1, 2)]
    document.rest()
    assert [document.render(RenderRequest(page, 0.5)) for page in (1, 2)] == drawn
    document.close()
    document.rest()  # nobody is disturbed by it any more


def test_turning_by_90_degrees_is_clockwise(engine: PdfEngine) -> None:
    paper = pymupdf.open()
    paper.new_page(width=200, height=100).draw_rect((0, 0, 20, 20), fill=(0, 0, 0))
    document = engine.open(paper.tobytes(), name="a.pdf")
    turned = document.render(RenderRequest(1, 1.0, 90))
    assert (turned.width, turned.height) == (100, 200)
    assert turned.data[(5 * 100 + 95) * 3] == 0
    assert turned.data[(5 * 100 + 5) * 3] == 255
    document.close()


def test_a_huge_page_is_drawn_in_tiles_only(engine: PdfEngine, papers: Any) -> None:
    document = engine.open(papers.paper((10_000, 10_000)), name="plan.pdf")
    assert document.pages == (PageSize(10_000, 10_000),)
    with pytest.raises(InputInvalid):
        document.render(RenderRequest(1, 1.0))
    tile = document.render(RenderRequest(1, 20.0, tile=Tile(150_000, 0, 2000, 2000)))
    assert len(tile.data) == 2000 * 2000 * 3 <= MAX_PIXELS * 3
    document.close()


@pytest.mark.parametrize(
    "box",
    ["0 0 0 0", "0 0 -500 -700", "0 0 1e9 1e9", "10 10 10 900", "nan nan nan nan", "0 0 1e38 5", "(a) (b) null 5"],
)
def test_a_broken_page_box_still_gives_something_to_draw(engine: PdfEngine, papers: Any, box: str) -> None:
    document = engine.open(papers.raw(box=box), name="odd.pdf")
    (page,) = document.pages
    assert 1 <= page.width <= 100_000
    assert 1 <= page.height <= 100_000
    scale = min(1.0, 1000 / max(page.width, page.height))
    assert document.render(RenderRequest(1, scale)).data
    document.close()


@pytest.mark.parametrize("scale", [0.0, -1.0, float("nan"), float("inf"), 1e9])
def test_a_scale_that_is_none_is_refused(engine: PdfEngine, papers: Any, scale: float) -> None:
    document = engine.open(papers.paper(), name="a.pdf")
    with pytest.raises(InputInvalid):
        document.render(RenderRequest(1, scale))
    with pytest.raises(InputInvalid):
        document.png(1, scale)
    document.close()


def test_pages_that_are_not_there(engine: PdfEngine, papers: Any) -> None:
    document = engine.open(papers.paper(), name="a.pdf")
    for page in (0, 2, -1):
        with pytest.raises(PageUnknown):
            document.render(RenderRequest(page, 1.0))
    document.close()


def test_words_and_quotes(engine: PdfEngine, papers: Any) -> None:
    for rotation in (0, 90):
        document = engine.open(papers.paper(rotation=rotation), name="a.pdf")
        (text, one, pages) = document.words(1)
        assert [text.text, one.text, pages.text] == ["資料", "1", "ページ"]
        x0, y0, x1, y1 = text.box
        assert 0 <= x0 < x1 <= document.pages[0].width
        assert 0 <= y0 < y1 <= document.pages[0].height
        assert document.quote(1, [text.box]) == "資料"
        document.close()


def test_the_outline_leads_to_pages(engine: PdfEngine, papers: Any) -> None:
    paper = pymupdf.open("pdf", papers.paper(A4, A4, A4))
    paper.set_toc([[1, "第１章", 1], [2, "現状", 2], [1, "第２章", 3]])
    document = engine.open(paper.tobytes(), name="a.pdf")
    assert [(e.depth, e.title, e.page) for e in document.outline()] == [
        (0, "第１章", 1),
        (1, "現状", 2),
        (0, "第２章", 3),
    ]
    document.close()


def test_passwords_and_permissions(engine: PdfEngine, papers: Any) -> None:
    locked = papers.locked("foo")
    with pytest.raises(PdfPasswordNeeded):
        engine.open(locked, name="a.pdf")
    with pytest.raises(PdfPasswordWrong):
        engine.open(locked, name="a.pdf", password="bar")
    document = engine.open(locked, name="a.pdf", password="foo")
    assert document.encrypted
    assert (document.permissions.print, document.permissions.copy, document.permissions.annotate) == (
        True,
        False,
        False,
    )
    assert document.render(RenderRequest(1, 1.0)).width == 595
    document.close()


def test_files_that_are_no_pdf_are_refused_by_what_they_are(engine: PdfEngine, papers: Any, tmp_path: Path) -> None:
    empty, text, picture = tmp_path / "空.pdf", tmp_path / "text.pdf", tmp_path / "p.pdf"
    empty.touch()
    text.write_text("これはPDFではない")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(source.MAX_BYTES + 1)
    expected = [
        (tmp_path / "no.pdf", FileMissing), (tmp_path, FileIsFolder), (empty, FileEmpty), (text, PdfInvalid),
        (picture, PdfInvalid), (pipe, FileInvalid), (large, PdfTooLarge), (text / "in.pdf", FileMissing),
        (tmp_path / ("長" * 300), FileDenied),
    ]  # fmt: skip
    for path, error in expected:
        with pytest.raises(error):
            engine.open(path, name=path.name)
    for content, error in [(b"", FileEmpty), (b"%PDF-1.7\n", PdfDamaged), (papers.raw(kids="[]", count=0), PdfDamaged)]:
        with pytest.raises(error):
            engine.open(content, name="x.pdf")
    with pytest.raises(PdfDamaged):
        engine.open(papers.raw(kids="[]", count=2_000_000_000), name="x.pdf")


def test_a_truncated_paper_opens_as_far_as_it_goes_or_is_damaged(engine: PdfEngine, papers: Any) -> None:
    whole, before = papers.paper(A4, A4), engine.failures
    for length in range(10, len(whole), len(whole) // 40):
        try:
            document = engine.open(whole[:length], name="cut.pdf")
        except (PdfDamaged, PdfInvalid):
            continue
        try:
            assert document.render(RenderRequest(1, 0.5)).data
        except PageFailed:
            pass
        finally:
            document.close()
    assert engine.failures == before


def test_a_page_that_hangs_is_given_up_and_the_others_go_on(stubborn: PdfEngine, papers: Any) -> None:
    document = stubborn.open(papers.paper(A4, A4, A4, A4), name="a.pdf")
    first = document.render(RenderRequest(1, 1.0))
    for _ in range(2):
        with pytest.raises(PageFailed):
            document.render(RenderRequest(2, 1.0))
    assert stubborn.failures == 1
    assert document.render(RenderRequest(1, 1.0)) == first
    assert document.render(RenderRequest(4, 1.0)).width == 595


def test_a_page_that_ends_the_worker_is_given_up_after_a_second_try(stubborn: PdfEngine, papers: Any) -> None:
    document = stubborn.open(papers.paper(A4, A4, A4), name="a.pdf")
    for _ in range(2):
        with pytest.raises(PageFailed):
            document.render(RenderRequest(3, 1.0))
    assert stubborn.failures == 2
    assert document.render(RenderRequest(1, 1.0)).width == 595


def test_a_document_that_is_late_is_not_called_damaged(stubborn: PdfEngine, papers: Any) -> None:
    document = stubborn.open(papers.paper(A4), name="a.pdf")
    with pytest.raises(WorkerHung):
        document.annotations()
    assert document.render(RenderRequest(1, 1.0)).width == 595


def test_inspecting_goes_around_bad_pages(stubborn: PdfEngine, engine: PdfEngine, papers: Any) -> None:
    paper = papers.paper(A4, A4, A4, A4)
    good, bad = engine.inspect(paper, name="a.pdf"), stubborn.inspect(paper, name="a.pdf")
    assert (bad.id, bad.size, bad.pages) == (good.id, good.size, good.pages)
    assert len(set(bad.fingerprints)) == 4
    assert [a == b for a, b in zip(good.fingerprints, bad.fingerprints, strict=True)] == [True, False, False, True]


@pytest.mark.parametrize("kept", ["bytes", "path"])
def test_documents_outlive_a_killed_worker(engine: PdfEngine, papers: Any, tmp_path: Path, kept: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(papers.locked("foo"))
    document = engine.open(path if kept == "path" else path.read_bytes(), name="a.pdf", password="foo")
    before = document.render(RenderRequest(1, 1.0))
    os.kill(process_of(document), signal.SIGKILL)
    assert document.render(RenderRequest(1, 1.0)) == before
    assert document.words(1)
    document.close()


def test_a_file_that_became_another_while_the_worker_was_away(engine: PdfEngine, papers: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(papers.paper(A4, A4))
    document = engine.open(path, name="a.pdf")
    os.kill(process_of(document), signal.SIGKILL)
    path.write_bytes(papers.paper(A3_WIDE))
    with pytest.raises(PdfDamaged):
        document.render(RenderRequest(1, 1.0))


def test_a_worker_killed_during_a_call_costs_nothing(stubborn: PdfEngine, papers: Any) -> None:
    document = stubborn.open(papers.paper(A4, A4), name="a.pdf")
    worker = document._worker  # pyright: ignore[reportPrivateUsage]
    killer = threading.Timer(0.2, worker.kill)  # while page 2 hangs
    killer.start()
    with pytest.raises(PageFailed):
        document.render(RenderRequest(2, 1.0))
    killer.join()
    assert document.render(RenderRequest(1, 1.0)).width == 595


def test_a_page_can_be_given_up_and_is_drawn_another_time(stubborn: PdfEngine, papers: Any) -> None:
    document = stubborn.open(papers.paper(A4, A4), name="a.pdf")
    first = process_of(document)
    giver = threading.Timer(0.2, document.interrupt)  # while page 2 hangs
    giver.start()
    with pytest.raises(WorkerDied):
        document.render(RenderRequest(2, 1.0))
    giver.join()
    assert (document.failed, stubborn.failures) == (set(), 0)
    assert document.render(RenderRequest(1, 1.0)).width == 595
    assert process_of(document) != first


def test_a_glimpse_is_given_up_when_it_takes_long_or_is_no_longer_wanted(stubborn: PdfEngine, papers: Any) -> None:
    document = stubborn.open(papers.paper(A4, A4), name="x.pdf")
    with pytest.raises(WorkerHung):
        document.glimpse(RenderRequest(2, 0.1), 0.3, lambda: True)
    with pytest.raises(WorkerHung):
        document.glimpse(RenderRequest(2, 0.1), 3600.0, lambda: False)
    assert document.failed == set()
    assert document.glimpse(RenderRequest(1, 0.1), 20.0, lambda: True).width == round(A4[0] * 0.1)


def test_threads_share_one_engine(engine: PdfEngine, papers: Any) -> None:
    document = engine.open(papers.paper(A4, A3_WIDE), name="a.pdf")
    expected = {page: document.render(RenderRequest(page, 1.0)) for page in (1, 2)}
    wrong: list[int] = []

    def read(page: int) -> None:
        wrong.extend(page for _ in range(20) if document.render(RenderRequest(page, 1.0)) != expected[page])

    threads = [threading.Thread(target=read, args=(page,)) for page in (1, 2, 1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    document.close()


def test_bytes_too_many_for_the_arena_go_through_the_pipe(papers: Any) -> None:
    small = PdfEngine(Worker("dxmeet.pdf.engine", name="pdf", arena_bytes=4096))
    document = small.open(papers.paper(), name="a.pdf")
    assert len(document.pages) == 1
    with pytest.raises(InputInvalid):
        document.render(RenderRequest(1, 1.0))
    small.close()


def test_a_closed_document_does_not_take_others_with_it(engine: PdfEngine, papers: Any) -> None:
    one, other = engine.open(papers.paper(), name="a"), engine.open(papers.paper(A3_WIDE), name="b")
    one.close()
    one.close()
    assert other.render(RenderRequest(1, 0.5)).width == 596
    other.close()


def test_nothing_is_written_to_the_owners_output(papers: Any) -> None:
    """A command prints one JSON document on stdout; MuPDF's warnings must not get into it or into a log, though they quote
    bytes that are no text."""
    program = (
        "import sys, pathlib\nfrom dxmeet.pdf.client import PdfEngine\nfrom dxmeet.workers import Worker\n"
        "from dxmeet.domain.page import RenderRequest\n"
        "if __name__ == '__main__':\n"
        " engine = PdfEngine(Worker('dxmeet.pdf.engine', name='pdf', arena_bytes=1 << 22))\n"
        " document = engine.open(sys.stdin.buffer.read(), name='a')\n"
        " document.render(RenderRequest(1, 0.5)); document.outline()\n"
        " document.annotations(); document.fingerprint(1); document.features(1)\n"  # with the whole of PyMuPDF
        " document.words(1); document.render(RenderRequest(1, 0.6)); engine.close()\n"
    )
    broken = (
        papers.raw(more="/Contents 4 0 R/Annots [7 0 R]")
        + b"4 0 obj <</Length 99>> stream\n\xff\xe9 /\xff gs /\xfe\xe9 Do (x Tj BT Q Q Q 1 0 endstream endobj"
    )
    result = subprocess.run([sys.executable, "-c", program], input=broken, capture_output=True)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")


def test_a_file_that_was_expected_is_what_it_would_have_been(engine: PdfEngine, papers: Any, tmp_path: Path) -> None:
    path = tmp_path / "議案.pdf"
    path.write_bytes(papers.paper(A4, A3_WIDE))
    plain = engine.open(path, name=path.name)
    requests = [RenderRequest(1, 606 / 842), RenderRequest(1, 0.5), RenderRequest(2, 0.5)]
    for wanted in requests:
        engine.expect(path, 606)
        expected = engine.open(path, name=path.name)
        assert expected.pages == plain.pages
        assert expected.render(wanted) == plain.render(wanted)
        assert expected.render(requests[0]) == plain.render(requests[0])
        expected.close()


def test_expecting_changes_nothing_about_what_is_wrong_with_a_file(
    engine: PdfEngine, papers: Any, tmp_path: Path
) -> None:
    other, missing, broken = tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "c.pdf"
    other.write_bytes(papers.paper(A4))
    broken.write_bytes(b"%PDF-1.7 nothing")
    before = engine.failures
    engine.expect(missing, 606)
    with pytest.raises(FileMissing):
        engine.open(missing, name="b.pdf")
    engine.expect(broken, 606)
    with pytest.raises((PdfDamaged, PdfInvalid)):
        engine.open(broken, name="c.pdf")
    engine.expect(missing, 606)
    assert len(engine.open(other, name="a.pdf").pages) == 1
    assert engine.failures == before
