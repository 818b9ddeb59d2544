"""Sealed files: the bytes of each revision under a random key of its own, readable only whole and unchanged.

The construction is Tink's streaming AEAD "AES256-GCM-HKDF" with ciphertext segments of 64 KiB and HKDF-SHA256
(https://developers.google.com/tink/streaming-aead/aes_gcm_hkdf_streaming); Tink reads our files and we read Tink's.

    file     segment 0                          segment 1                     …   segment n (the last)
             ┌────────┬─────────────────────┐   ┌───────────────────────────┐     ┌─────────────────────────┐
             │ header │ ciphertext and tag  │   │    ciphertext and tag     │     │ ciphertext, maybe none, │
             │ 40     │ 65,496 bytes        │   │       65,536 bytes        │     │ and tag of 16 bytes     │
             └────────┴─────────────────────┘   └───────────────────────────┘     └─────────────────────────┘
    header   ┌────┬───────────────────────────┬─────────────────┐
             │ 40 │ salt, 32 random bytes     │ prefix, 7 bytes │
             └────┴───────────────────────────┴─────────────────┘
    key      HKDF-SHA256(key of this file, salt, info = the file's own random name) → 32 bytes
    nonce    prefix ‖ segment number, 4 bytes, big endian ‖ 1 in the last segment, else 0

The number and the last-flag in each nonce make exchanged, repeated and missing segments fail; the name in the key makes
another file under this name fail. What the key cannot bind, because it is known only after streaming, is the revision:
the SHA-256 of what was read is compared with it.
"""

import hashlib
import io
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dxmeet.domain.packet import RevisionId
from dxmeet.errors import SealBroken
from dxmeet.storage.durable import PART, Disk, Written, settle, translated

SEGMENT = 64 * 1024
"""Bytes of a ciphertext segment; the header counts to the first one."""
HEADER = 1 + 32 + 7
TAG = 16
_SUFFIX = ".sealed"

Chunk = bytes | memoryview
"""Some of a file's bytes; memory that may hold others when the next ones are asked for."""


@dataclass(frozen=True)
class Sealed:
    """Where a revision lies and what opens it: ``file`` relative to the vault (with ``/``), ``key`` 32 bytes, ``size`` of the
    plaintext in bytes. Whoever forgets the key has erased the file."""

    revision: RevisionId
    file: str
    key: bytes = field(repr=False)
    size: int


@dataclass(frozen=True)
class Started:
    """A transfer under way: the name its sealed file will have, and its key, so that what a cut left can be read on."""

    file: str
    key: bytes = field(repr=False)

    @property
    def part(self) -> str:
        """Where its bytes lie until they are whole."""
        folder, name = self.file.split("/")
        return f"{folder}/.{name}{PART}"


