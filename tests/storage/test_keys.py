"""The key is in an encrypting keyring or under a passphrase, and nowhere else."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dxmeet.errors import (
    InputInvalid,
    KeyLost,
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
from dxmeet.storage.keys import (
    MINIMUM_PASSPHRASE,
    SigningKey,
    create_key,
    destroy_key,
    needs_passphrase,
    open_key,
    pseudonym,
    verify,
)

PASSPHRASE = "庁議の資料を読む人"


class MemoryKeyring:
    """A keyring that remembers as long as the test."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}

    def get(self, service: str) -> str | None:
        return self.secrets.get(service)

    def set(self, service: str, secret: str) -> None:
        self.secrets[service] = secret

    def delete(self, service: str) -> None:
        self.secrets.pop(service, None)


class ForgetfulKeyring(MemoryKeyring):
    def set(self, service: str, secret: str) -> None:
        pass


class ClosedKeyring(MemoryKeyring):
    def get(self, service: str) -> str | None:
        raise KeyringUnavailable()


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    return tmp_path / "profile.json"


def test_a_key_in_the_keyring_opens_again(identity: Path) -> None:
    keyring = MemoryKeyring()
    key = create_key(identity, "p1", keyring=keyring, passphrase=None)
    assert open_key(identity, keyring=keyring, passphrase=None) == ("p1", key)
    assert not needs_passphrase(identity, keyring=keyring)
    assert [len(secret) for secret in keyring.secrets.values()] == [44]


def test_a_key_under_a_passphrase_opens_again(identity: Path) -> None:
    key = create_key(identity, "p1", keyring=None, passphrase=PASSPHRASE)
    assert open_key(identity, keyring=None, passphrase=PASSPHRASE) == ("p1", key)
    assert needs_passphrase(identity, keyring=None)
    with pytest.raises(PassphraseNeeded):
        open_key(identity, keyring=None, passphrase=None)
    with pytest.raises(PassphraseWrong):
        open_key(identity, keyring=None, passphrase=PASSPHRASE + "。")


def test_the_key_itself_is_in_no_file(identity: Path) -> None:
    key = create_key(identity, "p1", keyring=MemoryKeyring(), passphrase=PASSPHRASE)
    text = identity.read_text()
    assert key.raw.hex() not in text
    assert base64.b64encode(key.raw).decode() not in text
    assert PASSPHRASE not in text
    assert PASSPHRASE not in json.dumps(json.loads(text), ensure_ascii=False)
    assert key.raw.hex() not in repr(key)
    assert str(key.raw) not in repr(key)


def test_without_keyring_and_passphrase_there_is_no_profile(identity: Path) -> None:
    with pytest.raises(KeyringUnavailable):
        create_key(identity, "p1", keyring=None, passphrase=None)
    assert not identity.exists()


def test_a_keyring_that_forgets_is_none(identity: Path) -> None:
    with pytest.raises(KeyringUnavailable):
        create_key(identity, "p1", keyring=ForgetfulKeyring(), passphrase=None)
    assert not identity.exists()


@pytest.mark.parametrize("passphrase", ["", "短い", "x" * (MINIMUM_PASSPHRASE - 1)])
def test_a_short_passphrase_is_refused(identity: Path, passphrase: str) -> None:
    with pytest.raises(PassphraseWeak) as caught:
        create_key(identity, "p1", keyring=None, passphrase=passphrase)
    assert caught.value.facts == {"minimum": MINIMUM_PASSPHRASE}
    assert not identity.exists()


def test_an_existing_profile_is_never_overwritten(identity: Path) -> None:
    keyring = MemoryKeyring()
    key = create_key(identity, "p1", keyring=keyring, passphrase=None)
    with pytest.raises(ProfileExists):
        create_key(identity, "p2", keyring=keyring, passphrase=None)
    assert open_key(identity, keyring=keyring, passphrase=None) == ("p1", key)


