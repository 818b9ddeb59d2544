"""One call of `dxmeet`: the profile, the language and the form of the answer that were asked for."""

import json
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dxmeet.cli.doors import unlocked
from dxmeet.cli.meter import metered
from dxmeet.cli.words import said

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from dxmeet.progress import Progress
    from dxmeet.services.offered import Entrance, Services


@dataclass
class Invocation:
    """Made by the group, filled by its options and by the command's own; a later one counts."""

    entrance_at: "Callable[[Path | None], Entrance]"
    profile: Path | None = None
    language: str = "ja"
    asked_language: str = ""  # the window prefers the profile's, unless one was asked for
    json: bool = False

    @contextmanager
    def entrance(self) -> "Generator[Entrance]":
        """The profile's door; its helper processes end with the block."""
        entrance = self.entrance_at(self.profile)
        try:
            yield entrance
        finally:
            entrance.close()

    @contextmanager
    def services(self, share: Path | None = None) -> "Generator[Services]":
        """The unlocked profile; ``share`` reaches the shared folder by another path than the profile's.

        Raises a ProfileError.
        """
        with self.entrance() as entrance:
            way_in = unlocked(entrance, self.language)
            if share is not None:
                way_in = replace(way_in, reader=replace(way_in.reader, share_path=str(share.absolute())))
            services = entrance.enter(way_in)
            try:
                yield services
            finally:
                services.close()

    def said(self, word: str, **facts: object) -> str:
        return said(word, self.language, **facts)

    def progress(self) -> "AbstractContextManager[Progress]":
        """A bar on stderr, on a terminal only."""
        return metered(self.language, sys.stderr.isatty())

    def answer(self, document: dict[str, Any], lines: Sequence[str]) -> None:
        """One JSON document where it was asked for, else lines for a person."""
        if self.json:
            emit(document)
        else:
            for line in lines:
                click.echo(line)


def emit(document: dict[str, Any], *, err: bool = False) -> None:
    """One JSON document on one line.

    Into a file or a pipe always as UTF-8, whatever the machine's code page; half a character, which a file's name on
    Linux may contain, stays an escape.
    """
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    stream = sys.stderr if err else sys.stdout
    click.echo(text if stream.isatty() else text.encode("utf-8", "backslashreplace"), err=err)