class Vault:
    """The folder of sealed files. Stateless: rows elsewhere say which files there are; ``sweep`` removes the others."""

    def __init__(self, root: Path, disk: Disk | None = None) -> None:
        self._root = root
        self._disk = disk or Disk()

    def begin(self) -> Started:
        """A name and a key of its own for the next file."""
        name = self._disk.token()
        return Started(f"{name[:2]}/{name}{_SUFFIX}", secrets.token_bytes(32))

    def seal(
        self, chunks: Iterable[Chunk], *, expected: RevisionId | None = None, started: Started | None = None
    ) -> Sealed:
        """Encrypt a stream into a new file that is on the disk, name and all, before this returns.

        Raises SealBroken when its SHA-256 is not ``expected``, DiskFull, ProfileDenied, or whatever ``chunks`` raises;
        then nothing is left, except of a ``started`` transfer what ``resumed`` can read.
        """
        batch = self.batch()
        try:
            sealed = batch.add(chunks, expected=expected, started=started)
            batch.settle()
            return sealed
        finally:
            batch.drop()

    def batch(self) -> "Batch":
        """Several files that are put on the disk together."""
        return Batch(self._root, self._disk, self.begin())

    def resumed(self, started: Started) -> Iterator[bytes]:
        """The plaintext that a cut-off transfer left, as far as it is whole. They are sealed anew under another key:
        a nonce is never used twice, whatever comes after them this time."""
        try:
            with self._disk.open(self._root / started.part) as file:
                whole = iter(lambda: file.read(SEGMENT), b"")
                yield from _whole_segments(whole, started.key, started.file.encode())
        except OSError:
            return

    def abandon(self, started: Started) -> None:
        """Remove what a cut-off transfer left."""
        self._remove(self._root / started.part)

    def read(self, sealed: Sealed) -> bytes:
        """The whole plaintext, in memory only. Raises SealBroken when the file is cut, changed, swapped or missing."""
        broken = SealBroken(revision=sealed.revision)
        path = self._root / sealed.file
        try:
            with self._disk.open(path) as file:
                counted = _Counted(decrypted(iter(lambda: file.read(SEGMENT), b""), sealed.key, sealed.file.encode()))
                buffer = io.BytesIO()
                for piece in counted:
                    buffer.write(piece)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError, InvalidTag) as error:
            raise broken from error
        except OSError as error:
            raise translated(error, path) from error
        if counted.hash.hexdigest() != sealed.revision:
            raise broken
        return buffer.getvalue()

    def erase(self, sealed: Sealed) -> None:
        """Remove the file. Forget its key first: on a flash disk only that erases.

        A file already gone is fine; one that another program holds (a virus scanner) is left to ``sweep``.
        """
        self._remove(self._root / sealed.file)

    def sweep(self, known: set[str], *, before: datetime | None = None) -> int:
        """Remove the files nobody knows and what an interrupted ``seal`` left; how many.

        Another process may have sealed a file whose row is not there yet: ``before`` spares files changed since then.
        A file that is held by another program stays for the next time.
        """
        limit = None if before is None else before.astimezone(UTC).timestamp()
        removed = 0
        files: list[tuple[str, float]] = []
        with suppress(OSError):  # what cannot be listed now is swept another time
            files = self._disk.files(self._root)
        for file, changed in files:
            if file in known or not file.endswith((_SUFFIX, PART)):
                continue
            if (limit is None or changed < limit) and self._remove(self._root / file):
                removed += 1
        return removed

    def present(self) -> set[str]:
        """The sealed files that lie here, as ``Sealed.file`` calls them; whether they are whole only ``read`` tells.

        Raises ProfileDenied where that cannot be seen.
        """
        try:
            return {file for file, _ in self._disk.files(self._root)}
        except OSError as error:
            raise translated(error, self._root) from error

    def room(self) -> tuple[int, int]:
        """(free, total) bytes of the disk. Raises ProfileDenied where that cannot be asked."""
        try:
            return self._disk.room(self._root)
        except OSError as error:
            raise translated(error, self._root) from error

    def _remove(self, path: Path) -> bool:
        with suppress(OSError):
            self._disk.remove(path)
            return True
        return False


class Batch:
    """Sealed files on their way to the disk. Nothing may be said of them before ``settle`` has returned; what was not
    settled then goes with ``drop``, or, after a power cut, with a ``sweep``.

    They share a folder, so that its names are made last at once.
    """

    def __init__(self, root: Path, disk: Disk, first: Started) -> None:
        self._root = root
        self._disk = disk
        self._next = first
        self._written: dict[str, Written] = {}

    def add(
        self,
        chunks: Iterable[Chunk],
        *,
        expected: RevisionId | None = None,
        started: Started | None = None,
        digest: Callable[[], RevisionId] | None = None,
    ) -> Sealed:
        """Encrypt a stream into a new file. ``digest`` tells its SHA-256 afterwards, where somebody reckoned it already.

        Raises what ``Vault.seal`` raises; then the others are as they were.
        """
        place = started or self._begin()
        part = self._root / place.part
        counted = _Counted(chunks, digest)
        salt, prefix = secrets.token_bytes(32), secrets.token_bytes(7)
        pieces = encrypted(counted, place.key, place.file.encode(), salt=salt, prefix=prefix)
        try:
            self._disk.make_folder(part.parent)
            self._write(self._disk.create(part), pieces, place)
        except OSError as error:
            raise translated(error, self._root / place.file) from error
        finally:
            if place.file not in self._written and started is None:
                self._remove(part)
        revision = counted.revision
        if expected is not None and revision != expected:
            self.leave(place.file)
            raise SealBroken(revision=expected)
        return Sealed(revision, place.file, place.key, counted.size)

    def leave(self, file: str) -> None:
        """Not this one, after all."""
        written = self._written.pop(file)
        with suppress(OSError):  # what of it was not on the disk yet has no room there
            written.file.close()
        self._remove(written.part)

    def settle(self) -> None:
        """Put all of them on the disk, names and all. Raises DiskFull or ProfileDenied; then none of them is promised."""
        try:
            settle(self._disk, list(self._written.values()))
        except OSError as error:
            self.drop()
            raise translated(error, self._root) from error
        self._written.clear()

    def drop(self) -> None:
        """Leave all that was not settled."""
        for file in list(self._written):
            self.leave(file)

    def _begin(self) -> Started:
        place = self._next
        folder = place.file.partition("/")[0]
        self._next = Started(f"{folder}/{self._disk.token()}{_SUFFIX}", secrets.token_bytes(32))
        return place

    def _write(self, file: BinaryIO, pieces: Iterator[bytes], place: Started) -> None:
        try:
            for piece in pieces:
                file.write(piece)
            self._disk.begin_sync(file)
        except BaseException:
            with suppress(OSError):
                file.close()
            raise
        self._written[place.file] = Written(file, self._root / place.part, self._root / place.file)

    def _remove(self, path: Path) -> None:
        with suppress(OSError):
            self._disk.remove(path)


