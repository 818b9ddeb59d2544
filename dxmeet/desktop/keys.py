"""The list of keys, in a window of its own that does not stop the other."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dxmeet.desktop.rows import label
from dxmeet.desktop.theme import Theme


class KeyList(QWidget):
    """F1. Escape closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self.setWindowTitle(self.tr("キーの一覧"))
        self.setAccessibleName(self.tr("キーの一覧"))
        column = QVBoxLayout(self)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(6))
        for row, (keys, words) in enumerate(self._lines()):
            grid.addWidget(label(theme, keys, "body", bold=True), row, 0)
            grid.addWidget(label(theme, words), row, 1)
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
        hint = inner.sizeHint()
        room = parent.screen().availableGeometry().size()
        self.resize(min(hint.width() + theme.px(60), room.width()), min(hint.height() + theme.px(90), room.height()))

    def _lines(self) -> list[tuple[str, str]]:
        return [
            ("F1", self.tr("このキーの一覧")),
            ("Ctrl+1 … 5", self.tr("ホーム・会議・配布資料などの画面")),
            ("Alt+←", self.tr("ホームに戻る")),
            ("Ctrl+Shift+F", self.tr("会議・資料・書き込みを探す")),
            ("Ctrl+F", self.tr("開いている資料の中を探す")),
            ("Ctrl+Shift+D", self.tr("端末の中身を見る")),
            ("F5", self.tr("共有フォルダーを今すぐ確認する")),
            ("F11", self.tr("全画面にする・戻す")),
            ("Page Up / Page Down", self.tr("前のページ・次のページ")),
            ("Ctrl+Z / Ctrl+Y", self.tr("書き込みを元に戻す・やり直す")),
            ("Ctrl+P", self.tr("印刷する")),
            ("Tab / Enter", self.tr("次の項目へ・えらぶ")),
        ]
