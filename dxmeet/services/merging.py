"""Read every terminal's signed segments into the statistics database (an admin's machine)."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from dxmeet.domain.counting import BaselineRule
from dxmeet.domain.event import Event
from dxmeet.domain.fiscal import PLAN
from dxmeet.domain.packet import Basis, Per, TerminalId
from dxmeet.errors import FileInvalid, ShareWrong
from dxmeet.progress import Progress
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.reader import Reader
from dxmeet.services.reports.figures import Context
from dxmeet.sharing import journal
from dxmeet.sharing.share import Share
from dxmeet.storage.keys import verify
from dxmeet.storage.merged import MergedStore
from dxmeet.storage.settings import SettingsStore

_SILENT = timedelta(days=30)  # the counting method lists terminals not heard from for so long


@dataclass
class MergeResult:
    """``problems`` are (segment name, code) pairs of segments that were not believed."""

    segments: int = 0
    events: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    digests: dict[str, str] = field(default_factory=dict[str, str])
    changes: Changes = NOTHING


class Merging:
    """The result is a function of the set of segments: order, duplicates and overlaps change nothing."""

    def __init__(
        self, share: Share, merged: MergedStore, settings: SettingsStore, reader: Reader, program: str
    ) -> None:
        self._share = share
        self._merged = merged
        self._settings = settings
        self._reader = reader
        self._program = program

    def merge(self, progress: Progress | None = None) -> MergeResult:
        """Raises a ShareError. Merging again changes nothing."""
        progress = progress or Progress()
        identity = self._share.identity()
        if identity.id != self._reader.share:
            raise ShareWrong(path=self._reader.share_path)
        terminals = self._share.terminals()
        keys = {terminal: known.public_key for terminal, known in terminals.items()}
        result = MergeResult()
        for terminal, name, content in self._share.segments(self._merged.segments()):
            progress.report("merging", result.segments, result.segments + 1, name)
            self._take(terminal, name, content, keys.get, result)
        self._forgive_copies(result)
        self._merged.set_terminals({terminal: known.department for terminal, known in terminals.items()})
        self._merged.set_problems(result.problems)
        self._settings.set("enrolled", {t: known.enrolled_at.isoformat() for t, known in terminals.items()})
        self._settings.set("rules", [_plain_rule(rule) for rule in identity.rules])
        result.changes = Changes(statistics=True)
        return result

    def events(self) -> list[Event]:
        return list(self._merged.events())

    def rules(self) -> list[BaselineRule]:
        """The baselines for plain folders, as the share had them at the last merge."""
        return [_rule(plain) for plain in self._settings.get("rules", [])]

    def problems(self) -> list[tuple[str, str]]:
        """(segment, code) of those that were not believed at the last merge."""
        return self._merged.problems()

    def context(self) -> Context:
        """What the figures rest on. Gaps, forks or segments that were not believed make them 暫定."""
        gaps, forks = self._merged.gaps(), self._merged.forks()
        return Context(
            program=self._program,
            provisional=bool(gaps or forks or self._merged.problems()),
            heads=self._merged.heads(),
            gaps=list(gaps),
            forks=list(forks),
            silent_terminals=self._silent(),
            purchases=[],
            targets=list(PLAN),
        )

    def _take(
        self,
        terminal: TerminalId,
        name: str,
        content: bytes,
        key_of: Callable[[TerminalId], str | None],
        result: MergeResult,
    ) -> None:
        segment = journal.read(name, content, share=self._reader.share, terminal=terminal, key_of=key_of, verify=verify)
        if isinstance(segment, journal.SegmentProblem):
            result.problems.append((name, segment.code))
            result.digests[name] = journal.digest(content)
            return
        try:
            result.events += self._merged.add(segment.events, name)
        except FileInvalid:
            result.problems.append((name, "form"))
            return
        result.segments += 1

    def _forgive_copies(self, result: MergeResult) -> None:
        """The same bytes under another name (a backup, an Explorer copy) are a duplicate, not a doubt."""
        believed = {name.removesuffix(journal.ENDING).rpartition("-")[2] for name in self._merged.segments()}
        result.problems = [each for each in result.problems if result.digests.get(each[0]) not in believed]

    def _silent(self) -> list[str]:
        """Measured against the newest event of all, not against the clock: the same segments give the same export."""
        enrolled: dict[str, str] = self._settings.get("enrolled", {})
        last: dict[str, datetime] = {}
        for terminal, at in enrolled.items():
            last[terminal] = self._merged.heard(terminal) or datetime.fromisoformat(at)
        newest = max(last.values(), default=None)
        return sorted(t for t, at in last.items() if newest is not None and newest - at > _SILENT)


def _plain_rule(rule: BaselineRule) -> dict[str, Any]:
    return {**asdict(rule), "start": rule.start.isoformat() if rule.start else None}


def _rule(plain: dict[str, Any]) -> BaselineRule:
    start = date.fromisoformat(plain["start"]) if plain["start"] else None
    return BaselineRule(
        plain["match"], plain["copies"], plain["sides"], plain["nup"], Basis(plain["basis"]), Per(plain["per"]), start
    )
