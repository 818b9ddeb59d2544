"""Parts of the program that app.py puts together, each made from the same few things."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from dxmeet.domain.leaflet import Leaflet
    from dxmeet.paths import ProfilePaths
    from dxmeet.pdf.client import PdfEngine
    from dxmeet.services.carrying import Carrying
    from dxmeet.services.merging import Merging
    from dxmeet.services.purchasing import Purchasing
    from dxmeet.services.reporting import Reporting
    from dxmeet.services.retaining import Retaining
    from dxmeet.services.reviewing import Reviewing
    from dxmeet.services.synchronising import Cache
    from dxmeet.services.unlocking import Unlocked
    from dxmeet.sharing.share import Share
    from dxmeet.storage.database import Database
    from dxmeet.storage.packets import PacketStore
    from dxmeet.storage.statistics import Statistics


def _now() -> datetime:
    return datetime.now(UTC)


def program() -> str:
    """What an export says it was made by. A checkout that was never installed has no version."""
    from importlib.metadata import PackageNotFoundError, version  # slow to import, and a window on a file needs it not

    try:
        return f"dxmeet {version('dxmeet')}"
    except PackageNotFoundError:
        return "dxmeet"


def make_carrying(
    cache: Cache, database: Database, engines: tuple[PdfEngine, PdfEngine], retaining: Retaining
) -> tuple[Carrying, Reviewing]:
    """``engines``: the one that shows pages, and the one of the slow work."""
    from dxmeet.services.archive import Archive
    from dxmeet.services.carrying import Carrying
    from dxmeet.services.reviewing import Reviewing
    from dxmeet.storage.annotations import NoteStore
    from dxmeet.storage.carryings import CarryingStore

    shown, inspector = engines
    notes = NoteStore(database)
    archive = Archive(CarryingStore(database), notes, cache.packets, cache.vault, inspector, retaining, _now)
    return Carrying(archive), Reviewing(archive, shown)


def assemble_statistics(
    paths: ProfilePaths, unlocked: Unlocked, share: Share, inspector: PdfEngine, packets: PacketStore
) -> tuple[Purchasing, Merging, Reporting, Statistics]:
    from dxmeet.domain.packet import MaterialId
    from dxmeet.errors import MaterialUnknown
    from dxmeet.services.merging import Merging
    from dxmeet.services.purchasing import Purchasing
    from dxmeet.services.reporting import Reporting
    from dxmeet.services.reports.placement import place
    from dxmeet.storage.purchases import PurchaseStore
    from dxmeet.storage.statistics import Statistics

    purchasing = Purchasing(PurchaseStore(unlocked.database), _now)
    statistics = Statistics(paths.statistics, paths.set_aside)

    def write_pdf(leaflet: Leaflet, out: Path) -> None:
        place(out, inspector.typeset(leaflet))

    def title_of(material: str) -> str:
        try:
            return packets.material(MaterialId(material))[1].title
        except MaterialUnknown:
            return ""

    merging = Merging(share, statistics, purchasing, unlocked.reader, program())
    return purchasing, merging, Reporting(merging, write_pdf, title_of), statistics
