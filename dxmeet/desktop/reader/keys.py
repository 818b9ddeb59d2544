"""What each key does in the reader, as long as no text field has the focus. F1 shows this very table."""

from enum import Enum
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_Modifier = Qt.KeyboardModifier


class Command(Enum):
    ADVANCE = "advance"
    RETREAT = "retreat"
    RIGHT = "right"
    LEFT = "left"
    DOWN = "down"
    UP = "up"
    FIRST = "first"
    LAST = "last"
    GO_TO_PAGE = "go-to-page"
    CARET = "caret"
    COPY = "copy"
    PASTE = "paste"
    DUPLICATE = "duplicate"
    FIND = "find"
    FIND_NEXT = "find-next"
    FIND_PREVIOUS = "find-previous"
    BACK = "back"
    FORWARD = "forward"
    NEXT_MATERIAL = "next-material"
    PREVIOUS_MATERIAL = "previous-material"
    LARGER = "larger"
    SMALLER = "smaller"
    WHOLE_PAGE = "whole-page"
    WHOLE_WIDTH = "whole-width"
    ACTUAL_SIZE = "actual-size"
    SINGLE = "single"
    SPREAD = "spread"
    CONTINUOUS = "continuous"
    RIGHT_BOUND = "right-bound"
    TURN_RIGHT = "turn-right"
    TURN_LEFT = "turn-left"
    COMPARE = "compare"
    LINK = "link"
    OTHER_PANE = "other-pane"
    LEFT_PANEL = "left-panel"
    RIGHT_PANEL = "right-panel"
    NOTES_TAB = "notes-tab"
    BOOKMARKS_TAB = "bookmarks-tab"
    THUMBNAILS_TAB = "thumbnails-tab"
    OUTLINE_TAB = "outline-tab"
    BOOKMARK = "bookmark"
    PRINT = "print"
    UNDO = "undo"
    REDO = "redo"
    REMOVE = "remove"
    NEXT_LINK = "next-link"
    FOLLOW_LINK = "follow-link"
    CANCEL = "cancel"
    FULL_SCREEN = "full-screen"
    HOME = "home"


KEYS: dict[Command, tuple[str, ...]] = {
    Command.ADVANCE: ("PgDown", "Space"),
    Command.RETREAT: ("PgUp", "Shift+Space"),
    Command.RIGHT: ("Right",),
    Command.LEFT: ("Left",),
    Command.DOWN: ("Down",),
    Command.UP: ("Up",),
    Command.FIRST: ("Home", "Ctrl+Home"),
    Command.LAST: ("End", "Ctrl+End"),
    Command.GO_TO_PAGE: ("Ctrl+G",),
    Command.CARET: ("F4",),
    Command.COPY: ("Ctrl+C",),
    Command.PASTE: ("Ctrl+V",),
    Command.DUPLICATE: ("Ctrl+D",),
    Command.FIND: ("Ctrl+F",),
    Command.FIND_NEXT: ("F3",),
    Command.FIND_PREVIOUS: ("Shift+F3",),
    Command.BACK: ("Alt+Left",),
    Command.FORWARD: ("Alt+Right",),
    Command.NEXT_MATERIAL: ("Ctrl+PgDown",),
    Command.PREVIOUS_MATERIAL: ("Ctrl+PgUp",),
    Command.LARGER: (
        "Ctrl++",
        "Ctrl+=",
        "Ctrl+;",
        "Ctrl+Shift++",
        "Ctrl+Shift+=",
    ),  # ; is where ＋ is on a JIS keyboard
    Command.SMALLER: ("Ctrl+-",),
    Command.WHOLE_PAGE: ("Ctrl+0",),
    Command.WHOLE_WIDTH: ("Ctrl+9",),
    Command.ACTUAL_SIZE: ("Ctrl+8",),
    Command.SINGLE: ("Alt+1",),
    Command.SPREAD: ("Alt+2",),
    Command.CONTINUOUS: ("Alt+3",),
    Command.RIGHT_BOUND: ("Alt+4",),
    Command.TURN_RIGHT: ("Ctrl+R",),
    Command.TURN_LEFT: ("Ctrl+Shift+R",),
    Command.COMPARE: ("F7",),
    Command.LINK: ("F8",),
    Command.OTHER_PANE: ("F6",),
    Command.LEFT_PANEL: ("F9",),
    Command.RIGHT_PANEL: ("Shift+F9",),
    Command.NOTES_TAB: ("Alt+6",),
    Command.BOOKMARKS_TAB: ("Alt+7",),
    Command.THUMBNAILS_TAB: ("Alt+8",),
    Command.OUTLINE_TAB: ("Alt+9",),
    Command.BOOKMARK: ("Ctrl+B",),
    Command.PRINT: ("Ctrl+P",),
    Command.UNDO: ("Ctrl+Z",),
    Command.REDO: ("Ctrl+Y", "Ctrl+Shift+Z"),
    Command.REMOVE: ("Del",),
    Command.NEXT_LINK: ("Ctrl+L",),
    Command.FOLLOW_LINK: ("Return", "Enter"),
    Command.CANCEL: ("Esc",),
    Command.FULL_SCREEN: ("F11",),
    Command.HOME: ("Alt+Home",),
}
"""In Qt's portable spelling; the first is the one that is shown on buttons."""


