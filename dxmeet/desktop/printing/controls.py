"""The print window's own controls: a row of segments, the reasons, the picture of the printed face."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QRadioButton, QSizePolicy, QWidget

from dxmeet.desktop.printing.choices import reason_words
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.tokens import PAPER
from dxmeet.domain.printing import Reason


class Segments(QWidget):
    """One of a few values. ``chosen`` carries its key; arrow keys go from one to the next."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, title: str, segments: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        for key, words in segments:
            button = QPushButton(words)
            button.setObjectName(f"{name}_{key}")
            button.setAccessibleName(f"{title}: {words}")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setFont(theme.font("control"))
            button.setStyleSheet(_segment_style(theme))
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            group.addButton(button)
            row.addWidget(button, 2 + len(words))
            self._buttons[key] = button

    def choose(self, key: str) -> None:
        self._buttons[key].setChecked(True)

    def allow(self, key: str, allowed: bool, why_not: str) -> None:
        """A segment that cannot be chosen says why."""
        self._buttons[key].setEnabled(allowed)
        self._buttons[key].setToolTip("" if allowed else why_not)


class Reasons(QWidget):
    """Six tiles of which one is pressed. ``chosen`` carries the Reason."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tiles: list[QRadioButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(8))
        for reason in Reason:
            tile = QRadioButton(reason_words(reason))
            tile.setObjectName(f"reason_{reason.name.lower()}")
            tile.setAccessibleName(reason_words(reason))
            tile.setFont(theme.font("body"))
            tile.setStyleSheet(_tile_style(theme))
            tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            tile.clicked.connect(lambda _=False, reason=reason: self.chosen.emit(reason))
            self._tiles.append(tile)
        self.arrange(3)

    def forget(self) -> None:
        """None is pressed."""
        for tile in self._tiles:
            tile.setAutoExclusive(False)
            tile.setChecked(False)
            tile.setAutoExclusive(True)

    def arrange(self, columns: int) -> None:
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number // columns, number % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


class FacePicture(QWidget):
    """One printed face as a sheet of paper, fitted into what room there is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("face_picture")
        self._theme = theme
        self._picture: QPixmap | None = None

    def show_picture(self, image: QImage | None) -> None:
        self._picture = None if image is None else QPixmap.fromImage(image)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(220), self._theme.px(300))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is None:
            return
        room = self.size() - QSize(2, 2)
        size = self._picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(left, top, size.width(), size.height(), PAPER)
        painter.drawPixmap(left, top, size.width(), size.height(), self._picture)
        painter.setPen(self._theme.color("edge"))
        painter.drawRect(left, top, size.width() - 1, size.height() - 1)


def _segment_style(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
    QPushButton {{ border-radius: 0; margin-left: -1px; padding: 0 {px(8)}px; border-bottom: 1px solid {t.edge}; }}
    QPushButton:checked {{ background: {t.accent_tint}; color: {t.accent}; font-weight: bold;
        border: 1px solid {t.edge}; border-bottom: 3px solid {t.accent}; }}
    QPushButton:focus {{ border: 2px solid {t.focus}; padding: 0 {px(7)}px; }}
    QPushButton:checked:focus {{ border: 2px solid {t.focus}; border-bottom: 3px solid {t.accent}; }}
    QPushButton:disabled {{ color: {t.disabled}; background: {t.window}; border: 1px solid {t.rule}; }}
    """


def _tile_style(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
    QRadioButton {{ background: {t.surface}; border: 1px solid {t.edge}; border-radius: 3px; color: {t.ink};
        outline: none; min-height: {px(42)}px; padding: 0 {px(14)}px; spacing: {px(10)}px; }}
    QRadioButton::indicator {{ width: {px(12)}px; height: {px(12)}px; border: 2px solid {t.edge};
        border-radius: {px(12) // 2 + 2}px; background: {t.surface}; }}
    QRadioButton::indicator:checked {{ width: {px(6)}px; height: {px(6)}px; border: {px(12) // 4 + 2}px solid {t.accent}; }}
    QRadioButton:hover {{ background: {t.hover}; }}
    QRadioButton:checked {{ background: {t.accent_tint}; border: 2px solid {t.accent}; padding: 0 {px(13)}px;
        min-height: {px(40)}px; font-weight: bold; color: {t.accent}; }}
    QRadioButton:focus {{ border: 2px solid {t.focus}; padding: 0 {px(13)}px; min-height: {px(40)}px; }}
    """
