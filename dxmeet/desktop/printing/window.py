"""The print window: what it costs first, why second, and a button that repeats the sheets. Not modal."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dxmeet.desktop.printing.choices import Choices
from dxmeet.desktop.printing.controls import FacePicture
from dxmeet.desktop.printing.cost import CostLine
from dxmeet.desktop.printing.foot import PrintFoot
from dxmeet.desktop.printing.form import PrintForm
from dxmeet.desktop.printing.look import LookPane
from dxmeet.desktop.strip import TroubleStrip
from dxmeet.desktop.theme import Theme
from dxmeet.domain.printing import Reason
from dxmeet.errors import DxmeetError
from dxmeet.services.press import PrinterDescription

_WIDTH, _HEIGHT, _LOOK = 680, 478, 262  # logical pixels at a text size of 100 %
_ONE_COLUMN = 620


class PrintWindow(QWidget):
    """Shows and asks; whoever made it prints. Signals: ``altered`` when a look at the job is out of date, ``asked`` when
    the button is pressed, ``stopped`` when it is to end what it prints, ``gone`` when it is closed."""

    altered = Signal()
    asked = Signal()
    stopped = Signal()
    gone = Signal()

    def __init__(self, theme: Theme, title: str, choices: Choices, *, notes: bool, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("print_window")
        self.setWindowTitle(self.tr("印刷 ― {title}").format(title=title))
        self._theme = theme
        self.choices = choices
        self._ready = False
        self.cost = CostLine(theme)
        self.form = PrintForm(theme, choices, notes=notes)
        self.foot = PrintFoot(theme)
        self.look = LookPane(theme)
        self.strip = TroubleStrip(theme)
        self._lay_out()
        self.form.altered.connect(self._alter)
        self.form.reason_chosen.connect(self._choose_reason)
        self.cost.look_button.toggled.connect(self._show_look)
        self.look.turned.connect(self.altered)
        self.foot.print_button.clicked.connect(self.asked)
        self.foot.stop_button.clicked.connect(self._stop)
        self._show_choices()
        self.form.printer_choice.setFocus()

    @property
    def picture(self) -> FacePicture:
        return self.look.picture

    def show_printers(self, printers: list[PrinterDescription]) -> None:
        """The first one is chosen; a PDF file can be chosen always."""
        self.form.show_printers(printers)

    def show_ready(self, *, notes: bool) -> None:
        """From now on it can be printed; ``notes``: there are some."""
        self._ready = True
        self.form.show_notes(notes)
        self._show_choices()

    def show_picture(self, image: QImage | None, faces: int) -> None:
        """The face that is looked at, and how many a copy has."""
        self.look.show_picture(image, faces)
        self.cost.show_picture(image)

    def show_progress(self, done: int, total: int) -> None:
        self.foot.show_progress(done, total)
        self.form.setEnabled(False)

    def show_done(self, words: str) -> None:
        """It is printed; the next one needs a reason of its own."""
        self.form.setEnabled(True)
        self.form.forget_reason()
        self.choices = replace(self.choices, reason=None)
        self._show_choices()
        self.foot.show_done(words)

    def show_trouble(self, error: DxmeetError) -> None:
        self.form.setEnabled(True)
        self.foot.rest()
        self.strip.show_error(error)
        self._show_choices()

    def show_stopped(self) -> None:
        """Nothing was printed, so the reason still holds."""
        self.form.setEnabled(True)
        self.foot.rest()
        self._show_choices()
        self.foot.show_done(self.tr("やめました。何も渡していないので、印刷も記録もしていません。"), mark=False)

    def _lay_out(self) -> None:
        theme, self._body = self._theme, QWidget()
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(16))
        inside.setSpacing(theme.px(14))
        inside.addWidget(self.cost)
        inside.addWidget(self.form, 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._body)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._area, 1)
        row.addWidget(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addLayout(row, 1)
        column.addWidget(self.foot)
        self.look.hide()
        self.resize(self._fitting(theme.px(_WIDTH), theme.px(_HEIGHT)))
        reader = self.parentWidget()
        if reader is not None:
            self.move(reader.window().frameGeometry().center() - self.rect().center())

    def _fitting(self, width: int, height: int) -> QSize:
        return QSize(width, height).boundedTo(self.screen().availableGeometry().size() - QSize(0, 32))

    def _alter(self, **changes: Any) -> None:
        self.choices = replace(self.choices, **self.form.answers())
        self._show_choices()
        self.altered.emit()

    def _choose_reason(self, reason: Reason) -> None:
        self.choices = replace(self.choices, reason=reason)
        self._show_choices()

    def _show_choices(self) -> None:
        self.cost.show_choices(self.choices)
        self.form.show_choices(self.choices)
        self.foot.show_choices(self.choices, ready=self._ready)
        QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        """A field that has appeared makes the window higher, where the screen has room, and never lower."""
        wanted = self.height() + self._body.minimumSizeHint().height() - self._area.height()
        if wanted > self.height():
            self.resize(self._fitting(self.width(), wanted))

    def _show_look(self, wanted: bool) -> None:
        self.look.setVisible(wanted)
        wider = self._theme.px(_LOOK) * (1 if wanted else -1)
        self.resize(self._fitting(max(self.width() + wider, self._theme.px(_WIDTH)), self.height()))
        self.altered.emit()

    def _stop(self) -> None:
        if self.foot.busy and not self.foot.stopping:
            self.stopped.emit()
        else:
            self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.form.arrange(two_columns=self._area.width() >= self._theme.px(_ONE_COLUMN))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._stop()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.foot.print_button.isEnabled():
            self.foot.print_button.click()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.gone.emit()
        super().closeEvent(event)