def _combined(keys: str) -> int:
    sequence: Any = QKeySequence(keys)  # its stub forgets that it can be indexed
    return sequence[0].toCombined()


_COMMANDS = {_combined(keys): command for command, several in KEYS.items() for keys in several}


def command_of(event: QKeyEvent) -> Command | None:
    """None for a key that means nothing here, and for a letter or digit: those are typed."""
    modifiers = event.modifiers() & ~_Modifier.KeypadModifier
    return _COMMANDS.get(event.key() | modifiers.value)


def key_of(command: Command) -> str:
    """What a tooltip shows."""
    return KEYS[command][0]


def letter_of(event: QKeyEvent) -> str | None:
    """A letter pressed alone or with Shift, in capitals: it may be a tool's."""
    letter, plain = event.text().upper(), event.modifiers() & ~_Modifier.ShiftModifier == _Modifier.NoModifier
    return letter if plain and len(letter) == 1 and letter.isalpha() else None


def digit_of(event: QKeyEvent) -> str | None:
    """A digit, typed to go to a page."""
    plain = event.modifiers() & ~_Modifier.KeypadModifier == _Modifier.NoModifier
    return event.text() if plain and event.text() in set("0123456789") else None


def words_of(command: Command) -> str:
    """What it does, as F1 says it."""
    return next(words[command] for words in (_turning(), _showing(), _beside()) if command in words)


def groups() -> list[tuple[str, dict[Command, str]]]:
    """All commands under a heading each, in the order F1 shows them."""
    return [
        (QCoreApplication.translate("ReaderKeys", "読む画面: めくる・移る"), _turning()),
        (QCoreApplication.translate("ReaderKeys", "読む画面: 見え方"), _showing()),
        (QCoreApplication.translate("ReaderKeys", "読む画面: 見比べ・欄・書き込み"), _beside()),
    ]


def _turning() -> dict[Command, str]:
    return {
        Command.ADVANCE: QCoreApplication.translate("ReaderKeys", "先へ読む（大きいページは一画面ずつ）"),
        Command.RETREAT: QCoreApplication.translate("ReaderKeys", "前へ戻って読む"),
        Command.RIGHT: QCoreApplication.translate("ReaderKeys", "右へめくる"),
        Command.LEFT: QCoreApplication.translate("ReaderKeys", "左へめくる"),
        Command.DOWN: QCoreApplication.translate("ReaderKeys", "下へ少し動かす"),
        Command.UP: QCoreApplication.translate("ReaderKeys", "上へ少し動かす"),
        Command.FIRST: QCoreApplication.translate("ReaderKeys", "最初のページ"),
        Command.LAST: QCoreApplication.translate("ReaderKeys", "最後のページ"),
        Command.GO_TO_PAGE: QCoreApplication.translate("ReaderKeys", "ページ番号を入れる"),
        Command.FIND: QCoreApplication.translate("ReaderKeys", "この資料の中を探す"),
        Command.FIND_NEXT: QCoreApplication.translate("ReaderKeys", "次の見つかったところ"),
        Command.FIND_PREVIOUS: QCoreApplication.translate("ReaderKeys", "前の見つかったところ"),
        Command.BACK: QCoreApplication.translate("ReaderKeys", "移る前の場所に戻る（なければ、資料を開いた画面へ）"),
        Command.FORWARD: QCoreApplication.translate("ReaderKeys", "戻る前の場所に進む"),
        Command.NEXT_LINK: QCoreApplication.translate("ReaderKeys", "次のリンクをえらぶ"),
        Command.FOLLOW_LINK: QCoreApplication.translate(
            "ReaderKeys", "えらんだリンクの先へ移る・付箋や文字を画面の中央に置く"
        ),
        Command.NEXT_MATERIAL: QCoreApplication.translate("ReaderKeys", "次の資料"),
        Command.PREVIOUS_MATERIAL: QCoreApplication.translate("ReaderKeys", "前の資料"),
    }


