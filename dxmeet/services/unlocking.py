"""The way into a profile: set it up once, unlock it each time, lock it, or forget it for good."""

import secrets
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from unicodedata import category

from dxmeet.domain.packet import ReaderId, TerminalId
from dxmeet.errors import (
    InputInvalid,
    KeyLost,
    KeyringUnavailable,
    OrderedLock,
    PassphraseNeeded,
    PassphraseWeak,
    PassphraseWrong,
    ProfileDamaged,
    ProfileDenied,
    ProfileExists,
    ProfileInUse,
    ProfileLocked,
    ProfileMissing,
    ShareError,
    ShareNotPrepared,
    ShareUnreachable,
)
from dxmeet.paths import ProfilePaths
from dxmeet.services.obeying import order_for
from dxmeet.services.profile import Profile, Unlocked
from dxmeet.services.reader import Reader
from dxmeet.services.renewing import bring_identity_back, drop_seals, keep_identity, put_aside, put_back
from dxmeet.services.retaining import give_up_missing
from dxmeet.sharing.marker import ShareIdentity
from dxmeet.sharing.share import Share
from dxmeet.storage.backups import Backups
from dxmeet.storage.copying import change_key
from dxmeet.storage.database import open_database
from dxmeet.storage.durable import alone, is_there, write_whole
from dxmeet.storage.keys import (
    MINIMUM_PASSPHRASE,
    Keyring,
    SigningKey,
    begin_change,
    create_key,
    destroy_key,
    needs_passphrase,
    open_key,
    pseudonym,
)
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.settings import SettingsStore
from dxmeet.storage.vault import Vault

_LONGEST_NAME = 100
"""Characters of a reader's or a department's name; they stand on every note and in every line of the records."""


class Door(StrEnum):
    """What stands between the person and their materials."""

    SETUP = "setup"
    PASSPHRASE = "passphrase"
    LOCKED = "locked"
    OPEN = "open"


@dataclass(frozen=True)
class Enrolment:
    """What setup asks. ``passphrase`` only where there is no keyring, or where the person wants one."""

    share: Path
    reader: str
    department: str
    passphrase: str | None = None


@dataclass(frozen=True)
class Guard:
    """Whether a ``passphrase`` leads to the key, and whether it is the only way here (``asked``): no keyring has it."""

    passphrase: bool
    asked: bool


