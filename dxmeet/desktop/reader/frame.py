"""Where the parts of the reading screen stand, and which of them are shown."""

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from dxmeet.desktop.reader.controls import level_rule
from dxmeet.desktop.reader.folding import LEFT_WIDTH, RIGHT_WIDTH, Room
from dxmeet.desktop.reader.head import ReaderHead
from dxmeet.desktop.reader.panes import Panes
from dxmeet.desktop.reader.slots import Slots, make_slot
from dxmeet.desktop.reader.strip import UnsavedStrip
from dxmeet.desktop.theme import Theme


class ReaderFrame(QVBoxLayout):
    """Head, strips, tools; beneath them the materials, the panes, the side tabs."""

    def __init__(self, theme: Theme, panes: Panes) -> None:
        super().__init__()
        self.head = ReaderHead(theme)
        self.strip = UnsavedStrip(theme)
        self.slots = Slots(*(make_slot(theme, name) for name in ("tool", "left", "right")))
        self._panes = panes
        self._rules = [level_rule(theme), level_rule(theme)]
        self.slots.tool.setFixedHeight(theme.px(46))
        self.slots.left.setFixedWidth(theme.px(LEFT_WIDTH))
        self.slots.right.setFixedWidth(theme.px(RIGHT_WIDTH))
        self.strips = QVBoxLayout()
        self.strips.setSpacing(0)
        self.strips.addWidget(self.strip)
        self._lay_out()

    def _lay_out(self) -> None:
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)
        self.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # parts fold when it is narrow, so let it be so
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.slots.left)
        body.addWidget(self._panes, 1)
        body.addWidget(self.slots.right)
        self.addWidget(self.head)
        self.addWidget(self._rules[0])
        self.addLayout(self.strips)
        self.addWidget(self.slots.tool)
        self.addWidget(self._rules[1])
        self.addLayout(body, 1)

    def add_strip(self, strip: QWidget) -> None:
        """Something to say under the head, never modal; the strip itself decides when it is shown."""
        self.strips.addWidget(strip)

    def arrange(self, room: Room, *, packet: bool, document: bool, tools: bool, full: bool) -> None:
        """``packet``: the document is one of several; ``tools``: it can be written on; ``full``: only pages are wanted."""
        self.head.setVisible(not full)
        self._rules[0].setVisible(not full)
        self.slots.tool.setVisible(tools and not full)
        self._rules[1].setVisible(tools and not full)
        self.slots.left.setVisible(room.left and packet and not full)
        self.slots.right.setVisible(room.right and document and not full)
        panes = self._panes
        for pane in panes.all:
            first, last = pane is panes.first, pane is panes.second or not panes.comparing
            pane.page_bar.show_unfolding(
                left=first and packet and not room.left and not full, right=last and not room.right and not full
            )
