"""The screens of an unlocked profile: built when first asked for, fed with one reading of the library, folded into one place."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dxmeet.desktop.home.agenda import Agenda
from dxmeet.desktop.home.screen import HomeScreen
from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.search.indexer import Indexer
from dxmeet.desktop.theme import Theme
from dxmeet.domain.packet import Kind, Packet

if TYPE_CHECKING:
    from dxmeet.desktop.syncing.screen import ContentsScreen
    from dxmeet.services.library import SyncState
    from dxmeet.services.offered import Services
    from dxmeet.services.preferences import Preference
    from dxmeet.services.verifying import Verified


@dataclass(frozen=True)
class Shown:
    """One reading of the library: what every screen shows until the next Changes."""

    agenda: Agenda
    packets: tuple[Packet, ...]

    @property
    def sync(self) -> "SyncState":
        return self.agenda.sync

    @property
    def notes(self) -> int:
        """How many were written on this machine."""
        return sum(material.notes for packet in self.packets for material in packet.materials)

    def of(self, kind: Kind) -> list[Packet]:
        return [packet for packet in self.packets if packet.kind is kind]


class Screens(QObject):
    """Makes and feeds screens; passes on what is pressed in them. Their modules are imported when they are first made."""

    NAMES = (
        *("home", "meetings", "circulars", "statistics", "settings", "contents", "search"),
        *("records", "terminals", "rekey", "forget"),
    )
    ADMINS = ("statistics", "terminals")

    material_requested = Signal(str)
    hit_requested = Signal(object, str)
    packet_requested = Signal(str)
    screen_requested = Signal(str)
    check_requested = Signal()
    preference_changed = Signal(object)
    changed = Signal(object)
    deed_requested = Signal(object)

    def __init__(self, services: "Services", runner: JobRunner, licences: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._runner = runner
        self._licences = licences
        self.indexer = Indexer(runner, services.indexing, self)

    def make(self, name: str, theme: Theme, preference: "Preference") -> QWidget:
        match name:
            case "home":
                return self._make_home(theme)
            case "meetings":
                return self._make_library(theme, self.tr("会議"))
            case "circulars":
                return self._make_library(theme, self.tr("配布資料"))
            case "statistics":
                return self._make_statistics(theme)
            case "settings":
                return self._make_settings(theme, preference)
            case "search":
                return self._make_search(theme)
            case "records":
                return self._make_records(theme)
            case "terminals":
                return self._make_terminals(theme)
            case "rekey":
                return self._make_rekey(theme)
            case "forget":
                return self._make_forget(theme)
            case _:
                return self._make_contents(theme)

    def feed(self, name: str, screen: QWidget, shown: Shown, search: str, checking: str) -> None:
        """Give a built screen what there is to show. ``checking`` is what is being done with the share, or empty."""
        if isinstance(screen, HomeScreen):
            screen.show_agenda(shown.agenda)
            screen.show_checking(checking)
            return
        from dxmeet.desktop.library.screen import LibraryScreen
        from dxmeet.desktop.records.screen import RecordsScreen
        from dxmeet.desktop.search.screen import SearchScreen
        from dxmeet.desktop.settings.forgetting import ForgetPage
        from dxmeet.desktop.settings.screen import SettingsScreen
        from dxmeet.desktop.syncing.screen import ContentsScreen

        if isinstance(screen, LibraryScreen):
            kind = Kind.MEETING if name == "meetings" else Kind.CIRCULAR
            today = next((block.id for block in shown.agenda.shown), "") if kind is Kind.MEETING else ""
            screen.show_packets(shown.of(kind), today)
        elif isinstance(screen, SearchScreen):
            if search != screen.text:
                screen.look_for(search)
            else:
                screen.look_again()
        elif isinstance(screen, ContentsScreen):
            screen.show_contents(shown.packets, shown.sync)
            screen.show_checking(checking)
        elif isinstance(screen, SettingsScreen):
            screen.show_sync(shown.sync)
        elif isinstance(screen, RecordsScreen):
            screen.refresh()
        elif isinstance(screen, ForgetPage):
            screen.show_notes(shown.notes)

    def point_at(self, screen: QWidget | None, packet: str = "") -> None:
        """Bring a packet's lines to the top of its list; give the first line found the keys."""
        from dxmeet.desktop.library.screen import LibraryScreen
        from dxmeet.desktop.search.screen import SearchScreen

        if isinstance(screen, LibraryScreen):
            screen.go_to(packet)
        elif isinstance(screen, SearchScreen):
            screen.focus_first()

    def _make_home(self, theme: Theme) -> QWidget:
        screen = HomeScreen(theme)
        screen.material_requested.connect(self.material_requested)
        screen.packet_requested.connect(self.packet_requested)
        screen.meetings_requested.connect(lambda: self.screen_requested.emit("meetings"))
        screen.circulars_requested.connect(lambda: self.screen_requested.emit("circulars"))
        screen.contents_requested.connect(lambda: self.screen_requested.emit("contents"))
        screen.check_requested.connect(self.check_requested)
        return screen

    def _make_library(self, theme: Theme, title: str) -> QWidget:
        from dxmeet.desktop.library.screen import LibraryScreen

        screen = LibraryScreen(theme, title)
        screen.material_requested.connect(self.material_requested)
        return screen

    def _make_statistics(self, theme: Theme) -> QWidget:
        from dxmeet.desktop.statistics.screen import StatisticsScreen

        services = self._services
        parts = services.merging, services.reporting, services.purchasing
        screen = StatisticsScreen(theme, self._runner, *parts)
        screen.changed.connect(self.changed)
        screen.refresh()
        return screen

    def _make_settings(self, theme: Theme, preference: "Preference") -> QWidget:
        from dxmeet.desktop.settings.screen import SettingsScreen

        screen = SettingsScreen(theme, preference, self._services.reader, self._licences)
        screen.preference_changed.connect(self.preference_changed)
        screen.screen_requested.connect(self.screen_requested)
        screen.deed_requested.connect(self.deed_requested)
        return screen

    def _make_terminals(self, theme: Theme) -> QWidget:
        from dxmeet.desktop.terminals.screen import TerminalsScreen

        screen = TerminalsScreen(theme, self._runner, self._services.ordering, self._services.reader)
        screen.left.connect(self._go_to_settings)
        return screen

    def _make_rekey(self, theme: Theme) -> QWidget:
        from dxmeet.desktop.settings.rekeying import RekeyPage

        page = RekeyPage(theme, self._runner, self._services.unlocking)
        page.deed_requested.connect(self.deed_requested)
        page.left.connect(self._go_to_settings)
        return page

    def _make_forget(self, theme: Theme) -> QWidget:
        from dxmeet.desktop.settings.forgetting import ForgetPage

        page = ForgetPage(theme)
        page.deed_requested.connect(self.deed_requested)
        page.left.connect(self._go_to_settings)
        return page

    def _go_to_settings(self) -> None:
        self.screen_requested.emit("settings")

    def _make_records(self, theme: Theme) -> QWidget:
        from dxmeet.desktop.records.screen import RecordsScreen

        screen = RecordsScreen(theme, self._runner, self._services.ledger, self._services.reader)
        screen.changed.connect(self.changed)
        screen.left.connect(self._go_to_settings)
        return screen

    def _make_search(self, theme: Theme) -> QWidget:
        from dxmeet.desktop.search.screen import SearchScreen

        screen = SearchScreen(theme, self._runner, self._services.searching)
        screen.material_requested.connect(self.material_requested)
        screen.hit_requested.connect(self.hit_requested)
        self.indexer.stepped.connect(screen.show_indexing)
        self.indexer.ended.connect(screen.look_again)
        return screen

    def _make_contents(self, theme: Theme) -> QWidget:
        from dxmeet.desktop.syncing.screen import ContentsScreen

        screen = ContentsScreen(theme)
        screen.check_requested.connect(self.check_requested)
        screen.verify_requested.connect(lambda: self._verify(screen))
        screen.home_requested.connect(lambda: self.screen_requested.emit("home"))
        return screen

    def _verify(self, screen: "ContentsScreen") -> None:
        """持ち出し確認, in the background; the share is not needed for it."""
        job = Job(self._services.verifying.verify)
        job.done.connect(screen.show_verified)
        job.done.connect(self._tell_verified)
        job.finished.connect(screen.end_checking)  # methods: a screen that was replaced meanwhile hears nothing
        screen.show_checking(self.tr("端末の資料を確かめています"))
        self._runner.start(job, "verify")

    def _tell_verified(self, verified: "Verified") -> None:
        self.changed.emit(verified.changes)
