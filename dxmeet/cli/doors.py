"""Open a profile from the command line: the keyring, a passphrase out of the environment, or a hidden prompt."""

import os
import sys
from typing import TYPE_CHECKING

import click

from dxmeet.cli.words import said
from dxmeet.errors import Cancelled, PassphraseNeeded, ProfileLocked, ProfileMissing

if TYPE_CHECKING:
    from dxmeet.services.offered import Entrance
    from dxmeet.services.unlocking import Unlocked, Unlocking

PASSPHRASE = "DXMEET_PASSPHRASE"
NEW_PASSPHRASE = "DXMEET_NEW_PASSPHRASE"
PDF_PASSWORD = "DXMEET_PDF_PASSWORD"


def someone_there() -> bool:
    """Is there a person who can be asked?"""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_first(question: str) -> None:
    """Before what cannot be undone. Raises Cancelled; without anybody to ask, a usage error."""
    if not someone_there():
        raise click.UsageError("確認する相手がいないときは --yes が要ります。 Nobody to ask: give --yes.")
    if not click.confirm(question, err=True):
        raise Cancelled()


def unlocked(entrance: "Entrance", language: str) -> "Unlocked":
    """Raises ProfileMissing, ProfileLocked, PassphraseNeeded, PassphraseWrong or another ProfileError."""
    unlocking = entrance.unlocking
    passphrase = os.environ.get(PASSPHRASE) or None
    door = unlocking.door()
    if door == "setup":
        raise ProfileMissing(path=str(entrance.profile))
    if door == "locked" and passphrase is None:
        return _reopened(unlocking, language)
    try:
        return unlocking.unlock(passphrase)
    except PassphraseNeeded:
        if not someone_there():
            raise
    return unlocking.unlock(asked(language, "passphrase"))


def new_passphrase(unlocking: "Unlocking", language: str) -> str | None:
    """For setup: the environment's; where no keyring can hold the key, what a person types twice."""
    given = os.environ.get(PASSPHRASE) or None
    if given is not None or not unlocking.passphrase_required() or not someone_there():
        return given
    return asked(language, "passphrase", twice=True)


def pdf_password() -> str | None:
    return os.environ.get(PDF_PASSWORD) or None


def asked(language: str, word: str, *, twice: bool = False) -> str:
    """A secret typed on the terminal, not shown. Raises click.Abort."""
    again = said("again", language) if twice else False
    return str(click.prompt(said(word, language), hide_input=True, confirmation_prompt=again, err=True))


def _reopened(unlocking: "Unlocking", language: str) -> "Unlocked":
    """After ``lock`` only a deliberate answer of a person opens it."""
    if not someone_there() or not click.confirm(said("unlock?", language), err=True):
        raise ProfileLocked()
    try:
        return unlocking.unlock(deliberate=True)
    except PassphraseNeeded:
        return unlocking.unlock(asked(language, "passphrase"))
