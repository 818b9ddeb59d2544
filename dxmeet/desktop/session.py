"""An unlocked profile in the window: its screens, the rounds to the shared folder, and what is refreshed when."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.desk import Desk
from dxmeet.desktop.home.agenda import make_agenda
from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.review.replacing import Replacing
from dxmeet.desktop.screens import Screens, Shown
from dxmeet.desktop.search.leading import lead_to
from dxmeet.desktop.syncing.rounds import Rounds
from dxmeet.desktop.wording import sync_words
from dxmeet.domain.packet import Kind, MaterialId, RevisionId
from dxmeet.errors import OrderedForget, ProfileLocked, ProfileMissing
from dxmeet.progress import Step

if TYPE_CHECKING:
    from dxmeet.services.changes import Changes
    from dxmeet.services.offered import Services
    from dxmeet.services.preferences import Preference
    from dxmeet.services.synchronising import SyncResult

_BACKUP_MINUTES = 60


class Session(QObject):
    """Screens are built when they are first asked for; all of them show the same reading of the library.

    ``shut`` carries why the profile may not stay open: it was locked or forgotten meanwhile; ``deed_requested`` what the
    reader wants done to the whole of it.
    """

    shut = Signal(object)
    deed_requested = Signal(object)

    def __init__(
        self,
        frame: MainWindow,
        desk: Desk,
        services: "Services",
        appearance: Appearance,
        runner: JobRunner,
        licences: Path,
        language: str = "",
    ) -> None:
        super().__init__(frame)
        self._frame, self._desk, self._services = frame, desk, services
        self._appearance, self._runner, self._language = appearance, runner, language
        self._preference: Preference | None = None
        self._shown: Shown | None = None
        self._reading_library = self._again = False
        self._search = self._checking = ""
        self._before_search = self._before_reader = "home"
        self._rounds = Rounds(runner, services.watching.look, self)
        self._backups = Rounds(runner, lambda _progress: services.safekeeping.back_up(), self, lane="backup")
        self._screens = Screens(services, runner, licences, self)
        self._replacing = Replacing(frame, desk, services, appearance, runner, self)

    def enter(self) -> None:
        """Read the preferences, show Home, start the rounds."""
        self._desk.attach(self._services.reading, self._services.annotating, self._services.printing)
        self._desk.left.connect(self._leave_reader)
        self._desk.material_requested.connect(self.open)
        self._desk.changed.connect(self.refresh)
        self._frame.screen_requested.connect(self.show)
        self._frame.search_changed.connect(self._filter)
        self._frame.results_requested.connect(self._go_to_results)
        self._frame.check_requested.connect(self._rounds.look_now)
        self._screens.screen_requested.connect(self.show)
        self._screens.material_requested.connect(self.open)
        self._screens.hit_requested.connect(partial(lead_to, self._desk, self.open, self._replacing.open))
        self._screens.packet_requested.connect(self._list)
        self._screens.check_requested.connect(self._rounds.look_now)
        self._screens.preference_changed.connect(self._change_preference)
        self._screens.changed.connect(self.refresh)
        self._screens.deed_requested.connect(self.deed_requested)
        self._replacing.changed.connect(self.refresh)
        self._replacing.reading_requested.connect(self.open)
        self._rounds.began.connect(lambda: self._check(self.tr("共有フォルダーを確認しています")))
        self._rounds.stepped.connect(self._step)
        self._rounds.ended.connect(self._end_round)
        self._rounds.failed.connect(self._fail_round)
        self._backups.failed.connect(self._frame.show_trouble)
        self._desk.remembered.connect(self._remember)
        preferences = self._services.preferences
        job = Job(lambda _progress: (preferences.get(), preferences.favourites(), self._read()))
        job.done.connect(self._begin)
        self._runner.start(job, "library")

    def show(self, name: str) -> None:
        """Bring a screen forward; the reader is put away, its place saved."""
        if self._preference is None or (name in Screens.ADMINS and not self._preference.admin):
            return
        if self._frame.current in ("reader", "password"):
            self._desk.put_away()
        self._replacing.put_away()
        if self._frame.screen_named(name) is None:
            self._frame.add_screen(name, self._screens.make(name, self._appearance.theme, self._preference))
            self._feed(name)
        self._frame.show_screen(name)

    def open(self, material: str, revision: str = "") -> None:
        """In the reader; an earlier revision where one is named."""
        if self._frame.current in Screens.NAMES:
            self._before_reader = self._frame.current
        former = RevisionId(revision) if revision else None
        call = partial(self._services.reading.open, MaterialId(material), revision=former)
        self._desk.open(
            lambda key, glimpse, progress: call(
                password=key.password, keep_password=key.keep, glimpse=glimpse, progress=progress
            ),
            keepable=True,
        )

    def refresh(self, changes: "Changes") -> None:
        """Read the library again if the change touches it; readings asked for meanwhile become one."""
        if changes.notes:
            self._replacing.carrier.after_notes(changes)
        if not (changes.packets or changes.reading or changes.settings or changes.notes):
            return
        if self._reading_library:
            self._again = True
            return
        self._reading_library = True
        job = Job(lambda _progress: self._read())
        job.done.connect(self._take)
        job.finished.connect(self._finish_reading)
        self._runner.start(job, "library")

    def close(self) -> None:
        """Before the runner is closed."""
        self._rounds.stop()
        self._screens.indexer.stop()
        self._backups.stop()
        self._replacing.carrier.stop()
        self._replacing.put_away()
        self._desk.close()

    def _read(self) -> Shown:
        library = self._services.library
        return Shown(make_agenda(library, library.today()), tuple(library.packets()))

    def _begin(self, kept: "tuple[Preference, str, Shown]") -> None:
        preference, favourites, self._shown = kept
        self._desk.remember(favourites)
        self._apply(preference, "home")
        self._rounds.whenever(self._services.watching.due)
        self._rounds.look_now()
        self._screens.indexer.go()  # what an earlier run did not come to
        self._backups.every(_BACKUP_MINUTES)
        self._backups.look_now()
        self._desk.warm_up()

    def _take(self, shown: Shown) -> None:
        self._shown = shown
        for name in Screens.NAMES:
            self._feed(name)
        self._tell_state()

    def _finish_reading(self) -> None:
        self._reading_library = False
        if self._again:
            self._again = False
            from dxmeet.services.changes import Changes

            self.refresh(Changes(packets=True))

    def _apply(self, preference: "Preference", screen: str) -> None:
        """Dress the window for the preference, and show ``screen`` in it."""
        self._preference = preference
        language = self._language or preference.language
        self._appearance.apply(preference.palette, preference.text_percent, language)
        reader = self._services.reader
        self._desk.dress(self._appearance.theme, language)
        self._frame.dress(self._appearance.theme, f"{reader.department} {reader.name}", admin=preference.admin)
        self._frame.show_search(self._search)
        self.show(screen)
        self._tell_state()

    def _remember(self, favourites: str) -> None:
        job = Job(lambda _progress: self._services.preferences.keep_favourites(favourites))
        self._runner.start(job, "library")

    def _change_preference(self, preference: "Preference") -> None:
        job = Job(lambda _progress: (self._services.preferences.set(preference), self._services.watching.settle()))
        self._runner.start(job, "library")
        before = self._preference
        if before is not None and (before == preference or before.language != preference.language):
            self._language = ""  # a choice made here is meant for this window, too, also of what was preferred before
        held = self._frame.focusWidget()
        self._apply(preference, "settings")
        screen = self._frame.screen_named("settings")  # the former one is still there until the next event
        again = screen.findChild(QWidget, held.objectName()) if screen and held and held.objectName() else None
        if again is not None:
            again.setFocus(Qt.FocusReason.TabFocusReason)

    def _feed(self, name: str) -> None:
        screen = self._frame.screen_named(name)
        if screen is not None and self._shown is not None:
            self._screens.feed(name, screen, self._shown, self._search, self._checking)

    def _filter(self, text: str) -> None:
        """Typing anywhere searches everything; an emptied field leads back to where it began."""
        self._search = text
        if text and self._frame.current != "search":
            self._before_search = self._frame.current
            self.show("search")
        elif not text and self._frame.current == "search":
            self.show(self._before_search)
        self._feed("search")

    def _go_to_results(self, text: str) -> None:
        """Also where the words still stand in the field, but another screen was opened meanwhile."""
        self._filter(text)
        screen = self._frame.screen_named("search")
        if screen is not None and text:
            self._screens.point_at(screen)

    def _list(self, packet: str) -> None:
        found = next((p for p in self._shown.packets if p.id == packet), None) if self._shown else None
        if found is None:
            return
        name = "meetings" if found.kind is Kind.MEETING else "circulars"
        self._search = ""
        self._frame.show_search("")
        self.show(name)
        self._feed(name)
        self._screens.point_at(self._frame.screen_named(name), packet)

    def _check(self, words: str) -> None:
        self._checking = words
        for name in ("home", "contents"):
            screen = self._frame.screen_named(name)
            show = getattr(screen, "show_checking", None)
            if show is not None:
                show(words)
        self._tell_state()

    def _step(self, step: Step) -> None:
        if step.doing == "another":
            self._check(self.tr("ほかの画面の同期が終わるのを待っています"))
        elif step.doing == "settling":
            self._check(self.tr("共有フォルダーで保存中の資料を待っています"))
        elif step.doing == "fetching" and step.total > step.done:
            self._check(self.tr("取り込み中 あと{n}件").format(n=step.total - step.done))

    def _end_round(self, result: "SyncResult") -> None:
        self._check("")
        self._screens.indexer.go()
        self.refresh(result.changes)
        self._replacing.carrier.after_look()

    def _leave_reader(self, home: bool) -> None:
        """To Home, or where the material was opened from. A method: it ends with the session, whose desk does not."""
        self.show("home" if home else self._before_reader)
        if self._frame.current == "search":
            self._screens.point_at(self._frame.screen_named("search"))

    def _fail_round(self, error: object) -> None:
        self._check("")
        if isinstance(error, ProfileLocked | ProfileMissing | OrderedForget):
            self.shut.emit(error)
            return
        self._frame.show_trouble(error)  # pyright: ignore[reportArgumentType] - Rounds.failed carries DxmeetErrors

    def _tell_state(self) -> None:
        status = self._frame.status
        if status is None or self._shown is None:
            return
        sync = self._shown.sync
        words = self._checking or sync_words(sync)
        mood = (
            "lost" if sync.state.value != "ok" else "fine" if sync.complete else "waiting" if sync.waiting else "short"
        )
        status.show_state(words, "looking" if self._checking else mood)
