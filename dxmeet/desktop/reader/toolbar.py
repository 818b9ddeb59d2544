"""The bar of tools: what the pen does, its colour and width, undo and redo, and whether it is saved."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from dxmeet.desktop.notes.layer import NoteLayer
from dxmeet.desktop.notes.notebook import Notebook, Saved
from dxmeet.desktop.notes.tools import KEYS, WIDTHS, Style, ToolKind, colors_of
from dxmeet.desktop.notes.words import color_word
from dxmeet.desktop.reader.controls import (
    bar_button,
    bar_icon,
    bar_style,
    keyed,
    painted_ground,
    upright_rule,
)
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import clock_time
from dxmeet.domain.annotation import ShapeKind

_ICONS = {
    ToolKind.SELECT: "mouse-pointer-2",
    ToolKind.PEN: "pen-line",
    ToolKind.MARKER: "highlighter",
    ToolKind.STICKY: "sticky-note",
    ToolKind.TEXT: "type",
    ToolKind.SHAPE: "shapes",
    ToolKind.ERASER: "eraser",
}
_SHAPE_ICONS = {
    ShapeKind.LINE: "slash",
    ShapeKind.ARROW: "move-up-right",
    ShapeKind.BOX: "square",
    ShapeKind.ELLIPSE: "circle",
}


class ToolBar(QWidget):
    """46 pixels; its tools lose their names, never their places, where it is narrow."""

    def __init__(self, theme: Theme, layer: NoteLayer, notebook: Notebook) -> None:
        super().__init__()
        self.setObjectName("tool_bar")
        self.setFixedHeight(theme.px(46))
        self.setStyleSheet(bar_style(theme))
        painted_ground(self, theme, "window")
        self._theme = theme
        self._layer = layer
        self._notebook = notebook
        self._ratio = self.devicePixelRatioF()
        self.tool_buttons = {kind: self._tool_button(kind) for kind in ToolKind}
        self._group = QButtonGroup(self)
        for button in self.tool_buttons.values():
            self._group.addButton(button)
        self._shape_menu()
        self.color_buttons = [self._style_button("color_button", index) for index in range(5)]
        self.width_buttons = [self._style_button("width_button", index) for index in range(3)]
        self.undo_button = bar_button(
            theme, self.tr("元に戻す"), "undo-2", keyed(self.tr("元に戻す"), "Ctrl+Z"), self._ratio, name="undo_button"
        )
        self.redo_button = bar_button(
            theme, self.tr("やり直す"), "redo-2", keyed(self.tr("やり直す"), "Ctrl+Y"), self._ratio, name="redo_button"
        )
        self.saved_mark = SavedMark(theme, self._ratio)
        self.undo_button.clicked.connect(notebook.undo)
        self.redo_button.clicked.connect(notebook.redo)
        self._rules = [upright_rule(theme) for _ in range(3)]
        self._lay_out()
        layer.tool_altered.connect(self._show_tool)
        notebook.state_altered.connect(self._show_state)
        self._show_tool()
        self._show_state()

    def show_names(self, shown: bool) -> None:
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if shown else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in (*self.tool_buttons.values(), self.undo_button, self.redo_button):
            button.setToolButtonStyle(style)

    def _names(self) -> dict[ToolKind, str]:
        return {
            ToolKind.SELECT: self.tr("選ぶ"),
            ToolKind.PEN: self.tr("ペン"),
            ToolKind.MARKER: self.tr("マーカー"),
            ToolKind.STICKY: self.tr("付箋"),
            ToolKind.TEXT: self.tr("文字"),
            ToolKind.SHAPE: self.tr("図形"),
            ToolKind.ERASER: self.tr("消しゴム"),
        }

    def _tool_button(self, kind: ToolKind) -> QToolButton:
        text = self._names()[kind]
        button = bar_button(
            self._theme, text, _ICONS[kind], keyed(text, KEYS[kind]), self._ratio, name=f"{kind.value}_button"
        )
        button.setCheckable(True)
        button.clicked.connect(lambda: self._layer.choose_tool(kind))
        return button

    def _shape_menu(self) -> None:
        names = {
            ShapeKind.LINE: self.tr("直線"),
            ShapeKind.ARROW: self.tr("矢印"),
            ShapeKind.BOX: self.tr("四角"),
            ShapeKind.ELLIPSE: self.tr("丸"),
        }
        menu = QMenu(self)
        group = QActionGroup(menu)
        for shape, name in names.items():
            action = QAction(bar_icon(self._theme, _SHAPE_ICONS[shape], self._ratio), name, menu)
            action.setCheckable(True)
            action.setChecked(shape is self._layer.shape)
            action.triggered.connect(lambda _checked=False, shape=shape: self._choose_shape(shape))
            group.addAction(action)
            menu.addAction(action)
        button = self.tool_buttons[ToolKind.SHAPE]
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _choose_shape(self, shape: ShapeKind) -> None:
        self._layer.shape = shape
        self.tool_buttons[ToolKind.SHAPE].setIcon(bar_icon(self._theme, _SHAPE_ICONS[shape], self._ratio))
        self._layer.choose_tool(ToolKind.SHAPE)

    def _style_button(self, name: str, index: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"{name}_{index}")
        button.setCheckable(True)
        button.setFixedSize(self._theme.px(32), self._theme.px(34))
        button.setIconSize(QSize(self._theme.px(22), self._theme.px(22)))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        choose = self._choose_color if name == "color_button" else self._choose_width
        button.clicked.connect(lambda: choose(index))
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(self._theme.px(10), 0, self._theme.px(12), 0)
        row.setSpacing(self._theme.px(3))
        groups = (self.tool_buttons.values(), self.color_buttons, self.width_buttons)
        for group, rule in zip(groups, self._rules, strict=True):
            for button in group:
                row.addWidget(button)
            row.addSpacing(self._theme.px(4))
            row.addWidget(rule)
            row.addSpacing(self._theme.px(4))
        row.addWidget(self.undo_button)
        row.addWidget(self.redo_button)
        row.addStretch(1)
        self.mark_row = QHBoxLayout()
        row.addLayout(self.mark_row)
        self.mark_row.addWidget(self.saved_mark)

    def _choose_color(self, index: int) -> None:
        tool = self._layer.tool
        color = list(colors_of(tool).values())[index]
        self._layer.styles[tool] = Style(color, self._layer.styles[tool].width)
        self._show_tool()

    def _choose_width(self, index: int) -> None:
        tool = self._layer.tool
        self._layer.styles[tool] = Style(self._layer.styles[tool].color, WIDTHS[tool][index])
        self._show_tool()

    def _show_tool(self) -> None:
        tool = self._layer.tool
        style = self._layer.styles[tool]
        self.tool_buttons[tool].setChecked(True)
        colors, widths = colors_of(tool), WIDTHS.get(tool, ())
        for index, button in enumerate(self.color_buttons):
            button.setVisible(bool(colors))
            if colors:
                name, color = list(colors.items())[index]
                button.setChecked(color == style.color)
                button.setIcon(self._swatch(color, color == style.color))
                self._say(button, self.tr("色: {name}").format(name=color_word(name)))
        for index, button in enumerate(self.width_buttons):
            button.setVisible(bool(widths))
            if widths:
                button.setChecked(widths[index] == style.width)
                button.setIcon(self._bar(3 + 4 * index))
                self._say(button, self._width_name(tool, index))
        self._rules[1].setVisible(bool(colors))
        self._rules[2].setVisible(bool(widths))

    def _width_name(self, tool: ToolKind, index: int) -> str:
        if tool is ToolKind.TEXT:
            return (self.tr("小さい文字"), self.tr("ふつうの文字"), self.tr("大きい文字"))[index]
        return (self.tr("細い"), self.tr("ふつうの太さ"), self.tr("太い"))[index]

    def _say(self, button: QToolButton, text: str) -> None:
        button.setToolTip(text)
        button.setAccessibleName(text)

    def _swatch(self, color: str, chosen: bool) -> QIcon:
        pixmap, painter, side = self._blank()
        painter.setPen(QColor(self._theme.tokens.edge))
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(QRectF(1.5, 1.5, side - 3, side - 3), 3, 3)
        if chosen:  # colour is never the only sign
            dark = QColor(color).lightness() < 128
            token = "on_accent" if dark == (QColor(self._theme.tokens.on_accent).lightness() > 128) else "ink"
            check = self._theme.icons.pixmap("check", round(side * 0.8), token, self._ratio)
            painter.drawPixmap(round(side * 0.1), round(side * 0.1), check)
        painter.end()
        return QIcon(pixmap)

    def _bar(self, thickness: int) -> QIcon:
        pixmap, painter, side = self._blank()
        height = self._theme.px(thickness)
        painter.fillRect(QRectF(1, (side - height) / 2, side - 2, height), self._theme.color("ink"))
        painter.end()
        return QIcon(pixmap)

    def _blank(self) -> tuple[QPixmap, QPainter, int]:
        side = self._theme.px(22)
        pixmap = QPixmap(round(side * self._ratio), round(side * self._ratio))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return pixmap, painter, side

    def _show_state(self) -> None:
        self.undo_button.setEnabled(self._notebook.can_undo)
        self.redo_button.setEnabled(self._notebook.can_redo)
        self.saved_mark.show_state(self._notebook.state, self._notebook.saved_at)


class SavedMark(QWidget):
    """保存しました only after the commit; 保存しています until then; 保存できていません when the database refused."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        super().__init__()
        self.setObjectName("saved_mark")
        self._theme = theme
        self._ratio = ratio
        self._icon, self._label = QLabel(), QLabel()
        self._label.setFont(theme.font("control"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._icon)
        row.addWidget(self._label)

    @property
    def text(self) -> str:
        return self._label.text()

    def show_state(self, state: Saved, at: datetime | None) -> None:
        clock = clock_time(at) if at else ""
        text, icon, token = {
            Saved.NOTHING: ("", "", "ink2"),
            Saved.SAVING: (self.tr("保存しています"), "pen-line", "ink2"),
            Saved.SAVED: (self.tr("保存しました {time}").format(time=clock), "circle-check", "matsu"),
            Saved.UNSAVED: (self.tr("保存できていません"), "circle-alert", "shu"),
        }[state]
        self._label.setText(text)
        palette = self._label.palette()
        palette.setColor(self._label.foregroundRole(), self._theme.color(token))
        self._label.setPalette(palette)
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.setPixmap(self._theme.icons.pixmap(icon, self._theme.px(16), token, self._ratio))
        self.setAccessibleName(text)
