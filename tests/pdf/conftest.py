"""Papers generated for the tests of the PDF floor, and one worker for all of them."""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from dxmeet.pdf.client import PdfEngine
from dxmeet.workers import Worker

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"


@pytest.fixture(scope="session")
def engine() -> Iterator[PdfEngine]:
    engine = PdfEngine(Worker("dxmeet.pdf.engine", name="pdf", arena_bytes=32 << 20, intake_bytes=2 << 20))
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def corpus() -> Path:
    if not CORPUS.is_dir():
        pytest.skip("no ../shared/corpus here")
    return CORPUS


class Papers:
    """Builds small PDFs; every method answers their bytes."""

    def paper(self, *sizes: tuple[float, float], rotation: int = 0, crop: tuple[float, ...] | None = None) -> bytes:
        document = pymupdf.open()
        for number, (width, height) in enumerate(sizes or ((595, 842),), start=1):
            page = document.new_page(width=width, height=height)
            page.insert_text((40, 60), f"資料 {number} ページ", fontname="japan", fontsize=12)
            if crop:
                page.set_cropbox(pymupdf.Rect(*crop))
            page.set_rotation(rotation)
        return document.tobytes()

    def locked(self, password: str, permissions: int = pymupdf.PDF_PERM_PRINT) -> bytes:
        document = pymupdf.open("pdf", self.paper())
        return document.tobytes(
            encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw="owner", permissions=permissions
        )

    def raw(self, box: str = "0 0 595 842", kids: str = "[3 0 R]", count: int = 1, more: str = "") -> bytes:
        """Written by hand, without a cross-reference table, so that anything can be in it."""
        return (
            "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
            f"2 0 obj <</Type/Pages/Kids {kids}/Count {count}>> endobj\n"
            f"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox [{box}]{more}/Resources<<>>>> endobj\n"
            "trailer <</Root 1 0 R>>\n%%EOF\n"
        ).encode()


@pytest.fixture(scope="session")
def papers() -> Papers:
    return Papers()
