"""Every kind of segment × everything that may be done to a file: what is noticed, what counts, and when it is 暫定.

The outcomes are those of docs/ledger.md.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxmeet.domain.event import GENESIS, Event, EventType, chained
from dxmeet.domain.packet import TerminalId
from dxmeet.domain.statistics import report
from dxmeet.sharing import journal
from dxmeet.storage.keys import SigningKey
from tests.services.ledger_life import SHARE, SIGNING, START, Admin, Folder

TERMINAL, OTHER = SIGNING
STRANGER = SigningKey.from_raw(b"x" * 32)
TERMS = {"copies": 9, "sides": 2, "nup": 1, "basis": "declared", "per": "reader"}
ABOUT = {"packet": "p", "material": "m", "revision": "v", "pages_a4": 7, "pages_a3": 1}
FIELDS = {
    "distributed": {
        "packet": "p",
        "generation": 1,
        "kind": "meeting",
        "title": "庁議",
        "baseline": TERMS,
        "materials": [],
        "audience": {"readers": [], "departments": []},
        "source": "published",
    },
    "opened": {**ABOUT, "changed": {}},
    "printed": {**ABOUT, "copies": 2, "sides": 1, "nup": 1, "reason": "見比べたい"},
    "correction": {"corrects": ["ta", "e", 3], "why": "誤り", "by": "ta"},
}
CHAIN = ("distributed", "opened", "printed", "correction", "opened")
"""The kinds of a terminal's segments, one event each, in order."""
LAST = len(CHAIN) - 1


def signed(terminal: TerminalId, number: int, key: SigningKey, claimed: SigningKey | None = None) -> tuple[str, bytes]:
    """(name, bytes) of a terminal's segment ``number`` (from 0); ``claimed`` is whose key it says it is signed with."""
    events, previous = chain(terminal), GENESIS
    hashes = [previous]
    for event in events:
        hashes.append(chained(hashes[-1], event))
    return journal.write(
        [(events[number], hashes[number + 1])],
        share=SHARE,
        terminal=terminal,
        previous=hashes[number],
        sign=key.sign,
        public_key=(claimed or key).public,
    )


def chain(terminal: TerminalId) -> list[Event]:
    return [
        Event(EventType(kind), terminal, "e", seq, START.replace(minute=seq), terminal, "課", dict(FIELDS[kind]))
        for seq, kind in enumerate(CHAIN, 1)
    ]


class Hall:
    """A share with the journals of two terminals, and an admin who merges them for the first time."""

    def __init__(self, folder: Path) -> None:
        self.share = Folder()
        for terminal, key in SIGNING.items():
            for number in range(len(CHAIN)):
                name, content = signed(terminal, number, key)
                self.share.files[terminal, name] = content
        self.admin = Admin(folder, self.share)

    def place(self, number: int) -> tuple[str, str]:
        """Where segment ``number`` of TERMINAL lies."""
        return TERMINAL, signed(TERMINAL, number, SIGNING[TERMINAL])[0]

    def merged(self) -> tuple[list[str], bool, list[int]]:
        """(codes of problems, 暫定, numbers that are missing in the chain of TERMINAL)."""
        self.admin.merging.merge()
        context = self.admin.merging.context()
        missing = [seq for gap in context.gaps for seq in range(gap["first"], gap["last"] + 1)]
        return [code for _, code in context.problems], context.provisional, missing

    def counts_all_but(self, number: int | None) -> bool:
        """Whether the figures are those of all events, or of all but one that was not believed."""
        kept = [event for at, event in enumerate(chain(TERMINAL)) if at != number] + chain(OTHER)
        return self.admin.merging.report(2026) == report(kept, 2026)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.admin.close()


def named(place: tuple[str, str], content: bytes) -> tuple[str, str]:
    """As someone would name a changed file who knows the format."""
    stem = place[1].rsplit("-", 1)[0]
    return place[0], f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.seg"


def changed(content: bytes, part: str) -> bytes:
    """One bit of the header, of an event or of the signature; or the file cut off in it."""
    header, body, signature = (content.find(word) for word in (b'"head"', b'"department"', b"sig "))
    at = {"header": header + 10, "body": body + 15, "signature": signature + 9}[part.removeprefix("cut ")]
    if part.startswith("cut "):
        return content[:at]
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_untouched_journals_are_whole(hall: Hall) -> None:
    assert hall.merged() == ([], False, [])
    assert hall.counts_all_but(None)


