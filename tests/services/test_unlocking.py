"""A profile's key lost, its files damaged: nothing is deleted, nothing made anew in secret, and there is a way on."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dxmeet.domain.packet import Kind, Material, MaterialId, Packet, PacketId, Revision, ShareId, Source, State
from dxmeet.errors import (
    InputInvalid,
    KeyLost,
    KeyringUnavailable,
    PassphraseNeeded,
    PassphraseWeak,
    PassphraseWrong,
    ProfileDamaged,
    ProfileExists,
    ProfileInUse,
    ProfileMissing,
    ShareUnreachable,
)
from dxmeet.paths import ProfilePaths
from dxmeet.services.unlocking import Enrolment, Guard, Unlocked, Unlocking
from dxmeet.sharing.marker import ShareIdentity
from dxmeet.storage.database import open_database
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.settings import SettingsStore
from dxmeet.storage.vault import Vault

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
IDENTITY = ShareIdentity(ShareId("share1"), "市", "会議", "配布", "00" * 32)


class Keys:
    """A keyring in memory; ``shut`` when it cannot be asked now."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.shut = False

    def get(self, service: str) -> str | None:
        if self.shut:
            raise KeyringUnavailable()
        return self.secrets.get(service)

    def set(self, service: str, secret: str) -> None:
        self.secrets[service] = secret

    def delete(self, service: str) -> None:
        self.secrets.pop(service, None)


@dataclass
class Shared:
    """A share that knows its terminals; ``away`` when it cannot be reached, ``full`` when it takes no new terminal."""

    terminals: list[str] = field(default_factory=list[str])
    away: bool = False
    full: bool = False

    def identity(self) -> ShareIdentity:
        if self.away:
            raise ShareUnreachable(path="x")
        return IDENTITY

    def enrol(self, terminal: str, key: str, department: str, at: datetime) -> None:
        if self.full:
            raise InputInvalid(field="terminal", value=terminal)
        self.terminals.append(terminal)

    def close(self) -> None: ...


@dataclass
class Machine:
    paths: ProfilePaths
    keys: Keys | None = field(default_factory=Keys)
    share: Shared = field(default_factory=Shared)

    @property
    def unlocking(self) -> Unlocking:
        share: Any = self.share
        return Unlocking(self.paths, lambda: self.keys, lambda _path: share, lambda: NOW)

    def wanted(self, passphrase: str | None = None) -> Enrolment:
        return Enrolment(Path("/share"), "佐藤", "企画", passphrase)

    def set_up(self, passphrase: str | None = None) -> None:
        self.unlocking.setup(self.wanted(passphrase))[0].database.close()

    def files(self) -> dict[str, bytes]:
        """Every file of the profile; what a reader leaves beside a database is not one of ours to compare."""
        root = self.paths.root
        whole = [each for each in root.rglob("*") if each.is_file() and not each.name.endswith(("-shm", "-wal"))]
        return {each.relative_to(root).as_posix(): each.read_bytes() for each in whole}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(ProfilePaths(tmp_path / "profile"))


def test_a_lost_key_is_said_and_setting_up_again_sets_everything_aside(machine: Machine) -> None:
    machine.set_up()
    assert machine.keys is not None
    machine.keys.secrets.clear()
    before = machine.files()
    with pytest.raises(KeyLost):
        machine.unlocking.unlock()
    assert machine.files() == before
    (machine.paths.vault / "ab").mkdir(parents=True)
    (machine.paths.vault / "ab" / "x.sealed").write_bytes(b"opaque")

    found, _ = machine.unlocking.setup_again(machine.wanted())
    found.database.close()
    [aside] = machine.paths.set_aside.iterdir()
    kept = {each.relative_to(aside).as_posix(): each.read_bytes() for each in aside.rglob("*") if each.is_file()}
    assert kept.items() <= before.items()
    assert {"profile.json", "dxmeet.db"} <= set(kept)
    assert not machine.paths.vault.exists(), "without their keys the sealed files say nothing"
    assert len(machine.share.terminals) == 2
    machine.unlocking.unlock().database.close()


