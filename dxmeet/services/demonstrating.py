"""The whole main job on sample materials: a share, an organiser, two readers, a replacement, a withdrawal, the figures."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from dxmeet.domain.packet import Baseline, Basis, Kind, MaterialId, Packet, PacketId, Per
from dxmeet.errors import MaterialUnknown
from dxmeet.progress import Progress
from dxmeet.services.offered import Entrance, Services
from dxmeet.services.publishing import Distribution
from dxmeet.services.unlocking import Enrolment

Samples = Callable[[str, int], bytes]
"""(kind, edition) → the bytes of a PDF made for the demonstration."""

_AGENDA = "次第"
_BUDGET = "資料1 令和9年度当初予算編成の状況について"
_REPLACEMENT = "資料1 令和9年度当初予算編成の状況について(差し替え)"
_PLAN = "資料2 みなと市地域公共交通計画(素案)"
_SURVEY = "資料3 公共施設の利用状況調査(A3)"
_CIRCULAR = "年末年始の文書の取扱いについて"
_EARLY = "令和9年度当初予算編成の状況(速報)"
_DISTRIBUTED = (_AGENDA, _BUDGET, _PLAN, _SURVEY, _CIRCULAR, _EARLY)

_DECLARED = Baseline(12, 2, 1, Basis.DECLARED, Per.READER)
_PRINTED_BEFORE = Baseline(8, 2, 1, Basis.PRINTED_BEFORE, Per.READER)
_PER_DEPARTMENT = Baseline(20, 1, 1, Basis.DECLARED, Per.DEPARTMENT)


@dataclass
class Story:
    """What happened, in numbers, and the profile that a window may be opened on (a reader who also keeps the figures)."""

    reader: Services
    shown: MaterialId
    page: int
    meetings: int = 0
    circulars: int = 0
    materials: int = 0
    opened: int = 0
    notes: int = 0
    events: int = 0
    totals: dict[str, Any] = field(default_factory=dict[str, Any])
    written: list[Path] = field(default_factory=list[Path])


class Demonstrating:
    """Uses the same services as everybody: nothing in it is simulated but the people."""

    def __init__(self, entrance_at: Callable[[Path], Entrance], samples: Samples) -> None:
        self._entrance_at = entrance_at
        self._samples = samples
        self._open: list[Services] = []

    def perform(self, root: Path, out: Path, progress: Progress | None = None) -> Story:
        """Work in ``root`` (share, originals, profiles), write the exports into ``out``. Close with ``close``."""
        progress = progress or Progress()
        steps = 7
        progress.report("samples", 0, steps)
        originals = self._originals(root / "originals")
        organiser = self._enrol(root, "organiser", "佐藤 進", "企画政策課")
        tanaka = self._enrol(root, "reader-1", "田中 恵", "総務課")
        suzuki = self._enrol(root, "reader-2", "鈴木 亮", "財政課")
        progress.report("publishing", 1, steps)
        cabinet, notice = self._distribute(organiser, originals)
        progress.report("synchronising", 2, steps)
        for reader in (tanaka, suzuki):
            reader.synchronising.synchronise()
        story = Story(tanaka, self._named(tanaka, cabinet, "資料1").id, 1)
        progress.report("reading", 3, steps)
        self._read_everything(tanaka, story)
        self._read(suzuki, cabinet, story)
        self._jot(tanaka, cabinet, story)
        progress.report("replacing", 4, steps)
        self._replace_and_withdraw(organiser, cabinet, notice, originals)
        for reader in (tanaka, suzuki):
            reader.synchronising.synchronise()
            self._read(reader, cabinet, story, only="資料1")
        self._write_notes(tanaka, story)
        tanaka.preferences.set(replace(tanaka.preferences.get(), admin=True))
        progress.report("counting", 5, steps)
        self._settle([organiser, suzuki, tanaka], story)
        progress.report("exporting", 6, steps)
        self._export(tanaka, cabinet, story, out)
        progress.report("exporting", steps, steps)
        return story

    def close(self) -> None:
        for services in self._open:
            services.close()
        self._open.clear()

    def _originals(self, folder: Path) -> dict[str, Path]:
        names = {
            _AGENDA: ("agenda", 1),
            _BUDGET: ("budget", 1),
            _REPLACEMENT: ("budget", 2),
            _PLAN: ("plan", 1),
            _SURVEY: ("survey", 1),
            _CIRCULAR: ("circular", 1),
            _EARLY: ("budget", 1),
        }
        folder.mkdir(parents=True)
        found: dict[str, Path] = {}
        for title, (kind, edition) in names.items():
            found[title] = folder / f"{title}.pdf"
            found[title].write_bytes(self._samples(kind, edition))
        return found

    def _enrol(self, root: Path, folder: str, name: str, department: str) -> Services:
        entrance = self._entrance_at(root / folder)
        wanted = Enrolment(root / "share", name, department, passphrase=secrets.token_urlsafe(12))
        (root / "share").mkdir(exist_ok=True)
        unlocked, _ = entrance.unlocking.setup(wanted)
        services = entrance.enter(unlocked)
        self._open.append(services)
        return services

    def _distribute(self, organiser: Services, files: dict[str, Path]) -> tuple[PacketId, PacketId]:
        """Three meetings and two circulars; the packets of the first meeting and of the circular that will be withdrawn."""
        today = organiser.library.today()
        agenda, budget, plan, survey, circular, early = (files[title] for title in _DISTRIBUTED)
        room = "本庁舎3階 庁議室"
        committee = {"starts": time(14, 0), "place": "西庁舎2階 第2会議室", "baseline": _PRINTED_BEFORE}

        def give(kind: Kind, title: str, day: date, *papers: Path, **declared: Any) -> PacketId:
            return organiser.publishing.publish(Distribution(kind, title, day, papers, **declared)).packet

        papers = (agenda, budget, plan, survey)
        cabinet = give(Kind.MEETING, "庁議(第16回)", today, *papers, starts=time(10, 0), place=room, baseline=_DECLARED)
        give(Kind.MEETING, "情報化推進委員会", today, plan, **committee)
        give(Kind.MEETING, "部長会議", today + timedelta(days=2), agenda, survey, starts=time(9, 30), place=room)
        give(Kind.CIRCULAR, _CIRCULAR, today, circular, baseline=_PER_DEPARTMENT)
        notice = give(Kind.CIRCULAR, _EARLY, today, early, baseline=_PER_DEPARTMENT)
        organiser.synchronising.synchronise()
        return cabinet, notice

    def _replace_and_withdraw(
        self, organiser: Services, cabinet: PacketId, notice: PacketId, files: dict[str, Path]
    ) -> None:
        budget = self._named(organiser, cabinet, "資料1")
        organiser.publishing.replace(cabinet, budget.id, files[_REPLACEMENT])
        organiser.publishing.withdraw(notice)
        organiser.synchronising.synchronise()

    @staticmethod
    def _named(services: Services, packet: PacketId, start: str) -> Any:
        for material in services.library.packet(packet).materials:
            if material.title.startswith(start):
                return material
        raise MaterialUnknown(material=start)

    def _read_everything(self, reader: Services, story: Story) -> None:
        packets = reader.library.packets()
        story.meetings = sum(p.kind is Kind.MEETING for p in packets)
        story.circulars = sum(p.kind is Kind.CIRCULAR for p in packets)
        story.materials = sum(len(p.materials) for p in packets)
        today = reader.library.today()
        for packet in packets:
            if packet.date is not None and packet.date <= today:
                self._read(reader, packet.id, story)

    @staticmethod
    def _read(reader: Services, packet: PacketId, story: Story, only: str = "") -> None:
        known: Packet = reader.library.packet(packet)
        for material in known.materials:
            if material.title.startswith(only):
                opened = reader.reading.open(material.id)
                reader.reading.seen(opened)
                reader.reading.turn_to(material.id, 1)
                opened.document.close()
                story.opened += 1

    def _jot(self, reader: Services, packet: PacketId, story: Story) -> None:
        """A note on the first edition: it stays readable with that edition after the replacement."""
        material = self._named(reader, packet, "資料1")
        sticky = {"kind": "sticky", "color": "#FFF6D2", "width": 1, "text": "初版のメモ", "at": [420, 120]}
        reader.annotating.add(reader.annotating.fresh(material.id, material.revision, 1, sticky))
        story.notes += 1

    def _write_notes(self, reader: Services, story: Story) -> None:
        _, material = reader.library.material(story.shown)
        revision = material.revision
        assert revision is not None
        for untrusted in _sample_notes(reader, story):
            reader.annotating.add(reader.annotating.fresh(story.shown, revision, story.page, untrusted))
            story.notes += 1

    @staticmethod
    def _settle(everyone: list[Services], story: Story) -> None:
        for services in everyone:
            services.synchronising.synchronise()
        story.events = everyone[-1].merging.merge().events

    def _export(self, reader: Services, cabinet: PacketId, story: Story, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        year = reader.library.fiscal_year()
        for form in ("csv", "xlsx", "json"):
            target = out / f"statistics-{year}.{form}"
            entries = out / f"entries-{year}.jsonl" if form == "json" else None
            reader.reporting.export(year, form, target, entries=entries, include_small=True)
            story.written += [target, *([entries] if entries else [])]
        reader.reporting.verify(out / f"entries-{year}.jsonl")
        story.totals = reader.reporting.document(year)["total"]
        copy = out / "budget-with-notes.pdf"
        copy.unlink(missing_ok=True)
        reader.annotating.export(story.shown, copy)
        story.written.append(copy)


def _sample_notes(reader: Services, story: Story) -> list[dict[str, Any]]:
    """A marker over a row of the table, a circle around its last figure, a line beneath, a sticky beside it."""
    opened = reader.reading.open(story.shown)
    try:
        words = opened.document.words(story.page)
    finally:
        opened.document.close()
    first = next(word.box for word in words if "民生費" in word.text)
    row = sorted(word.box for word in words if abs(word.box[1] - first[1]) < 4)
    (x0, y0, _, y1), (left, top, right, bottom) = row[0], row[-1]
    sticky = {"text": "内訳を福祉課に確認", "at": [right + 30, y0 - 62]}
    circle = {"shape": "ellipse", "points": [[left - 9, top - 5], [right + 9, bottom + 5]]}
    return [
        {"kind": "highlight", "color": "#FFD93B", "width": 1, "quote": "民生費", "boxes": [[x0, y0, row[-2][2], y1]]},
        {"kind": "shape", "color": "#C62828", "width": 1.5, **circle},
        {"kind": "ink", "color": "#C62828", "width": 1.5, "strokes": [_underline(x0, row[-2][2], y1 + 4)]},
        {"kind": "sticky", "color": "#FFF6D2", "width": 1, **sticky},
    ]


def _underline(x0: float, x1: float, y: float) -> list[list[float]]:
    """A hand's line: a little up and down, pressing harder in the middle."""
    count = 40
    return [
        [x0 + (x1 - x0) * i / count, y + ((i * 7) % 5 - 2) * 0.25, 0.3 + 0.5 * (1 - abs(i / count - 0.5) * 2)]
        for i in range(count + 1)
    ]
