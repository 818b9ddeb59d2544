"""Events for tests, written short."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from dxmeet.domain.event import Event, EventType


class History:
    """Makes events of one terminal a key at a time. Moments are Japanese local time, ``2026-05-10 09:00``."""

    def __init__(self, terminal: str = "t1") -> None:
        self.terminal = terminal
        self.events: list[Event] = []
        self._seq = count(1)

    def add(self, type: EventType, at: str, reader: str, department: str, **fields: Any) -> Event:
        moment = datetime.fromisoformat(at + "+09:00").astimezone(UTC)
        event = Event(type, self.terminal, "e1", next(self._seq), moment, reader, department, fields)
        self.events.append(event)
        return event

    def distributed(
        self,
        packet: str = "p",
        *,
        copies: int | None,
        at: str = "2026-04-01 08:00",
        generation: int = 1,
        sides: int = 2,
        nup: int = 1,
        basis: str = "declared",
        per: str = "reader",
        readers: tuple[str, ...] = (),
        departments: tuple[str, ...] = (),
    ) -> Event:
        terms = {"copies": copies, "sides": sides, "nup": nup, "basis": basis, "per": per}
        return self.add(
            EventType.DISTRIBUTED,
            at,
            "organiser",
            "総務課",
            packet=packet,
            generation=generation,
            kind="meeting",
            title=f"会議 {packet}",
            baseline=None if copies is None else terms,
            audience={"readers": list(readers), "departments": list(departments)},
            materials=[],
            source="published",
        )

    def opened(
        self,
        reader: str,
        at: str,
        pages: tuple[int, int] = (4, 0),
        *,
        packet: str = "p",
        material: str = "m",
        revision: str = "r1",
        changed: dict[str, list[int]] | None = None,
        department: str = "総務課",
        **more: Any,
    ) -> Event:
        return self.add(
            EventType.OPENED,
            at,
            reader,
            department,
            packet=packet,
            material=material,
            revision=revision,
            pages_a4=pages[0],
            pages_a3=pages[1],
            changed=changed or {},
            **more,
        )

    def printed(
        self,
        reader: str,
        at: str,
        pages: tuple[int, int],
        *,
        copies: int = 1,
        sides: int = 2,
        nup: int = 1,
        reason: str = "書き込みたい",
        packet: str = "p",
        material: str = "m",
        department: str = "総務課",
    ) -> Event:
        return self.add(
            EventType.PRINTED,
            at,
            reader,
            department,
            packet=packet,
            material=material,
            revision="r1",
            pages_a4=pages[0],
            pages_a3=pages[1],
            copies=copies,
            sides=sides,
            nup=nup,
            reason=reason,
        )

    def corrected(self, event: Event, at: str) -> Event:
        return self.add(
            EventType.CORRECTION, at, "admin", "総務課", corrects=[event.terminal, event.epoch, event.seq], why="誤り"
        )
