"""The print windows that are open: one a material. What one needs is imported when the first is opened."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.theme import Theme

if TYPE_CHECKING:
    from dxmeet.desktop.printing.desk import PrintDesk
    from dxmeet.services.opened import Opened
    from dxmeet.services.printing import Printing


class PrintWindows(QObject):
    """``changed`` with Changes after something was recorded."""

    changed = Signal(object)

    def __init__(self, frame: QWidget, runner: JobRunner) -> None:
        super().__init__(frame)
        self._frame, self._runner = frame, runner
        self._open: list[PrintDesk] = []

    def show(self, theme: Theme, printing: "Printing", opened: "Opened", page: int) -> None:
        """The window of ``opened``, a material that is read at ``page``; the one that is open already, if there is one."""
        for each in self._open:
            if opened.material is not None and each.material == opened.material.id:
                each.show()
                return
        from dxmeet.desktop.printing.desk import PrintDesk

        desk = PrintDesk(theme, self._runner, printing, opened, page, self._frame)
        desk.changed.connect(self.changed)
        desk.gone.connect(lambda: self._open.remove(desk))
        self._open.append(desk)
        desk.show()

    def put_away(self) -> None:
        """All but those that are printing."""
        for each in list(self._open):
            if not each.busy:
                each.close()

    def close(self) -> None:
        """At the end: what is being printed is no longer wanted, either."""
        for each in list(self._open):
            each.close()
