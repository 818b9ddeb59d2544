"""Publish, fetch, replace, withdraw and two organisers at once over a real SMB server, which falls now and then."""

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from smb_server import NoServer, SmbServer, missing
from smb_story import Organiser, check_reader, check_share, paper, under_fire

from dxmeet.app import make_engine, make_entrance
from dxmeet.services.offered import Services
from dxmeet.services.unlocking import Enrolment
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.preparing import prepare

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is one")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SmbServer]:
    server = SmbServer(tmp_path)
    try:
        try:
            server.start()
            server.mount("probe")
        except NoServer as why:
            pytest.skip(f"no server here: {why}")
        prepare(ShareFiles(server.folder))
        yield server
    finally:
        server.stop()


@pytest.fixture
def organisers(server: SmbServer, tmp_path: Path) -> Iterator[list[Organiser]]:
    both = [Organiser(server.mount(name), name * 8, tmp_path / f"work-{name}") for name in "ab"]
    yield both
    for each in both:
        each.share.close()


@pytest.fixture
def reader(server: SmbServer, tmp_path: Path) -> Iterator[Services]:
    engine = make_engine()
    entrance = make_entrance(tmp_path / "profile", engine=engine, keyring=lambda: None)
    wanted = Enrolment(server.mount("reader"), "佐藤", "企画政策課", "correct horse")
    services = entrance.enter(entrance.unlocking.setup(wanted)[0])
    yield services
    services.close()
    entrance.close()


def test_what_is_published_replaced_and_withdrawn_arrives(
    server: SmbServer, organisers: list[Organiser], reader: Services
) -> None:
    chance = random.Random(1)
    there = organisers[0].publish([paper(chance, 1_500_000), paper(chance, 1_000), paper(chance, 1_000)])
    first, second, third = (id for id, _, _ in there.materials)
    wanted = {id: revision for id, _, revision in there.materials}
    check_share(server.folder / there.folder, there.packet, wanted)
    check_reader(reader, there.packet, wanted)
    told: dict[int, object] = {}
    both = [
        threading.Thread(target=lambda: told.update({0: organisers[0].replace(there, first, new[0])})),
        threading.Thread(target=lambda: told.update({1: organisers[1].replace(there, second, new[1])})),
    ]
    new = [paper(chance, 700_000), paper(chance, 700_000)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert set(told) == {0, 1}
    organisers[1].withdraw(there, third)
    del wanted[third]
    wanted[first], wanted[second] = (told[each].materials[0][2] for each in (0, 1))  # type: ignore[attr-defined]
    check_share(server.folder / there.folder, there.packet, wanted)
    check_reader(reader, there.packet, wanted)


def test_a_server_that_falls_again_and_again_tears_and_loses_nothing(
    server: SmbServer, organisers: list[Organiser], reader: Services
) -> None:
    assert under_fire(server, organisers, reader, 2, random.Random(2)) == 2
