"""A pen presses, rubs with its other end, and keeps the hand that holds it from writing."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtWidgets import QApplication
from reader_fakes import FlatDocument, ReaderPage, ink, meeting

from dxmeet.desktop.notes.tools import ToolKind
from dxmeet.desktop.proximity import Application

_Device, _Pointer = QInputDevice.DeviceType, QPointingDevice.PointerType
_LEFT, _BARREL, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton


def device(pointer: QPointingDevice.PointerType, kind: QInputDevice.DeviceType = _Device.Stylus) -> QPointingDevice:
    able = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
    return QPointingDevice("a device", 7, kind, pointer, able, 1, 1, "", QPointingDeviceUniqueId())


def pen(
    reader: ReaderPage,
    end: QPointingDevice.PointerType,
    *points: tuple[float, float, float],
    button: Qt.MouseButton = _LEFT,
) -> None:
    """Down at the first point, over the others, up at the last: (x, y, pressure) in points of the page."""
    ground, of = reader.view.canvas.viewport(), device(end)

    def send(kind: QEvent.Type, point: tuple[float, float, float]) -> None:
        where = QPointF(reader.at(*point[:2]))
        changed = _NONE if kind is QEvent.Type.TabletMove else button
        held = _NONE if kind is QEvent.Type.TabletRelease else button
        event = QTabletEvent(
            kind, of, where, where, point[2], 0.0, 0.0, 0.0, 0.0, 0.0, Qt.KeyboardModifier.NoModifier, changed, held
        )
        QApplication.sendEvent(ground, event)

    send(QEvent.Type.TabletPress, points[0])
    for each in points[1:]:
        send(QEvent.Type.TabletMove, each)
    send(QEvent.Type.TabletRelease, points[-1])


def finger(reader: ReaderPage, *points: tuple[float, float]) -> None:
    ground, of = reader.view.canvas.viewport(), device(_Pointer.Finger, _Device.TouchScreen)

    def send(kind: QEvent.Type, point: tuple[float, float]) -> None:
        where = QPointF(reader.at(*point))
        changed = _NONE if kind is QEvent.Type.MouseMove else _LEFT
        held = _NONE if kind is QEvent.Type.MouseButtonRelease else _LEFT
        over = QPointF(ground.mapToGlobal(where.toPoint()))
        event = QMouseEvent(kind, where, over, changed, held, Qt.KeyboardModifier.NoModifier, of)
        QApplication.sendEvent(ground, event)

    send(QEvent.Type.MouseButtonPress, points[0])
    for each in points[1:]:
        send(QEvent.Type.MouseMove, each)
    send(QEvent.Type.MouseButtonRelease, points[-1])


def test_the_pressure_of_the_pen_is_kept(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    pen(reader, _Pointer.Pen, (100, 100, 0.2), (150, 100, 0.9), (200, 100, 0.4))
    (note,) = reader.notes
    assert [round(pressure, 2) for _, _, pressure in note.strokes[0]][:3] == [0.2, 0.9, 0.4]


def test_the_other_end_of_the_pen_rubs_whatever_tool_is_in_hand(reader: ReaderPage) -> None:
    reader.annotating.rows = [ink(1, (100, 200), (300, 200), number=901), ink(1, (100, 400), (300, 400), number=902)]
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    pen(reader, _Pointer.Eraser, (200, 190, 0.5), (200, 200, 0.5), (200, 210, 0.5))
    assert [note.strokes[0][0][1] for note in reader.notes] == [400]
    pen(reader, _Pointer.Pen, (200, 390, 0.5), (200, 410, 0.5), button=_BARREL)
    assert reader.notes == []
    layer = reader.view.desk.layer
    assert layer is not None
    assert layer.tool is ToolKind.PEN


def test_a_hand_beneath_a_pen_that_is_near_writes_nothing(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    finger(reader, (100, 100), (200, 100))
    assert len(reader.notes) == 1, "a finger writes where there is no pen"
    application = QApplication.instance()
    assert isinstance(application, Application)
    application.pen_near.emit(True)
    finger(reader, (100, 300), (200, 300))
    assert len(reader.notes) == 1
    pen(reader, _Pointer.Pen, (100, 500, 0.5), (200, 500, 0.5))
    finger(reader, (100, 600), (200, 600))
    assert len(reader.notes) == 2


def test_a_pen_that_comes_down_takes_over_from_the_hand_that_came_first(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    ground, of = reader.view.canvas.viewport(), device(_Pointer.Finger, _Device.TouchScreen)
    where = QPointF(reader.at(100, 300))
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(ground, QMouseEvent(QEvent.Type.MouseButtonPress, where, where, _LEFT, _LEFT, none, of))
    pen(reader, _Pointer.Pen, (100, 500, 0.5), (200, 500, 0.5))
    QApplication.sendEvent(ground, QMouseEvent(QEvent.Type.MouseButtonRelease, where, where, _LEFT, _NONE, none, of))
    assert [note.strokes[0][0][1] > 400 for note in reader.notes] == [True]


def test_the_application_hears_a_pen_come_and_go(qapp: Application) -> None:
    heard: list[bool] = []
    qapp.pen_near.connect(heard.append)
    for kind in (QEvent.Type.TabletEnterProximity, QEvent.Type.TabletLeaveProximity):
        event = QTabletEvent(
            kind,
            device(_Pointer.Pen),
            QPointF(),
            QPointF(),
            0,
            0,
            0,
            0,
            0,
            0,
            Qt.KeyboardModifier.NoModifier,
            _NONE,
            _NONE,
        )
        QApplication.sendEvent(qapp, event)
    qapp.pen_near.disconnect(heard.append)
    assert heard == [True, False]
