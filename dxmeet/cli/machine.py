"""setup, check, lock, recover, forget: this machine's profile from its first day to its last."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxmeet.cli import shapes
from dxmeet.cli.doors import NEW_PASSPHRASE, PASSPHRASE, ask_first, new_passphrase
from dxmeet.cli.invocation import Invocation
from dxmeet.cli.options import PATH, Command, pass_invocation
from dxmeet.cli.tables import table
from dxmeet.errors import DxmeetError, ProfileError, ProfileMissing

if TYPE_CHECKING:
    from dxmeet.services.checking import Finding


@click.command("setup", cls=Command)
@click.option("--share", type=PATH, required=True, metavar="DIR", help="共有フォルダー。 The shared folder.")
@click.option("--reader", required=True, help="名前。 Your name.")
@click.option("--department", required=True, help="所属。 Department.")
@click.option("--again", is_flag=True, help="鍵をなくして開けない端末を登録し直す。 Where its key is lost.")
@pass_invocation
def setup(invocation: Invocation, share: Path, reader: str, department: str, again: bool) -> None:
    """この端末を使えるようにする。 Make the profile and enrol this terminal."""
    from dxmeet.services.unlocking import Enrolment

    with invocation.entrance() as entrance:
        secret = new_passphrase(entrance.unlocking, invocation.language)
        place = share.absolute()  # the profile remembers it, whatever folder the next command starts in
        wanted = Enrolment(place, reader, department, secret)
        way_in, prepared = (entrance.unlocking.setup_again if again else entrance.unlocking.setup)(wanted)
        way_in.database.close()
        document = {
            "profile": str(entrance.profile),
            "share": str(place),
            "prepared": prepared,
            "terminal": way_in.reader.terminal,
        }
    lines = [invocation.said("prepared", share=place)] if prepared else []
    invocation.answer(document, [*lines, invocation.said("set up", profile=document["profile"])])


@click.command("check", cls=Command)
@click.option(
    "--materials", is_flag=True, help="端末の資料も一つずつ確かめる。 Read every material here to the end, too."
)
@pass_invocation
def check(invocation: Invocation, materials: bool) -> None:
    """この端末の点検。 What works on this machine, for the help desk."""
    try:
        with invocation.services() as services:
            findings = services.checking.check(materials=materials)
    except ProfileError as error:
        findings = _without_profile(invocation, error)
    rows = [(invocation.said("good" if each.ok else "bad"), each.name, _facts(each)) for each in findings]
    invocation.answer(shapes.findings_plain(findings), table(rows))


@click.command("lock", cls=Command)
@pass_invocation
def lock(invocation: Invocation) -> None:
    """閉じる。 Lock the profile until it is deliberately unlocked."""
    with invocation.entrance() as entrance:
        if entrance.unlocking.door() == "setup":
            raise ProfileMissing(path=str(entrance.profile))
        entrance.unlocking.lock()
        document = {"profile": str(entrance.profile), "locked": True}
    invocation.answer(document, [invocation.said("locked")])


@click.command("rekey", cls=Command)
@pass_invocation
def rekey(invocation: Invocation) -> None:
    """鍵を替える(パスフレーズも替えるときは DXMEET_NEW_PASSPHRASE)。 Another key; a new passphrase from the environment."""
    with invocation.entrance() as entrance:
        if entrance.unlocking.door() == "setup":
            raise ProfileMissing(path=str(entrance.profile))
        given, new = os.environ.get(PASSPHRASE) or None, os.environ.get(NEW_PASSPHRASE) or None
        entrance.unlocking.change_key(given, new)
        document = {"profile": str(entrance.profile), "rekeyed": True}
    invocation.answer(document, [invocation.said("rekeyed")])


@click.command("recover", cls=Command)
@pass_invocation
def recover(invocation: Invocation) -> None:
    """壊れた記録を控えから元に戻す。 Bring a damaged profile back from its newest backup."""
    with invocation.entrance() as entrance:
        way_in = entrance.unlocking.recover(os.environ.get(PASSPHRASE) or None)
        services = entrance.enter(way_in)
        try:
            notes = sum(material.notes for packet in services.library.packets() for material in packet.materials)
        finally:
            services.close()
        document = {"profile": str(entrance.profile), "notes": notes}
    invocation.answer(document, [invocation.said("recovered", notes=notes)])


@click.command("forget", cls=Command)
@click.option("--yes", is_flag=True, help="確認せずに消す。 Do not ask.")
@pass_invocation
def forget(invocation: Invocation, yes: bool) -> None:
    """この端末の資料と書き込みを消す。 Erase this profile for good."""
    with invocation.entrance() as entrance:
        if not (entrance.profile / "profile.json").exists():
            raise ProfileMissing(path=str(entrance.profile))
        if not yes:
            ask_first(invocation.said("forget?", profile=entrance.profile))
        entrance.unlocking.forget()
        document = {"profile": str(entrance.profile), "forgotten": True}
    invocation.answer(document, [invocation.said("forgotten")])


def _without_profile(invocation: Invocation, error: DxmeetError) -> "list[Finding]":
    """What can be looked at from outside a profile that does not exist or does not open, and why it does not."""
    from dxmeet.services.checking import Finding

    with invocation.entrance() as entrance:
        outside = entrance.checking.check()
    return [Finding("profile", False, {"code": error.code}), *(each for each in outside if each.name != "share")]


def _facts(finding: "Finding") -> str:
    return "  ".join(f"{name}={value}" for name, value in finding.facts.items())
