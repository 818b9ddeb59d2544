"""The profile's key: made once, kept in the system keyring or wrapped under a passphrase, never in a file as it is.

    master key (32 random bytes)
     ├─ slot "keyring"     the key itself, in a keyring that encrypts
     ├─ slot "passphrase"  AES-256-GCM under Argon2id(passphrase), in profile.json
     └─ HKDF-SHA256 ──▶ "database", "statistics" (SQLCipher), "check" (tells a wrong key from a damaged database)

Losing every slot is a crypto-erase: nothing else on this machine can be read any more.
"""

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dxmeet.errors import (
    InputInvalid,
    KeyLost,
    KeyringClosed,
    KeyringUnavailable,
    PassphraseNeeded,
    PassphraseWeak,
    PassphraseWrong,
    ProfileDamaged,
    ProfileDenied,
    ProfileExists,
    ProfileMissing,
    ProfileNewer,
)
from dxmeet.storage.durable import is_there, sync_folder, translated, write_whole
from dxmeet.storage.keyrings import Keyring, system_keyring

__all__ = [
    "MINIMUM_PASSPHRASE",
    "Keyring",
    "MasterKey",
    "SigningKey",
    "begin_change",
    "check_identity",
    "create_key",
    "destroy_key",
    "finish_change",
    "needs_passphrase",
    "open_key",
    "open_later",
    "pseudonym",
    "system_keyring",
    "verify",
]

MINIMUM_PASSPHRASE = 8
"""Characters."""

_FORMAT = 1
_ARGON2 = {"memory_kib": 64 * 1024, "iterations": 3, "lanes": 4}  # RFC 9106, second recommendation
_MOST_ARGON2 = {"memory_kib": 1024 * 1024, "iterations": 64, "lanes": 64}  # an altered file must not stop the machine


@dataclass(frozen=True)
class MasterKey:
    """32 random bytes from which the databases' keys are derived."""

    raw: bytes = field(repr=False)

    def derive(self, purpose: str) -> bytes:
        """32 bytes for ``purpose`` ("database", "statistics"), from which neither this key nor another follows."""
        return HKDF(SHA256(), 32, None, f"dxmeet {purpose}".encode()).derive(self.raw)


def create_key(identity: Path, profile_id: str, *, keyring: Keyring | None, passphrase: str | None) -> MasterKey:
    """Make the profile's key and profile.json, with a slot for the keyring, for the passphrase, or for both.

    Raises ProfileExists, KeyringUnavailable when there is neither, PassphraseWeak, ProfileDenied or DiskFull.
    """
    if is_there(identity):
        raise ProfileExists(path=str(identity.parent))
    if keyring is None and passphrase is None:
        raise KeyringUnavailable()
    if passphrase is not None and len(_same(passphrase)) < MINIMUM_PASSPHRASE:
        raise PassphraseWeak(minimum=MINIMUM_PASSPHRASE)
    key = MasterKey(secrets.token_bytes(32))
    slots: list[dict[str, Any]] = []
    if passphrase is not None:
        slots.append(_wrapped(key, passphrase, profile_id))
    if keyring is not None:
        service = f"dxmeet/{profile_id}"
        _keep(keyring, service, key)
        slots.append({"kind": "keyring", "service": service})
    try:
        write_whole(identity, _Profile(identity, profile_id, _check(key), tuple(slots)).written(None))
    except BaseException:
        _forget(slots, keyring)
        raise
    return key


def open_key(identity: Path, *, keyring: Keyring | None, passphrase: str | None) -> tuple[str, MasterKey]:
    """The profile's id and key, from the keyring where it has it, else by the passphrase.

    Raises ProfileMissing, ProfileDamaged, ProfileNewer, PassphraseNeeded, PassphraseWrong, KeyLost (only a keyring slot
    and the keyring has nothing) or KeyringClosed (only a keyring slot and no keyring that can be asked).
    """
    profile = _Profile.load(identity)
    return profile.id, _opened(profile, keyring, passphrase)


def needs_passphrase(identity: Path, *, keyring: Keyring | None) -> bool:
    """Whether ``open_key`` would ask for one. Raises ProfileMissing, ProfileDamaged or ProfileNewer."""
    profile = _Profile.load(identity)
    return profile.slot("passphrase") is not None and profile.kept_in(keyring) is None


