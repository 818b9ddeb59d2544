"""A note finds its words wherever lines and pages break anew, and none is put where other words only look like its own."""

from datetime import UTC, datetime

import pytest

from dxmeet.domain.annotation import Box, Note, NoteId, NoteKind, Outcome
from dxmeet.domain.carryover import Comparison
from dxmeet.domain.features import PageFeatures
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.domain.placement import Placement
from dxmeet.domain.surroundings import surroundings

WIDE, HIGH, SIZE = 24, 34, 10.0  # characters of a line, lines of a page, points of a character
SURE = (Outcome.KEPT, Outcome.MOVED)


def page(rows: list[str]) -> PageFeatures:
    """Lines of characters ten points wide, twenty points apart; a cell begins after a space."""
    chars, runs = "", list[int]()
    boxes: list[Box] = []
    for number, row in enumerate(rows):
        for column, character in enumerate(row):
            if character == " ":
                continue
            if column == 0 or row[column - 1] == " ":
                runs.append(len(chars))
            x, y = 60 + SIZE * column, 60 + 2 * SIZE * number
            chars += character
            boxes.append((x, y, x + SIZE, y + SIZE))
    return PageFeatures((595.0, 842.0), chars, tuple(boxes), tuple(runs))


def pages(text: str) -> list[PageFeatures]:
    """Paragraphs broken into lines, and lines into pages."""
    rows = [line[at : at + WIDE] for line in text.split("\n") for at in range(0, len(line), WIDE)]
    return [page(rows[at : at + HIGH]) for at in range(0, len(rows), HIGH)]


def mark(features: PageFeatures, words: str, nth: int = 0, kind: NoteKind = NoteKind.HIGHLIGHT) -> Note:
    """A note on the ``nth`` of those words, which stand in one line."""
    at = -1
    for _ in range(nth + 1):
        at = features.chars.index(words, at + 1)
    first, last = features.boxes[at], features.boxes[at + len(words) - 1]
    box = (first[0], first[1], last[2], last[3])
    strokes = (((box[0], box[3] + 1, 0.5), (box[2], box[3] + 1, 0.5)),) if kind is NoteKind.INK else ()
    return Note(
        id=NoteId("n"), material=MaterialId("m"), revision=RevisionId("old"), page=1, kind=kind, color="#c62828", width=1.5,
        author="佐藤", created_at=datetime(2026, 11, 26, tzinfo=UTC),
        boxes=(box,) if kind is NoteKind.HIGHLIGHT else (), strokes=strokes,
    )  # fmt: skip


def placed(old: list[PageFeatures], new: list[PageFeatures], note: Note) -> Placement:
    comparison = Comparison([f"old {n}" for n in range(len(old))], [f"new {n}" for n in range(len(new))])
    for number, features in enumerate(old, 1):
        comparison.add_old(number, features)
    for number, features in enumerate(new, 1):
        comparison.add_new(number, features)
    return comparison.place([(note, surroundings(old[0], note))])[0]


def words_at(new: list[PageFeatures], placement: Placement, note: Note) -> str:
    s, dx, dy = placement.scale, placement.dx, placement.dy
    boxes = placement.boxes or tuple((b[0] * s + dx, b[1] * s + dy, b[2] * s + dx, b[3] * s + dy) for b in note.boxes)
    there = new[placement.page - 1]
    return "".join(
        there.chars[t.index] for b in boxes for t in there.tokens if b[0] <= t.at[0] <= b[2] and b[1] <= t.at[1] <= b[3]
    )


BILLS = [
    f"議案第{n}号 令和8年度南国市{name}事業特別会計予算\n本予算の総額は歳入歳出それぞれ{n * 37 + 412}百万円で対前年度{n * 7}百万円の"
    f"増額予算となっております。{why}"
    for n, name, why in (
        (11, "企業団地", "工業団地の分譲に伴う財産収入を計上いたしました。"),
        (12, "医療保険", "後期高齢者の保険料の改定に伴うものであります。"),
        (13, "水道", "給水戸数の増加と老朽管の更新を見込んでおります。"),
        (14, "下水道", "雨水幹線の工事と処理場の改築を予定しております。"),
        (15, "駐車場", "利用の減少に伴い使用料の見直しを行うものです。"),
    )
]  # fmt: skip


