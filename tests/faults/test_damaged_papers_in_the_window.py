"""A reader opens a file that came to harm: a page or a sentence, and the next file opens as if nothing had been.

The same with real papers and hundreds of copies is ``damaged_papers.py``.
"""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from damage import cut, flipped
from PySide6.QtWidgets import QApplication
from reading_window import ReadingWindow


@pytest.fixture
def window(qapp: QApplication) -> Iterator[ReadingWindow]:
    window = ReadingWindow(qapp)
    yield window
    window.close()


def _paper() -> bytes:
    """Text in a Japanese font, lines, a picture: something for every part of the engine to stumble over."""
    document = pymupdf.open()
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 40), False)
    picture.clear_with(180)
    for number in (1, 2):
        page = document.new_page(width=595, height=842)
        page.insert_text((60, 80), f"議案第{number}号 補正予算", fontname="japan", fontsize=18)
        page.insert_image(pymupdf.Rect(60, 200, 300, 360), pixmap=picture)
        page.draw_line((60, 120), (500, 120))
    return document.tobytes(deflate=True)


def test_every_damaged_copy_is_a_page_or_a_sentence_and_the_window_lives(window: ReadingWindow, tmp_path: Path) -> None:
    paper = _paper()
    for kind, harmed in (("whole", paper), *cut(paper, 12, seed=1), *flipped(paper, 24, seed=2), ("again", paper)):
        file = tmp_path / f"{kind}.pdf"
        file.write_bytes(harmed)
        outcome = window.read(file)
        assert outcome.fine, outcome
        if kind in ("whole", "again"):
            assert (outcome.first, outcome.pages, outcome.failed) == ("page", 2, [])
    assert window.crashes == []