def begin_change(identity: Path, *, keyring: Keyring | None, passphrase: str | None, new: str | None) -> MasterKey:
    """Make another key for the profile, kept the same way, beside the one it has: until ``finish_change`` both are led to.

    ``new`` is the passphrase from now on, where there is one; None keeps it. Raises what ``open_key`` raises, and
    PassphraseWeak.
    """
    profile = _Profile.load(identity)
    open_key(identity, keyring=keyring, passphrase=passphrase)
    if new is not None and len(_same(new)) < MINIMUM_PASSPHRASE:
        raise PassphraseWeak(minimum=MINIMUM_PASSPHRASE)
    _forget([slot for slot in profile.later_slots if slot not in profile.slots], keyring)  # of a change cut off
    key = MasterKey(secrets.token_bytes(32))
    slots: list[dict[str, Any]] = []
    secret = new or passphrase
    if profile.slot("passphrase") is not None:
        if not secret:
            raise PassphraseNeeded()
        slots.append(_wrapped(key, secret, profile.id))
    if profile.slot("keyring") is not None and keyring is not None:
        service = f"dxmeet/{profile.id}/{secrets.token_hex(4)}"
        _keep(keyring, service, key)
        slots.append({"kind": "keyring", "service": service})
    later = {"check": _check(key), "slots": slots}
    write_whole(identity, profile.written(later))
    return key


def open_later(identity: Path, *, keyring: Keyring | None, passphrase: str | None) -> MasterKey | None:
    """The key of a change that was begun; None where there is none, or it is not to be had."""
    later = _Profile.load(identity).later
    if later is None:
        return None
    try:
        return _opened(later, keyring, passphrase)
    except (KeyLost, KeyringUnavailable, PassphraseNeeded, PassphraseWrong):
        return None


def finish_change(identity: Path, *, keyring: Keyring | None) -> None:
    """From now on only the new key counts; the former one is destroyed. Raises DiskFull or ProfileDenied."""
    profile = _Profile.load(identity)
    later = profile.later
    if later is None:
        return
    write_whole(identity, later.written(None))
    _forget([slot for slot in profile.slots if slot not in later.slots], keyring)


def check_identity(identity: Path) -> None:
    """Whether profile.json can be understood. Raises ProfileMissing, ProfileDamaged, ProfileNewer or ProfileDenied."""
    _Profile.load(identity)


def destroy_key(identity: Path, *, keyring: Keyring | None) -> None:
    """Crypto-erase the profile: every slot first, then the file. A second call, or one on a damaged file, does what it can.

    Raises ProfileDenied when the file cannot be written, or KeyringClosed when the keyring that holds the key is
    not there; then the profile is as it was.
    """
    try:
        profile = _Profile.load(identity)
        slots = (*profile.slots, *profile.later_slots)
    except ProfileMissing:
        return
    except (ProfileDamaged, ProfileNewer):
        slots = ()
    if keyring is None and any(slot.get("kind") == "keyring" for slot in slots):
        raise KeyringClosed()
    _forget(slots, keyring)
    try:
        identity.write_bytes(b"\0" * identity.stat().st_size)  # the wrapped key goes even where the unlink is undone
        identity.unlink()
        sync_folder(identity.parent)
    except OSError as error:
        raise translated(error, identity) from error


@dataclass(frozen=True)
class _Profile:
    """profile.json: {"format": 1, "profile": id, "check": hex, "slots": [{"kind": "keyring" | "passphrase", …}]}; while the
    key is being changed also "later": {"check", "slots"} of the new one."""

    path: Path
    id: str
    check: str
    slots: tuple[dict[str, Any], ...]
    later: "_Profile | None" = None

    @property
    def later_slots(self) -> tuple[dict[str, Any], ...]:
        return self.later.slots if self.later is not None else ()

    def written(self, later: dict[str, Any] | None) -> bytes:
        """The file's content."""
        plain = {"format": _FORMAT, "profile": self.id, "check": self.check, "slots": list(self.slots)}
        return json.dumps({**plain, **({"later": later} if later else {})}, indent=2).encode()

    @staticmethod
    def load(path: Path) -> "_Profile":
        damaged = ProfileDamaged(path=str(path))
        try:
            untrusted: Any = json.loads(path.read_bytes())
            found, kind = untrusted["format"], type(untrusted["format"])
            if kind is not int or found < 1:
                raise damaged
            if found > _FORMAT:
                raise ProfileNewer(found=found, known=_FORMAT)
            found_id, later = untrusted["profile"], untrusted.get("later")
            if not isinstance(found_id, str):
                raise damaged
            own = _Profile._half(path, found_id, untrusted)
            return own if later is None else replace(own, later=_Profile._half(path, found_id, later))
        except FileNotFoundError as error:
            raise ProfileMissing(path=str(path.parent)) from error
        except OSError as error:
            raise ProfileDenied(path=str(path)) from error
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise damaged from error

    @staticmethod
    def _half(path: Path, profile_id: str, untrusted: Any) -> "_Profile":
        """Raises ValueError, KeyError or TypeError."""
        slots = tuple(dict(slot) for slot in untrusted["slots"])
        if not slots or not isinstance(untrusted["check"], str):
            raise ValueError("slots")
        return _Profile(path, profile_id, untrusted["check"], slots)

    def slot(self, kind: str) -> dict[str, Any] | None:
        return next((slot for slot in self.slots if slot.get("kind") == kind), None)

    def kept_in(self, keyring: Keyring | None) -> MasterKey | None:
        """The key as the keyring has it; None when it has nothing, or something else."""
        slot = self.slot("keyring")
        if slot is None or keyring is None:
            return None
        try:
            secret = keyring.get(str(slot.get("service")))
        except KeyringUnavailable as error:
            if self.slot("passphrase") is None:
                raise KeyringClosed() from error  # not KeyLost: that would send the person to set up anew
            return None
        try:
            key = MasterKey(base64.b64decode(secret or "", validate=True))
        except ValueError:
            return None
        return key if hmac.compare_digest(_check(key), self.check) else None

    def unwrapped(self, slot: dict[str, Any], passphrase: str) -> MasterKey:
        damaged = ProfileDamaged(path=str(self.path))
        try:
            cost = {name: int(slot[name]) for name in _ARGON2}
            if any(cost[name] > most for name, most in _MOST_ARGON2.items()):
                raise damaged
            salt, nonce, wrapped = (
                base64.b64decode(slot[name], validate=True) for name in ("salt", "nonce", "wrapped")
            )
            key = MasterKey(_under(passphrase, salt, cost).decrypt(nonce, wrapped, self.id.encode()))
        except InvalidTag as error:
            raise PassphraseWrong() from error
        except (ValueError, KeyError, TypeError, OverflowError) as error:
            raise damaged from error
        if not hmac.compare_digest(_check(key), self.check):
            raise damaged
        return key


