"""Fingerprints come late: a paper is measured when it arrives, and drawn when another edition is held against it."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from intakes import Intake

from dxmeet.domain.packet import Revision, RevisionId
from dxmeet.domain.page import PageSize
from dxmeet.errors import PdfDamaged, PdfPasswordNeeded
from dxmeet.services.inspecting import Inspecting
from dxmeet.storage.durable import Disk
from dxmeet.storage.vault import Sealed, Vault

A4 = (PageSize(595, 842),)
PAPER = b"%PDF the first edition"


@dataclass
class Inspector:
    """Knows each paper's page by its words; ``wrong`` is what it finds instead. ``drawn`` are those it drew."""

    wrong: Exception | None = None
    drawn: list[str] = field(default_factory=list[str])

    def intake(self) -> Intake:
        wrong: Any = self.wrong
        return Intake(lambda content, name: wrong or A4)

    def inspect(self, source: bytes, *, name: str, password: str | None = None) -> Revision:
        self.drawn.append(name)
        if self.wrong is not None:
            raise self.wrong
        return Revision(named(source), len(source), A4, (source.decode()[-7:],))


@dataclass
class Rows:
    """What a packet store knows of revisions."""

    revisions: dict[RevisionId, Revision] = field(default_factory=dict[RevisionId, Revision])
    seals: dict[RevisionId, Sealed] = field(default_factory=dict[RevisionId, Sealed])

    def revision(self, revision: RevisionId) -> Revision | None:
        return self.revisions.get(revision)

    def sealed(self, revision: RevisionId) -> Sealed | None:
        return self.seals.get(revision)

    def learn_fingerprints(self, revision: Revision) -> None:
        self.revisions[revision.id] = revision


def named(content: bytes) -> RevisionId:
    return RevisionId(hashlib.sha256(content).hexdigest())


@dataclass
class Room:
    """A terminal on which PAPER arrived and was measured."""

    rows: Any
    vault: Vault
    inspector: Any
    inspecting: Inspecting

    def arrives(self, name: str) -> Any:
        """What is found in PAPER, under this name."""
        arrivals = self.inspecting.arrivals()
        room = arrivals.room(len(PAPER))
        room.content[:] = PAPER
        arrivals.measure(room, named(PAPER), name)
        (found,) = arrivals.found()
        return found

    def in_full(self) -> Revision | None:
        return self.inspecting.in_full(named(PAPER), "資料1.pdf")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    rows, vault, inspector = Rows(), Vault(tmp_path / "vault", Disk()), Inspector()
    store: Any = rows
    engine: Any = inspector
    made = Room(rows, vault, inspector, Inspecting(store, vault, engine))
    found = made.arrives("資料1.pdf")
    assert isinstance(found, Revision)
    rows.revisions[found.id] = found
    rows.seals[found.id] = vault.seal([PAPER])
    return made


def test_a_paper_that_arrives_is_measured_and_not_drawn(room: Room) -> None:
    assert room.rows.revision(named(PAPER)) == Revision(named(PAPER), len(PAPER), A4)
    assert room.inspector.drawn == []


def test_it_is_drawn_from_what_is_sealed_when_it_is_needed_and_never_again(room: Room) -> None:
    found = room.in_full()
    assert found is not None
    assert found.fingerprints == ("edition",)
    assert room.rows.revision(found.id) == found
    assert room.in_full() == found
    assert room.inspector.drawn == ["資料1.pdf"]


def test_what_was_measured_before_is_not_measured_again(room: Room) -> None:
    room.inspector.wrong = PdfDamaged(name="資料1.pdf")
    assert room.arrives("写し.pdf") == room.rows.revision(named(PAPER))


def test_one_that_cannot_be_drawn_any_more_has_no_fingerprints(room: Room) -> None:
    room.inspector.wrong = PdfDamaged(name="資料1.pdf")
    assert room.in_full() is None


def test_one_that_is_no_longer_sealed_here_has_none(room: Room) -> None:
    room.rows.seals.clear()
    assert room.in_full() is None
    assert room.inspecting.in_full(named(b"never seen"), "x.pdf") is None


def test_one_whose_sealed_file_was_changed_has_none(room: Room, tmp_path: Path) -> None:
    sealed = room.rows.sealed(named(PAPER))
    (tmp_path / "vault" / sealed.file).write_bytes(b"something else")
    assert room.in_full() is None
    assert room.inspector.drawn == []


def test_what_a_password_hides_is_known_by_its_bytes_until_it_is_opened(room: Room) -> None:
    room.inspector.wrong = PdfPasswordNeeded(name="資料1.pdf")
    found = room.in_full()
    assert found == Revision(named(PAPER), len(PAPER), A4)
    room.inspector.wrong = None
    opened = room.in_full()
    assert opened is not None
    assert opened.fingerprints
