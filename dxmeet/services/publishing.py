"""Distribute a packet, replace a material in it, withdraw it: what an organiser does instead of copying paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path

from dxmeet.domain.fiscal import local_date
from dxmeet.domain.packet import (
    Audience,
    Baseline,
    Keeping,
    Kind,
    Material,
    MaterialId,
    Packet,
    PacketId,
    ReaderId,
    Revision,
    RevisionId,
    Source,
    State,
    changed_pages,
)
from dxmeet.errors import InputInvalid, MaterialUnknown, PacketNotPublished, ShareUnreachable, ShareWrong
from dxmeet.pdf.client import PdfEngine
from dxmeet.progress import Progress
from dxmeet.services.ledger import Ledger
from dxmeet.services.reader import Reader
from dxmeet.sharing.layout import shown
from dxmeet.sharing.naming import file_title
from dxmeet.sharing.share import Draft, DraftItem, Published, Share
from dxmeet.storage.keys import pseudonym
from dxmeet.storage.packets import PacketStore


@dataclass(frozen=True)
class Distribution:
    """What the organiser declares. ``audience`` lines are readers' names or ``department:NAME``; empty means everyone."""

    kind: Kind
    title: str
    day: date
    files: tuple[Path, ...]
    starts: time | None = None
    place: str = ""
    baseline: Baseline | None = None
    audience: tuple[str, ...] = ()
    keeping: Keeping = field(default_factory=Keeping)
    printing: bool = True


class Publishing:
    """Writes to the share: first the files, then the packet that names them, then the fact in the ledger."""

    def __init__(
        self,
        share: Share,
        packets: PacketStore,
        inspector: PdfEngine,
        in_full: Callable[[RevisionId, str], Revision | None],
        ledger: Ledger,
        reader: Reader,
        clock: Callable[[], datetime],
    ) -> None:
        """``in_full`` gives a revision that is sealed here with its fingerprints (``Inspecting.in_full``)."""
        self._in_full = in_full
        self._share = share
        self._packets = packets
        self._inspector = inspector
        self._ledger = ledger
        self._reader = reader
        self._clock = clock

    def publish(self, wanted: Distribution, progress: Progress | None = None) -> Published:
        """Raises a ShareError, FileError, PdfError, InputInvalid or DiskFull; then nothing is on the share."""
        progress = progress or Progress()
        wanted = self._checked(wanted)
        inspected: list[tuple[Path, Revision]] = []
        for done, path in enumerate(wanted.files):
            progress.report("reading", done, len(wanted.files), path.name)
            inspected.append((path, self._inspector.inspect(path, name=path.name)))
        audience = self._audience(wanted.audience)
        items = tuple(
            DraftItem(path, file_title(path.name)[1], order, seen) for order, (path, seen) in enumerate(inspected, 1)
        )
        draft = Draft(
            kind=wanted.kind,
            title=wanted.title,
            date=wanted.day,
            starts=wanted.starts,
            place=wanted.place,
            baseline=wanted.baseline,
            audience=audience,
            keeping=wanted.keeping,
            author=self._reader.terminal,
            at=self._clock(),
            items=items,
            issuer=self._reader.department,
            printing=wanted.printing,
        )
        published = self._share.publish(draft)
        rows = [
            self._row(material, title, revision, seen)
            for (material, title, revision), (_, seen) in zip(published.materials, inspected, strict=True)
        ]
        self._ledger.distributed(
            published.packet, published.generation, wanted.kind, wanted.title, wanted.baseline, audience, rows
        )
        return published

    def _checked(self, wanted: Distribution) -> Distribution:
        until = wanted.keeping.until
        if until is not None and until < local_date(self._clock()):  # no terminal would ever take it
            raise InputInvalid(field="keep_until", value=until.isoformat())
        self._ledger.check_room()
        self._meet_share()
        return replace(wanted, title=shown(wanted.title), place=shown(wanted.place))  # half a character is no text

    def replace(self, packet: PacketId, material: MaterialId, path: Path) -> Published:
        """差し替え. Raises PacketNotPublished for a plain folder: there the file itself is replaced with Explorer."""
        self._ledger.check_room()
        known, old = self._published(packet, material)
        assert old is not None
        seen = self._inspector.inspect(path, name=path.name)
        published = self._share.replace(
            known.folder,
            material,
            path,
            seen,
            self._differences(old, seen),
            self._reader.terminal,
            self._clock(),
            packet,
        )
        if old.revision is not None and old.revision.id == seen.id and published.generation == known.generation:
            return published  # the same bytes: nothing was distributed anew
        others = [
            self._row(m.id, m.title, m.revision.id, m.revision)
            for m in known.materials
            if m.id != material and m.revision is not None and m.state is not State.WITHDRAWN
        ]
        rows = [*others, self._row(material, old.title, seen.id, seen)]
        self._ledger.distributed(
            packet, published.generation, known.kind, known.title, known.baseline, known.audience, rows
        )
        return published

    def withdraw(self, packet: PacketId, material: MaterialId | None = None) -> Published:
        """回収 of one material, or of the whole packet. An entry in the packet, never an absence."""
        known, _ = self._published(packet, material)
        return self._share.withdraw(known.folder, material, self._reader.terminal, self._clock(), packet)

    def _published(self, packet: PacketId, material: MaterialId | None) -> tuple[Packet, Material | None]:
        known = self._packets.packet(packet)
        self._meet_share()
        if known.source is not Source.PUBLISHED:
            raise PacketNotPublished(packet=packet)
        if material is None:
            return known, None
        for each in known.materials:
            if each.id == material:
                return known, each
        raise MaterialUnknown(material=material)

    def _meet_share(self) -> None:
        """Raises ShareWrong, or the ShareError of a first contact: nothing has been written yet."""
        try:
            identity = self._share.identity()
        except ShareUnreachable as error:
            raise ShareUnreachable(path=error.facts.get("path", ""), case="publishing") from error
        if identity.id != self._reader.share:
            raise ShareWrong(path=str(self._share.root))

    def _differences(self, old: Material, new: Revision) -> dict[RevisionId, tuple[int, int]]:
        found: dict[RevisionId, tuple[int, int]] = {}
        for earlier in (*old.earlier, *([old.revision.id] if old.revision else [])):
            before = self._in_full(earlier, old.name)
            if before is not None and before.id != new.id:
                found[earlier] = changed_pages(before, new)
        return found

    def _audience(self, lines: Sequence[str]) -> Audience:
        key = self._share.identity().pseudonym_key
        names = [line.strip() for line in lines if line.strip()]
        departments = [line.removeprefix("department:").strip() for line in names if line.startswith("department:")]
        readers = [ReaderId(pseudonym(key, line)) for line in names if not line.startswith("department:")]
        return Audience(frozenset(readers), frozenset(departments))

    @staticmethod
    def _row(material: MaterialId, title: str, revision: RevisionId, seen: Revision) -> dict[str, str | int]:
        return {
            "material": material,
            "title": title,
            "revision": revision,
            "pages_a4": seen.pages_a4,
            "pages_a3": seen.pages_a3,
        }