def test_with_both_slots_either_opens(identity: Path) -> None:
    keyring = MemoryKeyring()
    key = create_key(identity, "p1", keyring=keyring, passphrase=PASSPHRASE)
    assert open_key(identity, keyring=keyring, passphrase=None)[1] == key
    assert open_key(identity, keyring=None, passphrase=PASSPHRASE)[1] == key
    for lost in (MemoryKeyring(), ClosedKeyring()):
        assert needs_passphrase(identity, keyring=lost)
        assert open_key(identity, keyring=lost, passphrase=PASSPHRASE)[1] == key


def test_a_keyring_that_lost_the_key_is_told_from_one_that_cannot_be_asked(identity: Path) -> None:
    keyring = MemoryKeyring()
    create_key(identity, "p1", keyring=keyring, passphrase=None)
    with pytest.raises(KeyringUnavailable):
        open_key(identity, keyring=None, passphrase=PASSPHRASE)
    with pytest.raises(KeyringUnavailable):
        open_key(identity, keyring=ClosedKeyring(), passphrase=None)
    for left in ("", "not base64 !", base64.b64encode(bytes(32)).decode()):
        keyring.secrets = dict.fromkeys(keyring.secrets, left)
        with pytest.raises(KeyLost):
            open_key(identity, keyring=keyring, passphrase=None)
    with pytest.raises(KeyLost):
        open_key(identity, keyring=MemoryKeyring(), passphrase=None)


def test_width_of_the_passphrase_makes_no_difference(identity: Path) -> None:
    key = create_key(identity, "p1", keyring=None, passphrase="ＡＢＣ１２３４５ガ")
    assert open_key(identity, keyring=None, passphrase="ABC12345ｶﾞ")[1] == key


def test_a_missing_profile_is_said(identity: Path) -> None:
    for opening in (
        lambda: open_key(identity, keyring=None, passphrase=None),
        lambda: needs_passphrase(identity, keyring=None),
    ):
        with pytest.raises(ProfileMissing):
            opening()
    destroy_key(identity, keyring=None)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", '{"format": 1}', '{"format": "1", "slots": []}', '{"format": true}', "[" * 100_000,
     '{"format": 1, "profile": "p", "check": "", "slots": []}', '{"format": 1, "profile": "p", "check": "", "slots": [3]}',
     '{"format": 0, "profile": "p", "check": "", "slots": [{}]}', '"\\ud800"', "\0\0\0"],
)  # fmt: skip
def test_an_unreadable_profile_is_damaged_and_stays(identity: Path, text: str) -> None:
    identity.write_text(text)
    with pytest.raises(ProfileDamaged):
        open_key(identity, keyring=None, passphrase=PASSPHRASE)
    assert identity.read_text() == text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("salt", "!"),
        ("nonce", ""),
        ("wrapped", 3),
        ("memory_kib", "x"),
        ("memory_kib", 2**30),
        ("iterations", 0),
        ("lanes", -1),
    ],
)
def test_a_damaged_slot_is_damage_not_a_wrong_passphrase(identity: Path, name: str, value: object) -> None:
    create_key(identity, "p1", keyring=None, passphrase=PASSPHRASE)
    profile = json.loads(identity.read_text())
    profile["slots"][0][name] = value
    identity.write_text(json.dumps(profile))
    with pytest.raises(ProfileDamaged):
        open_key(identity, keyring=None, passphrase=PASSPHRASE)


def test_a_newer_profile_is_said(identity: Path) -> None:
    identity.write_text('{"format": 2, "something": "else"}')
    with pytest.raises(ProfileNewer) as caught:
        open_key(identity, keyring=None, passphrase=None)
    assert caught.value.facts == {"found": 2, "known": 1}


