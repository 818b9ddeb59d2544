"""The text of a page as a person reads it, with boxes that cover the ink of the words."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pymupdf
import pytest

from dxmeet.domain.annotation import Box
from dxmeet.domain.folding import folded
from dxmeet.domain.page import PIXEL_BYTES, RenderRequest
from dxmeet.domain.pagetext import PageText, unpack
from dxmeet.pdf.client import PdfEngine

SIZE = 14.0
Draw = Callable[[pymupdf.Page, str], None]


def lines(page: pymupdf.Page, text: str, *, at: tuple[float, float] = (72, 100), size: float = SIZE) -> None:
    """Horizontal, one line below the other."""
    for number, line in enumerate(text.split("\n")):
        page.insert_text((at[0], at[1] + 1.6 * size * number), line, fontname="japan", fontsize=size)


def glyph_by_glyph(page: pymupdf.Page, text: str) -> None:
    """Vertical as LibreOffice and Chromium print it: each glyph is set by itself, the columns from right to left."""
    for column, line in enumerate(text.split("\n")):
        for row, glyph in enumerate(line):
            point = (500 - 1.5 * SIZE * column, 100 + SIZE * row)
            page.insert_text(point, glyph, fontname="japan", fontsize=SIZE)


def identity_v(page: pymupdf.Page, text: str) -> None:
    """Vertical by the font's own encoding: the PDF's viewer moves down after each glyph."""
    document, font = page.parent, pymupdf.Font("japan")
    xref = page.insert_font(fontname="upright", fontbuffer=font.buffer)
    document.xref_set_key(xref, "Encoding", "/Identity-V")
    shown = "".join(
        f"BT /upright {SIZE} Tf {500 - 1.5 * SIZE * column} 740 Td <{_glyphs(font, line)}> Tj ET\n"
        for column, line in enumerate(text.split("\n"))
    )
    content = document.get_new_xref()
    document.update_object(content, "<<>>")
    document.update_stream(content, shown.encode())
    document.xref_set_key(page.xref, "Contents", f"{content} 0 R")


def _glyphs(font: pymupdf.Font, text: str) -> str:
    return "".join(f"{font.has_glyph(ord(letter)):04x}" for letter in text)


def turned(page: pymupdf.Page, text: str) -> None:
    """Turned by a quarter, as on a landscape table bound into a portrait book."""
    for number, line in enumerate(text.split("\n")):
        page.insert_text((300 - 20 * number, 100), line, fontname="japan", fontsize=SIZE, rotate=270)


def made(draw: Draw, text: str) -> bytes:
    document = pymupdf.open()
    draw(document.new_page(width=595, height=842), text)
    return document.tobytes()


def read(engine: PdfEngine, content: bytes, page: int = 1) -> PageText:
    document = engine.open(content, name="紙.pdf")
    try:
        return unpack(document.packed_text(page))
    finally:
        document.close()


def ink(engine: PdfEngine, content: bytes) -> tuple[int, bytes]:
    document = engine.open(content, name="紙.pdf")
    try:
        pixels = document.render(RenderRequest(1, 2.0))
    finally:
        document.close()
    return pixels.width, pixels.data[::PIXEL_BYTES]


def outside(width: int, word: Sequence[int], boxes: Sequence[Box]) -> int:
    """How many of these pixels (2 a point) are in none of the boxes; half a point is allowed for smoothing."""
    edges = [(2 * x0 - 1, 2 * y0 - 1, 2 * x1 + 1, 2 * y1 + 1) for x0, y0, x1, y1 in boxes]
    return sum(
        not any(x0 <= pixel % width <= x1 and y0 <= pixel // width <= y1 for x0, y0, x1, y1 in edges) for pixel in word
    )


PARAGRAPH = "令和八年度の予算案は地方公\n共団体の庁議で審議する。"


@pytest.mark.parametrize("draw", [lines, glyph_by_glyph, identity_v, turned])
@pytest.mark.parametrize("word", ["予算", "地方公共団体", "庁議"])
def test_a_word_is_found_and_its_boxes_cover_its_ink(engine: PdfEngine, draw: Draw, word: str) -> None:
    content = made(draw, PARAGRAPH)
    page = read(engine, content)
    (span,) = page.find(folded(word))
    boxes = page.boxes_of(span)
    assert len(boxes) == (2 if word == "地方公共団体" else 1)
    assert page.words(span) == word
    width, whole = ink(engine, content)
    blank = PARAGRAPH
    for letter in word if word != "地方公共団体" else []:
        blank = blank.replace(letter, "　", 1) if blank.count(letter) == 1 else blank
    _, without = ink(engine, made(draw, blank))
    changed = [at for at, (one, other) in enumerate(zip(whole, without, strict=True)) if one != other]
    assert changed or word == "地方公共団体"
    assert outside(width, changed, boxes) == 0
    inside = [at for at, value in enumerate(whole) if value < 128 and not outside(width, [at], boxes)]
    assert len(inside) > 50 * len(word)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ＤＸ推進", "dx"),
        ("DX推進", "ＤＸ"),
        ("ﾃﾞｰﾀの利活用", "データ"),
        ("データ", "ﾃﾞｰﾀ"),
        ("12,345千円", "１２，３４５"),
    ],
)
def test_widths_and_case_do_not_matter(engine: PdfEngine, text: str, wanted: str) -> None:
    page = read(engine, made(lines, text))
    assert len(page.find(folded(wanted))) == 1


def test_turned_latin_and_two_digits_side_by_side_belong_to_their_vertical_line(engine: PdfEngine) -> None:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    glyph_by_glyph(page, "計画は")
    page.insert_text((502, 131), "Q1 2026", fontname="helv", fontsize=SIZE, rotate=270)
    end = 131 + pymupdf.get_text_length("Q1 2026", fontsize=SIZE)
    for row, glyph in enumerate("に改め"):
        page.insert_text((500, end + SIZE * (row + 0.95)), glyph, fontname="japan", fontsize=SIZE)
    page.insert_text((499.5, end + SIZE * 3.95), "25", fontname="helv", fontsize=SIZE)
    page.insert_text((500, end + SIZE * 4.95), "日", fontname="japan", fontsize=SIZE)
    assert read(engine, document.tobytes()).text == "計画はQ1 2026に改め25日"


def test_single_characters_in_the_cells_of_a_table_are_no_vertical_line(engine: PdfEngine) -> None:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for row, (mark, name, count) in enumerate([("○", "議会費", "3"), ("×", "総務費", "4"), ("○", "民生費", "5")]):
        for x, cell in ((72, mark), (110, name), (300, count)):
            page.insert_text((x, 100 + 24 * row), cell, fontname="japan", fontsize=SIZE)
    text = read(engine, document.tobytes())
    assert [text.find(folded(each)) for each in ("○×", "345")] == [[], []]
    assert all(text.find(folded(each)) for each in ("議会費", "総務費", "民生費", "×", "4"))


def test_words_of_neighbouring_cells_are_not_one_word(engine: PdfEngine) -> None:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    lines(page, "歳入予", at=(72, 100))
    lines(page, "算定額", at=(200, 100))
    text = read(engine, document.tobytes())
    assert not text.find(folded("予算"))


def test_a_phrase_broken_over_the_lines_of_a_cell_is_found(engine: PdfEngine) -> None:
    """The cells are drawn row by row, so the rest of the phrase comes after the other cells' first lines."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for row, (left, right) in enumerate([("地域学校協働本部", "スポーツ環"), ("事業費補助金", "境整備推進")]):
        lines(page, left, at=(72, 100 + 20 * row))
        lines(page, right, at=(300, 100 + 20 * row))
    text = read(engine, document.tobytes())
    assert text.find(folded("協働本部事業費"))
    assert text.find(folded("環境整備"))


