"""統計: purchases of paper beside what was not printed in a fiscal year, for an admin to read, check and hand on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.statistics.doubts import DoubtsPage
from dxmeet.desktop.statistics.entries import AT_ONCE, EntriesPage
from dxmeet.desktop.statistics.figures import Figures, Size, Standing, year_label
from dxmeet.desktop.statistics.overview import Overview
from dxmeet.desktop.statistics.plan import Entered, PlanPage
from dxmeet.desktop.theme import Theme
from dxmeet.domain import fiscal
from dxmeet.domain.statistics import WHOLE, Listing, Report, Selection
from dxmeet.progress import Progress, Step
from dxmeet.services.changes import Changes
from dxmeet.services.merging import MergeResult, Merging
from dxmeet.services.purchasing import Purchasing
from dxmeet.services.reporting import Reporting
from dxmeet.services.reports.figures import Context

_LANE = "statistics"
_FILTERS = {"xlsx": "Excel (*.xlsx)", "csv": "CSV (*.csv)", "pdf": "PDF (*.pdf)", "json": "JSON (*.json)"}


@dataclass(frozen=True)
class _Reading:
    """What one look at the statistics database gave."""

    fy: int
    report: Report
    context: Context
    entered: Entered

    @property
    def standing(self) -> Standing:
        context = self.context
        return Standing(
            gaps=len(context.gaps),
            forks=len(context.forks),
            problems=len(context.problems),
            silent_terminals=len(context.silent_terminals),
            provisional=context.provisional,
        )


def _now() -> datetime:
    return datetime.now(UTC)


class StatisticsScreen(QWidget):
    """One fiscal year. ``changed`` carries the Changes of a merge or of a figure that was entered."""

    changed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        runner: JobRunner,
        merging: Merging,
        reporting: Reporting,
        purchasing: Purchasing,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("statistics_screen")
        self._theme, self._runner, self._now = theme, runner, now
        self._merging, self._reporting, self._purchasing = merging, reporting, purchasing
        self._fy = fiscal.fiscal_year(now())
        self._size = Size.A4
        self._reading: _Reading | None = None
        self._opened = ("", WHOLE)
        self.overview, self.entries, self.plan = Overview(theme), EntriesPage(theme), PlanPage(theme)
        self.doubts = DoubtsPage(theme)
        self.head, self.foot, self.tabs = self.overview.head, self.overview.foot, self.overview.tabs
        self._build()
        self._connect()
        self.head.show_year(self._fy, newest=True)
        self.plan.show_year(self._fy)

    def refresh(self) -> None:
        """Count anew, off this thread; what is shown stays until the answer is there."""
        fy = self._fy

        def read(progress: Progress) -> _Reading:
            context, purchasing = self._reporting.context(), self._purchasing
            entered = Entered(purchasing.history(), context.purchases, purchasing.target_history(), context.targets)
            return _Reading(fy, self._reporting.report(fy), context, entered)

        self._start(read, self._take)

    def _take(self, reading: _Reading) -> None:
        if reading.fy == self._fy:  # the year may have been stepped on meanwhile
            self._reading = reading
            self.plan.show_entered(reading.entered)
            self.doubts.show_doubts(reading.context, reading.report)
            self._show()

    def _figures(self, reading: _Reading) -> Figures:
        context, today = reading.context, fiscal.local_date(self._now())
        return Figures(reading.report, reading.standing, self._size, today, context.purchases, context.targets)

    def _show(self) -> None:
        if self._reading is not None:
            self.overview.show_figures(self._figures(self._reading))

    def _show_table(self) -> None:
        if self._reading is not None:
            self.overview.show_table(self._figures(self._reading))

    def _step_year(self, by: int) -> None:
        newest = fiscal.fiscal_year(self._now())
        self._fy = min(self._fy + by, newest)
        self.head.show_year(self._fy, newest=self._fy == newest)
        self.plan.show_year(self._fy)
        self.refresh()

    def _choose_size(self, size: Size) -> None:
        self._size = size
        self._show()

    def _open_entries(self, name: str, part: Selection) -> None:
        self._opened = name, part
        self._show_entries(0)

    def _show_entries(self, skip: int) -> None:
        (name, part), fy = self._opened, self._fy

        def show(listing: Listing) -> None:
            self.entries.show_entries(name, listing)
            self._turn_to(self.entries)

        self._start(lambda progress: self._reporting.entries_of(fy, part, skip, AT_ONCE), show)

    def _turn_to(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        page.setFocus()

    def _enter_purchase(self, month: str, sheets: str, kind: str, source: str) -> None:
        self._start(lambda progress: self._purchasing.enter(month, sheets, kind, source), self._entered)

    def _enter_target(self, fy: int, sheets: str, kind: str, source: str) -> None:
        self._start(lambda progress: self._purchasing.set_target(fy, sheets, kind, source), self._entered)

    def _import(self, place: str) -> None:
        self._start(lambda progress: self._purchasing.import_csv(Path(place))[1], self._entered)

    def _entered(self, changes: Changes) -> None:
        self.plan.clear_fields()
        self.changed.emit(changes)
        self.refresh()

    def _merge(self) -> None:
        self.head.merge_button.setEnabled(False)
        self.foot.say(self.tr("各端末の記録を集めています"))
        job = Job(self._merging.merge)
        job.progressed.connect(self._tell_progress)
        job.done.connect(self._merged)
        job.failed.connect(lambda: self.foot.say(self.tr("記録を集められませんでした")))
        job.finished.connect(lambda: self.head.merge_button.setEnabled(True))
        self._runner.start(job, _LANE)

    def _tell_progress(self, step: Step) -> None:
        self.foot.say(self.tr("各端末の記録を集めています {n}件").format(n=step.done))

    def _merged(self, result: MergeResult) -> None:
        told = self.tr("{n}件の記録を集めました") if result.events else self.tr("新しい記録はありませんでした")
        self.foot.say(self._timed(told.format(n=result.events)))
        self.changed.emit(result.changes)
        self.refresh()

    def _ask_place(self, format: str) -> None:
        dialog = self._chooser("export_dialog", self.tr("書き出し先"), _FILTERS[format])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(format)
        dialog.selectFile(self.tr("用紙の削減_{year}").format(year=year_label(self._fy)) + f".{format}")
        fy = self._fy

        def chosen(place: str) -> None:
            self._export(fy, format, Path(place))

        dialog.fileSelected.connect(chosen)
        dialog.show()

    def _ask_purchases(self) -> None:
        dialog = self._chooser("import_dialog", self.tr("購入枚数のCSV(月,枚数,種別,出典)"), "CSV (*.csv)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._import)
        dialog.show()

    def _chooser(self, name: str, title: str, filter: str) -> QFileDialog:
        """A file chooser that does not stop the rest of the window."""
        dialog = QFileDialog(self, title, "", filter)
        dialog.setObjectName(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(False)
        return dialog

    def _export(self, fy: int, format: str, place: Path) -> None:
        self.foot.say(self.tr("書き出しています"))
        job = Job(lambda progress: self._reporting.export(fy, format, place))
        job.done.connect(lambda: self.foot.say(self._timed(self.tr("書き出しました: {name}").format(name=place.name))))
        job.failed.connect(lambda: self.foot.say(self.tr("書き出せませんでした: {name}").format(name=place.name)))
        self._runner.start(job, _LANE)

    def _start(self, call: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        job = Job(call)
        job.done.connect(done)
        self._runner.start(job, _LANE)

    def _timed(self, words: str) -> str:
        return f"{words} {self._now().astimezone(fiscal.TOKYO):%H:%M}"

    def _connect(self) -> None:
        self.head.year_stepped.connect(self._step_year)
        self.head.size_chosen.connect(self._choose_size)
        self.head.merge_asked.connect(self._merge)
        self.head.export_asked.connect(self._ask_place)
        self.head.plan_asked.connect(lambda: self._turn_to(self.plan))
        self.foot.doubts_asked.connect(lambda: self._turn_to(self.doubts))
        self.overview.breakdown_chosen.connect(self._show_table)
        self.overview.table.part_chosen.connect(self._open_entries)
        self.entries.turned.connect(self._show_entries)
        self.plan.purchase_entered.connect(self._enter_purchase)
        self.plan.target_entered.connect(self._enter_target)
        self.plan.import_asked.connect(self._ask_purchases)

    def _build(self) -> None:
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, self._theme.color("surface"))
        self.setPalette(ground)
        self.setAutoFillBackground(True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.overview)
        for page in (self.entries, self.plan, self.doubts):
            self._pages.addWidget(page)
            page.left.connect(lambda: self._turn_to(self.overview))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
