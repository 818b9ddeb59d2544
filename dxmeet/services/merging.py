"""Read every terminal's signed segments into the statistics database (an admin's machine)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from dxmeet.domain import fiscal
from dxmeet.domain.event import Event
from dxmeet.domain.fiscal import Target
from dxmeet.domain.packet import TerminalId
from dxmeet.domain.statistics import Listing, Report, Selection
from dxmeet.errors import FileInvalid, ShareWrong
from dxmeet.progress import Progress
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.purchasing import Purchasing
from dxmeet.services.reader import Reader
from dxmeet.services.reports.figures import Context
from dxmeet.sharing import journal
from dxmeet.sharing.share import Found, Journal, Share, ShareIdentity, Terminal
from dxmeet.storage.keys import verify
from dxmeet.storage.merged import MergedStore
from dxmeet.storage.statistics import Statistics

_TOGETHER = 50
"""Segments taken in at once: a transaction for each would cost more than what is in a day's segment."""
_SILENT = timedelta(days=30)  # the counting method lists terminals not heard from for so long


@dataclass
class MergeResult:
    """``problems`` are (segment name, code) pairs of what was not believed, or is no longer on the share."""

    segments: int = 0
    events: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    changes: Changes = NOTHING


class Merging:
    """The result is a function of the set of segments: order, duplicates and overlaps change nothing."""

    def __init__(
        self, share: Share, statistics: Statistics, purchasing: Purchasing, reader: Reader, program: str
    ) -> None:
        self._share = share
        self._statistics = statistics
        self._purchasing = purchasing
        self._reader = reader
        self._program = program

    def merge(self, progress: Progress | None = None) -> MergeResult:
        """Raises a ShareError. Merging again changes nothing. Cut off half-way, it goes on the next time."""
        progress = progress or Progress()
        identity = self._share.identity()
        if identity.id != self._reader.share:
            raise ShareWrong(path=self._reader.share_path)
        terminals = self._share.terminals()
        merged, counted = self._statistics.stores()
        round = _Round(self._share, merged, self._keys(merged, terminals), self._reader)
        result = round.carry_out(progress)
        counted.settle(identity.rules, progress)
        self._remember(merged, identity, terminals, result)
        result.changes = Changes(statistics=True)
        return result

    def report(self, fy: int, *, materials: bool = True) -> Report:
        """The figures of one fiscal year. Raises ValueError for a year that is none."""
        _, counted = self._statistics.stores()
        counted.set_entered(self._purchasing.history(), self._targets())
        return counted.report(fy, materials=materials)

    def entries_of(self, fy: int, part: Selection, skip: int, most: int) -> Listing:
        """The openings and print jobs that one number came from, with what each is worth: after the first ``skip``."""
        _, counted = self._statistics.stores()
        return counted.entries(fy, part, skip, most)

    def entries(self, fy: int) -> Iterator[Event]:
        """Every event that the figures of a fiscal year came from, in the order of the keys."""
        merged, _ = self._statistics.stores()
        return merged.events(fiscal.period(fy)[1])

    def problems(self) -> list[tuple[str, str]]:
        """(segment, code) of what was not believed, or had gone from the share, at the last merge."""
        merged, _ = self._statistics.stores()
        return [(name, code) for name, code in merged.remembered("problems", [])]

    def context(self) -> Context:
        """What the figures rest on. Gaps, forks or segments that were not believed make them 暫定, and so does it when nothing
        was ever gathered."""
        merged, _ = self._statistics.stores()
        gaps, forks, problems = merged.gaps(), merged.forks(), self.problems()
        return Context(
            program=self._program,
            provisional=bool(gaps or forks or problems) or not merged.remembered("enrolled", {}),
            heads=merged.heads(),
            gaps=list(gaps),
            forks=list(forks),
            silent_terminals=_silent(merged),
            purchases=self._purchasing.purchases(),
            targets=self._targets(),
            problems=problems,
        )

    def _targets(self) -> list[Target]:
        merged, _ = self._statistics.stores()
        return self._purchasing.targets(Target(**each) for each in merged.remembered("targets", []))

    @staticmethod
    def _keys(merged: MergedStore, terminals: Mapping[TerminalId, Terminal]) -> dict[str, str]:
        """The key of each terminal as it was first seen: whoever can write to the share could put another in its place."""
        pinned: dict[str, str] = merged.remembered("keys", {})
        for terminal, known in terminals.items():
            pinned.setdefault(terminal, known.public_key)
        merged.remember("keys", pinned)
        return pinned

    @staticmethod
    def _remember(
        merged: MergedStore, identity: ShareIdentity, terminals: Mapping[TerminalId, Terminal], result: MergeResult
    ) -> None:
        pinned: dict[str, str] = merged.remembered("keys", {})
        changed = [t for t, known in terminals.items() if pinned[t] != known.public_key]
        result.problems += [(f"{terminal}.json", "terminal-changed") for terminal in changed]
        result.problems += [(f"{terminal}.json", "terminal-gone") for terminal in pinned if terminal not in terminals]
        result.problems.sort()
        targets: list[dict[str, Any]] = [
            {"fy": fy, "sheets": each.sheets, "kind": each.kind, "source": each.source}
            for fy, each in identity.targets.items()
        ]
        merged.remember("problems", result.problems)
        merged.remember("targets", targets)
        merged.remember("enrolled", {terminal: known.enrolled_at.isoformat() for terminal, known in terminals.items()})


