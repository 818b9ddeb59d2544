"""How long a movement of the pen takes to be on the screen, on a page that is full already.

    QT_QPA_PLATFORM=offscreen python tests/benchmarks/pen_at_240_hz.py [--seconds 60] [--strokes 5000] [--hz 240]

Opens a document whose page 1 carries ``--strokes`` pen notes, in the real reader with a real encrypted database, and sends
tablet events at ``--hz``. Each event is sent at its time, or as soon as the one before it is done. Prints, in
milliseconds: from the event's arrival in the window to the end of the paint that shows it (p50, p95, p99, worst), and how
far behind its time an event was sent at most.

An event is *dropped* when the place it told of is in no saved note afterwards. The pen leaves out, on purpose, a place
within 0.3 points of the one before (a pen that rests sends hundreds of them): those are counted apart, by the same rule
applied to what was sent. Exits 1 when an event was dropped.
"""

import argparse
import math
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtWidgets import QApplication

sys.path[:0] = [str(Path(__file__).parents[1] / "desktop" / "reader")]

from reader_fakes import A4, FlatDocument, meeting  # noqa: E402

from dxmeet.desktop.jobs import JobRunner  # noqa: E402
from dxmeet.desktop.notes.tools import NEAR, ToolKind  # noqa: E402
from dxmeet.desktop.reader.view import ReaderView  # noqa: E402
from dxmeet.desktop.theme import make_theme  # noqa: E402
from dxmeet.paths import resource  # noqa: E402
from dxmeet.services.annotating import Annotating  # noqa: E402
from dxmeet.storage.annotations import NoteStore  # noqa: E402
from dxmeet.storage.database import open_database  # noqa: E402
from dxmeet.storage.migrations import MIGRATIONS  # noqa: E402

Place = tuple[float, float]
_STROKE = 0.4  # seconds of one stroke, then 0.05 s in the air


def handwriting(number: int, width: float, height: float) -> list[list[float]]:
    """One small stroke of about sixty points, somewhere on the page."""
    x, y = (number * 37.7) % (width - 40) + 10, (number * 91.3) % (height - 40) + 10
    return [[x + 12 * math.cos(step / 9), y + 6 * math.sin(step / 5), 0.3 + 0.4 * (step % 7) / 7] for step in range(60)]


def open_reader(folder: Path, strokes: int, runner: JobRunner) -> ReaderView:
    document = FlatDocument(A4)
    opened = meeting(document)
    assert opened.material is not None
    assert opened.revision is not None
    from datetime import UTC, datetime

    nothing: Any = None
    store = NoteStore(open_database(folder / "dxmeet.db", bytes(32), MIGRATIONS))
    annotating = Annotating(store, nothing, nothing, nothing, "佐藤", lambda: datetime.now(UTC))
    notes = [
        annotating.fresh(
            opened.material.id,
            opened.revision,
            1,
            {"kind": "ink", "page": 1, "color": "#1F5FB0", "width": 1.5, "strokes": [handwriting(each, 595, 842)]},
        )
        for each in range(strokes)
    ]
    annotating.add(*notes)
    view = ReaderView(make_theme("light", 100, resource("icons")), runner)
    view.resize(1280, 720)
    view.show()
    view.show_opened(opened, reading=nothing, annotating=annotating, language="ja")
    return view


def told_apart(sent: list[list[Place]], kept: list[list[Place]]) -> tuple[int, int]:
    """(dropped, resting): of the places sent, those that are missing, and those the pen leaves out as too near."""
    dropped = resting = 0
    for number, stroke in enumerate(sent):
        wanted = [stroke[0]]
        for place in stroke[1:]:
            if math.dist(place, wanted[-1]) >= NEAR:
                wanted.append(place)
        resting += len(stroke) - len(wanted)
        saved = kept[number] if number < len(kept) else []
        there = {(round(x, 3), round(y, 3)) for x, y in saved}
        dropped += sum((round(x, 3), round(y, 3)) not in there for x, y in wanted)
    return dropped, resting