class Unlocking:
    """Knows profile.json and the keyring; everything else of the profile is behind the key."""

    def __init__(
        self,
        paths: ProfilePaths,
        keyring: Callable[[], Keyring | None],
        share_at: Callable[[Path], Share],
        clock: Callable[[], datetime],
    ) -> None:
        self._paths = paths
        self._keyring = keyring
        self._share_at = share_at
        self._clock = clock
        self._profile = Profile(paths, keyring, clock)

    def door(self) -> Door:
        """Raises ProfileDamaged or ProfileNewer."""
        if not self._paths.identity.exists():
            return Door.SETUP
        if self.lock_order() is not None:
            return Door.LOCKED
        return Door.PASSPHRASE if needs_passphrase(self._paths.identity, keyring=self._keyring()) else Door.OPEN

    def passphrase_required(self) -> bool:
        """True where setup cannot use a keyring."""
        return self._keyring() is None

    def setup(self, wanted: Enrolment) -> tuple[Unlocked, bool]:
        """Make the profile and enrol the terminal; True when the share was prepared by this call.

        Raises ProfileExists, ProfileDenied, KeyringUnavailable, PassphraseWeak, InputInvalid or a ShareError; then nothing
        is left here.
        """
        if is_there(self._paths.identity):
            raise ProfileExists(path=str(self._paths.root))
        self._require(wanted)
        share = self._share_at(wanted.share)
        try:
            with _setting_up():
                return self._enrol(wanted, share)
        finally:
            share.close()

    def unlock(self, passphrase: str | None = None, *, deliberate: bool = False) -> Unlocked:
        """Raises ProfileMissing, ProfileDamaged, ProfileNewer, Passphrase…, KeyLost, KeyringUnavailable.

        After ``lock`` only a passphrase or a deliberate act (a button pressed) opens it again; else ProfileLocked. After
        an order to lock, only the share does, where the order was lifted; else OrderedLock.
        """
        order = self.lock_order()
        if order is not None and not passphrase and not deliberate:
            raise OrderedLock() if order else ProfileLocked()
        found = self._profile.enter(passphrase)
        if order and not self._lifted(found.reader):
            found.database.close()
            raise OrderedLock()
        self._lock_mark.unlink(missing_ok=True)
        return found

    def setup_again(self, wanted: Enrolment) -> tuple[Unlocked, bool]:
        """Where the key is lost, or what is here cannot be brought back: set it aside, not deleted, and set up anew.

        Materials come again from the share. Raises ProfileExists where the profile opens, KeyringUnavailable where the
        keyring that holds its key is merely not there now, and what ``setup`` raises; then everything is as it was.
        """
        if not self._paths.identity.exists():
            return self.setup(wanted)
        if self._opens(wanted.passphrase):
            raise ProfileExists(path=str(self._paths.root))
        self._require(wanted)
        share = self._share_at(wanted.share)
        try:
            with _setting_up():
                _reached(share)
            aside = put_aside(self._paths)
            try:
                with _setting_up():
                    made = self._enrol(wanted, share)
            except BaseException:
                put_back(self._paths, aside)
                raise
            drop_seals(self._paths)
            return made
        finally:
            share.close()

    def recover(self, passphrase: str | None = None) -> Unlocked:
        """Where the database or profile.json is damaged: open what the best backup of it holds.

        What is damaged is set aside, not deleted; what opens is left alone, and opened. A material whose sealed file the
        backup does not know comes again from the share. Raises what ``unlock`` raises, and ProfileDamaged without a backup.
        """
        order = self.lock_order()
        if order is not None:
            raise OrderedLock() if order else ProfileLocked()
        bring_identity_back(self._paths)
        try:
            return self._profile.enter(passphrase)
        except ProfileDamaged:
            _, key = open_key(self._paths.identity, keyring=self._keyring(), passphrase=passphrase)
            backups = Backups(self._paths.database, self._paths.backups, key.derive("database"))
            backups.bring_back(MIGRATIONS, self._paths.set_aside)
            found = self._profile.open(key)
            give_up_missing(PacketStore(found.database), Vault(self._paths.vault))
            return found

    def guard(self) -> Guard:
        """Raises ProfileMissing, ProfileDamaged or ProfileNewer."""
        kept = needs_passphrase(self._paths.identity, keyring=None)
        return Guard(kept, kept and needs_passphrase(self._paths.identity, keyring=self._keyring()))

    def check_change(self, passphrase: str | None, new: str | None) -> None:
        """Whether ``change_key`` would take these: asked while the profile is open. Raises what ``change_key`` does of them."""
        open_key(self._paths.identity, keyring=self._keyring(), passphrase=passphrase)
        if new is not None and len(new) < MINIMUM_PASSPHRASE:
            raise PassphraseWeak(minimum=MINIMUM_PASSPHRASE)
        if self.guard().passphrase and not (new or passphrase):
            raise PassphraseNeeded()

    def change_key(self, passphrase: str | None = None, new: str | None = None) -> None:
        """Another key, and what was under the former one is worth nothing any more. ``new`` is the passphrase from now on.

        Cut off anywhere, the profile opens under one of the two, and the next ``unlock`` ends it. Raises ProfileInUse,
        ProfileLocked, and what ``unlock`` raises.
        """
        self.check_open()
        with alone(self._paths.sync_lock) as mine:
            if not mine:
                raise ProfileInUse(path=str(self._paths.root))
            former = self._profile.enter(passphrase)
            former.database.close()
            key = begin_change(self._paths.identity, keyring=self._keyring(), passphrase=passphrase, new=new)
            keep_identity(self._paths)
            change_key(self._paths.database, former.key.derive("database"), key.derive("database"))
            self._profile.settle(key)

    def lock(self, order: str = "") -> None:
        """Close the cache: it opens again only with a deliberate unlock; or, locked by an order, when that is lifted."""
        if order or self.lock_order() is None:
            write_whole(self._lock_mark, order.encode())

    def lock_order(self) -> str | None:
        """None where it is not locked; the id of the order that locked it, empty where the reader did."""
        try:
            return self._lock_mark.read_text("ascii", "replace")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ProfileDenied(path=str(self._lock_mark)) from error

    def check_open(self) -> None:
        """Whether what is open may stay so: another process may have locked or forgotten it. Raises ProfileLocked,
        OrderedLock or ProfileMissing."""
        order = self.lock_order()
        if order is not None:
            raise OrderedLock() if order else ProfileLocked()
        if not self._paths.identity.exists():
            raise ProfileMissing(path=str(self._paths.root))

    def forget(self) -> None:
        """Crypto-erase: every slot of the key first, then the files. Nothing on the share changes."""
        for identity in (self._paths.kept_identity, self._paths.identity):
            destroy_key(identity, keyring=self._keyring())
        self._profile.remove(self._paths.vault, self._paths.set_aside, self._paths.backups)

    @property
    def _lock_mark(self) -> Path:
        return self._paths.root / "locked"

    def _require(self, wanted: Enrolment) -> None:
        for field, value in (("reader", wanted.reader), ("department", wanted.department)):
            if not value.strip() or len(value) > _LONGEST_NAME or any(category(each)[0] == "C" for each in value):
                raise InputInvalid(field=field, value=value)
        if wanted.passphrase is None and self._keyring() is None:
            raise KeyringUnavailable()
        if wanted.passphrase is not None and len(wanted.passphrase) < MINIMUM_PASSPHRASE:
            raise PassphraseWeak(minimum=MINIMUM_PASSPHRASE)

    def _enrol(self, wanted: Enrolment, share: Share) -> tuple[Unlocked, bool]:
        try:
            identity, prepared = share.identity(), False
        except ShareNotPrepared:
            identity, prepared = share.prepare(), True
        try:
            self._paths.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ProfileDenied(path=str(self._paths.root)) from error
        made: Unlocked | None = None
        try:  # last: a terminal that the share knows but nobody can open would be listed as silent for ever
            made = self._make(wanted, identity)
            share.enrol(made.reader.terminal, made.signing.public, made.reader.department, self._clock())
            keep_identity(self._paths)
            Backups(self._paths.database, self._paths.backups, made.key.derive("database")).make(self._clock())
        except BaseException:  # Ctrl+C as well: a half-enrolled profile would write events that never count
            if made is not None:
                made.database.close()
            self._undo()
            raise
        return made, prepared

    def _undo(self) -> None:
        """What a set-up that failed half-way has made, its key first."""
        if self._paths.identity.exists():
            destroy_key(self._paths.identity, keyring=self._keyring())
            self._profile.remove(self._paths.backups)

    def _lifted(self, reader: Reader) -> bool:
        """Whether the right share is there and no order holds any more. Not reached is not lifted."""
        share = self._share_at(Path(reader.share_path))
        try:
            return share.identity().id == reader.share and order_for(share, reader) is None
        except ShareError:
            return False
        finally:
            share.close()

    def _opens(self, passphrase: str | None) -> bool:
        """Raises KeyringUnavailable, ProfileNewer or ProfileDenied: then nobody can say that it does not."""
        try:
            self._profile.enter(passphrase).database.close()
        except (KeyLost, PassphraseNeeded, PassphraseWrong, ProfileDamaged):
            return False
        return True

    def _make(self, wanted: Enrolment, identity: ShareIdentity) -> Unlocked:
        signing = SigningKey.generate()
        terminal = TerminalId(f"t{secrets.token_hex(8)}")
        key = create_key(
            self._paths.identity, secrets.token_hex(8), keyring=self._keyring(), passphrase=wanted.passphrase
        )
        database = open_database(self._paths.database, key.derive("database"), MIGRATIONS)
        settings = SettingsStore(database)
        reader = Reader(
            name=wanted.reader.strip(),
            department=wanted.department.strip(),
            pseudonym=ReaderId(pseudonym(identity.pseudonym_key, wanted.reader)),
            terminal=terminal,
            share=identity.id,
            share_path=str(wanted.share),
        )
        with database.transaction():
            settings.set("reader", vars(reader))
            settings.set("signing", signing.raw.hex())
        return Unlocked(key, database, reader, signing)


@contextmanager
def _setting_up() -> Generator[None]:
    """A share that is not there is said otherwise here than to whoever has materials already."""
    try:
        yield
    except ShareUnreachable as error:
        raise ShareUnreachable(path=error.facts.get("path", ""), case="setup") from error


def _reached(share: Share) -> None:
    """Raises a ShareError now, while nothing has been moved. A folder that is not prepared yet is there all the same."""
    with suppress(ShareNotPrepared):
        share.identity()
