"""The window speaks English throughout: nothing is forgotten, no word is Japanese, and longer words still fit."""

import ast
import re
import shutil
import string
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from spoken import ENGLISH, JAPANESE, compiled, lengthened, messages, modules, update
from statistics_fakes import FakeMerging, FakePurchasing, FakeReporting, year
from window_fakes import READER, FakeOrdering, services_of, town
from window_pages import OpenedWindow, strip_words

from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.keys import KeyList
from dxmeet.desktop.rows import CutLabel
from dxmeet.desktop.statistics.figures import Breakdown
from dxmeet.desktop.statistics.screen import StatisticsScreen
from dxmeet.desktop.theme import make_theme
from dxmeet.desktop.wording import Counts, day_heading, day_rest, language, moment, short_day, weekday, whole_day
from dxmeet.domain.packet import Packet
from dxmeet.paths import resource
from dxmeet.services.preferences import Preference
from dxmeet.services.unlocking import Door, Guard

SCREENS = ("home", "meetings", "circulars", "settings", "contents", "terminals", "rekey", "forget")
DOORS = (Door.SETUP, Door.PASSPHRASE, Door.LOCKED)
NOW = datetime(2026, 11, 25, 0, 42, tzinfo=UTC)  # 9:42 in Japan
FOLDERS = ("会議, 配布", "会議 (meetings)", "配布 (circulars)")
"""Named as they are on the share."""
LANGUAGES = "日本語"
ADVICE = (
    "run pyside6-lupdate -locations none -no-obsolete on dxmeet/desktop (without forms) and ui,"
    " -ts resources/translations/dxmeet_en.ts, and translate what is new"
)


def test_every_text_of_the_window_is_in_the_file(tmp_path: Path) -> None:
    copy = tmp_path / ENGLISH.name
    shutil.copy(ENGLISH, copy)
    update(copy)
    assert set(messages(copy)) == set(messages()), ADVICE


def test_every_message_is_translated() -> None:
    assert len(messages()) > 300
    assert [each for each in messages() if each.state or not all(each.texts)] == []


def test_no_message_is_left_in_japanese() -> None:
    left = [each for each in messages() for text in each.texts if JAPANESE.search(_without(text, FOLDERS))]
    assert left == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    """But for the year of the era, which English does not say."""
    differing = [
        (each.source, text)
        for each in messages()
        for text in each.texts
        if placeholders(each.source) - {"era"} != placeholders(text)
        or ("%n" in each.source) != ("%n" in text)
        or ("%n" in each.source) != each.numerus
    ]
    assert differing == []


def test_keys_in_the_text_are_the_same_in_both_languages() -> None:
    """Alt+C in a tooltip must be the letter after the & of its label, in either language."""
    key = re.compile(r"&([A-Z])|((?:Alt|Ctrl|Shift)(?:\+\w+)+|F\d+)", re.IGNORECASE)

    def keys(text: str) -> list[str]:
        return sorted(found.group().upper() for found in key.finditer(text))

    assert [(each.source, each.texts) for each in messages() if keys(each.source) != keys(each.texts[0])] == []


@pytest.mark.parametrize("module", modules(), ids=lambda path: "/".join(path.parts[-2:]))
def test_no_japanese_stands_outside_what_is_translated(module: Path) -> None:
    """Names of colours (keys of a dict) and the pattern of titles are not said to anyone."""
    known = {(each.context, each.source) for each in messages()}
    bare = [
        text for text, context in _texts(ast.parse(module.read_text(encoding="utf-8"))) if (context, text) not in known
    ]
    assert bare == []


def test_the_file_names_no_place_of_a_machine() -> None:
    text = ENGLISH.read_text(encoding="utf-8")
    assert "<location" not in text
    assert 'language="en_US" sourcelanguage="ja_JP"' in text


def _texts(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """(Japanese text, context of its translation or nothing) of a module; docstrings and keys are left out."""

    def walk(node: ast.AST, owner: str, context: str) -> Iterator[tuple[str, str]]:
        match node:
            case ast.ClassDef(name=name):
                owner = name
            case ast.Expr(value=ast.Constant()):
                return
            case ast.Call(func=ast.Attribute(attr="compile")):
                return
            case ast.Call(func=ast.Attribute(attr="tr")):
                context = owner
            case ast.Call(
                func=ast.Attribute(attr="translate") | ast.Name(id="translate"), args=[ast.Constant(value=str(of)), *_]
            ):
                context = of
            case ast.Constant(value=str(text)) if JAPANESE.search(text):
                yield text, context
            case _:
                pass
        for child in ast.iter_child_nodes(node):
            if isinstance(node, ast.Dict) and child in node.keys:
                continue
            if isinstance(node, ast.Subscript) and child is node.slice:
                continue
            yield from walk(child, owner, context)

    yield from walk(tree, "", "")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


# What a person sees.


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(ENGLISH, tmp_path_factory.mktemp("english"))


@pytest.fixture(scope="session")
def longer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("longer")
    return compiled(lengthened(ENGLISH, folder / "longer.ts"), folder)


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[[Path], Appearance]]:
    """Speak the English of a folder until the test ends."""
    made: list[Appearance] = []

    def begin(folder: Path) -> Appearance:
        appearance = Appearance(qapp, resource("icons"), folder)
        made.append(appearance)
        appearance.apply("light", 100, "en")
        return appearance

    yield begin
    for each in made:
        each.apply("light", 100, "ja")


