"""A person at a real X screen who writes, erases, undoes and exports in the app's window until it is killed.

Run as a program: ``killed_window.py PROFILE OUT SEED``. The pointer and the keys go through the X server. After each deed it
waits until the window has called it saved, and prints a line of JSON: ``{"present": digest of the notes on the page's
revision}``, ``{"wrote": file}`` after an export; before each one ``{"doing": name}``. It never ends by itself.
"""

import random
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "journeys")]

from hand import Hand  # noqa: E402
from killed_reader import digest, say  # noqa: E402
from own_window import window_on  # noqa: E402
from PySide6.QtCore import QPoint  # noqa: E402
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QWidget  # noqa: E402

from dxmeet.desktop.notes.notebook import Notebook, Saved  # noqa: E402
from dxmeet.desktop.reader.view import ReaderView  # noqa: E402

DEEDS = ("draw", "draw", "draw", "erase", "undo", "undo", "redo", "export")


def stroke(canvas: QWidget, chance: random.Random) -> list[QPoint]:
    middle = canvas.rect().center()
    start = middle + QPoint(chance.randint(-150, 150), chance.randint(-150, 150))
    return [start + QPoint(step * 12, chance.randint(-8, 8)) for step in range(chance.randint(3, 9))]


def main(profile: Path, out: Path, seed: int) -> None:
    chance = random.Random(seed)
    with window_on(profile) as window:
        hand = Hand(window, out)
        hand.click(hand.part("material_row", "資料1", QAbstractButton))
        canvas = hand.part("page_canvas", kind=QAbstractScrollArea)
        hand.see(lambda: window.findChildren(QWidget, "tool_bar"), "tools")
        view = window.findChild(ReaderView)
        assert view is not None
        notebook = view.desk.notebook
        assert notebook is not None
        said: list[str] = []
        view.desk.said.connect(said.append)
        settle(hand, notebook)
        while True:
            deed = chance.choice(DEEDS)
            say(doing=deed)
            if deed in ("draw", "erase"):
                hand.press("p" if deed == "draw" else "e")
                hand.drag(canvas, stroke(canvas, chance))
            elif deed == "export":
                said.clear()
                path = out / f"{chance.getrandbits(64):x}.pdf"
                view.desk.export(str(path), False, True)
                hand.see(lambda: len(said) > 1, "exported")
                say(wrote=path.name)
            else:
                hand.press("ctrl+z" if deed == "undo" else "ctrl+y", keys=2)
            settle(hand, notebook)


def settle(hand: Hand, notebook: Notebook) -> None:
    hand.see(
        lambda: not notebook._runner.busy, "done"
    )  # an undo is a job: what is shown is the old state until it is there
    hand.see(lambda: not notebook.busy and notebook.state in (Saved.SAVED, Saved.NOTHING), "saved")
    say(present=digest(notebook.notes))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
