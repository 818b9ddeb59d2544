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
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dxmeet.domain.packet import RevisionId
from dxmeet.errors import SealBroken
from dxmeet.storage.durable import PART, part_file, settle, sync_folder, translated

SEGMENT = 64 * 1024
"""Bytes of a ciphertext segment; the header counts to the first one."""
HEADER = 1 + 32 + 7
TAG = 16
_SUFFIX = ".sealed"


@dataclass(frozen=True)
class Sealed:
    """Where a revision lies and what opens it: ``file`` relative to the vault (with ``/``), ``key`` 32 bytes, ``size`` of the
    plaintext in bytes. Whoever forgets the key has erased the file."""

    revision: RevisionId
    file: str
    key: bytes = field(repr=False)
    size: int


class Vault:
    """The folder of sealed files. Stateless: rows elsewhere say which files there are; ``sweep`` removes the others."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def seal(self, chunks: Iterable[bytes], *, expected: RevisionId | None = None) -> Sealed:
        """Encrypt a stream into a new file that is on the disk, name and all, before this returns.

        Raises SealBroken when its SHA-256 is not ``expected``, DiskFull, ProfileDenied, or whatever ``chunks`` raises;
        then nothing is left.
        """
        name = secrets.token_hex(16)
        file = f"{name[:2]}/{name}{_SUFFIX}"
        path = self._root / file
        key = secrets.token_bytes(32)
        counted = _Counted(chunks)
        pieces = encrypted(counted, key, file.encode(), salt=secrets.token_bytes(32), prefix=secrets.token_bytes(7))
        try:
            self._make(path.parent)
            with part_file(path.parent) as (output, part):
                for piece in pieces:
                    output.write(piece)
                revision = RevisionId(counted.hash.hexdigest())
                if expected is not None and revision != expected:
                    raise SealBroken(revision=expected)
                settle(output, part, path)
        except OSError as error:
            raise translated(error, path) from error
        return Sealed(revision, file, key, counted.size)

    def read(self, sealed: Sealed) -> bytes:
        """The whole plaintext, in memory only. Raises SealBroken when the file is cut, changed, swapped or missing."""
        broken = SealBroken(revision=sealed.revision)
        path = self._root / sealed.file
        try:
            with open(path, "rb") as file:
                counted = _Counted(decrypted(iter(lambda: file.read(SEGMENT), b""), sealed.key, sealed.file.encode()))
                content = b"".join(counted)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError, InvalidTag) as error:
            raise broken from error
        except OSError as error:
            raise translated(error, path) from error
        if counted.hash.hexdigest() != sealed.revision:
            raise broken
        return content

    def erase(self, sealed: Sealed) -> None:
        """Remove the file. Forget its key first: on a flash disk only that erases.

        A file already gone is fine; one that another program holds (a virus scanner) is left to ``sweep``.
        """
        with suppress(OSError):
            (self._root / sealed.file).unlink(missing_ok=True)

    def sweep(self, known: set[str], *, before: datetime | None = None) -> int:
        """Remove the files nobody knows and what an interrupted ``seal`` left; how many.

        Another process may have sealed a file whose row is not there yet: ``before`` spares files changed since then.
        A file that is held by another program stays for the next time.
        """
        limit = None if before is None else before.astimezone(UTC).timestamp()
        removed = 0
        for path in sorted(self._root.glob("??/*")):
            ours = path.name.endswith((_SUFFIX, PART))
            if not ours or path.relative_to(self._root).as_posix() in known:
                continue
            try:
                if limit is None or path.stat().st_mtime < limit:
                    path.unlink()
                    removed += 1
            except OSError:
                continue
        return removed

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            sync_folder(self._root)


class _Counted:
    """Chunks as they pass: how many bytes, and their SHA-256."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.size = 0
        self.hash = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.size += len(chunk)
            self.hash.update(chunk)
            yield chunk


def encrypted(chunks: Iterable[bytes], key: bytes, associated: bytes, *, salt: bytes, prefix: bytes) -> Iterator[bytes]:
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


def _blocks(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Plaintext cut to what fits each segment, as (block, whether it is the last); a last block is empty only alone."""
    room = SEGMENT - HEADER - TAG
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) > room:
            yield bytes(held[:room]), False
            del held[:room]
            room = SEGMENT - TAG
    yield bytes(held), True


def _cipher(key: bytes, salt: bytes, associated: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, associated).derive(key))


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])
