"""What is missing from the figures or was not believed, item by item."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from dxmeet.desktop.backpage import BackPage, WordTable
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import reason
from dxmeet.domain.statistics import Report
from dxmeet.services.reports.figures import Context


class DoubtsPage(BackPage):
    """Gaps, forks, segments that were not believed, terminals that are silent, entries that were set aside."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "doubts_page", QCoreApplication.translate("Statistics", "統計に戻る"))
        self.title.setText(self.tr("欠けている記録と数えなかった記録"))
        self.words.say(
            self.tr(
                "欠け、食い違い、読めない記録があるあいだ、数字は暫定です。端末が共有フォルダーにつながると、"
                "欠けた記録は送り直されます。"
            )
        )
        headings = self.tr("種類"), self.tr("端末・記録"), self.tr("内容")
        self.table = WordTable(theme, "doubts_table", headings)
        self.table.setAccessibleName(self.tr("欠けている記録と数えなかった記録"))
        self.column.addWidget(self.table, 1)

    def show_doubts(self, context: Context, report: Report) -> None:
        rows = [(self.tr("欠け"), *_numbers(each)) for each in context.gaps]
        rows += [(self.tr("食い違い(どちらも数えません)"), *_numbers(each)) for each in context.forks]
        rows += [(self.tr("読めない記録"), name, reason(code)) for name, code in context.problems]
        rows += [(self.tr("30日連絡のない端末"), str(each), "") for each in context.silent_terminals]
        aside = self.tr("数字があり得ないため数えない記録")
        rows += [(aside, f"{each.key[0]} {each.key[1]}-{each.key[2]}", each.why) for each in report.set_aside]
        self.table.show_rows(rows or [(self.tr("ありません"), "", "")])


def _numbers(of: Any) -> tuple[str, str]:
    """(terminal, epoch-number or the numbers from first to last)."""
    said: Mapping[str, Any] = of if isinstance(of, Mapping) else {}
    first, last = said.get("first", said.get("seq", "")), said.get("last", said.get("seq", ""))
    return str(said.get("terminal", of)), f"{said.get('epoch', '')} {first}" + (f"–{last}" if last != first else "")
