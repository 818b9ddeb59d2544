"""A page is shown without PyMuPDF's Python; what needs it loads it later, beside documents that are open."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from dxmeet.pdf.mupdf import mupdf

_SESSION = """
import sys
import dxmeet.pdf.engine as engine
from dxmeet.domain.page import RenderRequest
from dxmeet.errors import PdfDamaged, PdfInvalid, DxmeetError

arena = memoryview(bytearray(8 << 20))
asks = engine.handlers(arena)
for again in range(3):
    asks["open"](1, sys.argv[1], "a.pdf", None)
    width, height = asks["render"](1, RenderRequest(1, 1.0))
    drawn = bytes(arena[: width * height * 3])
    assert (width, height) == (595, 842)
    assert drawn.count(255) < len(drawn) - 300
    asks["outline"](1)
    for broken in (b"%PDF-1.7 nothing", b"%PDF-1.4 1 0 obj <<", bytes(9)):
        try:
            asks["open"](2, broken, "b.pdf", None)
        except DxmeetError:
            pass
    read = asks["words"](1, 1)
    assert any("資料" in word.text for word in read)
    if again == 0:
        assert "pymupdf" not in sys.modules, "showing and reading a page has loaded PyMuPDF"
        print("shown")
    asks["png"](1, 1, 1.0, [])
    assert "pymupdf" in sys.modules
    assert asks["words"](1, 1) == read
    asks["render"](1, RenderRequest(1, 1.0))
    assert bytes(arena[: width * height * 3]) == drawn
    asks["close"](1)
print("done")
"""

_FIRST = """
import sys
import dxmeet.pdf.engine as engine

asks = engine.handlers(memoryview(bytearray(8 << 20)))
asks["open"](1, sys.argv[1], "a.pdf", None)
content, width, height = asks["png"](1, 1, 1.0, [])
assert content.startswith(b"\\x89PNG") and (width, height) == (595, 842)
print("png")
"""


def _told(session: str, paper: Path) -> tuple[list[str], str]:
    """What the session printed, and what it complained of."""
    done = subprocess.run([sys.executable, "-c", session, str(paper)], capture_output=True, text=True, check=False)
    return done.stdout.split(), done.stderr[-2000:]


def test_a_page_is_shown_and_read_without_pymupdf_and_written_with_it(papers: Any, tmp_path: Path) -> None:
    """Nothing on stderr either: SWIG complains there of every value whose type it cannot free."""
    paper = tmp_path / "a.pdf"
    paper.write_bytes(papers.paper((595, 842)))
    assert _told(_SESSION, paper) == (["shown", "done"], "")


def test_the_first_thing_asked_of_a_new_worker_may_need_pymupdf(papers: Any, tmp_path: Path) -> None:
    paper = tmp_path / "a.pdf"
    paper.write_bytes(papers.paper((595, 842)))
    assert _told(_FIRST, paper) == (["png"], "")


def test_where_pymupdf_is_loaded_already_its_own_classes_are_used() -> None:
    import pymupdf.mupdf

    assert mupdf.FzRect is pymupdf.mupdf.FzRect
