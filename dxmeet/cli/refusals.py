"""What a command says when it cannot do what was asked: a sentence for a person, a code for a script."""

import logging
from dataclasses import asdict, dataclass

import click

from dxmeet.cli.invocation import Invocation, emit
from dxmeet.errors import DxmeetError
from dxmeet.messages import sentence

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Refusal:
    """The JSON on stderr: a stable code, what happened, what is safe, what to do.

    ``cause`` only of the unforeseen: the kind of exception, which tells a help desk something and nobody a secret.
    """

    code: str
    message: str
    safe: str
    next: str
    cause: str = ""


class Refused(Exception):
    """Something that is no error of the program's tree, but ends the command with a refusal all the same."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refusal_of(error: Exception, language: str) -> Refusal:
    """Whatever is not foreseen is ``unexpected``; nobody is shown a traceback."""
    if isinstance(error, Refused):
        return error.refusal
    if isinstance(error, DxmeetError):
        said = sentence(error, language)
        return Refusal(error.code, said.what, said.safe, said.next)
    _LOG.debug("unexpected", exc_info=error)
    said = sentence(DxmeetError(), language)
    return Refusal(DxmeetError.code, said.what, said.safe, said.next, type(error).__name__)


def show_refusal(error: Exception, invocation: Invocation) -> None:
    """On stderr."""
    refusal = refusal_of(error, invocation.language)
    if invocation.json:
        emit({name: said for name, said in asdict(refusal).items() if said or name != "cause"}, err=True)
        return
    cause = f"({refusal.cause})" if refusal.cause else ""
    parts = [part for part in (refusal.message, refusal.safe, refusal.next, cause) if part]
    gap = " " if invocation.language == "en" else ""
    click.echo(f"{gap.join(parts)} [{refusal.code}]", err=True)