def test_the_window_says_which_language_it_speaks(speak: Callable[[Path], Appearance], english: Path) -> None:
    assert language() == "ja"
    speak(english)
    assert language() == "en"


def test_dates_and_counts_follow_the_grammar(speak: Callable[[Path], Appearance], english: Path) -> None:
    day = date(2026, 11, 25)
    said = (day_heading(day), day_rest(day), short_day(day), weekday(day), whole_day(day, ""), whole_day(day, "", day))
    assert said == ("11月25日", "水曜日  令和8年", "11/25", "水", "2026/11/25 水", "11/25 水")
    assert (whole_day(None, "2026-04"), moment(NOW)) == ("2026年4月", "11/25 9:42")
    assert [Counts().pages(n) for n in (1, 12)] == ["1ページ", "12ページ"]
    speak(english)
    said = (day_heading(day), day_rest(day), short_day(day), weekday(day), whole_day(day, ""), whole_day(day, "", day))
    assert said == ("Wednesday 25 November", "2026", "25 Nov", "Wed", "Wed 25 Nov 2026", "Wed 25 Nov")
    assert (whole_day(None, "2026-04"), moment(NOW)) == ("April 2026", "25 Nov 9:42")
    assert [Counts().pages(n) for n in (1, 12)] == ["1 page", "12 pages"]
    assert [Counts().items(n) for n in (0, 1)] == ["0 items", "1 item"]
    assert QCoreApplication.translate("Statistics", "令和{era}年度({fy})").format(era=8, fy=2026) == "FY 2026"


@pytest.mark.parametrize("screen", SCREENS)
def test_no_japanese_is_left_on_a_screen(open_window: Any, english: Path, screen: str) -> None:
    services = services_of(town(), preference=Preference(language="en", admin=True))
    opened: OpenedWindow = open_window(services, translations=english)
    opened.unlocking.kept = Guard(passphrase=True, asked=True)
    opened.visit.show(screen)
    opened.settle()
    shown = words_of(opened.window)
    assert len(shown) > 20
    assert [text for text in shown if JAPANESE.search(_without(text, contents_of(town())))] == []


@pytest.mark.parametrize("packets", [[], town()[-1:]], ids=["nothing", "withdrawn only"])
def test_no_japanese_is_left_where_there_is_little_to_show(
    open_window: Any, english: Path, packets: list[Packet]
) -> None:
    opened = open_window(services_of(packets, preference=Preference(language="en")), translations=english)
    assert [text for text in words_of(opened.window) if JAPANESE.search(_without(text, contents_of(packets)))] == []


@pytest.mark.parametrize("door", DOORS)
def test_no_japanese_is_left_on_the_way_in(open_window: Any, english: Path, door: Door) -> None:
    opened = at_the_door(open_window, english, door)
    shown = words_of(opened.window.screen_named("door"))
    assert [text for text in shown if JAPANESE.search(_without(text, FOLDERS))] == []


def test_trouble_is_told_in_english(open_window: Any, english: Path) -> None:
    opened = at_the_door(open_window, english, Door.PASSPHRASE)
    door = opened.window.screen_named("door")
    door.findChild(QLineEdit, "passphrase_field").setText("wrong")
    door.findChild(QAbstractButton, "unlock_button").click()
    opened.settle()
    told = strip_words(door.findChild(QWidget, "strip"))
    assert all(told)
    assert [text for text in told if JAPANESE.search(text)] == []


def test_the_list_of_keys_is_english(qtbot: QtBot, speak: Callable[[Path], Appearance], english: Path) -> None:
    theme = speak(english).theme
    frame = QWidget()
    qtbot.addWidget(frame)
    assert [text for text in words_of(KeyList(theme, frame)) if JAPANESE.search(text)] == []


def test_no_japanese_is_left_in_the_statistics(
    qtbot: QtBot, speak: Callable[[Path], Appearance], runner: JobRunner, english: Path
) -> None:
    speak(english)
    screen = statistics(qtbot, runner)
    report = year()
    names = [*report.reasons, *(row.title or row.id for row in (*report.packets, *report.departments))]
    shown: list[str] = []
    for at in range(len(Breakdown)):
        screen.tabs.setCurrentIndex(at)
        shown += words_of(screen)
    assert "FY 2026" in shown
    assert "November so far" in shown
    assert [text for text in shown if JAPANESE.search(_without(text, names))] == []


