"""Room kept for the parts that are built after the first page is seen, so that the page does not jump."""

from dataclasses import dataclass

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from dxmeet.desktop.reader.controls import painted_ground
from dxmeet.desktop.theme import Theme


@dataclass(frozen=True)
class Slots:
    """Above the page, at its left, at its right."""

    tool: QWidget
    left: QWidget
    right: QWidget


def make_slot(theme: Theme, name: str) -> QWidget:
    slot = QWidget()
    slot.setObjectName(f"{name}_slot")
    painted_ground(slot, theme, "window" if name == "tool" else "surface")
    column = QVBoxLayout(slot)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # what is inside folds; it never widens the window
    return slot


def fill(slot: QWidget, content: QWidget) -> None:
    layout = slot.layout()
    assert layout is not None
    layout.addWidget(content)
