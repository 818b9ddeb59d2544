"""The records that one number came from: what was done when, and what each is worth."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from dxmeet.desktop.backpage import BackPage, WordTable
from dxmeet.desktop.statistics.figures import number
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import JAPAN
from dxmeet.domain.event import EventType
from dxmeet.domain.statistics import Entry, Report

translate = QCoreApplication.translate


class EntriesPage(BackPage):
    """Openings and print jobs with their sheets; readers by the beginning of their pseudonyms."""

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
        self.table = WordTable(theme, "entries_table", headings, (7, 8))
        self.table.setAccessibleName(self.tr("もとの記録"))
        self.column.addWidget(self.table, 1)

    def show_entries(self, name: str, entries: Sequence[Entry], report: Report, most: int) -> None:
        self.title.setText(self.tr("{name} のもとの記録").format(name=name))
        told = self.tr(
            "枚数は、差し替えでは変わったページだけ、同じ人の2回目からは0枚です。参考 C は足しません。人は仮名で記録しています。"
        )
        if len(entries) == most:
            told += self.tr("はじめの{n}件だけを示しています。すべては書き出しにあります。").format(n=most)
        self.words.say(told)
        self.table.show_rows([_row(entry, report) for entry in entries])


def _row(entry: Entry, report: Report) -> tuple[str, ...]:
    event, sheets = entry.event, entry.sheets
    packets = {row.id: row.title for row in report.packets}
    materials = {(row.packet, row.id): row.title for row in report.materials}
    packet, material = str(event.fields.get("packet", "")), str(event.fields.get("material", ""))
    sign = -1 if entry.tier == "printed" else 1
    return (
        event.at.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M"),
        _done(entry),
        packets.get(packet) or packet,
        materials.get((packet, material)) or material,
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
