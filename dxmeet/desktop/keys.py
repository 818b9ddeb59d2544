"""The window's own keys as a table, and F1: every key there is, from the tables that make them work."""

from enum import Enum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dxmeet.desktop.rows import heading as ruled
from dxmeet.desktop.rows import label, wrapped
from dxmeet.desktop.theme import Theme


class WindowKey(Enum):
    """Name → keys in Qt's portable spelling. Those of the reader and of the tools stand in their own tables."""

    SCREEN_1 = "Ctrl+1"
    SCREEN_2 = "Ctrl+2"
    SCREEN_3 = "Ctrl+3"
    SCREEN_4 = "Ctrl+4"
    SCREEN_5 = "Ctrl+5"
    BACK = "Alt+Left"
    SEARCH = "Ctrl+Shift+F"
    CONTENTS = "Ctrl+Shift+D"
    CHECK = "F5"
    VERIFY = "Ctrl+Shift+K"
    FULL_SCREEN = "F11"
    KEYS = "F1"


SCREEN_KEYS = (
    WindowKey.SCREEN_1,
    WindowKey.SCREEN_2,
    WindowKey.SCREEN_3,
    WindowKey.SCREEN_4,
    WindowKey.SCREEN_5,
)


def native(keys: str) -> str:
    """As this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def window_words() -> dict[WindowKey, str]:
    return {
        WindowKey.KEYS: QCoreApplication.translate("KeyList", "このキーの一覧"),
        WindowKey.SCREEN_1: QCoreApplication.translate("KeyList", "ホーム"),
        WindowKey.SCREEN_2: QCoreApplication.translate("KeyList", "会議"),
        WindowKey.SCREEN_3: QCoreApplication.translate("KeyList", "配布資料"),
        WindowKey.SCREEN_4: QCoreApplication.translate("KeyList", "統計（管理者だけ）、なければ設定"),
        WindowKey.SCREEN_5: QCoreApplication.translate("KeyList", "設定（管理者だけ）"),
        WindowKey.BACK: QCoreApplication.translate("KeyList", "ホームに戻る"),
        WindowKey.SEARCH: QCoreApplication.translate("KeyList", "会議・資料・書き込みを探す"),
        WindowKey.CONTENTS: QCoreApplication.translate("KeyList", "端末の中身を見る"),
        WindowKey.CHECK: QCoreApplication.translate("KeyList", "共有フォルダーを今すぐ確認する"),
        WindowKey.VERIFY: QCoreApplication.translate("KeyList", "持ち出し確認をする（端末の中身の画面）"),
        WindowKey.FULL_SCREEN: QCoreApplication.translate("KeyList", "全画面にする・戻す"),
    }


def key_table() -> list[tuple[str, list[tuple[str, str]]]]:
    """Heading → (keys, what they do), of the window, the reader and its tools."""
    from dxmeet.desktop.notes.words import tool_keys  # F1 is rare, and Home does without the reader
    from dxmeet.desktop.reader.keys import KEYS, groups

    table = [
        (
            QCoreApplication.translate("KeyList", "どの画面でも"),
            [(native(key.value), words) for key, words in window_words().items()],
        )
    ]
    for heading, commands in groups():
        lines = [(" / ".join(native(keys) for keys in KEYS[command][:2]), words) for command, words in commands.items()]
        table.append((heading, lines))
    table.append((QCoreApplication.translate("KeyList", "読む画面: 道具"), tool_keys()))
    everywhere = [
        ("Tab / Shift+Tab", QCoreApplication.translate("KeyList", "次の項目へ・前の項目へ")),
        ("Enter / Space", QCoreApplication.translate("KeyList", "えらぶ・押す")),
        (
            QCoreApplication.translate("KeyList", "数字") + " Enter",
            QCoreApplication.translate("KeyList", "通しページへ移る"),
        ),
    ]
    table[0][1].extend(everywhere)
    return table


class KeyList(QWidget):
    """F1, in a window of its own that does not stop the other. Escape closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self.setWindowTitle(self.tr("キーの一覧"))
        self.setAccessibleName(self.tr("キーの一覧"))
        column = QVBoxLayout(self)
        inner = QWidget()
        self._fill(QGridLayout(inner), theme)
        area = QScrollArea()
        area.setObjectName("keys_area")
        area.setAccessibleName(self.tr("キーの一覧"))
        area.setWidgetResizable(True)
        area.setWidget(inner)
        column.addWidget(area)
        close = QPushButton(self.tr("閉じる"))
        close.setObjectName("close_button")
        close.setAccessibleName(self.tr("閉じる"))
        close.setToolTip(self.tr("閉じる（Esc）"))
        close.clicked.connect(self.close)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        room = parent.screen().availableGeometry().size()
        self.resize(min(theme.px(640), room.width()), min(theme.px(680), room.height()))

    def _fill(self, grid: QGridLayout, theme: Theme) -> None:
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        row = 0
        for heading, lines in key_table():
            title = ruled(theme, heading)
            title.setContentsMargins(0, theme.px(12) if row else 0, 0, 0)
            grid.addWidget(title, row, 0, 1, 2)
            row += 1
            for keys, words in lines:
                grid.addWidget(label(theme, keys, "body", bold=True), row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(wrapped(theme, words), row, 1)
                row += 1
