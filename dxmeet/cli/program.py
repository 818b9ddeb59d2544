"""The `dxmeet` command: its options, its commands, and how a failure becomes a sentence and an exit code."""

import errno
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dxmeet.cli import machine, notes, orders, packets, pages, printing, searching, statistics, syncing
from dxmeet.cli.invocation import Invocation
from dxmeet.cli.options import PATH, Command, common_options, pass_invocation
from dxmeet.cli.places import check_readable
from dxmeet.cli.refusals import show_refusal

if TYPE_CHECKING:
    from dxmeet.services.offered import Entrance

Window = Callable[["Entrance", Path | None, str], int]
Demo = Callable[[Path | None, str, bool], int]

_HELP = "会議の資料を読み、書き込み、印刷しなかった枚数を数える。 Read, annotate and count the paper you did not print."


def make_group(entrance_at: "Callable[[Path | None], Entrance]", window: Window, demo: Demo) -> click.Group:
    """All commands. ``window`` and ``demo`` return the exit code; the demonstration is told whether to answer in JSON."""
    program = Program(entrance_at, window)
    for command in (
        machine.setup,
        syncing.sync,
        packets.list_,
        packets.publish,
        packets.replace,
        packets.withdraw,
        pages.page,
        printing.print_,
        notes.notes,
        searching.search,
        statistics.ledger,
        statistics.stats,
        machine.check,
        machine.lock,
        machine.recover,
        machine.rekey,
        machine.forget,
        orders.orders,
        _open_command(window),
        _demo_command(demo),
    ):
        program.add_command(command)
    return program


class Program(click.Group):
    """The outermost group: without a command it opens the window; every error ends here."""

    command_class = Command

    def __init__(self, entrance_at: "Callable[[Path | None], Entrance]", window: Window) -> None:
        super().__init__(
            "dxmeet",
            params=common_options(from_environment=True),
            help=_HELP,
            invoke_without_command=True,
            context_settings={"help_option_names": ["-h", "--help"]},
        )
        self._entrance_at = entrance_at
        self._window = window

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        extra.setdefault("obj", Invocation(self._entrance_at))
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Exit 1 with a sentence for whatever went wrong; click's own usage errors stay exit 2."""
        _speak_anyway()
        invocation = ctx.ensure_object(Invocation)
        try:
            super().invoke(ctx)
            if ctx.invoked_subcommand is None:
                _show_window(invocation, self._window, None)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (KeyboardInterrupt, click.Abort):
            raise click.exceptions.Exit(1) from None
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # the reader of our output has gone; click ends quietly
            show_refusal(error, invocation)
            raise click.exceptions.Exit(1) from error


def _open_command(window: Window) -> click.Command:
    @click.command("open", cls=Command)
    @click.argument("file", type=PATH)
    @pass_invocation
    def open_(invocation: Invocation, file: Path) -> None:
        """PDFをひとつ開く(記録しない)。 Open any PDF in the window; nothing is recorded."""
        check_readable(file)
        _show_window(invocation, window, file)

    return open_


def _demo_command(demo: Demo) -> click.Command:
    @click.command("demo", cls=Command)
    @click.option("--out", type=PATH, metavar="DIR", help="書き出し先。 Where results go.")
    @pass_invocation
    def demo_(invocation: Invocation, out: Path | None) -> None:
        """見本で一通り試す。 The whole main job on sample materials."""
        raise click.exceptions.Exit(demo(out, invocation.language, invocation.json))

    return demo_


def _show_window(invocation: Invocation, window: Window, file: Path | None) -> None:
    with invocation.entrance() as entrance:
        code = window(entrance, file, invocation.asked_language)
    raise click.exceptions.Exit(code)


def _speak_anyway() -> None:
    """A character that the terminal's code page lacks must not end a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
