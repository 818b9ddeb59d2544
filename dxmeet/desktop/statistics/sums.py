"""実績 + 申告 − 印刷 = 純削減, set so that anyone can redo it by hand."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from dxmeet.desktop.numerals import NumberLabel
from dxmeet.desktop.rows import label, rule
from dxmeet.desktop.statistics.figures import Figures, number
from dxmeet.desktop.theme import Theme


class SumBlock(QWidget):
    """Five figures: one above the other beside the chart, or in one line above it (``lay_flat``)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sum_block")
        self._theme = theme
        self._flat = False
        self._heading = label(theme, "", "heading")
        self._names: dict[str, QLabel] = {}
        self._figures: dict[str, QLabel] = {}
        for tier, name in self._tiers().items():
            self._names[tier], self._figures[tier] = self._pair(tier, name)
        self._rule = rule(ink=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
        self._grid.setVerticalSpacing(theme.px(5))
        self.lay_flat(False)

    def _tiers(self) -> dict[str, str]:
        return {
            "gross_a": self.tr("実績 A"),
            "gross_b": self.tr("申告 B"),
            "printed": self.tr("印刷した枚数"),
            "net": self.tr("純削減"),
            "reference_c": self.tr("参考 C(足しません)"),
        }

    def _pair(self, tier: str, name: str) -> tuple[QLabel, QLabel]:
        net, quiet = tier == "net", tier == "reference_c"
        words = label(self._theme, name, "small" if quiet else "body", "ink2" if quiet else "ink", bold=net)
        figure = NumberLabel(self)
        figure.setObjectName(f"{tier}_label")
        figure.setAccessibleName(name)
        figure.setFont(self._theme.figures("later" if net else "small" if quiet else "body", bold=net))
        figure.setProperty("tone", "ink2" if quiet else "ink")
        return words, figure

    def show_figures(self, figures: Figures) -> None:
        self._heading.setText(self.tr("{period}の純削減").format(period=figures.period) + f"  {figures.unit}")
        self._figures["gross_a"].setText(number(figures.sheets("gross_a")))
        self._figures["gross_b"].setText("+ " + number(figures.sheets("gross_b")))
        self._figures["printed"].setText("− " + number(figures.sheets("printed")))
        self._figures["net"].setText(number(figures.sheets("net")))
        self._figures["reference_c"].setText(number(figures.sheets("reference_c")))

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0 if self._flat else self._theme.px(330), 0))

    @property
    def flat_width(self) -> int:
        """Logical pixels that five beside each other take."""
        pairs = [(self._names[tier], self._figures[tier]) for tier in self._names]
        widths = [max(part.sizeHint().width() for part in pair) for pair in pairs]
        return sum(widths) + self._grid.horizontalSpacing() * (len(widths) - 1)

    def lay_flat(self, flat: bool) -> None:
        """Beside each other where the window is narrow."""
        self._flat = flat
        while self._grid.takeAt(0) is not None:
            pass
        for column in range(5):
            self._grid.setColumnStretch(column, int(flat or column == 1))
        self._grid.addWidget(self._heading, 0, 0, 1, 5 if flat else 2)
        self._rule.setVisible(not flat)
        for at, tier in enumerate(self._names):
            name, figure = self._names[tier], self._figures[tier]
            if flat:
                side = Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(name, 1, at, side)
                self._grid.addWidget(figure, 2, at, side)
            else:
                row = at + 1 + int(at >= 3)
                self._grid.addWidget(name, row, 0)
                self._grid.addWidget(figure, row, 1)
        if not flat:
            self._grid.addWidget(self._rule, 4, 0, 1, 2)
        self._grid.setRowStretch(7, int(not flat))
