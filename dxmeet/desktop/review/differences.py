"""このページで変わったところ: what went and what came, in words, in two columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from dxmeet.desktop.rows import cut_label, heading, label
from dxmeet.desktop.theme import Theme
from dxmeet.domain.pagematch import PageMatch, PagePair

if TYPE_CHECKING:
    from dxmeet.domain.differing import Difference

_MOST, _HIGHEST = 60, 104  # differences; logical pixels


class DifferenceList(QWidget):
    """What is crossed out went, what is bold came; an arrow between them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("difference_list")
        self._theme = theme
        self._count = label(theme, "", "small", "ink2")
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("このページで変わったところ"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFixedHeight(theme.px(32))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(heading(theme, self.tr("このページで変わったところ"), self._count))
        column.addWidget(self._area, 1)

    def show_differences(self, found: "Sequence[Difference] | None", pair: PagePair) -> None:
        """``found`` is None while the two pages are still being compared."""
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.px(10))
        grid.setVerticalSpacing(self._theme.px(4))
        if found:
            self._count.setText(self.tr("{n}か所").format(n=len(found)))
            for number, each in enumerate(found[:_MOST]):
                row, column = number // 2, number % 2 * 4
                for place, part in enumerate(self._line(each)):
                    grid.addWidget(part, row, column + place)
                grid.setColumnMinimumWidth(column, self._theme.px(96))  # a label that is cut asks for no width itself
                grid.setColumnStretch(column + 1, 1)
                grid.setColumnStretch(column + 3, 1)
        else:
            self._count.setText("")
            grid.addWidget(label(self._theme, self._whole(pair, found is None), "control", "ink2"), 0, 0)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area.setWidget(inner)
        self._area.setFixedHeight(min(self._theme.px(_HIGHEST), inner.sizeHint().height() + self._theme.px(4)))

    def _line(self, each: "Difference") -> list[QLabel]:
        went = cut_label(self._theme, each.went, "control", "shu")
        font = went.font()
        font.setStrikeOut(True)
        went.setFont(font)
        came = cut_label(self._theme, each.came, "control", "accent", bold=True)
        sign = "→" if each.went and each.came else "−" if each.went else "+"
        about = cut_label(self._theme, each.label if each.label not in (each.went, each.came) else "", "control")
        return [about, went, label(self._theme, sign, "control", "ink2"), came]

    def _whole(self, pair: PagePair, comparing: bool) -> str:
        if pair.identical:
            return self.tr("このページは変わっていません。")
        if comparing and pair.old is not None and pair.new is not None:
            return self.tr("前の版と比べています。")
        return {
            PageMatch.INSERTED: self.tr("新しく加わったページです。"),
            PageMatch.REMOVED: self.tr("なくなったページです。"),
        }.get(pair.match, self.tr("文字の変わったところは見つかりません。図や位置が変わっていることがあります。"))
