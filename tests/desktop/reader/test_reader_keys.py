"""Keys: one table for what they do and for what F1 says."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication
from reader_fakes import FlatDocument, ReaderPage, meeting

from dxmeet.desktop.keys import WindowKey, key_table
from dxmeet.desktop.notes.tools import KEYS as TOOL_KEYS
from dxmeet.desktop.notes.words import tool_keys
from dxmeet.desktop.reader.keys import KEYS, Command, command_of, groups


def _event(keys: str) -> QKeyEvent:
    combination = QKeySequence(keys)[0]  # pyright: ignore[reportIndexIssue]
    return QKeyEvent(QKeyEvent.Type.KeyPress, combination.key(), combination.keyboardModifiers())


def test_every_command_has_keys_and_words_and_no_key_has_two_meanings() -> None:
    assert set(KEYS) == set(Command)
    listed = [command for _, commands in groups() for command in commands]
    assert sorted(listed, key=str) == sorted(Command, key=str)
    several = [keys for each in KEYS.values() for keys in each]
    assert len(set(several)) == len(several)
    everywhere = {key.value for key in WindowKey} - {"F11", "Alt+Left"}  # those two are the same deed in the reader
    assert everywhere & set(several) == set()
    of_tools = {each for keys, _ in tool_keys() for each in keys.split(" / ")}
    assert of_tools & (everywhere | set(several)) == set()


def test_every_key_of_the_table_is_heard_as_its_command() -> None:
    for command, several in KEYS.items():
        for keys in several:
            assert command_of(_event(keys)) is command, keys


def test_every_command_does_something_in_the_reader(reader: ReaderPage) -> None:
    assert set(reader.view.commands.deeds) == set(Command)


def test_no_command_fails_on_an_open_document_nor_on_none(reader: ReaderPage) -> None:
    def all_of_them() -> None:
        for several in KEYS.values():
            for keys in several:
                QCoreApplication.sendEvent(reader.view.canvas, _event(keys))
                QApplication.processEvents()

    all_of_them()
    reader.open_and_settle(meeting(FlatDocument()))
    all_of_them()
    reader.rest()


def test_f1_says_every_key_there_is() -> None:
    said = " ".join(keys for _, lines in key_table() for keys, _ in lines)
    native = QKeySequence.SequenceFormat.NativeText
    for keys in [each.value for each in WindowKey] + [several[0] for several in KEYS.values()]:
        assert QKeySequence(keys).toString(native) in said, keys
    assert all(f" {letter} " in f" {said} " for letter in TOOL_KEYS.values())
