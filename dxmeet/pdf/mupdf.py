"""MuPDF out of PyMuPDF's compiled module: enough to show a page, without the 95,000 lines of Python around it.

The window waits for this. ``import pymupdf`` takes 100 ms and 26 MB, and 800 ms where Python may keep no compiled files;
the compiled module alone takes 20 ms and 8 MB. What those lines are for the compiled module is one small class a C++ type:

    FzRect(0, 0, 9, 9)   ─▶ new_FzRect(0, 0, 9, 9)         rect.x1      ─▶ FzRect_x1_get(rect)
    fz_load_page(doc, 0) ─▶ fz_load_page(doc, 0)           outline.next() ─▶ FzOutline_next(outline)

so these are made here, when the module is loaded, instead of being read. The names are those of ``pymupdf.mupdf``, and a
request that needs more of PyMuPDF (notes, exports) imports it later: it finds the compiled module in place, puts its
own classes before ours, and takes the documents that are open.
"""

import sys
from collections.abc import Callable
from functools import partial
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

_COMPILED, _MORE = "pymupdf._mupdf", "pymupdf._extra"
_ERRORS = (
    "FzErrorNone", "FzErrorGeneric", "FzErrorSystem", "FzErrorLibrary", "FzErrorArgument", "FzErrorLimit",
    "FzErrorUnsupported", "FzErrorFormat", "FzErrorSyntax", "FzErrorTrylater", "FzErrorAbort", "FzErrorRepaired",
    "FzErrorBase",
)  # fmt: skip
"""In the order in which MuPDF's C++ layer wants them: by error code, the base class last."""


class _Lean:
    """The functions and constants of the compiled module, and the classes made for it."""

    def __init__(self, compiled: ModuleType) -> None:
        self._compiled = compiled
        shared = _shared(compiled)
        made = {name: _proxy(compiled, name, shared) for name in _types(compiled)}
        self.__dict__.update(made)
        compiled.internal_set_error_classes([made[name] for name in _ERRORS])
        compiled.reinit_singlethreaded()  # no locks; once, because it would take the ground from under open documents
        vars(compiled)["reinit_singlethreaded"] = lambda: None

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled, name)
        self.__dict__[name] = found
        return found


def _types(compiled: ModuleType) -> list[str]:
    ending = "_swigregister"
    return [name.removesuffix(ending) for name in vars(compiled) if name.endswith(ending)]


def _proxy(compiled: ModuleType, name: str, shared: dict[str, Any]) -> type:
    """The class SWIG puts around the pointers of one C++ type; it frees them, too."""
    destroy = getattr(compiled, f"delete_{name}", None)
    parts = shared if destroy is None else shared | {"__swig_destroy__": destroy}
    made = type(name, (Exception,) if name in _ERRORS else (), parts)
    getattr(compiled, f"{name}_swigregister")(made)
    return made


def _shared(compiled: ModuleType) -> dict[str, Any]:
    """What all these classes can do, found by their name: of 542 a page needs some twenty."""

    def make(self: Any, *arguments: Any) -> None:
        name = type(self).__name__
        getattr(compiled, f"{name}_swiginit")(self, getattr(compiled, f"new_{name}")(*arguments))

    def look_up(self: Any, attribute: str) -> Any:
        name = type(self).__name__
        getter: Callable[[Any], Any] | None = getattr(compiled, f"{name}_{attribute}_get", None)
        if getter is not None:
            return getter(self)
        method: Callable[..., Any] | None = getattr(compiled, f"{name}_{attribute}", None)
        if method is None or attribute == "this":
            raise AttributeError(attribute)
        return partial(method, self)

    def put(self: Any, attribute: str, value: Any) -> None:
        if attribute == "this":  # SWIG's own: the pointer
            self.__dict__[attribute] = value
        else:
            getattr(compiled, f"{type(self).__name__}_{attribute}_set")(self, value)

    return {"__init__": make, "__getattr__": look_up, "__setattr__": put}


def _load() -> Any:
    """``pymupdf.mupdf`` itself where that is loaded already: two sets of classes for one module would not do."""
    if "pymupdf" in sys.modules:
        from pymupdf import mupdf as whole

        return whole
    return _Lean(_compiled(_COMPILED))


def _compiled(name: str) -> ModuleType:
    """A compiled module of PyMuPDF, without the package around it."""
    if name not in sys.modules:
        package = find_spec("pymupdf")
        place = None if package is None else PathFinder.find_spec(name, package.submodule_search_locations)
        if place is None or place.loader is None:
            raise ImportError(name)
        sys.modules[name] = module_from_spec(place)
        place.loader.exec_module(sys.modules[name])
    return sys.modules[name]


mupdf: Any = _load()


def be_silent() -> None:
    """MuPDF tells nobody of its warnings and errors; what matters of them is raised."""
    mupdf.ll_fz_set_warning_callback(None, None)
    mupdf.ll_fz_set_error_callback(None, None)


def raw_dict(text_page: Any) -> dict[str, Any]:
    """What ``pymupdf.TextPage.extractRAWDICT`` makes of an ``FzStextPage``: blocks of lines of spans of characters."""
    made: dict[str, Any] = {}
    compiled: Any = _compiled(_MORE)
    compiled.JM_make_textpage_dict(text_page.m_internal, made, True)
    return made
