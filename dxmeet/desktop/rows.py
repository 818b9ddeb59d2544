"""Rows and their parts: a row is one button with columns; titles are cut at the end only, with the whole in a tooltip."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import escaped


class CutLabel(QLabel):
    """A title that gives way: cut at the end with …, the whole in a tooltip."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip("" if self._shown() == self.text() else self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), self._shown())
        painter.end()

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())


class Row(QAbstractButton):
    """One line of a list that does one thing when pressed; Tab reaches it, Enter and Space press it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.columns = QHBoxLayout(self)
        self.columns.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        self.columns.setSpacing(theme.px(8))

    def sizeHint(self) -> QSize:
        return self.columns.sizeHint().expandedTo(QSize(0, self._theme.px(36)))

    def minimumSizeHint(self) -> QSize:
        return self.columns.minimumSize().expandedTo(QSize(0, self._theme.px(36)))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.rect()
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.fillRect(area, self._theme.color("rule" if self.isDown() else "hover"))
        painter.fillRect(0, area.bottom(), area.width(), 1, self._theme.color("rule"))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -2))
        painter.end()


def label(theme: Theme, text: str, role: str = "body", tone: str = "ink", *, bold: bool | None = None) -> QLabel:
    """A plain label. ``tone`` is one of the style sheet's: ink, ink2, ink3, accent, shu, matsu, kogane."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return _dressed(made, theme, role, tone, bold)


def cut_label(theme: Theme, text: str, role: str = "body", tone: str = "ink", *, bold: bool | None = None) -> QLabel:
    return _dressed(CutLabel(text), theme, role, tone, bold)


class Sentences(QLabel):
    """Text that wraps, with a line height of 1.4; what it shows is always plain text, never markup of a file's name."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.plain = ""
        self.say(text)

    def say(self, text: str) -> None:
        self.plain = text
        self.setText(f'<p style="line-height:140%; margin:0">{escaped(text)}</p>' if text else "")
        self.setAccessibleName(text)


def wrapped(theme: Theme, text: str, role: str = "body", tone: str = "ink") -> Sentences:
    """Sentences: they wrap and grow downwards."""
    made = Sentences(text)
    made.setFont(theme.font(role))
    made.setProperty("tone", tone)
    return made


def paint_nothing(view: QAbstractItemView, theme: Theme, words: str) -> None:
    """In a table without a row: why it has none."""
    model = view.model()
    if words and model.rowCount() == 0:
        painter = QPainter(view.viewport())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("ink2"))
        area = view.viewport().rect().adjusted(theme.px(10), theme.px(10), -theme.px(10), 0)
        painter.drawText(area, Qt.TextFlag.TextWordWrap, words)
        painter.end()


def beside_icon(words: str) -> str:
    """A button's words with room between them and its icon."""
    return f" {words}"


def figures(theme: Theme, text: str, role: str = "body", tone: str = "ink", *, bold: bool = False) -> QLabel:
    """Numbers and times: digits of equal width, right-aligned, never cut."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("tone", tone)
    made.setFont(theme.figures(role, bold=bold))
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def hold(made: QLabel, least: int, *samples: str) -> None:
    """A column's width, the same in every row: ``least`` pixels, or what the widest sample or this text takes."""
    made.setFixedWidth(
        max(least, *(made.fontMetrics().horizontalAdvance(each) + 2 for each in (made.text(), *samples)))
    )


def make_clearable(field: QLineEdit) -> None:
    """A button in the field that empties it, and says so; Qt's own has no name."""
    field.setClearButtonEnabled(True)
    words = QCoreApplication.translate("Rows", "入力を消す")
    for button in field.findChildren(QToolButton):
        button.setAccessibleName(words)
        button.setToolTip(words)


def picture(theme: Theme, icon: str, token: str = "ink2", size: int = 16) -> QLabel:
    """An icon beside a word; it says nothing itself."""
    made = QLabel()
    made.setPixmap(theme.icons.pixmap(icon, theme.px(size), token, 2.0))
    made.setFixedSize(theme.px(size), theme.px(size))
    return made


def rule(*, ink: bool = False) -> QFrame:
    """A hairline, or the 2 px ink rule under a heading."""
    made = QFrame()
    made.setObjectName("ink_rule" if ink else "rule")
    made.setFixedHeight(2 if ink else 1)
    return made


def heading(theme: Theme, text: str, *beside: QWidget) -> QWidget:
    """16 px bold over a 2 px ink rule; ``beside`` stands at the right end of the line."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    line = QHBoxLayout()
    line.addWidget(cut_label(theme, text, "heading"), 1)
    for each in beside:
        line.addWidget(each)
    column.addLayout(line)
    column.addWidget(rule(ink=True))
    return box


def _dressed(made: QLabel, theme: Theme, role: str, tone: str, bold: bool | None) -> QLabel:
    made.setFont(theme.font(role, bold=bold))
    made.setProperty("tone", tone)
    return made