def test_destroying_takes_every_slot_first(identity: Path) -> None:
    keyring = MemoryKeyring()
    create_key(identity, "p1", keyring=keyring, passphrase=PASSPHRASE)
    with pytest.raises(KeyringUnavailable):  # it could not keep its promise
        destroy_key(identity, keyring=None)
    assert identity.exists()
    destroy_key(identity, keyring=keyring)
    assert keyring.secrets == {}
    assert not identity.exists()
    destroy_key(identity, keyring=keyring)


def test_keys_for_different_purposes_are_different(identity: Path) -> None:
    key = create_key(identity, "p1", keyring=MemoryKeyring(), passphrase=None)
    derived = {key.derive(purpose) for purpose in ("database", "statistics", "check")}
    assert len(derived | {key.raw}) == 4
    assert all(len(each) == 32 for each in derived)
    assert key.derive("database") == key.derive("database")


PLAIN = """
import keyring.backend
class Plain(keyring.backend.KeyringBackend):
    priority = 99
    def get_password(self, service, username): return "plain"
    def set_password(self, service, username, password): raise SystemExit("a secret was given to a plain keyring")
    def delete_password(self, service, username): pass
"""

ASK = """
import sys
from dxmeet.storage.keys import system_keyring
assert "keyring" not in sys.modules, "keyring is imported at start"
chosen = system_keyring()
import keyring
print(type(keyring.get_keyring()).__name__, chosen)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have their own keyring")
def test_a_plaintext_keyring_is_never_chosen(tmp_path: Path) -> None:
    (tmp_path / "plain_keyring.py").write_text(PLAIN)
    environment = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
    environment |= {
        "PYTHONPATH": str(tmp_path),
        "PYTHON_KEYRING_BACKEND": "plain_keyring.Plain",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
    }
    root = Path(__file__).resolve().parents[2]
    asked = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, cwd=root, capture_output=True, text=True, timeout=60
    )
    assert asked.stdout.split() == ["Plain", "None"], asked.stderr


def test_a_signature_is_believed_only_as_it_was_made() -> None:
    key = SigningKey.generate()
    signature = key.sign(b"segment")
    assert verify(key.public, signature, b"segment")
    assert not verify(key.public, signature, b"segment!")
    assert not verify(key.public, signature[:-1] + bytes([signature[-1] ^ 1]), b"segment")
    assert not verify(SigningKey.generate().public, signature, b"segment")
    for none in ("", "zz", "00" * 31, "00" * 32, "é"):
        assert not verify(none, signature, b"segment")
    assert not verify(key.public, b"", b"segment")


def test_a_signing_key_is_kept_as_its_raw_bytes() -> None:
    key = SigningKey.generate()
    again = SigningKey.from_raw(key.raw)
    assert (again.public, again.sign(b"x")) == (key.public, key.sign(b"x"))
    assert len(key.raw) == 32
    with pytest.raises(ValueError, match="32"):
        SigningKey.from_raw(b"short")


def test_signatures_are_ed25519() -> None:
    """RFC 8032, section 7.1, test 2."""
    key = SigningKey.from_raw(bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
    assert key.public == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    assert key.sign(b"\x72").hex().startswith("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da")


def test_one_person_has_one_pseudonym() -> None:
    share = "ab" * 32
    assert (
        pseudonym(share, "Yamada Tarō") == pseudonym(share, "ｙａｍａｄａ　ｔａｒō ") == pseudonym(share, "YAMADATARŌ")
    )
    assert pseudonym(share, "山田太郎") != pseudonym(share, "山田次郎")
    assert pseudonym(share, "山田太郎") != pseudonym("cd" * 32, "山田太郎")
    assert len(pseudonym(share, "山田太郎")) == 32
    with pytest.raises(InputInvalid):
        pseudonym("not hex", "山田太郎")


def test_a_disk_that_does_not_say_is_no_missing_profile(tmp_path: Path) -> None:
    identity = tmp_path / ("長" * 200) / "profile.json"  # the system refuses the question itself
    with pytest.raises(ProfileDenied):
        create_key(identity, "p", keyring=None, passphrase=PASSPHRASE)
