"""Load PySide6, without what it does at every import for a feature that nobody here uses."""

import builtins
import os
from importlib import import_module


def load_qt() -> None:
    """Raises ImportError where Qt's system libraries are not installed. Call it before anything else imports PySide6.

    PySide6 puts an ``__import__`` of its own before the one there was: it reads the source of every module that is
    imported later, to see whether its optional ``__feature__`` is used there. For a window that is 120 files: 4 MB of text
    kept in memory, and a tenth of the time to the first page. So the former ``__import__`` goes back.

    Qt would also paint an RGB or grey picture with several threads, and start those anew after 30 s of rest: half a
    millisecond's work for one thread, and 5–15 ms on a machine that is busy while somebody turns the page.
    """
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    import_module("PySide6.QtCore")
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