def test_ruby_does_not_part_the_words_it_explains(engine: PdfEngine) -> None:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    lines(page, "市民との")
    lines(page, "こんだん", at=(72 + 4 * SIZE, 88), size=SIZE / 2)
    lines(page, "懇談", at=(72 + 4 * SIZE, 100))
    lines(page, "会を開く", at=(72 + 6 * SIZE, 100))
    text = read(engine, document.tobytes())
    assert text.find(folded("市民との懇談会を開く"))
    assert text.find(folded("こんだん"))


def test_spread_characters_are_one_word(engine: PdfEngine) -> None:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for row, word in enumerate(["歳入", "歳出", "差引"]):
        for column, letter in enumerate(word):
            lines(page, letter, at=(72 + 50 * column, 100 + 18 * row))
    text = read(engine, document.tobytes())
    assert all(text.find(folded(word)) for word in ("歳入", "歳出", "差引"))


def test_a_bold_that_is_drawn_twice_is_read_once(engine: PdfEngine) -> None:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for shift in (0.0, 0.4):
        lines(page, "予算書", at=(72 + shift, 100))
    assert read(engine, document.tobytes()).text == "予算書"


def test_a_hyphen_at_a_line_end_joins(engine: PdfEngine) -> None:
    page = read(engine, made(lines, "municipalities co-\noperate with the\nprefecture"))
    assert page.find(folded("cooperate with the prefecture"))


