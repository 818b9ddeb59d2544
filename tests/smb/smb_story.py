"""Organisers and a reader on a real SMB server, and what must be true of the share and of the reader's laptop afterwards."""

import hashlib
import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from smb_server import SmbServer

from dxmeet.domain.packet import Audience, Keeping, Kind, MaterialId, PacketId, Revision, RevisionId, State, TerminalId
from dxmeet.domain.page import PageSize
from dxmeet.domain.syncplan import ShareState
from dxmeet.errors import ShareError
from dxmeet.services.offered import Services
from dxmeet.sharing.layout import manifest_hash
from dxmeet.sharing.manifest import lineage, parse
from dxmeet.sharing.publishing import Draft, DraftItem, Published
from dxmeet.sharing.share import Share, make_worker

_PATIENCE = 120.0  # seconds for a server that fell, and for the client that must notice
_MOMENT = 0.3


def paper(chance: random.Random, size: int) -> bytes:
    """A PDF of one page with ``size`` bytes that nobody can compress."""
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    body = (
        head + b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n4 0 obj<</Length %d>>stream\n" % size
    )
    return body + chance.randbytes(size) + b"\nendstream endobj\ntrailer<</Size 5/Root 1 0 R>>\n%%EOF\n"


def revision_of(content: bytes) -> Revision:
    return Revision(RevisionId(hashlib.sha256(content).hexdigest()), len(content), (PageSize(595, 842),))


class Organiser:
    """Publishes over a path of their own, again and again until the server lets them."""

    def __init__(self, root: Path, name: str, work: Path) -> None:
        self.share = Share(root, make_worker())
        self.name = TerminalId(name)
        self._work = work
        work.mkdir()

    def publish(self, contents: list[bytes]) -> Published:
        items = tuple(
            DraftItem(self._file(content), f"議案{order}", order, revision_of(content))
            for order, content in enumerate(contents, 1)
        )
        rest: tuple[Any, ...] = (None, "", None, Audience(), Keeping(), self.name, datetime.now(UTC), items)
        return stubborn(lambda: self.share.publish(Draft(Kind.MEETING, "庁議", date(2026, 11, 25), *rest)))

    def replace(self, there: Published, material: MaterialId, content: bytes) -> Published:
        file, seen = self._file(content), revision_of(content)
        at, name = datetime.now(UTC), self.name
        return stubborn(lambda: self.share.replace(there.folder, material, file, seen, {}, name, at, there.packet))

    def withdraw(self, there: Published, material: MaterialId) -> Published:
        at, name = datetime.now(UTC), self.name
        return stubborn(lambda: self.share.withdraw(there.folder, material, name, at, there.packet))

    def _file(self, content: bytes) -> Path:
        path = self._work / f"{hashlib.sha256(content).hexdigest()[:16]}.pdf"
        path.write_bytes(content)
        return path


def stubborn(act: Callable[[], Published]) -> Published:
    """As a person does: again after a moment, until the server is back."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return act()
        except ShareError:
            if time.monotonic() > end:
                raise
            time.sleep(_MOMENT)


def under_fire(
    server: SmbServer, organisers: list[Organiser], reader: Services, kills: int, chance: random.Random
) -> int:
    """Two organisers replace, a reader fetches, and the server falls ``kills`` times meanwhile; how many acts there were."""
    contents = [paper(chance, 300_000) for _ in range(3)]
    there = organisers[0].publish(contents)
    wanted = {material: revision for material, _, revision in there.materials}
    left, acts = kills, 0
    while left:
        material = chance.choice(sorted(wanted))
        organiser, content = chance.choice(organisers), paper(chance, chance.randrange(100_000, 2_000_000))
        act: Callable[[], object] = lambda: organiser.replace(there, material, content)  # noqa: B023, E731
        replacing = chance.random() < 0.6
        if not replacing:
            act = reader.synchronising.synchronise
        moment = threading.Timer(chance.uniform(0.0, 0.6), lambda: server.kill(chance))
        moment.start()
        act()
        moment.join()
        left, acts = left - 1, acts + 1
        if replacing:
            wanted[material] = revision_of(content).id
        check_share(server.folder / there.folder, there.packet, wanted)
    check_reader(reader, there.packet, wanted)
    return acts


def check_share(folder: Path, packet: PacketId, wanted: dict[MaterialId, RevisionId]) -> None:
    """On the server's own disk: the manifests say what was told, and every file that they name is whole."""
    read = dict(
        parse(each.name, each.read_bytes()) for each in folder.iterdir() if manifest_hash(each.name) is not None
    )
    said = lineage(read)
    assert said is not None
    assert said.now.packet == packet
    assert {entry.id: entry.content.sha256 for entry in said.now.materials if not entry.withdrawn} == wanted
    for manifest in read.values():
        for entry in manifest.materials:
            content = (folder / entry.content.file).read_bytes()
            assert hashlib.sha256(content).hexdigest() == entry.content.sha256, entry.content.file


def check_reader(reader: Services, packet: PacketId, wanted: dict[MaterialId, RevisionId]) -> None:
    """After a look in peace, everything is here, and what is sealed is what was published."""
    end = time.monotonic() + _PATIENCE
    while True:
        result = reader.synchronising.synchronise()
        if (result.state is ShareState.OK and not result.waiting) or time.monotonic() > end:
            break
        time.sleep(_MOMENT)
    materials = {each.id: each for each in reader.library.packet(packet).materials if each.state is State.READY}
    assert {id: each.revision.id for id, each in materials.items() if each.revision is not None} == wanted
    for each in materials.values():
        opened = reader.reading.open(each.id)
        try:
            assert len(opened.document.pages) == 1
        finally:
            opened.document.close()
