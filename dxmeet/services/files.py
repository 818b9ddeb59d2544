"""Any PDF in the window, nothing recorded, no profile needed."""

from pathlib import Path

from dxmeet.pdf.client import PdfEngine
from dxmeet.progress import Progress
from dxmeet.services.changes import NOTHING
from dxmeet.services.opened import Opened, glimpse_of


class FileReading:
    """``dxmeet open FILE.pdf``: any PDF in the window, nothing recorded, no profile needed."""

    def __init__(self, engine: PdfEngine) -> None:
        self._engine = engine

    def open(
        self, path: Path, *, password: str | None = None, glimpse: int = 0, progress: Progress | None = None
    ) -> Opened:
        """``glimpse``: about how many pixels high page 1 will be shown. Raises a PdfError or a FileError."""
        progress = progress or Progress()
        document = self._engine.open(path, name=path.name, password=password)
        return Opened(document, None, None, None, 1, NOTHING, glimpse_of(document, 1, glimpse, progress.is_wanted))