def settle(application: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        application.processEvents()
        time.sleep(0.005)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--strokes", type=int, default=5000)
    parser.add_argument("--hz", type=float, default=240.0)
    wanted = parser.parse_args()
    application = QApplication([])
    runner = JobRunner()
    with tempfile.TemporaryDirectory() as folder:
        view = open_reader(Path(folder), wanted.strokes, runner)
        notebook = view.desk.notebook
        assert notebook is not None
        while len(notebook.notes) < wanted.strokes:
            settle(application, 0.1)
        settle(application, 2.0)
        assert view.desk.layer is not None
        view.desk.layer.choose_tool(ToolKind.PEN)
        before = {note.id for note in notebook.notes}
        sent = _write(application, view, wanted.seconds, wanted.hz)
        settle(application, 2.0)
        while runner.busy:
            settle(application, 0.1)
        new = sorted((note for note in notebook.notes if note.id not in before), key=lambda note: note.created_at)
        kept = [[(x, y) for x, y, _ in stroke] for note in new for stroke in note.strokes]
        dropped, resting = told_apart(sent, kept)
        print(f"places sent {sum(map(len, sent))} in {len(sent)} strokes, saved {sum(map(len, kept))} in {len(kept)}")
        print(f"dropped {dropped}; {resting} lay within {NEAR} points of the one before")
        print(f"saved mark: {notebook.state.value}")
        view.leave()
        runner.close()
    return 1 if dropped or len(kept) != len(sent) else 0


def _write(application: QApplication, view: ReaderView, seconds: float, hz: float) -> list[list[Place]]:
    canvas = view.canvas
    ground = canvas.viewport()
    place = canvas.placement()
    assert place is not None
    device = QPointingDevice(
        "pen", 1, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 1, "", QPointingDeviceUniqueId(),
    )  # fmt: skip
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    took: list[float] = []
    late = worst_late = 0.0
    down = False
    sent: list[list[Place]] = []
    begin = time.perf_counter()
    last = int(seconds * hz) - 1
    for number in range(last + 1):
        due = begin + number / hz
        while time.perf_counter() < due:
            application.processEvents()
        late = time.perf_counter() - due
        worst_late = max(worst_late, late)
        t = number / hz
        in_stroke = t % (_STROKE + 0.05) < _STROKE and number != last  # the last stroke ends, too
        where = QPointF(*place.to_canvas(300 + 200 * math.cos(t * 2.1), 420 + 300 * math.sin(t * 1.3)))
        if in_stroke:
            kind = QEvent.Type.TabletMove if down else QEvent.Type.TabletPress
        elif down:
            kind = QEvent.Type.TabletRelease
        else:
            continue
        down = in_stroke
        pointer = canvas.pointer(where)
        assert pointer is not None
        if kind is QEvent.Type.TabletPress:
            sent.append([])
        if kind is not QEvent.Type.TabletRelease:
            sent[-1].append(pointer.at)
        event = QTabletEvent(
            kind, device, where, where, 0.5 + 0.3 * math.sin(t * 9), 0.0, 0.0, 0.0, 0.0, 0.0, Qt.KeyboardModifier.NoModifier,
            none if kind is QEvent.Type.TabletMove else left, left if in_stroke else none,
        )  # fmt: skip
        arrived = time.perf_counter()
        QApplication.sendEvent(ground, event)
        application.processEvents()  # the paint that the event asked for
        took.append((time.perf_counter() - arrived) * 1000)
    took.sort()
    p50, p95, p99 = (took[int(len(took) * share)] for share in (0.5, 0.95, 0.99))
    print(f"events {len(took)}")
    print(f"event to painted: p50 {p50:.2f}  p95 {p95:.2f}  p99 {p99:.2f}  worst {took[-1]:.2f} ms")
    print(f"an event was sent at most {worst_late * 1000:.1f} ms behind its time")
    return sent


if __name__ == "__main__":
    sys.exit(main())
