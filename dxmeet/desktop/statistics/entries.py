"""The records that one number came from: what was done when, and what each is worth."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from dxmeet.desktop.backpage import BackPage, WordTable
from dxmeet.desktop.rows import label
from dxmeet.desktop.statistics.figures import number
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import JAPAN
from dxmeet.domain.event import EventType
from dxmeet.domain.statistics import Entry, Listing

translate = QCoreApplication.translate

AT_ONCE = 500
"""Rows that are shown together."""


class EntriesPage(BackPage):
    """Openings and print jobs with their sheets; readers by the beginning of their pseudonyms. ``turned`` asks for those
    after the first so many."""

    turned = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "entries_page", QCoreApplication.translate("Statistics", "統計に戻る"))
        headings = (
            self.tr("日時"),
            self.tr("したこと"),
            self.tr("会議・配布資料"),
            self.tr("資料"),
            self.tr("部署"),
            self.tr("仮名"),
            self.tr("区分"),
            "A4",
            "A3",
        )
        self.table = WordTable(
            theme, "entries_table", headings, (7, 8), self.tr("この数字のもとになった記録はありません。")
        )
        self.table.setAccessibleName(self.tr("もとの記録"))
        self.words.say(
            self.tr(
                "枚数は、差し替えでは変わったページだけ、同じ人の2回目からは0枚です。参考 C は足しません。人は仮名で記録しています。"
            )
        )
        self._skipped = 0
        self.place = label(theme, "", "small", "ink2")
        self.place.setObjectName("entries_place")
        self.before_button = self._turner("before_button", "chevron-left", -AT_ONCE)
        self.after_button = self._turner("after_button", "chevron-right", AT_ONCE)
        foot = QHBoxLayout()
        foot.addWidget(self.place, 1)
        foot.addWidget(self.before_button)
        foot.addWidget(self.after_button)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(foot)

    def show_entries(self, name: str, listing: Listing) -> None:
        self.title.setText(self.tr("{name} のもとの記録").format(name=name))
        self._skipped = listing.skipped
        last = listing.skipped + len(listing.entries)
        place = self.tr("全{n}件").format(n=number(listing.count))
        if len(listing.entries) < listing.count:
            shown = number(listing.skipped + 1), number(last)
            place = self.tr("全{n}件のうち {first}〜{last}件目 · 会議・配布資料ごとに並べています").format(
                n=number(listing.count), first=shown[0], last=shown[1]
            )
        self.place.setText(place)
        before, after = min(listing.skipped, AT_ONCE), min(listing.count - last, AT_ONCE)
        self.before_button.setText(self.tr("前の{n}件").format(n=number(before)))
        self.after_button.setText(self.tr("次の{n}件").format(n=number(after)))
        self.before_button.setVisible(before > 0)
        self.after_button.setVisible(after > 0)
        self.table.show_rows([_row(entry) for entry in listing.entries])
        self.table.scrollToTop()

    def _turner(self, name: str, icon: str, by: int) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setFont(self._theme.font("control"))
        button.setIcon(self._theme.icons.icon(icon, "ink"))
        button.clicked.connect(lambda: self.turned.emit(max(0, self._skipped + by)))
        return button


def _row(entry: Entry) -> tuple[str, ...]:
    event, sheets = entry.event, entry.sheets
    sign = -1 if entry.tier == "printed" else 1
    return (
        event.at.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M"),
        _done(entry),
        entry.packet,
        entry.material,
        event.department,
        event.reader[:8],
        _tiers()[entry.tier],
        number(sign * sheets.a4),
        number(sign * sheets.a3),
    )


def _done(entry: Entry) -> str:
    if entry.event.type is EventType.PRINTED:
        words = translate("Statistics", "印刷した({reason})")
        return words.format(reason=entry.event.fields.get("reason") or translate("Statistics", "理由なし"))
    return translate("Statistics", "開いた")


def _tiers() -> Mapping[str, str]:
    return {
        "gross_a": translate("Statistics", "実績 A"),
        "gross_b": translate("Statistics", "申告 B"),
        "reference_c": translate("Statistics", "参考 C"),
        "printed": translate("Statistics", "印刷"),
    }
