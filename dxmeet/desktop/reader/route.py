"""From material to material: by number, by neighbour, back and forward; and into which pane the answer goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dxmeet.desktop.reader.place import at_running, beside
from dxmeet.desktop.reader.trail import Place

if TYPE_CHECKING:
    from dxmeet.desktop.reader.pane import Pane
    from dxmeet.desktop.reader.panes import Panes
    from dxmeet.services.opened import Opened


class Route:
    """``ask(material id)`` requests a material; it comes back through ``arrived`` after some events, or never."""

    def __init__(self, panes: Panes, ask: Callable[[str], object]) -> None:
        self._panes = panes
        self._ask = ask
        self._wanted: tuple[Pane, str, int | None, bool] | None = None

    def arrived(self, opened: Opened) -> tuple[Pane, int]:
        """The pane that is to show it and the page: the one asked for, else where the reader stopped."""
        wanted, self._wanted = self._wanted, None
        material = opened.material.id if opened.material else ""
        if wanted is None or wanted[1] != material or wanted[0] not in self._panes.all:
            self._panes.first.trail.clear()
            return self._panes.first, opened.page
        pane, _, page, leaves = wanted
        if leaves and pane.opened is not None:
            pane.trail.leave(pane.here)
        return pane, page or opened.page

    def go_to(self, pane: Pane, material: str, page: int | None = None) -> None:
        """Open a material of the packet in ``pane``, at ``page`` or where the reader stopped."""
        self._request(pane, material, page, leaves=True)

    def expect(self, pane: Pane, material: str, page: int) -> None:
        """``material`` was asked for elsewhere; it is to be shown in ``pane`` at ``page``."""
        self._wanted = pane, material, page, True

    def go_to_running(self, pane: Pane, running: int) -> None:
        """To the page of the packet that 通し ``running`` is."""
        opened = pane.opened
        target = at_running(opened.packet, running) if opened and opened.packet else None
        if target is not None:
            self._to(pane, Place(*target), leaves=True)

    def go_beside(self, direction: int) -> None:
        """The material before or after; asked for once more while that is being opened, the one beyond it."""
        pane = self._panes.pane
        opened = pane.opened
        if opened is not None and opened.packet is not None and opened.material is not None:
            here = opened.material.id
            if self._wanted is not None and self._wanted[0] is pane:
                here = next((each.id for each in opened.packet.materials if each.id == self._wanted[1]), here)
            material = beside(opened.packet, here, direction)
            if material is not None:
                self.go_to(pane, material)

    def back(self) -> bool:
        """Where the reader jumped from; False at the beginning of the trail."""
        pane = self._panes.pane
        return self._follow(pane, pane.trail.back(pane.here))

    def forward(self) -> bool:
        pane = self._panes.pane
        return self._follow(pane, pane.trail.forward(pane.here))

    def _follow(self, pane: Pane, place: Place | None) -> bool:
        if place is None:
            return False
        self._to(pane, place, leaves=False)
        pane.jumped.emit()
        return True

    def _to(self, pane: Pane, place: Place, *, leaves: bool) -> None:
        if place.material != pane.here.material:
            self._request(pane, place.material, place.page, leaves=leaves)
        elif leaves:
            pane.jump_to(place.page)
        else:
            pane.canvas.turn_to(place.page)

    def _request(self, pane: Pane, material: str, page: int | None, *, leaves: bool) -> None:
        self._wanted = pane, material, page, leaves
        self._ask(material)
