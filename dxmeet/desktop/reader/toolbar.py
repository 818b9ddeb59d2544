"""The bar of tools: what the pen does, its colour and width, undo and redo, and whether it is saved."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from dxmeet.desktop.notes.favourites import FAVOURITE_KEYS, FavouriteMenu
from dxmeet.desktop.notes.layer import NoteLayer
from dxmeet.desktop.notes.notebook import Notebook
from dxmeet.desktop.notes.remembered import Remembered
from dxmeet.desktop.notes.saved_mark import SavedMark
from dxmeet.desktop.notes.selection import tool_of
from dxmeet.desktop.notes.swatches import Swatches
from dxmeet.desktop.notes.tools import KEYS, WIDTHS, Style, ToolKind, colors_of
from dxmeet.desktop.notes.words import color_word
from dxmeet.desktop.reader.controls import bar_button, bar_style, keyed, painted_ground, upright_rule
from dxmeet.desktop.reader.tool_menus import ToolMenus
from dxmeet.desktop.theme import Theme

_ICONS = {
    ToolKind.SELECT: "mouse-pointer-2",
    ToolKind.LASSO: "lasso-select",
    ToolKind.PEN: "pen-line",
    ToolKind.MARKER: "highlighter",
    ToolKind.STICKY: "sticky-note",
    ToolKind.TEXT: "type",
    ToolKind.SHAPE: "shapes",
    ToolKind.STAMP: "stamp",
    ToolKind.ERASER: "eraser",
}
"""In the order of the bar."""


class ToolBar(QWidget):
    """46 pixels; its tools lose their names, never their places, where it is narrow."""

    def __init__(self, theme: Theme, layer: NoteLayer, notebook: Notebook, remembered: Remembered) -> None:
        super().__init__()
        self.setObjectName("tool_bar")
        self.setFixedHeight(theme.px(46))
        self.setStyleSheet(bar_style(theme))
        painted_ground(self, theme, "window")
        self._theme = theme
        self._layer = layer
        self._notebook = notebook
        self._ratio = self.devicePixelRatioF()
        self._swatches = Swatches(theme, self._ratio)
        self.tool_buttons = {kind: self._tool_button(kind) for kind in _ICONS}
        self._group = QButtonGroup(self)
        for button in self.tool_buttons.values():
            self._group.addButton(button)
        self._menus = ToolMenus(theme, layer, self.tool_buttons, self._ratio)
        self.color_buttons = [self._style_button("color_button", index) for index in range(5)]
        self.width_buttons = [self._style_button("width_button", index) for index in range(3)]
        self.copy_button = self._deed(self.tr("複製"), "copy", "Ctrl+D", "copy_button", layer.selection.duplicate)
        self.remove_button = self._deed(self.tr("消す"), "trash-2", "Del", "remove_button", layer.remove_chosen)
        self.favourite_button = self._deed(self.tr("お気に入り"), "star", FAVOURITE_KEYS[0], "favourite_button", None)
        self.undo_button = self._deed(self.tr("元に戻す"), "undo-2", "Ctrl+Z", "undo_button", notebook.undo)
        self.redo_button = self._deed(self.tr("やり直す"), "redo-2", "Ctrl+Y", "redo_button", notebook.redo)
        self.favourites = FavouriteMenu(self._swatches, layer, remembered, self._names(), self)
        self.favourite_button.setMenu(self.favourites)
        self.favourite_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.saved_mark = SavedMark(theme, self._ratio)
        self._rules = [upright_rule(theme) for _ in range(3)]
        self._lay_out()
        layer.tool_altered.connect(self._show_tool)
        layer.chosen_altered.connect(self._show_tool)
        notebook.state_altered.connect(self._show_state)
        self._show_tool()
        self._show_state()

    def show_names(self, shown: bool) -> None:
        """Beside the icons where there is room, beneath them where it is narrow, without where even that is too wide."""
        self._fit_names()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    def _fit_names(self) -> None:
        """Names as long as there is room for all of them: a row that changes in part would look broken."""
        for button in (self.undo_button, self.redo_button, self.favourite_button):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        styles = Qt.ToolButtonStyle
        for style in (styles.ToolButtonTextBesideIcon, styles.ToolButtonTextUnderIcon):
            self._style_tools(style)
            if self._wide() <= self.width():
                return
        self._style_tools(styles.ToolButtonIconOnly)

    def _style_tools(self, style: Qt.ToolButtonStyle) -> None:
        under = style is Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        for kind, button in self.tool_buttons.items():
            button.setText(self._names()[kind] if under else f" {self._names()[kind]}")
            button.setFont(self._theme.font("small" if under else "control"))
            button.setStyleSheet("QToolButton { padding: 1px 3px; }" if under else "")
            button.setToolButtonStyle(style)

    def _wide(self) -> int:
        """What everything needs that may be shown at once: the colours and widths of a pen, and a saved mark."""
        px = self._theme.px
        buttons = [*self.tool_buttons.values(), self.favourite_button, self.undo_button, self.redo_button]
        tools = sum(button.sizeHint().width() + px(3) for button in buttons)
        return tools + 8 * px(35) + px(60) + self.saved_mark.widest + px(22)

    def _names(self) -> dict[ToolKind, str]:
        return {
            ToolKind.SELECT: self.tr("選ぶ"),
            ToolKind.LASSO: self.tr("囲む"),
            ToolKind.PEN: self.tr("ペン"),
            ToolKind.MARKER: self.tr("マーカー"),
            ToolKind.STICKY: self.tr("付箋"),
            ToolKind.TEXT: self.tr("文字"),
            ToolKind.SHAPE: self.tr("図形"),
            ToolKind.STAMP: self.tr("はんこ"),
            ToolKind.ERASER: self.tr("消しゴム"),
        }

    def _hints(self) -> dict[ToolKind, str]:
        """What a tool's tooltip adds to its name and key."""
        return {
            ToolKind.LASSO: self.tr("書き込みを線で囲むと、まとめて動かす・色を変える・複製する・消すことができます"),
            ToolKind.PEN: self.tr("書き終わりで少し止めると、まっすぐな線になります"),
            ToolKind.ERASER: self.tr("E を押している間だけ消すこともできます"),
        }

    def _tool_button(self, kind: ToolKind) -> QToolButton:
        text = self._names()[kind]
        tip = "\n".join(each for each in (keyed(text, KEYS[kind]), self._hints().get(kind, "")) if each)
        button = bar_button(self._theme, text, _ICONS[kind], tip, self._ratio, name=f"{kind.value}_button")
        button.setCheckable(True)
        button.clicked.connect(lambda: self._layer.choose_tool(kind))
        return button

    def _deed(self, text: str, icon: str, key: str, name: str, call: Callable[[], object] | None) -> QToolButton:
        button = bar_button(self._theme, text, icon, keyed(text, key), self._ratio, name=name)
        if call is not None:
            button.clicked.connect(lambda _checked=False: call())  # a slot of its own takes no argument
        return button

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
        deeds = [self.copy_button, self.remove_button]
        groups = (list(self.tool_buttons.values()), [*self.color_buttons, *self.width_buttons, *deeds])
        for group, rule in zip(groups, self._rules, strict=False):
            for button in group:
                row.addWidget(button)
            row.addSpacing(self._theme.px(4))
            row.addWidget(rule)
            row.addSpacing(self._theme.px(4))
        for button in (self.favourite_button, self.undo_button, self.redo_button):
            row.addWidget(button)
        row.addStretch(1)
        self.mark_row = QHBoxLayout()
        row.addLayout(self.mark_row)
        self.mark_row.addWidget(self.saved_mark)

    @property
    def _styled(self) -> ToolKind:
        """Whose colours are shown: the chosen notes', else those of the tool in hand."""
        chosen = self._layer.selection.notes
        return tool_of(chosen[0]) if chosen else self._layer.tool

    def _choose_color(self, index: int) -> None:
        tool = self._styled
        self._layer.set_style(Style(list(colors_of(tool).values())[index], self._layer.styles[tool].width))

    def _choose_width(self, index: int) -> None:
        tool = self._layer.tool
        self._layer.set_style(Style(self._layer.styles[tool].color, WIDTHS[tool][index]))

    def _show_tool(self) -> None:
        chosen = self._layer.selection.notes
        tool = self._styled
        style = Style(chosen[0].color, chosen[0].width) if chosen else self._layer.styles[tool]
        self.tool_buttons[self._layer.tool].setChecked(True)
        colors, widths = colors_of(tool), () if chosen else WIDTHS.get(tool, ())
        for index, button in enumerate(self.color_buttons):
            button.setVisible(bool(colors))
            if colors:
                name, color = list(colors.items())[index]
                button.setChecked(color.lower() == style.color.lower())
                button.setIcon(self._swatches.color(color, chosen=button.isChecked()))
                self._say(button, self.tr("色: {name}").format(name=color_word(name)))
        for index, button in enumerate(self.width_buttons):
            button.setVisible(bool(widths))
            if widths:
                button.setChecked(widths[index] == style.width)
                button.setIcon(self._swatches.width(3 + 4 * index))
                self._say(button, self._width_name(tool, index))
        for button in (self.copy_button, self.remove_button):
            button.setVisible(bool(chosen))
        self._rules[1].setVisible(bool(colors or widths or chosen))

    def _width_name(self, tool: ToolKind, index: int) -> str:
        if tool in (ToolKind.TEXT, ToolKind.STAMP):
            return (self.tr("小さい文字"), self.tr("ふつうの文字"), self.tr("大きい文字"))[index]
        return (self.tr("細い"), self.tr("ふつうの太さ"), self.tr("太い"))[index]

    def _say(self, button: QToolButton, text: str) -> None:
        button.setToolTip(text)
        button.setAccessibleName(text)

    def _show_state(self) -> None:
        self.undo_button.setEnabled(self._notebook.can_undo)
        self.redo_button.setEnabled(self._notebook.can_redo)
        self.saved_mark.show_state(self._notebook.state, self._notebook.saved_at)
