"""What dxmeet's text layer finds beside pdfgrep and PDFium, page by page, for thirty words in real papers.

    uv run python tests/benchmarks/search_recall.py ../shared/corpus/share

Needs pdfgrep on the PATH (left out where it is missing) and pypdfium2. Prints for each word on how many pages each of the
three finds it; then every page that one of the others finds and ours does not, with what stands there by PDFium. Exit
code 1 when there is such a page.
"""

import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pypdfium2

from dxmeet.domain.folding import folded
from dxmeet.domain.pagetext import PageText, unpack
from dxmeet.pdf.client import PdfEngine
from dxmeet.workers import Worker

WORDS = (
    "予算", "庁議", "地方公共団体", "南国市", "議案第", "一般会計", "補正", "歳入歳出", "国庫支出金", "下水道",
    "介護保険", "条例", "令和8年度", "令和８年度", "１，０００", "1,000", "1,725,731", "12.5", "2026", "ＤＸ",
    "DX", "デジタル", "サービス", "データ", "API", "service", "アンケート", "公園", "議会費", "補助金",
)  # fmt: skip

Pages = dict[str, set[tuple[str, int]]]


def ours(engine: PdfEngine, path: Path, found: Pages, texts: dict[tuple[str, int], PageText]) -> None:
    document = engine.open(path, name=path.name)
    for page in range(1, len(document.pages) + 1):
        text = texts[str(path), page] = unpack(document.packed_text(page))
        for word in WORDS:
            if text.find(folded(word)):
                found[word].add((str(path), page))
    document.close()


def pdfium(path: Path, found: Pages, around: dict[tuple[str, int, str], str]) -> None:
    document = pypdfium2.PdfDocument(path)
    for number in range(len(document)):
        layer = document[number].get_textpage()
        for word in WORDS:
            hit = layer.search(word, match_case=False).get_next()
            if hit is not None:
                found[word].add((str(path), number + 1))
                around[str(path), number + 1, word] = layer.get_text_range(max(0, hit[0] - 10), hit[1] + 20)
    document.close()


def pdfgrep(path: Path, found: Pages) -> None:
    for word in WORDS:
        done = subprocess.run(
            ["pdfgrep", "-i", "-n", "-F", "-o", word, str(path)], capture_output=True, text=True, check=False
        )
        for line in done.stdout.splitlines():
            found[word].add((str(path), int(line.split(":", 1)[0])))


def main() -> int:
    papers = sorted(Path(sys.argv[1]).rglob("*.pdf"))
    by: dict[str, Pages] = {name: defaultdict(set) for name in ("dxmeet", "pdfium", "pdfgrep")}
    texts: dict[tuple[str, int], PageText] = {}
    around: dict[tuple[str, int, str], str] = {}
    engine = PdfEngine(Worker("dxmeet.pdf.engine", name="pdf", arena_bytes=32 << 20))
    for path in papers:
        ours(engine, path, by["dxmeet"], texts)
        pdfium(path, by["pdfium"], around)
        if shutil.which("pdfgrep"):
            pdfgrep(path, by["pdfgrep"])
    engine.close()
    missed = 0
    print("word | dxmeet | PDFium | pdfgrep | found by ours only")
    for word in WORDS:
        mine, others = by["dxmeet"][word], by["pdfium"][word] | by["pdfgrep"][word]
        counts = " | ".join(str(len(by[name][word])) for name in by)
        print(f"{word} | {counts} | {len(mine - others)}")
        for path, page in sorted(others - mine):
            missed += 1
            print(f"    missed: {Path(path).name} p.{page}: {around.get((path, page, word), '(pdfgrep only)')!r}")
    print(f"{missed} pages missed of {sum(len(each) for each in by['dxmeet'].values())} found")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
