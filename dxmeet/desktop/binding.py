"""Load PySide6, without what it does at every start for features that nobody here uses."""

import builtins
from importlib import import_module
from typing import Any

_STUBS = "shibokensupport/signature/lib/pyi_generator.py"


def load_qt() -> None:
    """Raises ImportError where Qt's system libraries are not installed. Call it before anything else imports PySide6.

    PySide6 compiles its generator of type stubs from source, 12 ms. And it puts an ``__import__`` of its own before the
    one there was: it reads the source of every module that is imported later, to see whether its optional ``__feature__``
    is used there. For a window that is 120 files: 4 MB of text kept in memory, and a tenth of the time to the first page.
    So the generator stays empty, and the former ``__import__`` goes back.
    """
    compiled, builtins.compile = builtins.compile, _compile_all_but_stubs
    try:
        import_module("PySide6.QtCore")
    finally:
        builtins.compile = compiled
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _compile_all_but_stubs(source: Any, filename: Any, *rest: Any, _compile: Any = compile, **named: Any) -> Any:
    return _compile("" if filename == _STUBS else source, filename, *rest, **named)