# Wordier languages than English.


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("words", ["english", "longer"])
def test_longer_words_are_not_cut_off(
    open_window: Any, screen: str, words: str, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(words)
    opened = open_window(services_of(town(), preference=Preference(language="en", admin=True)), translations=folder)
    opened.unlocking.kept = Guard(passphrase=True, asked=True)
    opened.window.resize(1280, 720)
    opened.visit.show(screen)
    opened.settle()
    QApplication.processEvents()
    opened.window.grab()
    assert opened.window.width() == 1280
    assert cut(opened.window) == []


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("words", ["english", "longer"])
def test_longer_words_fit_the_way_in(open_window: Any, door: Door, words: str, request: pytest.FixtureRequest) -> None:
    opened = at_the_door(open_window, request.getfixturevalue(words), door)
    opened.window.resize(1280, 720)
    opened.bot.waitUntil(lambda: cut(opened.window.screen_named("door")) == [])


@pytest.mark.parametrize("words", ["english", "longer"])
def test_longer_words_fit_the_statistics(
    qtbot: QtBot,
    speak: Callable[[Path], Appearance],
    runner: JobRunner,
    words: str,
    request: pytest.FixtureRequest,
) -> None:
    speak(request.getfixturevalue(words))
    screen = statistics(qtbot, runner)
    qtbot.waitUntil(lambda: cut(screen) == [])
    assert screen.width() == 1280


def cut(window: QWidget) -> list[tuple[str, str, int, int]]:
    """Labels and buttons narrower than their words, or reaching beyond the window's right edge."""
    return [
        (each.objectName(), each.text(), each.width(), each.sizeHint().width())
        for kind in (QLabel, QAbstractButton)
        for each in window.findChildren(kind)
        if each.isVisibleTo(window) and each.text() and not isinstance(each, CutLabel)
        if not each.objectName().startswith("qt_")
        if not (isinstance(each, QLabel) and each.wordWrap())
        if each.width() < each.sizeHint().width() or each.mapTo(window, each.rect().topRight()).x() >= window.width()
    ]


def at_the_door(open_window: Any, folder: Path, door: Door) -> OpenedWindow:
    opened: OpenedWindow = open_window(door=door, translations=folder)
    opened.appearance.apply("light", 100, "en")
    opened.window.dress(opened.appearance.theme, None, admin=False)
    opened.unlocking.required = True
    opened.visit.knock()
    opened.reach("door")
    return opened


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()


def statistics(qtbot: QtBot, runner: JobRunner) -> StatisticsScreen:
    merging = FakeMerging()
    parts: Any = (merging, FakeReporting(merging, year()), FakePurchasing(merging))
    merging.gaps, merging.silent = [object(), object()], ["t1"]
    theme = make_theme("light", 100, resource("icons"))
    screen = StatisticsScreen(theme, runner, *parts, now=lambda: NOW)
    qtbot.addWidget(screen)
    screen.resize(1280, 646)
    screen.show()
    screen.refresh()
    qtbot.waitUntil(lambda: not runner.busy)
    screen.grab()
    return screen


def words_of(root: QWidget) -> list[str]:
    """Everything that is read or read out: texts, tooltips, names, descriptions, placeholders, tabs, lists and heads."""
    found: list[str] = [root.windowTitle()]
    for each in (root, *root.findChildren(QWidget)):
        if not each.isVisibleTo(root):
            continue
        found += [each.toolTip(), each.accessibleName(), each.accessibleDescription()]
        match each:
            case QLabel() | QAbstractButton():
                found.append(each.text())
            case QLineEdit():
                found += [each.placeholderText()]
            case QComboBox():
                found += [each.itemText(at) for at in range(each.count())]
            case QTabBar():
                found += [each.tabText(at) for at in range(each.count())]
            case QAbstractItemView():
                found += _cells(each.model(), QModelIndex())
                if not isinstance(each, QTreeView) or not each.isHeaderHidden():
                    columns = range(each.model().columnCount())
                    found += [str(each.model().headerData(at, Qt.Orientation.Horizontal) or "") for at in columns]
            case _:
                pass
    return [text for text in found if text and text != LANGUAGES]


def _cells(model: QAbstractItemModel, parent: QModelIndex) -> list[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    found: list[str] = []
    for row in range(model.rowCount(parent)):
        for column in range(model.columnCount(parent)):
            index = model.index(row, column, parent)
            found += [str(index.data(role) or "") for role in roles]
        found += _cells(model, model.index(row, 0, parent))
    return found


def contents_of(packets: list[Packet]) -> list[str]:
    """What people wrote: titles (also in their parts, as Home shows them), places and names."""
    titles = [each.title for packet in packets for each in (packet, *packet.materials)]
    people = [text for packet in packets for text in (packet.place, packet.author)]
    reader = [READER.name, READER.department, READER.share_path, *(each.department for each in FakeOrdering().held)]
    parts = [part for title in titles for part in (title, *title.split(" ", 1), *title.split(" "))]
    return [*parts, *people, *reader, *FOLDERS]


def _without(text: str, names: list[str] | tuple[str, ...]) -> str:
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, "")
    return text
