"""The one style sheet of the window: a template over the palette's tokens, scaled with the text."""

from string import Template

from dxmeet.desktop.theme import Theme

_SHEET = Template(
    """
QToolTip { background: $surface; color: $ink; border: 1px solid $edge; padding: $px4; }
QMenu { background: $surface; color: $ink; border: 1px solid $edge; }
QMenu::item { padding: $px4 $px24 $px4 $px8; border: 1px solid transparent; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::icon { padding-left: $px4; }
QMenu::icon:checked { background: $accent_tint; border: 2px solid $accent; border-radius: 3px; }
QMenu::separator { height: 1px; background: $edge; margin: 3px $px8; }
QWidget#surface, QScrollArea#surface, QScrollArea#surface > QWidget > QWidget { background: $surface; }
QScrollArea { border: none; }
QFrame#strip { background: $shu_tint; border: none; border-bottom: 1px solid $shu; }
QFrame#strip QLabel { color: $ink; background: transparent; }
QFrame#rule { background: $rule; border: none; }
QFrame#ink_rule { background: $ink; border: none; }
QWidget#navigation, QWidget#status { background: $window; }
QLabel[tone="ink2"] { color: $ink2; }
QLabel[tone="ink3"] { color: $ink3; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="shu"] { color: $shu; }
QLabel[tone="matsu"] { color: $matsu; }
QLabel[tone="kogane"] { color: $kogane; }
QPushButton {
    background: $surface; color: $ink; border: 1px solid $edge; border-radius: 3px;
    padding: 0 $px12; min-height: $px30;
}
QPushButton:hover { background: $hover; } /* no min-width: Qt would let a button shrink to it and cut its words */
QPushButton:pressed { background: $rule; color: $ink; }
QPushButton:checked { background: $accent_tint; border: 1px solid $accent; font-weight: bold; }
QPushButton:focus { border: 2px solid $focus; padding: 0 $px11; }
QPushButton:disabled { color: $disabled; border: 1px solid $rule; }
QPushButton[primary="true"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: bold; min-height: $px38;
    padding: 0 $px16;
}
QPushButton[primary="true"]:hover { background: $accent_hover; }
QPushButton[primary="true"]:pressed { background: $accent_press; }
QPushButton[primary="true"]:focus { border: 2px solid $focus; }
QPushButton[primary="true"]:disabled { background: $window; color: $disabled; border: 1px solid $rule; }
QPushButton[flat_link="true"] { background: transparent; border: 1px solid transparent; color: $ink2; padding: 0 $px4; }
QPushButton[flat_link="true"]:hover { color: $accent; background: $hover; }
QPushButton[flat_link="true"]:focus { border: 2px solid $focus; }
QToolButton[nav="true"] {
    background: transparent; color: $ink; border: none; border-bottom: 3px solid transparent;
    padding: 0 $px8; min-height: $px42;
}
QToolButton[nav="true"]:hover { background: $hover; }
QToolButton[nav="true"]:checked { color: $accent; border-bottom: 3px solid $accent; font-weight: bold; }
QToolButton[nav="true"]:focus { border: 2px solid $focus; }
QLineEdit {
    background: $surface; color: $ink; border: 1px solid $edge; border-radius: 3px;
    padding: 0 $px8; min-height: $px30; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus { border: 2px solid $focus; }
QLineEdit:disabled, QLineEdit:read-only { background: $window; }
Count {
    background: $surface; color: $ink; border: 1px solid $edge; border-radius: 3px; padding: 0 $px8; min-height: $px30;
    selection-background-color: $accent; selection-color: $on_accent;
}
Count:focus { border: 2px solid $focus; }
Count:disabled { background: $window; color: $disabled; border: 1px solid $rule; }
Count::up-button, Count::down-button { background: transparent; border: none; width: $px24; }
Count::up-button:hover, Count::down-button:hover { background: $hover; }
Count::up-arrow, Count::down-arrow { image: none; }
Choice {
    background: $surface; color: $ink; border: 1px solid $edge; border-radius: 3px; padding: 0 $px8; min-height: $px30;
}
Choice:hover { background: $hover; }
Choice:focus { border: 2px solid $focus; }
Choice::drop-down { border: none; width: $px24; }
Choice QAbstractItemView { background: $surface; color: $ink; border: 1px solid $edge; outline: none; }
QListView, QTreeView, QTableView, QScrollArea#statistics_scroll { border: 2px solid transparent; outline: none; }
QListView:focus, QTreeView:focus, QTableView:focus, QScrollArea#statistics_scroll:focus { border: 2px solid $focus; }
QTreeView { background: $surface; color: $ink; show-decoration-selected: 1; }
QTreeView::item { min-height: $px36; border: none; border-bottom: 1px solid $rule; padding: 0 $px4; }
QTreeView::item:hover { background: $hover; }
QTreeView::item:selected { background: $accent_tint; color: $ink; }
QHeaderView::section {
    background: $surface; color: $ink2; border: none; border-bottom: 2px solid $ink; padding: $px4; min-height: $px24;
}
QTextBrowser { background: $surface; color: $ink; border: 1px solid $rule; }
QTextBrowser:focus { border: 2px solid $focus; }
QRadioButton, QCheckBox { outline: none; spacing: $px8; min-height: $px32; padding: 0 $px4; border: 2px solid transparent; }
QCheckBox::indicator { width: $px14; height: $px14; border: 1px solid $edge; background: $surface; }
QCheckBox::indicator:checked { border: 1px solid $accent; background: $accent; }
QRadioButton:focus, QCheckBox:focus { border: 2px solid $focus; border-radius: 3px; }
QScrollBar:vertical { background: $window; width: $px14; margin: 0; border: none; }
QScrollBar:horizontal { background: $window; height: $px14; margin: 0; border: none; }
QScrollBar::handle { background: $edge; border: 3px solid $window; border-radius: 6px; }
QScrollBar::handle:vertical { min-height: $px36; }
QScrollBar::handle:horizontal { min-width: $px36; }
QScrollBar::handle:hover { background: $ink2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: $window; }
QProgressBar { background: $rule; border: none; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; }
QScrollArea#surface:focus { border: 2px solid $focus; }
"""
)


def sheet(theme: Theme) -> str:
    """The style sheet for this theme; lengths grow with the text size."""
    names = dict(vars(theme.tokens))
    lengths = {f"px{length}": f"{theme.px(length)}px" for length in (4, 8, 11, 12, 14, 16, 24, 30, 32, 36, 38, 42)}
    return _SHEET.substitute(names | lengths)
