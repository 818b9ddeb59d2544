"""The figures of a year, worked out by hand in the comments."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dxmeet.domain.counting import BaselineRule, ruled
from dxmeet.domain.event import Event, EventType
from dxmeet.domain.packet import Basis, Per
from dxmeet.domain.paper import Sheets
from dxmeet.domain.statistics import Report, Row, Sum, report
from tests.domain.histories import History


def total(history: History, fy: int = 2026) -> Sum:
    return report(history.events, fy).total


def row(rows: tuple[Row, ...], id: str) -> Sum:
    return next(each.sum for each in rows if each.id == id)


AUDIENCE = tuple(f"r{number}" for number in range(10))


def test_twelve_copies_declared_for_ten_readers() -> None:
    """Two materials: m1 of 5 A4 pages, m2 of 3 A4 and 1 A3 page; duplex; four of the audience open, one of them twice,
    and one person from outside; then m1 is replaced with two changed pages, and two open it again."""
    h = History()
    h.distributed(copies=12, readers=AUDIENCE)
    for reader in AUDIENCE[:4]:
        h.opened(reader, "2026-05-10 09:00", (5, 0), material="m1")
        h.opened(reader, "2026-05-10 09:30", (3, 1), material="m2")
    h.opened("r0", "2026-05-11 09:00", (5, 0), material="m1")
    h.opened("outsider", "2026-05-11 10:00", (5, 0), material="m1")
    h.distributed(copies=12, readers=AUDIENCE, generation=2, at="2026-05-31 18:00")
    for reader in AUDIENCE[:2]:
        h.opened(reader, "2026-06-01 09:00", (6, 0), material="m1", revision="r2", changed={"r1": [2, 0]})
    figures = report(h.events, 2026)
    # m1: 5 pages duplex = 3 sheets, 4 readers = 12; the second opening nothing; the outsider 3 in C
    # m2: 3 A4 pages = 2 sheets, 1 A3 page = 1 A3 sheet; 4 readers = 8 A4 and 4 A3
    # m1 again: 2 changed pages = 1 sheet, 2 readers = 2, in June
    assert figures.total == Sum(gross_b=Sheets(22, 4), reference_c=Sheets(3, 0))
    assert figures.total.net == Sheets(22, 4)
    assert row(figures.months, "2026-05").gross_b == Sheets(20, 4)
    assert row(figures.months, "2026-06").gross_b == Sheets(2, 0)
    assert [(each.id, each.sum.gross_b) for each in figures.materials] == [("m1", Sheets(14, 0)), ("m2", Sheets(8, 4))]
    assert [(each.id, each.title, each.readers) for each in figures.packets] == [("p", "会議 p", 5)]
    assert (figures.start, figures.end) == (date(2026, 4, 1), date(2027, 3, 31))


def test_printed_before_is_tier_a_and_no_baseline_is_tier_c() -> None:
    h = History()
    h.distributed("a", copies=1, basis="printed_before", sides=1)
    h.distributed("c", copies=None)
    h.distributed("n", copies=5, basis="none", sides=1, nup=2)
    for packet in "acn":
        h.opened("r1", "2026-05-10 09:00", (5, 0), packet=packet)
    # a: 5 single-sided sheets; c: duplex 1-up, 3; n: ceil(5 / 2) = 3 faces on 3 sheets
    assert total(h) == Sum(gross_a=Sheets(5, 0), reference_c=Sheets(6, 0))


def test_a_department_is_one_unit() -> None:
    h = History()
    h.distributed(copies=9, per="department", departments=("総務課", "財政課"))
    h.opened("r1", "2026-05-10 09:00", department="総務課")
    h.opened("r2", "2026-05-10 09:10", department="総務課")
    h.opened("r3", "2026-05-10 09:20", department="財政課")
    h.opened("r4", "2026-05-10 09:30", department="議会事務局")
    figures = report(h.events, 2026)
    # 4 pages duplex = 2 sheets; one set each for 総務課 and 財政課; 議会事務局 is not in the audience
    assert figures.total == Sum(gross_b=Sheets(4, 0), reference_c=Sheets(2, 0))
    assert {each.id: each.sum.gross_b.a4 for each in figures.departments} == {"総務課": 2, "議会事務局": 0, "財政課": 2}


def test_a_reader_is_eligible_by_name_or_by_department() -> None:
    h = History()
    h.distributed(copies=9, readers=("r1",), departments=("財政課",))
    h.opened("r1", "2026-05-10 09:00", department="総務課")
    h.opened("r2", "2026-05-10 09:00", department="財政課")
    h.opened("r3", "2026-05-10 09:00", department="総務課")
    assert total(h) == Sum(gross_b=Sheets(4, 0), reference_c=Sheets(2, 0))


def test_only_the_first_units_by_time_and_then_by_name_are_counted() -> None:
    h = History()
    h.distributed(copies=2)
    h.opened("0-late", "2026-05-10 10:00", department="三課")
    h.opened("b", "2026-05-10 09:00", department="二課")
    h.opened("a", "2026-05-10 09:00", department="一課")
    h.opened("0-late", "2026-05-11 10:00", department="三課")
    figures = report(h.events, 2026)
    assert figures.total == Sum(gross_b=Sheets(4, 0), reference_c=Sheets(2, 0))
    assert row(figures.departments, "三課") == Sum(reference_c=Sheets(2, 0))


def test_what_a_department_read_outside_the_audience_does_not_use_up_its_copy() -> None:
    h = History()
    h.distributed(copies=1, per="department", readers=("in",))
    h.opened("out", "2026-05-10 09:00", (4, 0))
    h.opened("in", "2026-05-10 10:00", (4, 0))
    h.opened("out", "2026-05-10 11:00", (4, 0), revision="r2", changed={"r1": [1, 0]})
    # out: 2 sheets of reference, then one for the changed page; in: the department's copy, 2 sheets
    assert total(h) == Sum(gross_b=Sheets(2, 0), reference_c=Sheets(3, 0))


def test_copies_are_for_each_material() -> None:
    h = History()
    h.distributed(copies=1)
    h.opened("a", "2026-05-10 09:00", material="m1")
    h.opened("b", "2026-05-10 09:01", material="m1")
    h.opened("b", "2026-05-10 09:00", material="m2")
    h.opened("a", "2026-05-10 09:01", material="m2")
    assert total(h) == Sum(gross_b=Sheets(4, 0), reference_c=Sheets(4, 0))


def test_n_up_and_a3() -> None:
    h = History()
    h.distributed(copies=1, sides=2, nup=4)
    h.opened("a", "2026-05-10 09:00", (33, 5))
    # 33 / 4 = 9 faces = 5 sheets; 5 / 4 = 2 faces = 1 A3 sheet
    assert total(h).gross_b == Sheets(5, 1)
    assert total(h).gross_b.equivalent == 7


def test_a_revision_counts_its_smallest_known_change_only() -> None:
    h = History()
    h.distributed(copies=1, sides=1)
    h.opened("a", "2026-05-01 09:00", (10, 2), revision="r1")
    h.opened("a", "2026-05-02 09:00", (10, 2), revision="r2", changed={"r1": [4, 0]})
    # r3: against r1 five pages, against r2 three, so [2, 1]; r0 was never read
    # r4: three pages whichever way, so the fewest A4, [1, 2]
    changed = {"r1": [5, 0], "r2": [2, 1], "r0": [0, 0]}
    h.opened("a", "2026-05-03 09:00", (10, 2), revision="r3", changed=changed)
    h.opened("a", "2026-05-04 09:00", (10, 2), revision="r4", changed={"r3": [3, 0], "r2": [1, 2], "r1": [2, 1]})
    # r4b: seven pages or two: fewest pages in all, though more of them A4
    h.opened("a", "2026-05-04 10:00", (10, 6), revision="r4b", changed={"r4": [1, 6], "r3": [2, 0]})
    h.opened("a", "2026-05-05 09:00", (10, 2), revision="r5")  # nothing known
    h.opened("a", "2026-05-06 09:00", (10, 2), revision="r6", changed={"r5": [1, 0]})  # r5 has been read since
    h.opened("a", "2026-05-07 09:00", (10, 2), revision="r2", changed={"r1": [4, 0]})  # an old one again
    assert total(h).gross_b == Sheets(10 + 4 + 2 + 1 + 2 + 0 + 1, 2 + 0 + 1 + 2)


def test_the_second_terminal_of_a_reader_adds_nothing() -> None:
    one, other = History("t1"), History("t2")
    one.distributed(copies=5)
    one.opened("a", "2026-05-01 09:00")
    other.opened("a", "2026-05-01 08:00")
    assert report(one.events + other.events, 2026).total == Sum(gross_b=Sheets(2, 0))


def test_net_may_be_negative() -> None:
    h = History()
    h.distributed(copies=1)
    h.opened("a", "2026-05-01 09:00", (4, 0))
    h.printed("a", "2026-05-01 10:00", (5, 1), copies=3, sides=2, reason="見比べたい")
    h.printed("b", "2026-06-01 10:00", (8, 0), copies=2, sides=1, nup=4, reason="見比べたい")
    figures = report(h.events, 2026)
    # 3 copies of 3 A4 and 1 A3; 2 copies of ceil(8 / 4) = 2
    assert figures.total.printed == Sheets(13, 3)
    assert figures.total.net == Sheets(2 - 13, -3)
    assert dict(figures.reasons) == {"見比べたい": Sheets(13, 3)}
    assert row(figures.months, "2026-06").net == Sheets(-4, 0)


def test_what_was_opened_last_year_is_not_counted_again() -> None:
    h = History()
    h.distributed(copies=1, at="2026-03-01 09:00")
    h.opened("a", "2026-03-31 23:59")
    h.opened("a", "2026-04-01 00:00")
    h.opened("b", "2026-04-01 09:00")
    assert total(h, 2025) == Sum(gross_b=Sheets(2, 0))
    assert total(h, 2026) == Sum(reference_c=Sheets(2, 0))


def test_the_highest_generation_seen_by_the_end_of_the_year() -> None:
    h = History()
    h.distributed(copies=9, generation=2, at="2026-06-01 09:00", sides=1)
    h.distributed(copies=9, generation=1, at="2026-07-01 09:00", sides=2)
    h.distributed(copies=0, generation=3, at="2027-04-01 00:00")
    h.opened("a", "2026-05-01 09:00")
    assert total(h, 2026) == Sum(gross_b=Sheets(4, 0))


class TestCorrections:
    def test_the_event_counts_as_not_having_happened(self) -> None:
        h = History()
        h.distributed(copies=1)
        wrong = h.opened("a", "2026-05-01 09:00")
        h.opened("b", "2026-05-01 10:00")
        h.corrected(wrong, "2026-05-02 09:00")
        figures = report(h.events, 2026)
        assert figures.total == Sum(gross_b=Sheets(2, 0))
        assert [each.readers for each in figures.packets] == [1]

    def test_a_correction_after_the_year_acts(self) -> None:
        h = History()
        h.distributed(copies=1)
        h.corrected(h.opened("a", "2026-05-01 09:00"), "2028-01-01 09:00")
        assert total(h) == Sum()

    def test_a_corrected_distribution_leaves_the_one_before(self) -> None:
        h = History()
        h.distributed(copies=1, basis="printed_before")
        h.corrected(h.distributed(copies=1, generation=2), "2026-05-02 09:00")
        h.opened("a", "2026-05-01 09:00")
        assert total(h) == Sum(gross_a=Sheets(2, 0))

    def test_a_corrected_correction_brings_the_event_back(self) -> None:
        h = History()
        h.distributed(copies=1)
        first = h.corrected(h.opened("a", "2026-05-01 09:00"), "2026-05-02 09:00")
        second = h.corrected(first, "2026-05-03 09:00")
        assert total(h).gross_b == Sheets(2, 0)
        h.corrected(second, "2026-05-04 09:00")
        assert total(h).gross_b == Sheets(0, 0)

    def test_a_circle_ends_with_the_last_word(self) -> None:
        h = History()
        h.distributed(copies=1)
        opening = h.opened("a", "2026-05-01 09:00")
        late = ["t1", "e1", 4]
        h.add(EventType.CORRECTION, "2026-05-02 09:00", "x", "y", corrects=late)  # names the next one
        h.add(EventType.CORRECTION, "2026-05-03 09:00", "x", "y", corrects=late)  # is that one, and names itself
        assert total(h).gross_b == Sheets(2, 0)
        h.corrected(opening, "2026-05-04 09:00")
        assert total(h).gross_b == Sheets(0, 0)


class TestRules:
    FOLDER = "会議/2026-05-01 定例庁議"
    RULE = BaselineRule("会議/*庁議*", 1, 1, 1, Basis.PRINTED_BEFORE, Per.READER, date(2026, 5, 1))

    def openings(self, packet: str = "f") -> History:
        h = History()
        for reader, at in (("a", "2026-05-01 23:59"), ("b", "2026-05-02 00:00"), ("c", "2026-05-03 09:00")):
            h.opened(reader, at, (3, 0), packet=packet, folder=self.FOLDER, title="定例庁議")
        return h

    def covered(self, h: History, *rules: BaselineRule) -> History:
        entry = ruled("f", self.FOLDER, "定例庁議", h.events[0].at, rules)
        h.events += [entry] if entry else []
        return h

    def test_without_a_rule_a_plain_folder_is_reference(self) -> None:
        assert total(self.openings()) == Sum(reference_c=Sheets(6, 0))

    def test_a_rule_is_an_entry_like_a_distribution(self) -> None:
        # a is the one copy: 3 sheets in A; b and c are beyond the copies: C, all single-sided
        h = self.covered(self.openings(), self.RULE)
        figures = report(h.events, 2026)
        assert figures.total == Sum(gross_a=Sheets(3, 0), reference_c=Sheets(6, 0))
        assert figures.packets[0].title == "定例庁議"
        entry = h.events[-1].plain()
        assert (entry["type"], entry["source"], entry["terminal"], entry["generation"]) == (
            *("distributed", "rule"),
            *("rule", 0),
        )

    def test_a_rule_covers_folders_first_opened_from_its_start(self) -> None:
        late = replace(self.RULE, start=date(2026, 5, 2))
        assert total(self.covered(self.openings(), late)) == Sum(reference_c=Sheets(6, 0))

    def test_the_first_rule_that_fits(self) -> None:
        other = replace(self.RULE, match="配布/*")
        again = replace(self.RULE, copies=0)
        assert total(self.covered(self.openings(), other, self.RULE, again)).gross_a == Sheets(3, 0)

    def test_a_distribution_comes_before_any_rule(self) -> None:
        h = self.openings()
        h.distributed("f", copies=None)
        assert total(self.covered(h, self.RULE)) == Sum(reference_c=Sheets(6, 0))

    def test_names_are_compared_in_nfc(self) -> None:
        assert replace(self.RULE, match="会議/*\u30d5\u309a*").fits("会議/\u30d7ラン", datetime(2026, 5, 2, tzinfo=UTC))

    @pytest.mark.parametrize("wrong", [{"copies": -1}, {"sides": 3}, {"nup": 3}])
    def test_a_rule_no_distribution_could_have(self, wrong: dict[str, int]) -> None:
        with pytest.raises(ValueError, match=r"\("):
            replace(self.RULE, **wrong)


class TestUntrusted:
    """What other terminals may send."""

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            *(("pages_a4", wrong) for wrong in (-1, 10**9, None, "3", 2.0, True)),
            ("pages_a3", -1),
            *(("packet", wrong) for wrong in (None, "", 7, [])),
            ("material", {}),
            ("revision", None),
            *(
                ("changed", wrong)
                for wrong in ([], "x", {"r0": [1]}, {"r0": [-1, 0]}, {"r0": [5, 0]}, {"r0": [True, 0]})
            ),
        ],
    )
    def test_an_opening(self, field: str, value: Any) -> None:
        h = History()
        good = h.opened("a", "2026-05-01 09:00")
        bad = replace(good, fields={**good.fields, field: value})
        self.set_aside(bad, field)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            *(("copies", wrong) for wrong in (10**9, -1, "2")),
            ("sides", 3),
            ("nup", 0),
        ],
    )
    def test_a_print_job(self, field: str, value: Any) -> None:
        good = History().printed("a", "2026-05-01 09:00", (1, 0))
        self.set_aside(replace(good, fields={**good.fields, field: value}), field)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("generation", -1),
            *(("audience", wrong) for wrong in (None, [], {"reader": ["a"]}, {"readers": "ab"}, {"departments": [3]})),
            *(
                ("baseline", wrong)
                for wrong in ([], {"copies": 1, "sides": 2, "nup": 1, "basis": "maybe", "per": "reader"})
            ),
        ],
    )
    def test_a_distribution(self, field: str, value: Any) -> None:
        good = History().distributed(copies=1)
        self.set_aside(replace(good, fields={**good.fields, field: value}), field)

    @pytest.mark.parametrize("terms", [{"copies": 10**9}, {"nup": 3}, {"sides": 0}])
    def test_a_baseline(self, terms: dict[str, Any]) -> None:
        self.set_aside(History().distributed(**{"copies": 1, **terms}), next(iter(terms)))

    @pytest.mark.parametrize("corrects", [None, [], ["t1", "e1"], ["t1", "e1", "2"], ["t1", "e1", True], "abc"])
    def test_a_correction(self, corrects: Any) -> None:
        self.set_aside(History().add(EventType.CORRECTION, "2026-05-01 09:00", "a", "b", corrects=corrects), "corrects")

    def test_no_fields_at_all(self) -> None:
        for kind in EventType:
            event = History().add(kind, "2026-05-01 09:00", "a", "b")
            assert len(report([event], 2026).set_aside) == 1

    def test_a_moment_without_an_offset(self) -> None:
        good = History().opened("a", "2026-05-01 09:00")
        self.set_aside(replace(good, at=datetime(2026, 5, 1)), "at")  # noqa: DTZ001

    def test_moments_at_the_ends_of_time(self) -> None:
        good = History().opened("a", "2026-05-01 09:00")
        for year in (1, 9999):
            event = replace(good, at=good.at.replace(year=year))
            assert report([event], 2026).total == Sum()

    def test_a_print_without_a_reason_is_paper_all_the_same(self) -> None:
        good = History().printed("a", "2026-05-01 09:00", (1, 0))
        event = replace(good, fields={**good.fields, "reason": None})
        assert dict(report([event], 2026).reasons) == {"その他": Sheets(1, 0)}

    def test_a_fork_sets_both_aside_and_a_duplicate_changes_nothing(self) -> None:
        good = History().opened("a", "2026-05-01 09:00")
        other = replace(good, fields={**good.fields, "pages_a4": True})
        assert report([good, good], 2026) == report([good], 2026)
        self.set_aside(good, "fork", other)
        one = replace(good, fields={**good.fields, "pages_a4": 1})
        self.set_aside(one, "fork", other)  # Python takes 1 and True for equal
        self.set_aside(other, "fork", one)

    def set_aside(self, event: Event, why: str, *more: Event) -> None:
        figures: Report = report([event, *more], 2026)
        assert [(each.key, each.why) for each in figures.set_aside] == [(event.key, why)]
        assert figures.total == Sum()
        assert figures.packets == ()