def _opened(profile: _Profile, keyring: Keyring | None, passphrase: str | None) -> MasterKey:
    kept = profile.kept_in(keyring)
    if kept is not None:
        return kept
    slot = profile.slot("passphrase")
    if slot is None:
        raise KeyringClosed() if keyring is None else KeyLost()
    if not passphrase:
        raise PassphraseNeeded()
    return profile.unwrapped(slot, passphrase)


def _same(passphrase: str) -> str:
    """A passphrase typed with an input method on or off is the same one: ＡＢＣ is ABC."""
    return unicodedata.normalize("NFKC", passphrase)


def _under(passphrase: str, salt: bytes, cost: dict[str, int]) -> AESGCM:
    stretched = Argon2id(
        salt=salt, length=32, iterations=cost["iterations"], lanes=cost["lanes"], memory_cost=cost["memory_kib"]
    )
    return AESGCM(stretched.derive(_same(passphrase).encode("utf-8", "surrogatepass")))


def _wrapped(key: MasterKey, passphrase: str, profile_id: str) -> dict[str, Any]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = _under(passphrase, salt, _ARGON2).encrypt(nonce, key.raw, profile_id.encode())
    secret = {"salt": salt, "nonce": nonce, "wrapped": sealed}
    return {
        "kind": "passphrase",
        "kdf": "argon2id",
        **_ARGON2,
        **{name: base64.b64encode(value).decode() for name, value in secret.items()},
    }


def _check(key: MasterKey) -> str:
    return key.derive("check").hex()


def _keep(keyring: Keyring, service: str, key: MasterKey) -> None:
    secret = base64.b64encode(key.raw).decode()  # 44 characters: some keyrings refuse more than 1,280
    keyring.set(service, secret)
    if keyring.get(service) != secret:  # one that forgets is worse than none
        keyring.delete(service)
        raise KeyringUnavailable()


def _forget(slots: Sequence[dict[str, Any]], keyring: Keyring | None) -> None:
    for slot in slots:
        if slot.get("kind") == "keyring" and keyring is not None:
            keyring.delete(str(slot.get("service")))


class SigningKey:
    """The terminal's own Ed25519 key, with which it signs its segments of the journal."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @staticmethod
    def generate() -> "SigningKey":
        return SigningKey(Ed25519PrivateKey.generate())

    @staticmethod
    def from_raw(raw: bytes) -> "SigningKey":
        """From the 32 bytes of ``raw``. Raises ValueError for anything else."""
        return SigningKey(Ed25519PrivateKey.from_private_bytes(raw))

    @property
    def raw(self) -> bytes:
        return self._key.private_bytes_raw()

    @property
    def public(self) -> str:
        """The public key, 64 hexadecimal digits."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(message)


def verify(public_hex: str, signature: bytes, message: bytes) -> bool:
    """Whether the owner of the public key signed ``message``. A key or signature that is none is simply False."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def pseudonym(share_key_hex: str, account: str) -> str:
    """32 hexadecimal digits that stand for one person on every terminal of a share, and name nobody without its key.

    Width, case and white space of the account make no difference. Raises InputInvalid when the key is not hexadecimal.
    """
    try:
        key = bytes.fromhex(share_key_hex)
    except ValueError as error:
        raise InputInvalid(field="pseudonym_key", value="") from error
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", account).casefold())
    plain = "".join(folded.split()).encode("utf-8", "surrogatepass")
    return hmac.new(key, plain, hashlib.sha256).hexdigest()[:32]
