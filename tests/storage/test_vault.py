"""A sealed file opens whole and unchanged, or not at all."""

import hashlib
import json
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from dxmeet.domain.packet import RevisionId
from dxmeet.errors import Cancelled, ProfileDenied, SealBroken
from dxmeet.storage.vault import HEADER, SEGMENT, TAG, Sealed, Vault, decrypted, encrypted

VECTORS = Path(__file__).resolve().parents[1] / "data" / "vault"
FIRST = SEGMENT - HEADER - TAG  # plaintext of the first segment
NEXT = SEGMENT - TAG  # and of each following one
SIZES = [
    0,
    1,
    15,
    16,
    17,
    65535,
    65536,
    65537,
    FIRST - 1,
    FIRST,
    FIRST + 1,
    FIRST + NEXT - 1,
    FIRST + NEXT,
    FIRST + NEXT + 1,
]


def content(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def chunks(whole: bytes, size: int = 10_007) -> Iterator[bytes]:
    yield from (whole[at : at + size] for at in range(0, len(whole), size))


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_is_read_back(vault: Vault, tmp_path: Path, size: int) -> None:
    whole = content(size)
    sealed = vault.seal(chunks(whole))
    assert vault.read(sealed) == whole
    assert (sealed.revision, sealed.size) == (hashlib.sha256(whole).hexdigest(), size)
    segments = 1 if size <= FIRST else 1 + -(-(size - FIRST) // NEXT)
    assert (tmp_path / "vault" / sealed.file).stat().st_size == HEADER + size + TAG * segments


@pytest.mark.parametrize("step", [1, 65536, 1_000_000])
def test_how_the_stream_was_cut_makes_no_difference(vault: Vault, step: int) -> None:
    whole = content(70_000) if step == 1 else content(300_000)
    assert vault.read(vault.seal(chunks(whole, step))) == whole


@pytest.mark.parametrize("size", [0, 1, 40])
def test_no_single_byte_can_be_changed(vault: Vault, tmp_path: Path, size: int) -> None:
    sealed = vault.seal([content(size)])
    path = tmp_path / "vault" / sealed.file
    good = path.read_bytes()
    for position in range(len(good)):
        for bit in (1, 128):
            path.write_bytes(good[:position] + bytes([good[position] ^ bit]) + good[position + 1 :])
            with pytest.raises(SealBroken):
                vault.read(sealed)
    path.write_bytes(good)
    assert vault.read(sealed) == content(size)


def test_a_changed_byte_in_any_segment_is_noticed(vault: Vault, tmp_path: Path) -> None:
    sealed = vault.seal([content(200_000)])
    path = tmp_path / "vault" / sealed.file
    good = path.read_bytes()
    for position in [*range(0, len(good), 4_001), *range(SEGMENT - 2, SEGMENT + 2), len(good) - 1]:
        path.write_bytes(good[:position] + bytes([good[position] ^ 1]) + good[position + 1 :])
        with pytest.raises(SealBroken) as caught:
            vault.read(sealed)
        assert caught.value.facts == {"revision": sealed.revision}


def test_no_shorter_or_longer_file_is_believed(vault: Vault, tmp_path: Path) -> None:
    sealed = vault.seal([content(FIRST + 3 * NEXT)])
    path = tmp_path / "vault" / sealed.file
    good = path.read_bytes()
    assert len(good) == 4 * SEGMENT
    lengths = {0, 1, HEADER - 1, HEADER, HEADER + 1, HEADER + TAG - 1, HEADER + TAG}
    lengths |= {
        boundary + off for boundary in range(SEGMENT, len(good) + 1, SEGMENT) for off in (-17, -16, -1, 0, 1, 16, 17)
    }
    for length in sorted(lengths - {len(good)}):
        path.write_bytes(good[:length] if length < len(good) else good + bytes(length - len(good)))
        with pytest.raises(SealBroken):
            vault.read(sealed)


def test_segments_cannot_be_exchanged_repeated_or_left_out(vault: Vault, tmp_path: Path) -> None:
    sealed = vault.seal([content(FIRST + 3 * NEXT)])
    path = tmp_path / "vault" / sealed.file
    good = path.read_bytes()
    parts = [good[at : at + SEGMENT] for at in range(0, len(good), SEGMENT)]
    for order in ([0, 2, 1, 3], [0, 1, 1, 3], [0, 1, 3], [0, 1, 2, 3, 3], [0, 1, 2, 2], [1, 0, 2, 3], [0, 3]):
        path.write_bytes(b"".join(parts[number] for number in order))
        with pytest.raises(SealBroken):
            vault.read(sealed)


def test_another_file_in_its_place_is_not_believed(vault: Vault, tmp_path: Path) -> None:
    one, other = vault.seal([b"one"]), vault.seal([b"two"])
    (tmp_path / "vault" / one.file).write_bytes((tmp_path / "vault" / other.file).read_bytes())
    with pytest.raises(SealBroken):
        vault.read(one)
    with pytest.raises(SealBroken):  # nor with that file's own key: its name is part of it
        vault.read(Sealed(other.revision, one.file, other.key, other.size))
    with pytest.raises(SealBroken):  # nor is a row that names another revision
        vault.read(Sealed(one.revision, other.file, other.key, other.size))
    assert vault.read(other) == b"two"


def test_a_missing_file_is_broken_too(vault: Vault) -> None:
    sealed = vault.seal([b"here"])
    vault.erase(sealed)
    vault.erase(sealed)
    with pytest.raises(SealBroken):
        vault.read(sealed)


def test_bytes_that_are_not_the_expected_ones_leave_nothing(vault: Vault, tmp_path: Path) -> None:
    expected = RevisionId(hashlib.sha256(b"right").hexdigest())
    with pytest.raises(SealBroken):
        vault.seal([b"wrong"], expected=expected)
    assert files(tmp_path) == []
    assert vault.seal([b"right"], expected=expected).revision == expected


def test_a_stream_that_ends_in_an_error_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    def interrupted() -> Iterator[bytes]:
        yield content(200_000)
        raise Cancelled()

    with pytest.raises(Cancelled):
        vault.seal(interrupted())
    assert files(tmp_path) == []


def test_a_vault_that_cannot_be_made_is_denied(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("a file where the folder should be")
    with pytest.raises(ProfileDenied):
        Vault(tmp_path / "vault").seal([b"x"])


def test_nothing_readable_lies_in_the_vault(vault: Vault, tmp_path: Path) -> None:
    sealed = vault.seal([b"%PDF-1.7 " + b"canary" * 30_000])
    (path,) = files(tmp_path)
    assert b"canary" not in path.read_bytes()
    assert b"%PDF" not in path.read_bytes()
    assert "canary" not in repr(sealed)
    assert sealed.key.hex() not in repr(sealed)
    assert str(sealed.key) not in repr(sealed)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_this_user_may_read_a_sealed_file(vault: Vault, tmp_path: Path) -> None:
    sealed = vault.seal([b"x"])
    assert (tmp_path / "vault" / sealed.file).stat().st_mode & 0o077 == 0


def test_the_sweep_takes_what_nobody_knows(vault: Vault, tmp_path: Path) -> None:
    known, unknown = vault.seal([b"known"]), vault.seal([b"unknown"])
    left = tmp_path / "vault" / known.file[:2] / ".0123456789abcdef.part"
    left.write_bytes(b"half")
    foreign = tmp_path / "vault" / "desktop.ini"
    foreign.write_bytes(b"not ours")
    assert vault.sweep({known.file}) == 2
    assert sorted(files(tmp_path)) == sorted([tmp_path / "vault" / known.file, foreign])
    with pytest.raises(SealBroken):
        vault.read(unknown)


def test_the_sweep_spares_what_another_process_is_just_sealing(vault: Vault, tmp_path: Path) -> None:
    old, new = vault.seal([b"old"]), vault.seal([b"new"])
    now = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
    for sealed, age in ((old, timedelta(hours=3)), (new, timedelta(minutes=1))):
        moment = (now - age).timestamp()
        os.utime(tmp_path / "vault" / sealed.file, (moment, moment))
    assert vault.sweep(set(), before=now - timedelta(hours=1)) == 1
    assert vault.read(new) == b"new"


def test_the_sweep_of_a_vault_that_is_not_there_is_nothing(vault: Vault) -> None:
    assert vault.sweep(set()) == 0


def vectors() -> list[dict[str, str]]:
    return json.loads((VECTORS / "vectors.json").read_text())


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["file"])
def test_files_made_by_tink_open_here_and_are_made_alike(vector: dict[str, str]) -> None:
    """Made by Google's own implementation: the construction is the published one, bit for bit."""
    made = (VECTORS / vector["file"]).read_bytes()
    key, associated = bytes.fromhex(vector["key"]), vector["associated"].encode()
    parts = [made[at : at + SEGMENT] for at in range(0, len(made), SEGMENT)]
    plain = b"".join(decrypted(iter(parts), key, associated))
    assert hashlib.sha256(plain).hexdigest() == vector["sha256"]
    again = encrypted([plain], key, associated, salt=made[1:33], prefix=made[33:HEADER])
    assert b"".join(again) == made
    with pytest.raises(InvalidTag):
        list(decrypted(iter(parts), key, associated + b"x"))


def test_a_batch_is_on_the_disk_together_or_not_at_all(vault: Vault, tmp_path: Path) -> None:
    batch = vault.batch()
    some = [batch.add(chunks(content(size))) for size in SIZES]
    left = batch.add([b"not this one"])
    batch.leave(left.file)
    assert vault.present() & {each.file for each in some} == set()
    batch.settle()
    assert vault.present() == {each.file for each in some}
    assert [vault.read(each) for each in some] == [content(size) for size in SIZES]
    batch.drop()  # there is nothing left to drop
    assert len(files(tmp_path / "vault")) == len(some)
    assert len({each.file.partition("/")[0] for each in some}) == 1  # one folder whose names are made last


def test_a_batch_that_is_dropped_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    batch = vault.batch()
    batch.add(chunks(content(100_000)))
    with pytest.raises(SealBroken):
        batch.add([b"wrong"], expected=RevisionId("0" * 64))
    batch.drop()
    assert files(tmp_path / "vault") == []


def test_chunks_may_lie_in_memory_that_is_used_again(vault: Vault) -> None:
    memory = bytearray(50_000)

    def reused() -> Iterator[memoryview]:
        for number in range(7):
            memory[:] = bytes([number]) * 50_000
            yield memoryview(memory)[: 50_000 - number]

    sealed = vault.seal(reused())
    assert vault.read(sealed) == b"".join(bytes([number]) * (50_000 - number) for number in range(7))
