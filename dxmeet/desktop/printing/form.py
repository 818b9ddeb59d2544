"""Where it is printed, which pages, how many, how; and why."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from dxmeet.desktop.choice import Choice, Count
from dxmeet.desktop.printing.choices import TO_FILE, Choices, sheets_words
from dxmeet.desktop.printing.controls import Reasons, Segments
from dxmeet.desktop.rows import label
from dxmeet.desktop.theme import Theme
from dxmeet.domain.printing import MOST_COPIES
from dxmeet.services.press import PrinterDescription


class PrintForm(QWidget):
    """``altered`` with every choice but the reason, which has a signal of its own: it changes nothing that is printed."""

    altered = Signal()
    reason_chosen = Signal(object)

    def __init__(self, theme: Theme, choices: Choices, *, notes: bool) -> None:
        super().__init__()
        self._theme = theme
        self._printers: list[PrinterDescription] = [TO_FILE]
        self._answers: dict[str, Any] = {"which": choices.which, "sides": choices.sides, "nup": choices.nup}
        self._make_fields()
        self._make_segments()
        self._reasons = Reasons(theme)
        self._reasons.chosen.connect(self.reason_chosen)
        self._two_columns: bool | None = None
        self._lay_out()
        self.show_notes(notes)
        self.show_printers([])

    def answers(self) -> dict[str, Any]:
        """What is chosen, as fields of Choices."""
        return {
            **self._answers,
            "text": self.range_field.text(),
            "copies": self.copies_field.value(),
            "notes": self.notes_box.isChecked(),
            "printer": self._printers[max(0, self.printer_choice.currentIndex())],
        }

    def show_printers(self, printers: list[PrinterDescription]) -> None:
        self._printers = [*printers, TO_FILE]
        self.printer_choice.blockSignals(True)
        self.printer_choice.clear()
        self.printer_choice.addItems([each.shown for each in printers] + [self.tr("PDF ファイルに保存")])
        self.printer_choice.blockSignals(False)
        self.altered.emit()

    def show_notes(self, there_are_any: bool) -> None:
        self.notes_box.setEnabled(there_are_any)
        self.notes_box.setToolTip("" if there_are_any else self.tr("この資料に書き込みはありません"))

    def show_choices(self, choices: Choices) -> None:
        self.which.choose(choices.which)
        self.range_field.setVisible(choices.which == "range")
        self.sides.allow("2", choices.printer.duplex, self.tr("このプリンターは両面に印刷できません"))
        self.sides.choose("2" if choices.two_sided else "1")
        self.nup.choose(str(choices.nup))
        hint = choices.hint()
        words = self.tr("{n}ページずつ集約すると {sheets}")
        self.hint.setText(words.format(n=hint[0], sheets=sheets_words(hint[1])) if hint else "")

    def forget_reason(self) -> None:
        self._reasons.forget()

    def arrange(self, *, two_columns: bool) -> None:
        if two_columns == self._two_columns:
            return
        self._two_columns = two_columns
        places = [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1)] if two_columns else [(row, 0) for row in range(6)]
        for (words, field), (row, side) in zip(self._rows, places, strict=True):
            self._grid.addWidget(words, row, 3 * side)
            self._grid.addWidget(field, row, 3 * side + 1)
        self._grid.setColumnMinimumWidth(2, self._theme.px(20) if two_columns else 0)
        self._grid.setColumnStretch(1, 6)
        self._grid.setColumnStretch(4, 5 if two_columns else 0)
        self._reasons.arrange(3 if two_columns else 2)

    def _make_fields(self) -> None:
        theme = self._theme
        self.printer_choice = Choice()
        self.printer_choice.setObjectName("printer_choice")
        self.printer_choice.setAccessibleName(self.tr("プリンター"))
        self.printer_choice.setFont(theme.font("control"))
        self.printer_choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.printer_choice.setMinimumContentsLength(8)
        self.printer_choice.currentIndexChanged.connect(self.altered)
        self.copies_field = Count()
        self.copies_field.setObjectName("copies_field")
        self.copies_field.setAccessibleName(self.tr("部数"))
        self.copies_field.setFont(theme.figures("control"))
        self.copies_field.setRange(1, MOST_COPIES)
        self.copies_field.setMinimumHeight(theme.px(32))
        self.copies_field.setMinimumWidth(theme.px(72))
        self.copies_field.valueChanged.connect(self.altered)
        self.notes_box = QCheckBox(self.tr("書き込みも印刷"))
        self.notes_box.setObjectName("notes_box")
        self.notes_box.setAccessibleName(self.notes_box.text())
        self.notes_box.setFont(theme.font("control"))
        self.notes_box.toggled.connect(self.altered)
        self.range_field = QLineEdit()
        self.range_field.setObjectName("range_field")
        self.range_field.setAccessibleName(self.tr("印刷するページ"))
        self.range_field.setPlaceholderText(self.tr("例: 1-4,7"))
        self.range_field.setFont(theme.figures("control"))
        self.range_field.textChanged.connect(self.altered)

    def _make_segments(self) -> None:
        pages = [("all", self.tr("すべて")), ("this", self.tr("今のページ")), ("range", self.tr("指定"))]
        self.which = Segments(self._theme, "which", self.tr("ページ"), pages)
        self.which.chosen.connect(partial(self._answer, "which"))
        sides = [("2", self.tr("両面")), ("1", self.tr("片面"))]
        self.sides = Segments(self._theme, "sides", self.tr("印刷面"), sides)
        self.sides.chosen.connect(partial(self._answer, "sides"))
        nups = [("1", self.tr("しない")), ("2", self.tr("2ページ")), ("4", self.tr("4ページ"))]
        self.nup = Segments(self._theme, "nup", self.tr("集約"), nups)
        self.nup.chosen.connect(partial(self._answer, "nup"))
        self.hint = label(self._theme, "", "small", "ink2")

    def _answer(self, name: str, key: str) -> None:
        self._answers[name] = int(key) if key.isdecimal() else key
        self.altered.emit()
        if key == "range":
            self.range_field.setFocus()

    def _lay_out(self) -> None:
        theme = self._theme
        copies = QWidget()
        beside = QHBoxLayout(copies)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.px(12))
        beside.addWidget(self.copies_field)
        beside.addWidget(self.notes_box)
        beside.addStretch(1)
        which = QWidget()
        stack = QVBoxLayout(which)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(theme.px(6))
        stack.addWidget(self.which)
        stack.addWidget(self.range_field)
        self._rows: list[tuple[QLabel, QWidget]] = [
            (label(theme, self.tr("プリンター"), "control", "ink2"), self.printer_choice),
            (label(theme, self.tr("ページ"), "control", "ink2"), which),
            (label(theme, self.tr("集約"), "control", "ink2"), self.nup),
            (label(theme, self.tr("部数"), "control", "ink2"), copies),
            (label(theme, self.tr("印刷面"), "control", "ink2"), self.sides),
            (label(theme, ""), self.hint),
        ]
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(8))
        why = QHBoxLayout()
        why.setSpacing(theme.px(12))
        why.addWidget(label(theme, self.tr("なぜ紙が要りますか"), "heading"))
        why.addWidget(label(theme, self.tr("ひとつ押すだけです。"), "small", "ink2"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(self._grid)
        column.addLayout(why)
        column.addWidget(self._reasons)
        column.addStretch(1)
        self.arrange(two_columns=True)
