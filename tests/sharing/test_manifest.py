"""Manifests: what is read is checked, and two organisers at once lose nothing."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.packet import (
    Audience,
    Baseline,
    Basis,
    Keeping,
    Kind,
    MaterialId,
    PacketId,
    Per,
    ReaderId,
    RevisionId,
    TerminalId,
)
from dxmeet.sharing.layout import MANIFEST, manifest_name
from dxmeet.sharing.manifest import Content, Entry, Manifest, lineage, parse, serialise

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def sha(text: str) -> RevisionId:
    return RevisionId(hashlib.sha256(text.encode()).hexdigest())


def entry(letter: str, order: int = 1, of: str = "") -> Entry:
    digest = sha(of or letter)
    return Entry(
        MaterialId("m-" + letter * 20), order, f"資料{letter}", Content(f"資料{letter}{of}.pdf", digest, 10, 3, 2, 1)
    )


FIRST = Manifest(
    PacketId("p-" + "a" * 26), Kind.MEETING, "庁議", date(2026, 11, 25), None, "第1会議室", TerminalId("t1"), 1, (), NOW,
    Baseline(20, 2, 1, Basis.DECLARED, Per.READER), Audience(frozenset({ReaderId("r1")}), frozenset({"財政課"})),
    Keeping("lease", 14, date(2027, 3, 31)), False, (entry("a", 1), entry("b", 2)),
)  # fmt: skip


def digest(manifest: Manifest) -> str:
    return hashlib.sha256(serialise(manifest)).hexdigest()


def child(parent: Manifest, **changes: Any) -> Manifest:
    return replace(parent, generation=parent.generation + 1, parents=(digest(parent),), **changes)


def with_entry(manifest: Manifest, changed: Entry) -> tuple[Entry, ...]:
    return tuple(changed if each.id == changed.id else each for each in manifest.materials)


def together(*manifests: Manifest) -> Any:
    return lineage({digest(each): each for each in manifests})


def test_written_and_read_again() -> None:
    assert parse(MANIFEST, serialise(FIRST)) == (digest(FIRST), FIRST)
    assert parse(manifest_name(2, "t1", digest(FIRST)), serialise(FIRST))[1] == FIRST


def test_a_torn_manifest_does_not_match_its_name() -> None:
    content = serialise(FIRST)
    with pytest.raises(ValueError, match="hash"):
        parse(manifest_name(2, "t1", digest(FIRST)), content[:-1])
    with pytest.raises(ValueError):  # noqa: PT011 - whatever json says
        parse(MANIFEST, content[: len(content) // 2])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), 2), (("packet",), "p-../../etc"), (("kind",), "party"), (("title",), 7), (("date",), "tomorrow"),
        (("starts",), 10), (("author",), "../x"), (("generation",), 0), (("generation",), True), (("generation",), 1e9),
        (("parents",), ["x"]), (("created",), "2026-11-23T09:00:00"), (("withdrawn",), "no"), (("baseline",), {}),
        (("baseline", "sides"), 3), (("baseline", "nup"), 3), (("audience",), []), (("keeping", "offline"), "lease(-1)"),
        (("keeping", "offline"), "lease(3651)"), (("keeping", "offline"), "lease(" + "9" * 5000 + ")"),
        (("materials",), None), (("materials",), [1]), (("materials", 0, "file"), "../../x.pdf"),
        (("materials", 0, "file"), "a/b.pdf"), (("materials", 0, "file"), "C:\\x.pdf"), (("materials", 0, "file"), ".x.pdf"),
        (("materials", 0, "file"), "CON.pdf"), (("materials", 0, "sha256"), "A" * 64), (("materials", 0, "size"), -1),
        (("materials", 0, "pages"), "3"), (("materials", 0, "id"), "m-" + "b" * 20), (("materials", 0, "id"), "x"),
        (("materials", 0, "changed"), {"x": [1, 2]}), (("materials", 0, "changed"), {"a" * 64: [1]}),
        (("materials", 0, "earlier"), ["x"]), (("materials", 0, "withdrawn"), 1),
    ],
)  # fmt: skip
def test_what_is_not_a_manifest_is_refused(path: tuple[Any, ...], value: object) -> None:
    untrusted = json.loads(serialise(FIRST))
    inner = untrusted
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(ValueError):  # noqa: PT011
        parse(MANIFEST, json.dumps(untrusted).encode())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_json_is_read_or_refused(untrusted: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse(MANIFEST, json.dumps(untrusted).encode())


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(untrusted: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse(MANIFEST, untrusted)


def test_the_newest_generation_is_the_packet() -> None:
    second = child(FIRST, title="臨時庁議")
    third = child(second, place="第2会議室")
    for order in permutations([FIRST, second, third]):
        said = together(*order)
        assert said.now == third
        assert not said.two_organisers


def test_both_replacements_of_one_material_are_kept() -> None:
    one = child(
        FIRST, author=TerminalId("t1"), materials=with_entry(FIRST, replace(entry("a", 1, "x"), earlier=(sha("a"),)))
    )
    two = child(
        FIRST, author=TerminalId("t2"), materials=with_entry(FIRST, replace(entry("a", 1, "y"), earlier=(sha("a"),)))
    )
    results = [together(*order) for order in permutations([FIRST, one, two])]
    assert all(each == results[0] for each in results)
    merged = results[0].now.materials[0]
    assert results[0].two_organisers
    assert {merged.content.sha256, *merged.earlier} == {sha("a"), sha("x"), sha("y")}
    assert merged.content.sha256 in (sha("x"), sha("y"))


def test_changes_of_two_organisers_to_different_things_are_both_in() -> None:
    one = child(
        FIRST, title="臨時庁議", materials=(*with_entry(FIRST, replace(entry("b", 2), withdrawn=True)), entry("c", 3))
    )
    two = child(
        FIRST,
        place="第2会議室",
        materials=(*with_entry(FIRST, replace(entry("a", 1, "x"), earlier=(sha("a"),))), entry("d", 4)),
    )
    now = together(FIRST, one, two).now
    assert (now.title, now.place) == ("臨時庁議", "第2会議室")
    assert [each.title for each in now.materials] == ["資料a", "資料b", "資料c", "資料d"]
    assert now.materials[0].content.sha256 == sha("x")
    assert now.materials[0].earlier == (sha("a"),)
    assert now.materials[1].withdrawn


def test_withdrawn_by_one_and_replaced_by_the_other_is_withdrawn_with_the_new_revision() -> None:
    one = child(FIRST, materials=with_entry(FIRST, replace(entry("a", 1), withdrawn=True)))
    two = child(FIRST, materials=with_entry(FIRST, replace(entry("a", 1, "x"), earlier=(sha("a"),))))
    merged = together(FIRST, one, two).now.materials[0]
    assert merged.withdrawn
    assert merged.content.sha256 == sha("x")


def test_a_head_that_a_later_generation_did_not_know_is_not_lost() -> None:
    one = child(FIRST, title="甲")
    two = child(
        FIRST, author=TerminalId("t2"), materials=with_entry(FIRST, replace(entry("a", 1, "x"), earlier=(sha("a"),)))
    )
    three = child(one, place="第3会議室")
    now = together(FIRST, one, two, three).now
    assert now.title == "甲"
    assert now.place == "第3会議室"
    assert now.materials[0].content.sha256 == sha("x")


def test_the_next_generation_joins_both_heads() -> None:
    one, two = child(FIRST, title="甲"), child(FIRST, place="乙")
    said = together(FIRST, one, two)
    joined = replace(said.now, generation=3, parents=said.heads)
    after = together(FIRST, one, two, joined)
    assert not after.two_organisers
    assert after.now == joined


def test_two_joins_of_the_same_two_forks_are_measured_against_what_the_forks_said() -> None:
    """Two organisers at once, and both of them at once again: what their joins have in common has two heads itself."""
    one = child(FIRST, title="甲", materials=with_entry(FIRST, entry("a", 1, "x")))
    two = child(FIRST, place="乙", materials=with_entry(FIRST, entry("b", 2, "y")))
    forked = together(FIRST, one, two)
    joined = replace(forked.now, generation=3, parents=forked.heads)
    third = replace(joined, author=TerminalId("t1"), materials=with_entry(joined, entry("a", 1, "z")))
    fourth = replace(joined, author=TerminalId("t2"), materials=with_entry(joined, entry("b", 2, "w")))
    results = [together(*order) for order in permutations([FIRST, one, two, third, fourth])]
    assert all(each == results[0] for each in results)
    said = results[0]
    assert said.two_organisers
    assert (said.now.title, said.now.place) == ("甲", "乙")
    assert [each.content.sha256 for each in said.now.materials] == [sha("z"), sha("w")]


def test_without_the_common_parent_everything_is_still_there() -> None:
    one = child(FIRST, materials=with_entry(FIRST, entry("a", 1, "x")))
    two = child(FIRST, materials=(*with_entry(FIRST, entry("a", 1, "y")), entry("c", 3)))
    now = together(one, two).now
    assert {each.title for each in now.materials} == {"資料a", "資料b", "資料c"}
    assert {now.materials[0].content.sha256, *now.materials[0].earlier} == {sha("x"), sha("y")}


def test_a_manifest_of_another_packet_in_the_folder_changes_nothing() -> None:
    other = replace(FIRST, packet=PacketId("p-" + "b" * 26), title="別")
    second = child(FIRST, title="新")
    assert together(FIRST, second, other).now == second
