"""Page objects: what a person sees and presses on each screen, by name, so that tests read as stories."""

from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_fakes import FakeFiles, FakeUnlocking, FakeView, entrance_of

from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.desk import MakeView
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.visit import Visit
from dxmeet.paths import resource
from dxmeet.services.offered import Services

W = TypeVar("W", bound=QWidget)


class Page:
    """One screen of a window."""

    def __init__(self, window: MainWindow, name: str) -> None:
        self.window = window
        self.name = name

    @property
    def widget(self) -> QWidget:
        found = self.window.screen_named(self.name)
        assert found is not None, f"no screen {self.name}"
        return found

    def part(self, kind: type[W], name: str) -> W:
        found = self.widget.findChild(kind, name)
        assert found is not None, f"no {name} on {self.name}"
        return found

    def press(self, name: str) -> None:
        QTest.mouseClick(self.part(QAbstractButton, name), Qt.MouseButton.LeftButton)

    @property
    def words(self) -> str:
        return " ".join(each.text() for each in self.widget.findChildren(QLabel) if each.isVisibleTo(self.widget))


class HomePage(Page):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "home")

    def rows(self, kind: str) -> list[QAbstractButton]:
        return self.widget.findChildren(QAbstractButton, kind)

    def row(self, kind: str, words: str) -> QAbstractButton:
        return next(each for each in self.rows(kind) if words in each.accessibleName())

    def click(self, kind: str, words: str) -> None:
        QTest.mouseClick(self.row(kind, words), Qt.MouseButton.LeftButton)


class ListPage(Page):
    @property
    def tree(self) -> QTreeView:
        return self.widget.findChildren(QTreeView)[0]

    def lines(self) -> list[str]:
        model, found = self.tree.model(), list[str]()
        for row in range(model.rowCount()):
            parent = model.index(row, 0)
            found.append(str(parent.data()))
            found += [str(model.index(i, 0, parent).data()) for i in range(model.rowCount(parent))]
        return found

    def click(self, words: str) -> None:
        model = self.tree.model()
        for row in range(model.rowCount()):
            parent = model.index(row, 0)
            for each in (parent, *(model.index(i, 0, parent) for i in range(model.rowCount(parent)))):
                if words in str(each.data()):
                    self.tree.scrollTo(each)
                    place: QPoint = self.tree.visualRect(each).center()
                    QTest.mouseClick(self.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
                    return
        raise AssertionError(words)


class SettingsPage(Page):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "settings")

    def choose(self, box: str, place: int) -> None:
        """As with the keyboard: move, then tell."""
        found = self.part(QComboBox, box)
        found.setCurrentIndex(place)
        found.activated.emit(place)


class DoorPage(Page):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "door")

    def fill(self, field: str, text: str) -> None:
        self.part(QLineEdit, field).setText(text)

    @property
    def strip(self) -> Any:
        return self.widget.findChild(QWidget, "strip")


def strip_words(strip: QWidget) -> list[str]:
    return [strip.findChild(QLabel, name).accessibleName() for name in ("what_label", "safe_label", "next_label")]


def buttons(widget: QWidget) -> list[QPushButton]:
    return [each for each in widget.findChildren(QPushButton) if each.isVisibleTo(widget)]


class OpenedWindow:
    """What a test of the window has in its hands."""

    def __init__(
        self,
        bot: QtBot,
        application: QApplication,
        services: Services,
        door: Any,
        translations: Path | None = None,
        make_view: MakeView | None = None,
        language: str = "",
    ) -> None:
        self.bot = bot
        self.unlocking = FakeUnlocking(door)
        self.services = replace(services, unlocking=cast(Any, self.unlocking))
        self.files = FakeFiles()
        self.appearance = Appearance(application, resource("icons"), translations or resource("translations"))
        self.appearance.apply("light", 100, "ja")
        self.runner = JobRunner()
        self.window = MainWindow(self.appearance.theme)
        self.visit = Visit(
            self.window,
            entrance_of(self.unlocking, self.services, self.files),
            self.appearance,
            self.runner,
            language,
            make_view=make_view or (lambda theme, runner: iter([FakeView(theme, runner)])),
        )
        self.window.show()

    @property
    def reader(self) -> FakeView:
        found = self.window.screen_named("reader")
        assert isinstance(found, FakeView)
        return found

    def settle(self) -> None:
        """Until nothing runs and every answer has been shown."""
        self.bot.waitUntil(lambda: not self.runner.busy)

    def reach(self, screen: str) -> None:
        self.bot.waitUntil(lambda: self.window.current == screen)
        self.settle()
