"""A PDF worker of which some pages hang and some end the process: page 2 and ``annotations`` hang, page 3 crashes. For tests."""

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dxmeet.domain.page import RenderRequest
from dxmeet.pdf import engine

HANGS, CRASHES = 2, 3


def _misbehaving(page: int) -> None:
    if page == HANGS:
        threading.Event().wait()
    if page == CRASHES:
        os._exit(11)


def handlers(arena: memoryview) -> Mapping[str, Callable[..., Any]]:
    honest = engine.handlers(arena)

    def render(handle: int, request: RenderRequest) -> Any:
        _misbehaving(request.page)
        return honest["render"](handle, replace(request))

    def fingerprint(handle: int, page: int) -> Any:
        _misbehaving(page)
        return honest["fingerprint"](handle, page)

    def annotations(handle: int) -> Any:
        _misbehaving(HANGS)

    def export(source: bytes, name: str, password: str | None, notes: Any, out: str, part: str, *rest: Any) -> Any:
        Path(part).write_bytes(b"%PDF-1.7 half written")
        os._exit(11)

    return {**honest, "render": render, "fingerprint": fingerprint, "annotations": annotations, "export": export}
