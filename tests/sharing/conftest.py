"""A prepared share in a temporary folder, reached directly (``files``) or through its worker process (``share``)."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from share_samples import AUTHOR, NOW, inspected

from dxmeet.domain.packet import Audience, Keeping, Kind, TerminalId
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.marker import ShareIdentity
from dxmeet.sharing.preparing import prepare
from dxmeet.sharing.publishing import Draft, DraftItem
from dxmeet.sharing.share import Deadlines, Share, make_worker
from dxmeet.workers import Worker


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = tmp_path / "share"
    place.mkdir()
    return place


@pytest.fixture
def files(root: Path) -> ShareFiles:
    return ShareFiles(root)


@pytest.fixture
def identity(files: ShareFiles) -> ShareIdentity:
    return prepare(files, "見本市")


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = make_worker()
    yield made
    made.close()


@pytest.fixture
def share(root: Path, identity: ShareIdentity, worker: Worker) -> Share:
    return Share(root, worker, Deadlines(5.0, 5.0, 5.0))


@pytest.fixture
def source(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Makes a local file to publish."""
    folder = tmp_path / "local"
    folder.mkdir()

    def made(name: str, content: bytes) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return made


@pytest.fixture
def draft(source: Callable[[str, bytes], Path]) -> Callable[..., Draft]:
    def made(title: str = "庁議", names: tuple[str, ...] = ("資料1", "資料2"), author: TerminalId = AUTHOR) -> Draft:
        paths = [source(f"{name}.pdf", f"%PDF {name}".encode()) for name in names]
        items = tuple(DraftItem(path, path.stem, order, inspected(path)) for order, path in enumerate(paths, 1))
        day = date(2026, 11, 25)
        return Draft(Kind.MEETING, title, day, None, "", None, Audience(), Keeping(), author, NOW, items)

    return made
