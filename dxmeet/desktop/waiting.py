"""What is said over the window while a document takes long to open; the screen beneath stays as it is and can be used."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QWidget

from dxmeet.desktop.theme import Theme


class WaitingNotice(QLabel):
    """Words at the lower edge, as the canvas says that a page is late. Nothing spins, and a press goes through it."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(self.tr("資料を開いています"), window)
        self.setObjectName("waiting_notice")
        self.setAccessibleName(self.text())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(theme.font("control"))
        self.setMargin(theme.px(8))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setStyleSheet(
            f"background: {theme.tokens.window}; color: {theme.tokens.ink}; border: 1px solid {theme.tokens.edge};"
        )
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - theme.px(64))
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