class _Round:
    """One look at all journals."""

    def __init__(self, share: Share, merged: MergedStore, keys: dict[str, str], reader: Reader) -> None:
        self._share = share
        self._merged = merged
        self._keys = keys
        self._reader = reader
        self._result = MergeResult()
        self._doubted: dict[str, tuple[str, str]] = {}  # <terminal>/<name>: digest of the bytes, code

    def carry_out(self, progress: Progress) -> MergeResult:
        known = self._merged.segments()
        there: set[str] = set()
        new, waiting = 0, list[Found]()
        for each in self._share.segments(known):
            progress.check()
            if isinstance(each, Journal):
                names = {f"{each.terminal}/{name}" for name in each.names}
                new += len(names - known)
                there |= names
                continue
            waiting.append(each)
            if len(waiting) == _TOGETHER:
                self._take_all(waiting)
                progress.report("merging", self._result.segments, new, each.name)
                waiting = []
        self._take_all(waiting)
        self._doubt(known - there)
        return self._result

    def _take_all(self, found: list[Found]) -> None:
        with self._merged.together():
            for each in found:
                self._take(each)

    def _take(self, found: Found) -> None:
        key_of = self._keys.get
        name, content = found.name, found.content
        segment = journal.read(
            name, content, share=self._reader.share, terminal=found.terminal, key_of=key_of, verify=verify
        )
        code = segment.code if isinstance(segment, journal.SegmentProblem) else ""
        if isinstance(segment, journal.Segment):
            try:
                self._result.events += self._merged.add(name, segment.header.previous, segment.events)
                self._result.segments += 1
            except FileInvalid:
                code = "form"
        if code:
            self._doubted[f"{found.terminal}/{name}"] = journal.digest(content), code

    def _doubt(self, vanished: set[str]) -> None:
        """The same bytes under another name (a backup, an Explorer copy) are a duplicate, not a doubt."""
        believed = {_digest_in(name) for name in self._merged.segments()}
        for place, (digest, code) in self._doubted.items():
            if digest not in believed:
                self._result.problems.append((place.partition("/")[2], code))
        self._result.problems += [(place.partition("/")[2], "vanished") for place in vanished]


def _digest_in(name: str) -> str:
    return name.removesuffix(journal.ENDING).rpartition("-")[2]


def _silent(merged: MergedStore) -> list[str]:
    """Measured against the newest event of all, not against the clock: the same segments give the same export."""
    enrolled: dict[str, str] = merged.remembered("enrolled", {})
    heard = merged.heard()
    last = {terminal: heard.get(terminal) or datetime.fromisoformat(at) for terminal, at in enrolled.items()}
    newest = max(last.values(), default=None)
    return sorted(t for t, at in last.items() if newest is not None and newest - at > _SILENT)
