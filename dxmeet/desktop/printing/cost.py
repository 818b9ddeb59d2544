"""What a print job costs, in the largest figures of the window; beside it a small picture that opens the large one."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from dxmeet.desktop.printing.choices import Choices, sheets_words
from dxmeet.desktop.reader.controls import painted_ground
from dxmeet.desktop.rows import label, rule, wrapped
from dxmeet.desktop.theme import Theme

_PICTURE = QSize(56, 60)
_SENTENCE = 160  # logical pixels at a text size of 100 %


class CostLine(QWidget):
    """``A4 6枚・両面`` under an ink rule, with what it is made of."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        ground = QWidget()
        painted_ground(ground, theme, "surface")
        row = QHBoxLayout(ground)
        row.setContentsMargins(theme.px(16), theme.px(6), theme.px(8), theme.px(6))
        row.setSpacing(theme.px(16))
        self._sheets = label(theme, "", "time")
        self._sheets.setObjectName("cost_label")
        self._made_of = wrapped(theme, "", "small", "ink2")
        self._made_of.setObjectName("cost_words")
        self.look_button = QToolButton()
        self.look_button.setObjectName("look_button")
        self.look_button.setText(self.tr("見本"))
        self.look_button.setAccessibleName(self.tr("見本"))
        self.look_button.setToolTip(self.tr("印刷した面を大きく見る"))
        self.look_button.setFont(theme.font("small"))
        self.look_button.setCheckable(True)
        self.look_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.look_button.setIconSize(QSize(theme.px(_PICTURE.width()), theme.px(_PICTURE.height())))
        self.look_button.setIcon(theme.icons.icon("file-text"))
        self.look_button.setStyleSheet(_look_style(theme))
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(theme.px(16))
        self._words.addWidget(self._sheets)
        self._words.addWidget(self._made_of, 1)
        row.addLayout(self._words, 1)
        row.addWidget(self.look_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule(ink=True))
        column.addWidget(ground)
        column.addWidget(rule())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Where the figures leave no room for the sentence, it stands beneath them."""
        taken = self._sheets.sizeHint().width() + self.look_button.sizeHint().width() + self._theme.px(56)
        beside = self.width() - taken >= self._theme.px(_SENTENCE)
        direction = QBoxLayout.Direction
        self._words.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def show_choices(self, choices: Choices) -> None:
        sheets = choices.sheets()
        if sheets is None:
            self._sheets.setText(self.tr("―"))
            self._made_of.say(self.tr("印刷するページを入れてください。例: 1-4,7"))
            return
        sides = self.tr("両面") if choices.two_sided else self.tr("片面")
        self._sheets.setText(self.tr("{sheets}・{sides}").format(sheets=sheets_words(sheets), sides=sides))
        pages = len(choices.settings().pages)
        words = self.tr("{pages}ページ × {copies}部。印刷した枚数として記録し、純削減から差し引きます。")
        if choices.shrinks:
            words += self.tr("このプリンターに A3 がないため、A3 のページも A4 に縮めます。")
        self._made_of.say(words.format(pages=pages, copies=choices.copies))
        self._fold()

    def show_picture(self, image: QImage | None) -> None:
        if image is None:
            return
        ratio = self.devicePixelRatioF()
        room = self.look_button.iconSize() * ratio
        how = Qt.AspectRatioMode.KeepAspectRatio
        small = QPixmap.fromImage(image.scaled(room, how, Qt.TransformationMode.SmoothTransformation))
        small.setDevicePixelRatio(ratio)
        self.look_button.setIcon(QIcon(small))


def _look_style(theme: Theme) -> str:
    t = theme.tokens
    return f"""
    QToolButton {{ border: 1px solid {t.edge}; border-radius: 3px; background: {t.canvas}; color: {t.ink};
        padding: {theme.px(3)}px; }}
    QToolButton:hover {{ background: {t.hover}; }}
    QToolButton:checked {{ background: {t.accent_tint}; border-color: {t.accent}; font-weight: bold; }}
    QToolButton:focus {{ border: 2px solid {t.focus}; }}
    """
