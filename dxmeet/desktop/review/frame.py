"""Where the parts of the review stand: pages above two panes above the differences, my notes beside them or beneath."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxmeet.desktop.badges import Badge
from dxmeet.desktop.reader.controls import level_rule, painted_ground, upright_line
from dxmeet.desktop.review.differences import DifferenceList
from dxmeet.desktop.review.notelist import NoteList
from dxmeet.desktop.review.pagepane import PagePane
from dxmeet.desktop.review.pagestrip import PageStrip
from dxmeet.desktop.review.sides import Sides
from dxmeet.desktop.rows import cut_label, label, wrapped
from dxmeet.desktop.theme import Theme

_BESIDE = 1120  # logical pixels; narrower, the notes go beneath
_BOTH = 900  # narrower, one page is shown at a time
_WORDS_FROM = 560  # logical pixels of height; lower, the differences are only tinted


class ReviewFrame(QWidget):
    """The parts by name, laid out anew when the window gets narrow or low."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        painted_ground(self, theme, "window")
        self._theme = theme
        self._make_parts(theme)
        self._lay_out(theme)

    def _make_parts(self, theme: Theme) -> None:
        self.back_button = QPushButton()
        self.back_button.setObjectName("review_back_button")
        self.back_button.setAccessibleName(self.tr("戻る"))
        self.back_button.setToolTip(self.tr("戻る (Alt+←)"))
        self.back_button.setIcon(theme.icons.icon("arrow-left", "ink"))
        self.back_button.setText(self.tr(" 戻る"))
        self.back_button.setFont(theme.font("control"))
        self.back_button.setMinimumHeight(theme.px(32))
        self.packet_label = cut_label(theme, "", "body", "ink2")
        self.title_label = cut_label(theme, "", "body", bold=True)
        self.editions_label = label(theme, "", "small", "ink2")
        self.sentence_label = wrapped(theme, "", "body")
        self.sentence_label.setObjectName("review_sentence")
        self.page_strip = PageStrip(theme)
        self.old_pane = PagePane(theme, "old_pane", "old_tint", "shu", self.tr("取り消し線: 消えた内容"), struck=True)
        self.new_pane = PagePane(theme, "new_pane", "new_tint", "accent", self.tr("下線: 新しい内容"), struck=False)
        self.old_pane.area.setAccessibleName(self.tr("前の版のページ"))
        self.new_pane.area.setAccessibleName(self.tr("新しい版のページ"))
        self.sides = Sides(theme, self.old_pane, self.new_pane)
        self.difference_list = DifferenceList(theme)
        self.notes = NoteList(theme)
        self.hint_label = wrapped(theme, "", "small", "ink2")
        self.undo_button = self._plain(self.tr("元に戻す"), "review_undo_button")
        self.undo_button.setIcon(theme.icons.icon("undo-2", "ink"))
        self.undo_button.setToolTip(self.tr("最後に決めたことを元に戻す (Ctrl+Z)"))
        self.old_button = self._plain(self.tr("前の版を開く"), "open_old_button")
        self.new_button = self._plain(self.tr("新しい版を読む"), "open_new_button")
        self.previous_button = self._plain(self.tr("前の変更"), "previous_change_button")
        self.next_button = self._plain(self.tr("次の変更"), "next_change_button")

    def _plain(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setFont(self._theme.font("control"))
        button.setMinimumHeight(self._theme.px(32))
        return button

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(6))
        head.setSpacing(theme.px(10))
        head.addWidget(self.back_button)
        head.addWidget(Badge(theme, "replaced"))
        head.addWidget(self.packet_label, 1)
        head.addWidget(self.title_label, 2)
        head.addWidget(self.editions_label)
        steps = QHBoxLayout()
        steps.setSpacing(theme.px(8))
        steps.addWidget(self.previous_button)
        steps.addWidget(self.next_button)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(theme.px(8))
        self._top.addWidget(self.page_strip, 1)
        self._top.addLayout(steps)
        middle = QVBoxLayout()
        middle.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        middle.setSpacing(theme.px(6))
        middle.addWidget(self.sentence_label)
        middle.addLayout(self._top)
        middle.addWidget(self.sides, 1)
        middle.addWidget(self.difference_list)
        self._side = self._side_panel(theme)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(0)
        self._body.addLayout(middle, 1)
        self._body.addWidget(upright_line(theme))
        self._body.addWidget(self._side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(level_rule(theme))
        whole.addLayout(self._body, 1)

    def _side_panel(self, theme: Theme) -> QWidget:
        panel = QWidget()
        painted_ground(panel, theme, "surface")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, theme.px(8))
        column.addWidget(self.notes, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        foot.addWidget(self.hint_label)
        self._editions = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._editions.addWidget(self.old_button)
        self._editions.addWidget(self.new_button)
        self._foot = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._foot.addWidget(self.undo_button)
        self._foot.addLayout(self._editions)
        foot.addLayout(self._foot)
        column.addLayout(foot)
        panel.setFixedWidth(theme.px(304))
        return panel

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way, width = QBoxLayout.Direction, self.width() * 100 / self._theme.percent
        beside, both = width >= _BESIDE, width >= _BOTH
        direction = way.LeftToRight if beside else way.TopToBottom
        steps = self.previous_button.sizeHint().width() + self.next_button.sizeHint().width()
        self._top.setDirection(way.LeftToRight if 2 * steps <= self.width() else way.TopToBottom)
        self.sides.fold(not both)
        if self._body.direction() != direction:
            self._body.setDirection(direction)
        if beside:
            self._side.setFixedWidth(self._theme.px(304))
            self._side.setMaximumHeight(16_777_215)
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
            self._side.setMaximumHeight(max(self._theme.px(150), self.height() // 3))
        self._fold_foot(self._theme.px(304) if beside else self.width())
        self.difference_list.setVisible(self.height() * 100 / self._theme.percent >= _WORDS_FROM)

    def _fold_foot(self, width: int) -> None:
        """The buttons beneath the notes, in as few lines as they have room for."""
        px, way = self._theme.px, QBoxLayout.Direction
        editions = self.old_button.sizeHint().width() + self.new_button.sizeHint().width() + px(8)
        whole = self.undo_button.sizeHint().width() + editions + px(8)
        room = width - 2 * px(12)
        self._editions.setDirection(way.LeftToRight if editions <= room else way.TopToBottom)
        self._foot.setDirection(way.LeftToRight if whole <= room else way.TopToBottom)