@pytest.mark.parametrize("trouble", ["away", "full"])
def test_setting_up_again_that_fails_leaves_all_as_it_was(machine: Machine, trouble: str) -> None:
    machine.set_up()
    assert machine.keys is not None
    lost = dict(machine.keys.secrets)
    machine.keys.secrets.clear()
    before = machine.files()
    setattr(machine.share, trouble, True)
    with pytest.raises((ShareUnreachable, InputInvalid)):
        machine.unlocking.setup_again(machine.wanted())
    assert machine.files() == before
    assert machine.keys.secrets == {}
    machine.keys.secrets.update(lost)
    machine.unlocking.unlock().database.close()


def test_a_profile_that_opens_is_not_set_up_again(machine: Machine) -> None:
    machine.set_up()
    before = machine.files()
    with pytest.raises(ProfileExists):
        machine.unlocking.setup_again(machine.wanted())
    assert machine.files() == before


def test_a_keyring_that_is_merely_not_there_is_no_lost_key(machine: Machine) -> None:
    machine.set_up()
    before = machine.files()
    machine.keys = None
    with pytest.raises(KeyringUnavailable):
        machine.unlocking.setup_again(machine.wanted("長いパスフレーズ一"))
    shut = Keys()
    shut.shut = True
    machine.keys = shut
    with pytest.raises(KeyringUnavailable):
        machine.unlocking.setup_again(machine.wanted())
    assert machine.files() == before


def test_a_forgotten_passphrase_is_a_lost_key_too(machine: Machine) -> None:
    machine.keys = None
    machine.set_up("長いパスフレーズ一")
    with pytest.raises(PassphraseWrong):
        machine.unlocking.unlock("長いパスフレーズ二")
    machine.unlocking.setup_again(machine.wanted("長いパスフレーズ二"))[0].database.close()
    machine.unlocking.unlock("長いパスフレーズ二").database.close()
    assert len(list(machine.paths.set_aside.iterdir())) == 1


def _with_a_material(machine: Machine) -> Unlocked:
    found = machine.unlocking.unlock()
    packets, vault = PacketStore(found.database), Vault(machine.paths.vault)
    packets.describe(Packet(PacketId("p"), Kind.MEETING, "庁議", None, "会議/庁議", Source.FOLDER), NOW)
    packets.place(Material(MaterialId("m"), PacketId("p"), 1, "資料", "資料.pdf", State.WAITING))
    sealed = vault.seal([b"content"])
    packets.add_revision(MaterialId("m"), Revision(sealed.revision, 7, ()), sealed, {}, NOW)
    return found


def test_the_first_backup_is_made_with_the_profile(machine: Machine) -> None:
    machine.set_up()
    machine.paths.database.write_bytes(b"\0" * 8192)
    with pytest.raises(ProfileDamaged):
        machine.unlocking.unlock()
    back = machine.unlocking.recover()
    assert back.reader.name == "佐藤"
    back.database.close()
    assert len(list(machine.paths.set_aside.iterdir())) == 1


def test_what_a_backup_calls_here_and_is_not_is_fetched_again(machine: Machine) -> None:
    from dxmeet.storage.backups import Backups

    machine.set_up()
    found = _with_a_material(machine)
    found.database.checkpoint()
    for old in machine.paths.backups.glob("*.db"):
        old.unlink()
    Backups(machine.paths.database, machine.paths.backups, found.key.derive("database")).make(NOW)
    found.database.close()
    for sealed in machine.paths.vault.rglob("*.sealed"):
        sealed.unlink()
    machine.paths.database.write_bytes(b"\0" * 8192)
    back = machine.unlocking.recover()
    material = PacketStore(back.database).material(MaterialId("m"))[1]
    assert (material.state, material.code) == (State.WAITING, "seal-broken")
    back.database.close()


