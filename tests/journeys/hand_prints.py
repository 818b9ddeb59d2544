"""A person at a real X screen who prints. Run as a program: ``hand_prints.py PROFILE PICTURES JOBS``.

JOBS is a JSON list of what to do in the print window, one object a job:
``{"press": [names of buttons], "range": "1-4,7", "copies": 2, "file": "name.pdf", "stop": false}``.
Prints one JSON object: what the window said of each job.
"""

import json
import sys
from pathlib import Path
from typing import Any

from hand import Hand
from own_window import window_on
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit, QSpinBox, QWidget

from dxmeet.desktop.printing.window import PrintWindow
from dxmeet.desktop.rows import Sentences


def prints(hand: Hand, pictures: Path, number: int, job: dict[str, Any]) -> dict[str, str]:
    """Ctrl+P or 印刷, choose, read the cost, give the reason, print, wait for what it says, close."""
    if "file" in job:
        hand.press("ctrl+p")
    else:
        hand.click(hand.part("print_button", kind=QAbstractButton))
    window = hand.part("print_window")
    assert isinstance(window, PrintWindow)
    hand.see(lambda: window.isActiveWindow() or window.raise_(), "print window in front")
    hand.see(lambda: window.choices.printer.shown or "file" in job, "printers")
    if "file" in job:
        window.form.printer_choice.setCurrentIndex(window.form.printer_choice.count() - 1)
    for name in job.get("press", []):
        hand.click(hand.part(name, kind=QAbstractButton))
    if "range" in job:
        hand.type(job["range"])
    spin = hand.part("copies_field", kind=QSpinBox)
    assert isinstance(spin, QSpinBox)
    spin.setValue(job.get("copies", 1))
    hand.click(hand.part("reason_submit", kind=QAbstractButton))
    cost = hand.part("cost_label", kind=QLabel)
    assert isinstance(cost, QLabel)
    said = {"cost": cost.text()}
    hand.see(window.foot.print_button.isEnabled, "button")
    window.grab().save(str(pictures / f"print-{number}.png"))
    hand.click(window.foot.print_button)
    if job.get("file"):
        dialog = hand.part("file_dialog", kind=QFileDialog)
        assert isinstance(dialog, QFileDialog)
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        hand.see(dialog.isActiveWindow, "dialog in front")  # else Return goes to the window below
        name.setText(job["file"])
        hand.press("Return")
    state = hand.part("print_state", kind=Sentences)
    assert isinstance(state, Sentences)
    if job.get("stop"):
        hand.see(lambda: "面" in state.plain and " 0 / " not in state.plain, "printing", moving=lambda: state.plain)
        hand.click(window.foot.stop_button)
        hand.see(lambda: not window.foot.busy, "stopped")
    else:
        printed = lambda: "記録しました" in state.plain or window.strip.isVisible()  # noqa: E731
        hand.see(printed, "printed", moving=lambda: state.plain)
        window.grab().save(str(pictures / f"printed-{number}.png"))
    said["state"] = state.plain
    hand.click(window.foot.stop_button)
    hand.see(lambda: not _shown(hand), "closed")
    return said


def _shown(hand: Hand) -> list[QWidget]:
    return [each for each in hand.window.findChildren(QWidget, "print_window") if each.isVisible()]


def main(profile: Path, pictures: Path, jobs: list[dict[str, Any]]) -> int:
    with window_on(profile) as window:
        hand = Hand(window, pictures)
        hand.choose("material_row", "資料1")
        hand.part("page_canvas")
        hand.see(lambda: window.findChildren(QWidget, "tool_bar"), "tools")
        said = [prints(hand, pictures, number, job) for number, job in enumerate(jobs)]
    sys.stdout.write(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])))
