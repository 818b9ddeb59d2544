"""What every command understands besides its own options, and the kinds of values commands take."""

import re
from datetime import date, time
from pathlib import Path
from typing import Any

import click

from dxmeet.cli.invocation import Invocation
from dxmeet.domain.packet import Keeping

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class _Place(click.Path):
    """Nothing is no place: ``--share "$SHARE"`` with an empty variable would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("空欄です。 Empty.", param, ctx)
        return super().convert(value, param, ctx)


PATH = _Place(path_type=Path)
"""Whether it exists and what it is the command says itself, with a code."""

pass_invocation = click.make_pass_decorator(Invocation)


class Command(click.Command):
    """A command that also takes --profile, --lang and --json, after its name as before it."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.params.extend(common_options())


class Group(click.Group):
    """A group of commands that does the same."""

    command_class = Command

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.params.extend(common_options())


def common_options(*, from_environment: bool = False) -> list[click.Parameter]:
    """``from_environment`` only on the outermost group: else a variable would beat an option that was typed there."""
    return [
        click.Option(
            ["--profile"],
            type=PATH,
            metavar="DIR",
            envvar="DXMEET_PROFILE" if from_environment else None,
            expose_value=False,
            callback=_set_profile,
            help="この端末の保存場所。 The local profile.",
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(["ja", "en"]),
            envvar="DXMEET_LANG" if from_environment else None,
            expose_value=False,
            callback=_set_language,
            help="表示の言葉。 Language.",
        ),
        click.Option(
            ["--json"],
            is_flag=True,
            expose_value=False,
            callback=_set_json,
            help="JSONで答える。 Answer with one JSON document.",
        ),
    ]


def _set_profile(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.ensure_object(Invocation).profile = value


def _set_language(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        invocation = context.ensure_object(Invocation)
        invocation.language = invocation.asked_language = value


def _set_json(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Invocation).json = True


def day(text: str) -> date:
    """``YYYY-MM-DD``; ValueError is a usage error."""
    return date.fromisoformat(text)


def clock(text: str) -> time:
    """``HH:MM``; ValueError is a usage error."""
    return time.fromisoformat(text)


def keeping(text: str) -> Keeping:
    """``keep``, ``memory`` or ``lease(14)``; ValueError is a usage error."""
    return Keeping.parse(text)


def month(text: str) -> str:
    """``YYYY-MM``; ValueError is a usage error."""
    if not _MONTH.fullmatch(text):
        raise ValueError(text)
    return text
