"""The favourite tools as one line of text, which both panes of the reader share and the profile keeps."""

from PySide6.QtCore import QObject, Signal


class Remembered(QObject):
    """``altered(text)`` when a favourite was put in another's place. A module of its own: it is there before any note is."""

    altered = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        """Empty until the reader has chosen favourites of their own."""

    def keep(self, text: str) -> None:
        self.text = text
        self.altered.emit(text)