def _showing() -> dict[Command, str]:
    return {
        Command.LARGER: QCoreApplication.translate("ReaderKeys", "大きく"),
        Command.SMALLER: QCoreApplication.translate("ReaderKeys", "小さく"),
        Command.WHOLE_PAGE: QCoreApplication.translate("ReaderKeys", "ページ全体"),
        Command.WHOLE_WIDTH: QCoreApplication.translate("ReaderKeys", "幅に合わせる"),
        Command.ACTUAL_SIZE: QCoreApplication.translate("ReaderKeys", "実寸"),
        Command.SINGLE: QCoreApplication.translate("ReaderKeys", "1ページずつ"),
        Command.SPREAD: QCoreApplication.translate("ReaderKeys", "見開き"),
        Command.CONTINUOUS: QCoreApplication.translate("ReaderKeys", "続けて"),
        Command.RIGHT_BOUND: QCoreApplication.translate("ReaderKeys", "見開きを右とじに（縦書き）"),
        Command.TURN_RIGHT: QCoreApplication.translate("ReaderKeys", "右に回す"),
        Command.TURN_LEFT: QCoreApplication.translate("ReaderKeys", "左に回す"),
        Command.FULL_SCREEN: QCoreApplication.translate("ReaderKeys", "ページだけにする・戻す"),
    }


def _beside() -> dict[Command, str]:
    return {
        Command.COMPARE: QCoreApplication.translate("ReaderKeys", "二つ並べて見比べる・やめる"),
        Command.LINK: QCoreApplication.translate("ReaderKeys", "見比べを連動させる・やめる"),
        Command.OTHER_PANE: QCoreApplication.translate("ReaderKeys", "見比べのもう一方へ"),
        Command.LEFT_PANEL: QCoreApplication.translate("ReaderKeys", "会議の資料の欄を出す・たたむ"),
        Command.RIGHT_PANEL: QCoreApplication.translate("ReaderKeys", "右の欄を出す・たたむ"),
        Command.NOTES_TAB: QCoreApplication.translate("ReaderKeys", "書き込みの一覧へ"),
        Command.BOOKMARKS_TAB: QCoreApplication.translate("ReaderKeys", "しおりの一覧へ"),
        Command.THUMBNAILS_TAB: QCoreApplication.translate("ReaderKeys", "縮小表示へ"),
        Command.OUTLINE_TAB: QCoreApplication.translate("ReaderKeys", "目次へ"),
        Command.CARET: QCoreApplication.translate(
            "ReaderKeys", "文字をキーで選ぶ（矢印で動き、Shiftと矢印で選ぶ。Ctrlと矢印は語ごと）"
        ),
        Command.COPY: QCoreApplication.translate("ReaderKeys", "選んだ書き込み・文字を写す"),
        Command.PASTE: QCoreApplication.translate("ReaderKeys", "写した書き込みを貼る"),
        Command.DUPLICATE: QCoreApplication.translate("ReaderKeys", "選んだ書き込みを複製する"),
        Command.BOOKMARK: QCoreApplication.translate("ReaderKeys", "このページにしおりをはさむ・外す"),
        Command.PRINT: QCoreApplication.translate("ReaderKeys", "印刷する"),
        Command.UNDO: QCoreApplication.translate("ReaderKeys", "書き込みを元に戻す"),
        Command.REDO: QCoreApplication.translate("ReaderKeys", "書き込みをやり直す"),
        Command.REMOVE: QCoreApplication.translate("ReaderKeys", "選んだ書き込みを消す"),
        Command.CANCEL: QCoreApplication.translate("ReaderKeys", "やめる・選ぶ道具に戻る・全画面を終える"),
        Command.HOME: QCoreApplication.translate("ReaderKeys", "ホームに戻る"),
    }
