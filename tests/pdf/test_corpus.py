"""Real council papers are counted right; hard and broken files give a page or one of our errors, and never cost the worker."""

from pathlib import Path

import pytest

from dxmeet.domain.page import MAX_PIXELS, RenderRequest
from dxmeet.errors import FileError, PageFailed, PdfError
from dxmeet.pdf.client import PdfEngine

pytestmark = pytest.mark.corpus

SCOPE = [
    ("会議/2025-12-01 議員勉強会/資料1 議員勉強会資料(A3).pdf", 0, 6),
    ("会議/2025-12-01 議員勉強会/資料2 繰越事業一覧表(B4).pdf", 0, 4),
    ("会議/2026-02-24 第446回市議会定例会/08 下水道補正予算(第2号).pdf", 2, 2),
    ("会議/2026-02-24 第446回市議会定例会/03 議案第7号 令和8年度一般会計予算.pdf", 143, 0),
]


@pytest.mark.parametrize(("file", "a4", "a3"), SCOPE)
def test_paper_classes_of_council_papers(engine: PdfEngine, corpus: Path, file: str, a4: int, a3: int) -> None:
    document = engine.open(corpus / "share" / file, name=file)
    papers = [page.paper.value for page in document.pages]
    assert (papers.count("A4"), papers.count("A3")) == (a4, a3)
    document.close()


@pytest.mark.parametrize("folder", ["hard", "broken"])
def test_hard_and_broken_files(engine: PdfEngine, corpus: Path, folder: str) -> None:
    before = engine.failures
    for path in sorted((corpus / folder).glob("*.pdf")):
        try:
            document = engine.open(path, name=path.name)
        except (PdfError, FileError):
            continue
        size = document.pages[0]
        scale = min(1.0, (MAX_PIXELS / (size.width * size.height)) ** 0.5 * 0.99)
        try:
            assert document.render(RenderRequest(1, scale)).data, path.name
            document.words(1)
            document.outline()
        except PageFailed:
            pass
        document.close()
    assert engine.failures == before


def test_protected_papers_open_with_their_password(engine: PdfEngine, corpus: Path) -> None:
    for name, password in [
        ("pdfminer.six__aes-256", "foo"),
        ("pdfminer.six__rc4-40", "foo"),
        ("pdfplumber__password-example", "test"),
    ]:
        document = engine.open(corpus / "hard" / f"{name}.pdf", name=name, password=password)
        assert document.encrypted
        assert document.render(RenderRequest(1, 0.5)).data
        document.close()
