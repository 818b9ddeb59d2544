"""What pen, mouse and wheel do on the canvas: draw with a tool, or turn, scroll and zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from dxmeet.desktop.notes.pointer import MOUSE_PRESSURE, Pointer
from dxmeet.desktop.reader.placing import next_step

if TYPE_CHECKING:
    from dxmeet.desktop.notes.layer import NoteLayer

EDGE = 60
"""Logical pixels at the left and right of the canvas that turn the page."""
_NOTCH = 120  # of a wheel
_WANDERED = 4  # logical pixels; less is a click


class Ground(Protocol):
    """What the hand needs of the canvas."""

    layer: NoteLayer | None

    @property
    def zoom(self) -> float: ...
    @property
    def scrolls(self) -> bool: ...
    def viewport(self) -> QWidget: ...
    def verticalScrollBar(self) -> QScrollBar: ...
    def pointer(self, where: QPointF, pressure: float, shift: bool, eraser: bool = False) -> Pointer | None: ...
    def turn(self, direction: int) -> bool: ...
    def scroll_by(self, across: int, down: int) -> None: ...
    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None: ...


class Hand:
    """One press at a time: taken by a tool, or else a click at the page's edge, or a drag of the page."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._wheel = 0
        self._pen_down = False
        self._taken = False
        self._from: QPoint | None = None
        self._dragging = False

    def handle(self, event: QEvent) -> bool:
        """Whether the event was ours."""
        if isinstance(event, QTabletEvent):
            return self._tablet(event)
        if isinstance(event, QWheelEvent):
            return self._turned_wheel(event)
        if isinstance(event, QMouseEvent) and not self._pen_down:
            return self._mouse(event)
        return False

    def _tablet(self, event: QTabletEvent) -> bool:
        """Accepted, so that Qt does not send the same movement again as a mouse's."""
        event.accept()
        eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
        where, shift = event.position(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        known = bool(event.device().capabilities() & QInputDevice.Capability.Pressure)
        pointer = self._ground.pointer(where, event.pressure() if known else MOUSE_PRESSURE, shift, eraser)
        if pointer is None:
            return True
        if event.type() == QEvent.Type.TabletPress:
            self._pen_down = True
            self._begin(pointer, where)
        elif event.type() == QEvent.Type.TabletMove and self._pen_down:
            self._go_on(pointer, where)
        elif event.type() == QEvent.Type.TabletRelease and self._pen_down:
            self._pen_down = False
            self._end(pointer, where)
        return True

    def _mouse(self, event: QMouseEvent) -> bool:
        where, shift = event.position(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        pointer = self._ground.pointer(where, MOUSE_PRESSURE, shift)
        if pointer is None:
            return False
        left = event.button() == Qt.MouseButton.LeftButton
        kind = event.type()
        if kind == QEvent.Type.MouseButtonDblClick and left:
            layer = self._ground.layer
            if layer is None or not layer.open_at(pointer):
                self._begin(pointer, where)
        elif kind == QEvent.Type.MouseButtonPress and left:
            self._begin(pointer, where)
        elif kind == QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton:
            self._go_on(pointer, where)
        elif kind == QEvent.Type.MouseButtonRelease and left:
            self._end(pointer, where)
        else:
            return False
        return kind != QEvent.Type.MouseButtonPress  # Qt gives the canvas the keys on a press

    def _begin(self, pointer: Pointer, where: QPointF) -> None:
        layer = self._ground.layer
        self._taken = layer is not None and layer.press(pointer)
        self._from = None if self._taken else where.toPoint()
        self._dragging = False

    def _go_on(self, pointer: Pointer, where: QPointF) -> None:
        layer = self._ground.layer
        if self._taken and layer is not None:
            layer.move(pointer)
        elif self._from is not None:
            by = where.toPoint() - self._from
            if self._dragging or by.manhattanLength() > _WANDERED:
                self._dragging = True
                self._from = where.toPoint()
                self._ground.scroll_by(-by.x(), -by.y())

    def _end(self, pointer: Pointer, where: QPointF) -> None:
        layer = self._ground.layer
        clicked = self._from is not None and not self._dragging
        taken, self._taken, self._from = self._taken, False, None
        if taken and layer is not None:
            layer.release(pointer)
        elif clicked and where.x() < EDGE:
            self._ground.turn(-1)
        elif clicked and where.x() >= self._ground.viewport().width() - EDGE:
            self._ground.turn(1)

    def _turned_wheel(self, event: QWheelEvent) -> bool:
        down = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = self._notches(down)
            if steps:
                self._ground.zoom_to(next_step(self._ground.zoom, 1 if steps > 0 else -1), event.position())
            event.accept()
            return True
        bar = self._ground.verticalScrollBar()
        if down == 0 or bar.value() != (bar.minimum() if down > 0 else bar.maximum()):
            self._wheel = 0
            return False  # the canvas scrolls
        steps = self._notches(down)
        for _ in range(abs(steps)):
            self._ground.turn(-1 if steps > 0 else 1)
        event.accept()
        return True

    def _notches(self, angle: int) -> int:
        """Whole notches so far; a touchpad sends parts of one."""
        self._wheel += angle
        steps = int(self._wheel / _NOTCH)
        self._wheel -= steps * _NOTCH
        return steps