@pytest.mark.parametrize("number", range(len(CHAIN)), ids=[f"{at}-{kind}" for at, kind in enumerate(CHAIN)])
class TestEverySegment:
    def unbelieved(self, hall: Hall, number: int, *codes: str) -> None:
        """It is listed, its number is missing as soon as a later one is there, and the figure says 暫定."""
        found, provisional, missing = hall.merged()
        assert len(found) == 1
        assert found[0] in codes
        assert provisional
        assert missing == ([number + 1] if number < LAST else [])
        assert hall.counts_all_but(number)

    @pytest.mark.parametrize("named_anew", [False, True], ids=["same-name", "named-anew"])
    @pytest.mark.parametrize("part", ["header", "body", "signature", "cut header", "cut body", "cut signature"])
    def test_flipped_or_cut(self, hall: Hall, number: int, part: str, named_anew: bool) -> None:
        place = hall.place(number)
        content = changed(hall.share.files.pop(place), part)
        hall.share.files[named(place, content) if named_anew else place] = content
        self.unbelieved(hall, number, *(("hash", "form", "signature") if named_anew else ("hash",)))

    def test_deleted(self, hall: Hall, number: int) -> None:
        """Whoever never saw the last segment of a journal cannot miss it; its terminal sends it again."""
        del hall.share.files[hall.place(number)]
        found, provisional, missing = hall.merged()
        assert found == []
        assert (provisional, missing) == ((True, [number + 1]) if number < LAST else (False, []))
        assert hall.counts_all_but(number)

    def test_deleted_after_it_was_merged(self, hall: Hall, number: int) -> None:
        hall.merged()
        del hall.share.files[hall.place(number)]
        assert hall.merged() == (["vanished"], True, [])
        assert hall.counts_all_but(None)

    def test_replayed(self, hall: Hall, number: int) -> None:
        """Once more under another name, and again after it was merged: it counts once."""
        place = hall.place(number)
        hall.share.files[place[0], f"copy_{place[1]}"] = hall.share.files[place]
        assert hall.merged() == ([], False, [])
        hall.share.files[place[0], f"again_{place[1]}"] = hall.share.files[place]
        assert hall.merged() == ([], False, [])
        assert hall.counts_all_but(None)

    def test_swapped_between_terminals(self, hall: Hall, number: int) -> None:
        place = hall.place(number)
        hall.share.files[OTHER, place[1]] = hall.share.files.pop(place)
        self.unbelieved(hall, number, "unknown-terminal")

    @pytest.mark.parametrize("claims", [False, True], ids=["own-key", "claims-the-terminal's"])
    def test_signed_with_another_key(self, hall: Hall, number: int, claims: bool) -> None:
        del hall.share.files[hall.place(number)]
        name, content = signed(TERMINAL, number, STRANGER, SIGNING[TERMINAL] if claims else None)
        hall.share.files[TERMINAL, name] = content
        self.unbelieved(hall, number, "signature")

    @pytest.mark.parametrize("of", ["epoch", "numbers", "digest"])
    def test_renamed(self, hall: Hall, number: int, of: str) -> None:
        place = hall.place(number)
        epoch, first, last, digest = place[1].split("-")
        names = {
            "epoch": f"f-{first}-{last}-{digest}",
            "numbers": f"{epoch}-{int(first) + 1}-{int(last) + 1}-{digest}",
            "digest": f"{epoch}-{first}-{last}-{'0' * 12}.seg",
        }
        hall.share.files[place[0], names[of]] = hall.share.files.pop(place)
        self.unbelieved(hall, number, "hash" if of == "digest" else "form")


def test_a_terminal_that_is_not_enrolled(hall: Hall) -> None:
    """Each of its segments is listed, and none counts."""
    del hall.share.enrolled[TERMINAL]
    assert hall.merged() == (["unknown-terminal"] * len(CHAIN), True, [])
    assert hall.admin.merging.report(2026) == report(chain(OTHER), 2026)


def test_another_key_in_the_place_of_a_terminals(hall: Hall) -> None:
    """An admin who knew the first one goes on believing it, and says that it was changed."""
    hall.merged()
    hall.share.enrolled[TERMINAL] = replace(hall.share.enrolled[TERMINAL], public_key=STRANGER.public)
    event = replace(chain(TERMINAL)[1], seq=LAST + 2)
    name, content = journal.write(
        [(event, "0" * 64)],
        share=SHARE,
        terminal=TERMINAL,
        previous="1" * 64,
        sign=STRANGER.sign,
        public_key=STRANGER.public,
    )
    hall.share.files[TERMINAL, name] = content
    found, provisional, _ = hall.merged()
    assert (sorted(found), provisional) == (["signature", "terminal-changed"], True)
    assert hall.counts_all_but(None)


def test_a_terminal_whose_key_was_taken_away(hall: Hall) -> None:
    """What was believed stays, and is listed."""
    hall.merged()
    del hall.share.enrolled[TERMINAL]
    assert hall.merged() == (["terminal-gone"], True, [])
    assert hall.counts_all_but(None)