@pytest.mark.parametrize("bill", range(5))
@pytest.mark.parametrize("kind", [NoteKind.HIGHLIGHT, NoteKind.INK])
def test_equal_headings_that_were_pushed_over_are_not_taken_for_each_other(bill: int, kind: NoteKind) -> None:
    old, new = pages("\n".join(BILLS)), pages("\n".join(["新たに提案する理由を述べる。" * 24, *BILLS]))
    assert (len(old), len(new)) == (1, 2)
    note = mark(old[0], "会計予算", bill, kind)
    placement = placed(old, new, note)
    shift = next(
        (number, box[0], box[1])
        for number, features in enumerate(new, 1)
        for box in [
            features.boxes[at + 14]
            for at in range(len(features.chars))
            if features.chars.startswith(f"議案第{bill + 11}号", at)
        ]
    )
    assert placement.outcome in (*SURE, Outcome.REVIEW)
    if placement.outcome in SURE:
        own = old[0].boxes[old[0].chars.index(f"議案第{bill + 11}号") + 14]
        assert (placement.page, round(own[0] + placement.dx), round(own[1] + placement.dy)) == (
            shift[0],
            *map(round, shift[1:]),
        )


def test_a_marker_follows_words_that_are_broken_over_two_lines_now() -> None:
    text = "令和八年度の予算編成にあたり各部局の要求を取りまとめた結果を報告する。財源については基金の繰入れと市債の発行により確保する。"
    old, new = pages(text), pages(text[:6] + "当初及び補正の" + text[6:])
    note = mark(old[0], "予算編成")
    placement = placed(old, new, note)
    assert placement.outcome in SURE
    assert words_at(new, placement, note) == "予算編成"


def test_a_marker_on_one_character_of_a_page_that_was_turned_lies_on_it() -> None:
    (old,) = pages("\n".join(BILLS))
    tall = PageFeatures(old.size, old.chars, tuple((x, y, x + 8, y + 16) for x, y, _, _ in old.boxes), old.runs)
    boxes = tuple((842 - b, x, 842 - y, a) for x, y, a, b in tall.boxes)
    turned = PageFeatures((842.0, 595.0), tall.chars, boxes, tall.runs)
    at = tall.chars.index("雨")
    placement = placed([tall], [turned], mark(tall, "雨"))
    if placement.outcome in SURE:
        assert placement.boxes == (boxes[at],)
    assert placed([tall], [turned], mark(tall, "雨", kind=NoteKind.INK)).outcome not in SURE


def test_words_of_a_paragraph_that_was_taken_out_are_sure_nowhere() -> None:
    old, new = pages("\n".join(BILLS)), pages("\n".join(BILLS[:2] + BILLS[3:]))
    assert placed(old, new, mark(old[0], "会計予算", 2)).outcome not in SURE


def test_rows_of_another_table_with_the_same_figures_are_no_place() -> None:
    def table(names: str, shift: int) -> PageFeatures:
        return page(
            ["別表"] * shift
            + [
                f"{a}{b}県 {11 + (n * 7 + shift) % 6},000円 〃"
                for n, (a, b) in enumerate(zip(names[::2], names[1::2], strict=True))
            ]
        )

    old = [table("広島山口徳島香川愛媛高知福岡佐賀長崎熊本大分宮崎", 0)]
    new = [table("青森岩手宮城秋田山形福島茨城栃木群馬埼玉千葉東京新潟富山石川福井", 3)]
    for nth in range(6):
        assert placed(old, new, mark(old[0], ",000円", nth)).outcome not in SURE


def test_on_one_of_two_pages_that_nobody_can_tell_apart_it_is_asked_about() -> None:
    old = pages("\n".join(BILLS))
    note = mark(old[0], "給水戸数")
    assert placed(old, pages("\n".join(BILLS)), note).outcome is Outcome.KEPT
    one, other = (pages("\n".join(BILLS).replace(*figures)) for figures in (("819", "817"), ("930", "932")))
    assert placed(old, one + other, note).outcome is Outcome.REVIEW
    assert placed(old, old + old, note).outcome in SURE  # the same page once more