def test_a_page_that_was_turned_or_cropped_is_read_as_shown(engine: PdfEngine) -> None:
    document = pymupdf.open("pdf", made(lines, PARAGRAPH))
    document[0].set_cropbox(pymupdf.Rect(50, 50, 500, 700))
    document[0].set_rotation(90)
    content = document.tobytes()
    page = read(engine, content)
    (span,) = page.find(folded("地方公共団体"))
    width, whole = ink(engine, content)
    boxes = page.boxes_of(span)
    covered = [at for at, value in enumerate(whole) if value < 128 and not outside(width, [at], boxes)]
    assert len(covered) > 300


def test_garbage_is_not_taken_for_text(engine: PdfEngine) -> None:
    assert read(engine, made(lines, PARAGRAPH)).reliable
    document = pymupdf.open("pdf", made(identity_v, PARAGRAPH))
    for xref in range(1, document.xref_length()):
        if document.xref_get_key(xref, "ToUnicode")[0] == "xref":
            document.xref_set_key(xref, "ToUnicode", "null")
    page = read(engine, document.tobytes())
    assert not page.find(folded("予算"))
    assert not page.reliable


def with_actual_text(content: bytes, said: str) -> bytes:
    """The first page claims to read ``said``, whatever is drawn on it."""
    document = pymupdf.open("pdf", content)
    (xref,) = document[0].get_contents()
    said_in_hex = ("\ufeff" + said).encode("utf-16-be").hex()
    drawn = document.xref_stream(xref)
    document.update_stream(xref, f"/Span <</ActualText <{said_in_hex}>>> BDC\n".encode() + drawn + b"\nEMC")
    return document.tobytes()


def test_what_is_drawn_counts_and_not_what_the_document_says_of_it(engine: PdfEngine) -> None:
    """A budget made from last year's keeps last year's /ActualText: seen in real papers."""
    content = with_actual_text(made(lines, "補助金の説明書"), "令和七年度の条例を次のように定める。")
    page = read(engine, content)
    (span,) = page.find(folded("説明書"))
    width, whole = ink(engine, content)
    _, without = ink(engine, made(lines, "補助金の"))
    changed = [at for at, (one, other) in enumerate(zip(whole, without, strict=True)) if one != other]
    assert changed
    assert outside(width, changed, page.boxes_of(span)) == 0
    assert not page.find(folded("条例"))


def test_where_a_font_does_not_tell_its_characters_what_the_document_says_counts(engine: PdfEngine) -> None:
    document = pymupdf.open("pdf", made(identity_v, "予算案"))
    for xref in range(1, document.xref_length()):
        if document.xref_get_key(xref, "ToUnicode")[0] == "xref":
            document.xref_set_key(xref, "ToUnicode", "null")
    page = read(engine, with_actual_text(document.tobytes(), "予算案"))
    assert page.find(folded("予算案"))


def test_a_scan_reads_nothing(engine: PdfEngine) -> None:
    document = pymupdf.open()
    grey = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 40, 40))
    grey.clear_with(120)
    document.new_page().insert_image(pymupdf.Rect(72, 72, 400, 400), pixmap=grey)
    page = read(engine, document.tobytes())
    assert (page.text, page.reliable) == ("", True)


@pytest.mark.corpus
def test_real_papers_are_read(engine: PdfEngine, corpus: Path) -> None:
    meeting = corpus / "share" / "会議" / "2026-02-24 第446回市議会定例会"
    document = engine.open(meeting / "06 議案第23号 職員の旅費に関する条例 改正.pdf", name="議案")
    first = unpack(document.packed_text(1))
    assert first.find(
        folded("南国市一般職の職員の旅費に関する条例（昭和５５年南国市条例第１９号）の一部を次のように改正する")
    )
    document.close()
    document = engine.open(meeting / "03 議案第7号 令和8年度一般会計予算.pdf", name="予算")
    table = unpack(document.packed_text(40))
    for words in (
        "地域学校協働本部事業費補助金(2/3)",
        "インクルーシブ教育システム構築事業費補助金",
        "社会教育費補助金",
    ):
        assert table.find(folded(words)), words
    document.close()
