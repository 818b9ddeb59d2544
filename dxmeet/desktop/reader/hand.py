"""What pen, mouse, finger and wheel do on the canvas: whoever lies on the page is asked first; then turn, scroll and zoom."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from dxmeet.desktop.notes.palm import PalmGuard
from dxmeet.desktop.notes.pointer import MOUSE_PRESSURE, Pointer
from dxmeet.desktop.reader.placing import next_step
from dxmeet.desktop.reader.touch import Touch

EDGE = 60
"""Logical pixels at the left and right of the canvas that turn the page."""
_NOTCH = 120  # of a wheel
_WANDERED = 4  # logical pixels; less is a click


class PointerTarget(Protocol):
    """Something on the page that may take a press: a note tool, the selection of text, a link.

    The targets are asked in their order. Whoever's ``press`` answers True gets every ``move`` until ``release``, all held
    to the page of the press. A press that did not wander, and that nobody took or whose taker's ``release`` answers False,
    is a click: the targets besides the taker are asked for ``click``.
    """

    def press(self, pointer: Pointer) -> bool: ...
    def move(self, pointer: Pointer) -> None: ...
    def release(self, pointer: Pointer) -> bool:
        """True: something came of it. False: take it as a click for the others."""
        ...

    def click(self, pointer: Pointer) -> bool: ...
    def open_at(self, pointer: Pointer) -> bool | None:
        """The second press of a double click. True: something came of it. None: it is a press like the first, whoever else
        would make something of it."""
        ...

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape | None:
        """What the mouse looks like over this place while no button is down; None where there is nothing of this target."""
        ...


@runtime_checkable
class Retractable(Protocol):
    """A target that can give up what a press began."""

    def cancel(self) -> bool: ...


class Ground(Protocol):
    """What the hand needs of the canvas."""

    targets: list[PointerTarget]

    @property
    def zoom(self) -> float: ...
    @property
    def scrolls(self) -> bool: ...
    def viewport(self) -> QWidget: ...
    def horizontalScrollBar(self) -> QScrollBar: ...
    def verticalScrollBar(self) -> QScrollBar: ...
    def pointer(
        self,
        where: QPointF,
        pressure: float = MOUSE_PRESSURE,
        shift: bool = False,
        eraser: bool = False,
        page: int | None = None,
    ) -> Pointer | None: ...
    def turn(self, direction: int) -> bool: ...
    def turn_towards(self, side: int) -> bool: ...
    def scroll_by(self, across: int, down: int) -> None: ...
    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None: ...


class Hand:
    """One press at a time: taken by a target, or else a click at the page's edge, or a drag of the page."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._touch = Touch(ground, self)
        self.palm = PalmGuard(lambda: time.monotonic() * 1000)
        self._wheel = 0
        self._pen_down = False
        self._finger = False
        self._taker: PointerTarget | None = None
        self._page: int | None = None
        self._began: QPoint | None = None
        self._from: QPoint | None = None
        self._wandered = False

    def handle(self, event: QEvent) -> bool:
        """Whether the event was ours."""
        if isinstance(event, QTabletEvent):
            return self._tablet(event)
        if isinstance(event, QTouchEvent):
            return self._touch.handle(event)
        if isinstance(event, QWheelEvent):
            return self._turned_wheel(event)
        if isinstance(event, QMouseEvent) and not self._pen_down:
            return self._mouse(event)
        return False

    def _tablet(self, event: QTabletEvent) -> bool:
        """Accepted, so that Qt does not send the same movement again as a mouse's."""
        event.accept()
        self.palm.saw_pen()
        barrel = Qt.MouseButton.RightButton
        eraser = (
            event.pointerType() == QPointingDevice.PointerType.Eraser
            or event.button() == barrel
            or bool(event.buttons() & barrel)
        )
        where, shift = event.position(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        known = bool(event.device().capabilities() & QInputDevice.Capability.Pressure)
        pressure = event.pressure() if known else MOUSE_PRESSURE
        pointer = self._ground.pointer(where, pressure, shift, eraser, self._page)
        if pointer is None:
            return True
        if event.type() == QEvent.Type.TabletPress and not self._pen_down:
            self.give_up_finger()
            self._pen_down = True
            self._begin(pointer, where)
        elif event.type() == QEvent.Type.TabletMove and self._pen_down:
            self._go_on(pointer, where)
        elif event.type() == QEvent.Type.TabletRelease and self._pen_down:
            self._pen_down = False
            self._end(pointer, where)
        return True

    def _mouse(self, event: QMouseEvent) -> bool:
        finger = event.pointerType() == QPointingDevice.PointerType.Finger
        if self._refused(event, finger):
            return True
        where, shift = event.position(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        pointer = self._ground.pointer(where, MOUSE_PRESSURE, shift, page=self._page)
        if pointer is None:
            return False
        pointer = replace(pointer, finger=finger)
        left = event.button() == Qt.MouseButton.LeftButton
        kind = event.type()
        if kind == QEvent.Type.MouseButtonDblClick and left:
            answers = (target.open_at(pointer) for target in self._ground.targets)
            if not next((answer for answer in answers if answer is not False), None):
                self._begin(pointer, where)
        elif kind == QEvent.Type.MouseButtonPress and left:
            self._begin(pointer, where)
        elif kind == QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton:
            self._go_on(pointer, where)
        elif kind == QEvent.Type.MouseMove and not event.buttons():
            self._hover(pointer)
        elif kind == QEvent.Type.MouseButtonRelease and left:
            self._end(pointer, where)
        else:
            return False
        return kind != QEvent.Type.MouseButtonPress  # Qt gives the canvas the keys on a press

    def _refused(self, event: QMouseEvent, finger: bool) -> bool:
        """A palm's touch; or one kind of pointer in the middle of another's press."""
        pressed = self._began is not None
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick) and not pressed:
            self._finger = finger
            return finger and not self.palm.allows_touch()
        return finger != self._finger if pressed else finger and event.type() != QEvent.Type.MouseMove

    def press_finger(self, where: QPointF) -> bool:
        """False: the palm of a hand that writes, or something else is pressed already."""
        if self._began is not None or not self.palm.allows_touch():
            return False
        self._finger = True
        pointer = self._ground.pointer(where, MOUSE_PRESSURE)
        if pointer is not None:
            self._begin(replace(pointer, finger=True), where)
        return True

    def move_finger(self, where: QPointF) -> None:
        pointer = self._ground.pointer(where, MOUSE_PRESSURE, page=self._page)
        if pointer is not None and self._finger:
            self._go_on(replace(pointer, finger=True), where)

    def lift_finger(self, where: QPointF) -> bool:
        """Whether something on the page had taken the press, or it was a click."""
        used = self._taker is not None or not self._wandered
        pointer = self._ground.pointer(where, MOUSE_PRESSURE, page=self._page)
        if pointer is not None and self._finger and self._began is not None:
            self._end(replace(pointer, finger=True), where)
        self._finger = False
        return used

    def give_up_finger(self) -> None:
        """The pen takes over from a touch that came first: it was the hand. Or a second finger came down."""
        taker, self._taker = self._taker, None
        if isinstance(taker, Retractable):
            taker.cancel()
        self._page = self._began = self._from = None
        self._finger = False

    def _hover(self, pointer: Pointer) -> None:
        shapes = (target.cursor_at(pointer) for target in self._ground.targets)
        shape = next((each for each in shapes if each is not None), Qt.CursorShape.ArrowCursor)
        if self._ground.viewport().cursor().shape() != shape:
            self._ground.viewport().setCursor(shape)

    def _begin(self, pointer: Pointer, where: QPointF) -> None:
        self._taker = next((target for target in self._ground.targets if target.press(pointer)), None)
        self._page = pointer.page if self._taker is not None else None
        self._began = self._from = where.toPoint()
        self._wandered = False

    def _go_on(self, pointer: Pointer, where: QPointF) -> None:
        if self._began is None or self._from is None:
            return
        self._wandered = self._wandered or (where.toPoint() - self._began).manhattanLength() > _WANDERED
        if self._taker is not None:
            self._taker.move(pointer)
        elif self._wandered:
            by = where.toPoint() - self._from
            self._from = where.toPoint()
            self._ground.scroll_by(-by.x(), -by.y())

    def _end(self, pointer: Pointer, where: QPointF) -> None:
        taker, clicked = self._taker, self._began is not None and not self._wandered
        self._taker = self._page = self._began = self._from = None
        kept = taker is not None and taker.release(pointer)
        if kept or not clicked or self._clicked(pointer, taker):
            return
        if where.x() < EDGE:
            self._ground.turn_towards(-1)
        elif where.x() >= self._ground.viewport().width() - EDGE:
            self._ground.turn_towards(1)

    def _clicked(self, pointer: Pointer, taker: PointerTarget | None) -> bool:
        return any(target.click(pointer) for target in list(self._ground.targets) if target is not taker)

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
