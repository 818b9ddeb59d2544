"""Fingers on the canvas: one presses, drags and swipes to the next page, two pinch and drag the page between them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtWidgets import QScrollBar

from dxmeet.desktop.reader.placing import LARGEST, SMALLEST

_SWIPE = 60  # logical pixels a finger goes at least, and this much farther one way than the other:
_STRAIGHT = 1.5
_APART = 20.0  # logical pixels; fingers nearer than that say nothing about a zoom


class TouchedGround(Protocol):
    """What fingers need of the canvas."""

    @property
    def zoom(self) -> float: ...
    def verticalScrollBar(self) -> QScrollBar: ...
    def horizontalScrollBar(self) -> QScrollBar: ...
    def turn(self, direction: int) -> bool: ...
    def turn_towards(self, side: int) -> bool: ...
    def scroll_by(self, across: int, down: int) -> None: ...
    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None: ...


class FingerPress(Protocol):
    """One finger is a press like a mouse's. ``press_finger`` answers False to a palm, ``lift_finger`` True when
    something on the page took it or it was a click."""

    def press_finger(self, where: QPointF) -> bool: ...
    def move_finger(self, where: QPointF) -> None: ...
    def lift_finger(self, where: QPointF) -> bool: ...
    def give_up_finger(self) -> None: ...


class Touch:
    """From the first finger down to the last one up. What two fingers began, one that stays does not go on with."""

    def __init__(self, ground: TouchedGround, press: FingerPress) -> None:
        self._ground = ground
        self._press = press
        self._one: QPointF | None = None  # where a single finger came down
        self._scrolled = QPoint()
        self._two: tuple[float, float, QPointF] | None = None  # their distance and the zoom then; their middle now

    def handle(self, event: QTouchEvent) -> bool:
        """Always accepted: Qt would send the same fingers again as a mouse."""
        event.accept()
        if event.type() == QEvent.Type.TouchCancel:
            self._forget()
            return True
        down = [each for each in event.points() if each.state() != QEventPoint.State.Released]
        if event.type() == QEvent.Type.TouchBegin:
            self._begin(down[0].position())
        if len(down) == 2:
            self._pinch(down[0].position(), down[1].position())
        elif len(down) == 1 and self._one is not None:
            self._press.move_finger(down[0].position())
        elif not down and self._one is not None:
            self._end(event.points()[0].position())
        if event.type() == QEvent.Type.TouchEnd:
            self._one = self._two = None
        return True

    def _begin(self, where: QPointF) -> None:
        self._one = where if self._press.press_finger(where) else None
        self._scrolled = self._place()

    def _end(self, where: QPointF) -> None:
        """A finger that went straight, where the page could not go along, turns it."""
        began, self._one = self._one, None
        if self._press.lift_finger(where) or began is None:
            return
        by, moved = where - began, self._place() - self._scrolled
        across, down = abs(by.x()), abs(by.y())
        if across >= _SWIPE and across > _STRAIGHT * down and not moved.x():
            self._ground.turn_towards(1 if by.x() < 0 else -1)
        elif down >= _SWIPE and down > _STRAIGHT * across and not moved.y():
            self._ground.turn(1 if by.y() < 0 else -1)

    def _pinch(self, one: QPointF, other: QPointF) -> None:
        apart, middle = (one - other).manhattanLength(), (one + other) / 2
        if self._one is not None:
            self._press.give_up_finger()
            self._one = None
            self._two = max(apart, _APART), self._ground.zoom, middle
        if self._two is None:  # a palm, or what is left of three fingers
            return
        first, zoom, former = self._two
        by = (former - middle).toPoint()
        self._ground.scroll_by(by.x(), by.y())
        self._ground.zoom_to(min(max(zoom * max(apart, _APART) / first, SMALLEST), LARGEST), middle)
        self._two = first, zoom, middle

    def _forget(self) -> None:
        if self._one is not None:
            self._press.give_up_finger()
        self._one = self._two = None

    def _place(self) -> QPoint:
        return QPoint(self._ground.horizontalScrollBar().value(), self._ground.verticalScrollBar().value())
