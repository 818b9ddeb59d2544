"""Fingerprints are equal for pages that look and read the same, wherever they sit."""

import hashlib
from dataclasses import replace
from typing import Any

import pymupdf

from dxmeet.domain.packet import changed_pages
from dxmeet.pdf.client import PdfEngine


def test_a_revision_is_its_bytes(engine: PdfEngine, papers: Any) -> None:
    paper = papers.paper((595, 842), (1191, 842))
    revision = engine.inspect(paper, name="a.pdf")
    assert revision.id == hashlib.sha256(paper).hexdigest()
    assert revision.size == len(paper)
    assert (revision.pages_a4, revision.pages_a3) == (1, 1)
    assert all(len(print_) == 32 for print_ in revision.fingerprints)


def test_a_page_keeps_its_fingerprint_in_another_file_and_place(engine: PdfEngine, papers: Any) -> None:
    old = engine.inspect(papers.paper((595, 842), (595, 842), (595, 842)), name="a.pdf")
    moved = pymupdf.open("pdf", papers.paper((595, 842), (595, 842), (595, 842)))
    moved.move_page(0, 2)
    moved.new_page(0, width=595, height=842).insert_text((50, 50), "inserted")
    new = engine.inspect(moved.tobytes(deflate=True), name="b.pdf")
    assert set(old.fingerprints) <= set(new.fingerprints)
    assert changed_pages(old, new) == (1, 0)


def test_anything_a_reader_could_see_changes_it(engine: PdfEngine, papers: Any) -> None:
    plain = papers.paper()
    prints = {engine.inspect(plain, name="a.pdf").fingerprints}
    drawn = pymupdf.open("pdf", plain)
    drawn[0].draw_line((100, 400), (105, 400))
    noted = pymupdf.open("pdf", plain)
    noted[0].add_highlight_annot(pymupdf.Rect(40, 50, 90, 62))
    turned = pymupdf.open("pdf", plain)
    turned[0].set_rotation(180)
    hidden = pymupdf.open("pdf", plain)
    hidden[0].insert_text((50, 300), "read by a screen reader", render_mode=3)
    for changed in (drawn, noted, turned, hidden):
        prints.add(engine.inspect(changed.tobytes(), name="a.pdf").fingerprints)
    assert len(prints) == 5


def test_a_page_that_cannot_be_loaded_has_one_too(engine: PdfEngine, papers: Any) -> None:
    revision = engine.inspect(papers.raw(kids="[3 0 R 9 0 R]", count=2), name="a.pdf")
    assert len(revision.fingerprints) == len(revision.pages) >= 1


def test_pages_without_fingerprints_are_all_new(engine: PdfEngine, papers: Any) -> None:
    old = engine.inspect(papers.paper(), name="a.pdf")
    assert changed_pages(old, replace(old, fingerprints=())) == (1, 0)
