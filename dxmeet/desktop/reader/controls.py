"""The bars' buttons, labels and rules: standard Qt controls in the theme's clothes."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QWidget

from dxmeet.desktop.theme import Theme

ICON = 18
"""Logical pixels of an icon in a bar."""

_WORDS, _ICON_ONLY = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly


def bar_icon(theme: Theme, name: str, ratio: float, token: str = "ink") -> QIcon:
    """Drawn for one device pixel ratio only: a bar has twenty of them and has to be there at once."""
    side = theme.px(ICON)
    icon = QIcon(theme.icons.pixmap(name, side, token, ratio))
    icon.addPixmap(theme.icons.pixmap(name, side, "disabled", ratio), QIcon.Mode.Disabled)
    return icon


def bar_style(theme: Theme) -> str:
    """Hover, pressed, chosen, focus and disabled of everything in a bar."""
    t = theme.tokens
    return f"""
    QToolButton {{ border: 1px solid transparent; border-radius: 3px; padding: 4px 7px; color: {t.ink};
        background: transparent; }}
    QToolButton:hover {{ background: {t.hover}; }}
    QToolButton:pressed {{ background: {t.rule}; }}
    QToolButton:checked {{ background: {t.accent_tint}; border-color: {t.accent}; color: {t.accent};
        font-weight: bold; }}
    QToolButton:focus {{ border: 2px solid {t.focus}; padding: 3px 6px; }}
    QToolButton:disabled {{ color: {t.disabled}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QLineEdit {{ border: 1px solid {t.edge}; border-radius: 3px; background: {t.surface}; color: {t.ink};
        padding: 0 6px; }}
    QLineEdit:focus {{ border: 2px solid {t.focus}; padding: 0 5px; }}
    """


def bar_button(theme: Theme, text: str, icon: str, tip: str, ratio: float, *, name: str) -> QToolButton:
    """``text`` stays the accessible name where only the icon is shown; ``tip`` names the key."""
    button = QToolButton()
    button.setObjectName(name)
    button.setText(f" {text}")  # room between the icon and its word
    button.setFont(theme.font("control"))
    button.setIcon(bar_icon(theme, icon, ratio))
    button.setIconSize(QSize(theme.px(ICON), theme.px(ICON)))
    button.setToolButtonStyle(_WORDS)
    button.setToolTip(tip)
    button.setAccessibleName(text)
    button.setMinimumHeight(theme.px(32))  # its padding makes it as wide; an explicit width would let it shrink to that
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # titles give way, buttons do not
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def icon_button(theme: Theme, text: str, icon: str, tip: str, ratio: float, *, name: str) -> QToolButton:
    button = bar_button(theme, text, icon, tip, ratio, name=name)
    button.setToolButtonStyle(_ICON_ONLY)
    return button


def show_words(button: QToolButton, shown: bool) -> None:
    """Beside the icon, or the icon alone; its tooltip and accessible name remain."""
    style = _WORDS if shown else _ICON_ONLY
    if button.toolButtonStyle() != style:
        button.setToolButtonStyle(style)


def width_of(button: QToolButton, *, words: bool) -> int:
    """Pixels the button would need so; it stays as it is."""
    held = button.toolButtonStyle()
    show_words(button, words)
    width = button.sizeHint().width()
    show_words(button, held == _WORDS)
    return width


def keyed(text: str, key: str | QKeySequence.StandardKey) -> str:
    """``元に戻す (Ctrl+Z)``: what a tooltip says."""
    return f"{text} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})"


def upright_rule(theme: Theme) -> QFrame:
    rule = QFrame()
    rule.setFixedSize(1, theme.px(24))
    rule.setStyleSheet(f"background: {theme.tokens.rule};")
    return rule


def upright_line(theme: Theme) -> QWidget:
    """Between two panes, from top to bottom."""
    line = QWidget()
    line.setFixedWidth(1)
    painted_ground(line, theme, "edge")
    return line


def level_rule(theme: Theme) -> QWidget:
    line = QWidget()
    line.setFixedHeight(1)
    painted_ground(line, theme, "rule")
    return line


def painted_ground(widget: QWidget, theme: Theme, token: str) -> None:
    """Fill a bar or panel with one colour of the theme."""
    palette = widget.palette()
    palette.setColor(widget.backgroundRole(), theme.color(token))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)


class TitleLabel(QLabel):
    """A title cut only at its end, with the whole of it in a tooltip."""

    def __init__(self, theme: Theme, role: str, *, bold: bool) -> None:
        super().__init__()
        self.setFont(theme.font(role, bold=bold))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(theme.px(40))
        self.setTextFormat(Qt.TextFormat.PlainText)

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
