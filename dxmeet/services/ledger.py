"""Record what saves or costs paper: distributed, opened, printed; and send it, signed, back to the shared folder."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dxmeet.domain.event import Event, EventType, Key
from dxmeet.domain.facts import Printing, Unbelievable, corrected, fact
from dxmeet.domain.fiscal import month
from dxmeet.domain.packet import Audience, Baseline, Material, Packet, PacketId, Revision, Source, changed_pages
from dxmeet.domain.paper import NO_SHEETS, Sheets
from dxmeet.errors import EntryCorrected, EntryUnknown
from dxmeet.services.changes import Changes
from dxmeet.services.reader import Reader
from dxmeet.services.sending import Sending
from dxmeet.sharing.share import Share
from dxmeet.storage.keys import SigningKey
from dxmeet.storage.ledger import EventStore
from dxmeet.storage.packets import PacketStore


@dataclass(frozen=True)
class OwnEntry:
    """One of this terminal's events with the titles it had here; empty where they are no longer known. ``sheets`` of a print
    job, copies included. ``taken_back``: a correction says that it did not happen."""

    event: Event
    packet: str
    material: str
    sheets: Sheets
    taken_back: bool

    @property
    def number(self) -> str:
        """``<epoch>-<seq>``: how a person names it."""
        return spelt(self.event.key)


class Ledger:
    """Append-only. What is sent to the share names a pseudonym and a department, never a person."""

    def __init__(
        self,
        events: EventStore,
        packets: PacketStore,
        reader: Reader,
        signing: SigningKey,
        clock: Callable[[], datetime],
    ) -> None:
        self._events = events
        self._packets = packets
        self._reader = reader
        self._clock = clock
        self._sending = Sending(events, reader, signing, clock)

    def check_room(self) -> None:
        """Raises DiskFull where nothing can be recorded: asked before a deed on the share that has to be."""
        self._events.check_room()

    def opened(self, packet: Packet, material: Material, revision: Revision) -> Changes:
        """The reader opened this revision; with it, how many pages differ from each earlier one that is known."""
        fields: dict[str, Any] = {
            "packet": packet.id,
            "material": material.id,
            "revision": revision.id,
            "pages_a4": revision.pages_a4,
            "pages_a3": revision.pages_a3,
            "changed": {earlier: list(pages) for earlier, pages in self._differences(material, revision).items()},
        }
        if packet.source is Source.FOLDER:
            fields |= {"folder": packet.folder, "title": packet.title, "kind": packet.kind.value}
        return self._append(EventType.OPENED, fields)

    def distributed(
        self,
        packet: PacketId,
        generation: int,
        kind: str,
        title: str,
        baseline: Baseline | None,
        audience: Audience,
        materials: list[dict[str, Any]],
    ) -> Changes:
        """The organiser distributed a packet (each generation anew). ``materials``: material, title, revision, pages_a4, pages_a3."""
        plain = None
        if baseline is not None:
            plain = {
                "copies": baseline.copies,
                "sides": baseline.sides,
                "nup": baseline.nup,
                "basis": baseline.basis.value,
                "per": baseline.per.value,
            }
        fields: dict[str, Any] = {
            "packet": packet,
            "generation": generation,
            "kind": kind,
            "title": title,
            "baseline": plain,
            "audience": {"readers": sorted(audience.readers), "departments": sorted(audience.departments)},
            "materials": materials,
            "source": "published",
        }
        return self._append(EventType.DISTRIBUTED, fields)

    def printed(
        self, packet: Packet, material: Material, pages: tuple[int, int], copies: int, sides: int, nup: int, reason: str
    ) -> Changes:
        """What was sent to a printer: (A4, A3) pages of one copy, read back from the job's own settings."""
        revision = material.revision
        return self._append(
            EventType.PRINTED,
            {
                "packet": packet.id,
                "material": material.id,
                "revision": revision.id if revision else "",
                "pages_a4": pages[0],
                "pages_a3": pages[1],
                "copies": copies,
                "sides": sides,
                "nup": nup,
                "reason": reason,
            },
        )

    def corrected(self, key: Key, why: str) -> Changes:
        """An own entry that is to count as not having happened. Nothing is removed: this is one more entry.

        Raises EntryUnknown for one that is not this terminal's or not there, EntryCorrected for one that was corrected.
        """
        entries = self._events.entries()
        if key not in {each.key for each in entries}:
            raise EntryUnknown(entry=spelt(key))
        if key in corrected(entries)[0]:
            raise EntryCorrected(entry=spelt(key))
        fields: dict[str, Any] = {"corrects": list(key), "why": why, "by": self._reader.pseudonym}
        return self._append(EventType.CORRECTION, fields)

    def entries(self, of_month: str | None = None) -> list[Event]:
        """This terminal's own events, oldest first; of one fiscal month (``YYYY-MM``, Asia/Tokyo) where given."""
        return [event for event in self._events.entries() if of_month is None or month(event.at) == of_month]

    def told(self, of_month: str | None = None) -> list[OwnEntry]:
        """The same, with titles and sheets."""
        titles: dict[str, str] = {}
        for packet in self._packets.packets():
            titles[packet.id] = packet.title
            titles |= {material.id: material.title for material in packet.materials}
        gone = self.taken_back()
        told: list[OwnEntry] = []
        for event in self.entries(of_month):
            packet, material = (str(event.fields.get(name, "")) for name in ("packet", "material"))
            title = titles.get(packet) or str(event.fields.get("title", ""))
            told.append(OwnEntry(event, title, titles.get(material, ""), _sheets(event), event.key in gone))
        return told

    def number_of(self, entry: str) -> Key:
        """The key of an own entry by its ``number``, or by its seq alone in the present epoch. Raises EntryUnknown."""
        epoch, _, seq = entry.rpartition("-")
        for event in self._events.entries():
            if (event.epoch, str(event.seq)) == (epoch or self._events.epoch, seq):
                return event.key
        raise EntryUnknown(entry=entry)

    def taken_back(self) -> set[Key]:
        """The keys of own entries that corrections have taken back."""
        return corrected(self._events.entries())[0]

    def send(self, share: Share) -> int:
        """Publish what the share does not have, as signed segments; how many events. Raises a ShareError."""
        return self._sending.send(share)

    def _differences(self, material: Material, revision: Revision) -> dict[str, tuple[int, int]]:
        known: dict[str, tuple[int, int]] = {}
        for earlier in material.earlier:
            before = self._packets.revision(earlier)
            if before is not None and before.id != revision.id and before.fingerprints and revision.fingerprints:
                known[earlier] = changed_pages(before, revision)
        if material.revision is not None and revision.id == material.revision.id:
            known |= material.changed  # what the organiser declared covers revisions this machine never saw
        return known

    def _append(self, kind: EventType, fields: dict[str, Any]) -> Changes:
        self._events.append(
            kind, fields, at=self._clock(), reader=self._reader.pseudonym, department=self._reader.department
        )
        return Changes(ledger=True)


def _sheets(event: Event) -> Sheets:
    try:
        said = fact(event)
    except Unbelievable:
        return NO_SHEETS
    return said.sheets if isinstance(said, Printing) else NO_SHEETS


def spelt(key: Key) -> str:
    """``<epoch>-<seq>``: how a person names one of this terminal's entries."""
    return f"{key[1]}-{key[2]}"