@pytest.mark.parametrize("damage", [b"", b"{", b"{}", None], ids=["empty", "cut", "other", "gone"])
def test_a_damaged_key_file_comes_back_from_its_copy(machine: Machine, damage: bytes | None) -> None:
    machine.set_up()
    whole = machine.paths.identity.read_bytes()
    if damage is None:
        machine.paths.identity.unlink()
    else:
        machine.paths.identity.write_bytes(damage)
    with pytest.raises(ProfileMissing if damage is None else ProfileDamaged):
        machine.unlocking.unlock()
    machine.unlocking.recover().database.close()
    assert machine.paths.identity.read_bytes() == whole
    if damage is not None:
        [aside] = machine.paths.set_aside.iterdir()
        assert (aside / "profile.json").read_bytes() == damage


def test_forgetting_leaves_no_copy_of_the_key(machine: Machine) -> None:
    machine.keys = None
    machine.set_up("長いパスフレーズ一")
    copy = machine.paths.kept_identity
    with open(copy, "rb") as held:  # as a program that holds it open would see it
        machine.unlocking.forget()
        assert set(held.read()) == {0}
    assert not machine.paths.root.exists()
    with pytest.raises(ProfileMissing):
        machine.unlocking.recover("長いパスフレーズ一")


@pytest.mark.parametrize("passphrase", [None, "長いパスフレーズ一"])
def test_the_key_is_changed_and_the_former_one_opens_nothing(machine: Machine, passphrase: str | None) -> None:
    if passphrase is not None:
        machine.keys = None
    machine.set_up(passphrase)
    former = machine.unlocking.unlock(passphrase)
    _fill(former)
    before, old = machine.paths.identity.read_bytes(), former.key
    kept = dict(machine.keys.secrets) if machine.keys else {}
    with pytest.raises(ProfileInUse):
        machine.unlocking.change_key(passphrase)
    machine.unlocking.unlock(passphrase).database.close()
    former.database.close()
    new = None if passphrase is None else "長いパスフレーズ二"
    machine.unlocking.change_key(passphrase, new)
    after = machine.unlocking.unlock(new)
    assert after.key != old
    assert SettingsStore(after.database).get("kept") == "value"
    after.database.close()
    with pytest.raises(ProfileDamaged):
        open_database(machine.paths.database, old.derive("database"), MIGRATIONS)
    assert machine.paths.kept_identity.read_bytes() == machine.paths.identity.read_bytes() != before
    assert not (machine.keys and set(kept) & set(machine.keys.secrets))
    machine.paths.database.write_bytes(b"\0" * 8192)
    machine.unlocking.recover(new).database.close()
    if passphrase is not None:
        with pytest.raises(PassphraseWrong):
            machine.unlocking.unlock(passphrase)


@pytest.mark.parametrize("keyring", [True, False])
@pytest.mark.parametrize("passphrase", [None, "長いパスフレーズ一"])
def test_what_a_change_of_the_key_needs_is_known_before(
    machine: Machine, keyring: bool, passphrase: str | None
) -> None:
    if not keyring:
        machine.keys = None
        if passphrase is None:
            return  # there is no such profile
    machine.set_up(passphrase)
    opened, before = machine.unlocking.unlock(passphrase), machine.paths.identity.read_bytes()
    kept = passphrase is not None
    assert machine.unlocking.guard() == Guard(passphrase=kept, asked=kept and not keyring)
    with pytest.raises(PassphraseWeak):
        machine.unlocking.check_change(passphrase, "短い")
    if kept:
        with pytest.raises(PassphraseNeeded):
            machine.unlocking.check_change(None, None)
        machine.unlocking.check_change(passphrase, "長いパスフレーズ二")
    if kept and not keyring:
        with pytest.raises(PassphraseWrong):
            machine.unlocking.check_change("違うパスフレーズ", "長いパスフレーズ二")
    machine.unlocking.check_change(passphrase, None)
    assert machine.paths.identity.read_bytes() == before
    opened.database.close()
    machine.unlocking.change_key(passphrase, None)


def _fill(found: Unlocked) -> None:
    SettingsStore(found.database).set("kept", "value")
