"""A progress bar on stderr, made from what slow work reports about itself."""

import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

from dxmeet.cli.words import said
from dxmeet.progress import Progress, Step

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


@contextmanager
def metered(language: str, on_terminal: bool) -> Generator[Progress]:
    """Progress that draws a bar while the block runs, or listens to nothing."""
    if not on_terminal:
        yield Progress()
        return
    meter = _Meter(language)
    try:
        yield Progress(meter.show)
    finally:
        meter.close()


class _Meter:
    """One bar for each kind of work, one after the other."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._open = ExitStack()
        self._bar: ProgressBar[int] | None = None
        self._doing = ""

    def show(self, step: Step) -> None:
        if self._bar is None or step.doing != self._doing:
            self.close()
            label = said(step.doing, self._language)
            self._bar = self._open.enter_context(
                click.progressbar(length=max(step.total, 1), label=label, file=sys.stderr)
            )
            self._doing = step.doing
        self._bar.length = max(step.total, 1)
        self._bar.update(step.done - self._bar.pos)

    def close(self) -> None:
        self._open.close()
        self._bar = None