class _Counted:
    """Chunks as they pass: how many bytes, and their SHA-256 unless somebody else tells it."""

    def __init__(self, chunks: Iterable[Chunk], digest: Callable[[], RevisionId] | None = None) -> None:
        self._chunks = chunks
        self._digest = digest
        self.size = 0
        self.hash = hashlib.sha256()

    @property
    def revision(self) -> RevisionId:
        return RevisionId(self.hash.hexdigest()) if self._digest is None else self._digest()

    def __iter__(self) -> Iterator[Chunk]:
        for chunk in self._chunks:
            self.size += len(chunk)
            if self._digest is None:
                self.hash.update(chunk)
            yield chunk


def encrypted(chunks: Iterable[Chunk], key: bytes, associated: bytes, *, salt: bytes, prefix: bytes) -> Iterator[bytes]:
    """The pieces of a sealed file, drawn in the module's docstring. ``salt`` 32 and ``prefix`` 7 bytes, never used twice."""
    cipher = _cipher(key, salt, associated)
    yield bytes([HEADER]) + salt + prefix
    for number, (block, last) in enumerate(_blocks(chunks)):
        yield cipher.encrypt(_nonce(prefix, number, last), block, None)


def decrypted(segments: Iterator[bytes], key: bytes, associated: bytes) -> Iterator[bytes]:
    """The plaintext of segments of ``SEGMENT`` bytes, the last one shorter. Raises InvalidTag at the first wrong byte."""
    ahead = next(segments, b"")
    if len(ahead) < HEADER + TAG or ahead[0] != HEADER:
        raise InvalidTag
    salt, prefix = ahead[1:33], ahead[33:HEADER]
    cipher = _cipher(key, salt, associated)
    ahead = ahead[HEADER:]
    number = 0
    while ahead:
        segment, ahead = ahead, next(segments, b"")
        yield cipher.decrypt(_nonce(prefix, number, not ahead), segment, None)
        number += 1


def _whole_segments(segments: Iterator[bytes], key: bytes, associated: bytes) -> Iterator[bytes]:
    """The plaintext of whole segments that are not the last; ends without a word at the first one that is not."""
    first = next(segments, b"")
    if len(first) < SEGMENT or first[0] != HEADER:
        return
    prefix = first[33:HEADER]
    cipher = _cipher(key, first[1:33], associated)
    segment, number = first[HEADER:], 0
    while segment:
        try:
            yield cipher.decrypt(_nonce(prefix, number, False), segment, None)
        except InvalidTag:
            return
        segment, number = next(segments, b""), number + 1
        if len(segment) < SEGMENT:
            return


def _blocks(chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk | bytearray, bool]]:
    """Plaintext cut to what fits each segment, as (block, whether it is the last); a last block is empty only alone.

    What a chunk holds whole is not copied.
    """
    room = SEGMENT - HEADER - TAG
    held = bytearray()
    for chunk in chunks:
        rest = memoryview(chunk)
        if held:
            missing = room - len(held)
            held += rest[:missing]
            rest = rest[missing:]
            if not rest:
                continue
            yield held, False
            held, room = bytearray(), SEGMENT - TAG
        while len(rest) > room:
            yield rest[:room], False
            rest, room = rest[room:], SEGMENT - TAG
        held += rest
    yield held, True


def _cipher(key: bytes, salt: bytes, associated: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, associated).derive(key))


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])
