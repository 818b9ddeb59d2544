"""Assemble the program: build storage, pdf, sharing and services; hand them to the window or to a command."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dxmeet.assembly import assemble_statistics, make_carrying
from dxmeet.errors import ProfileDamaged
from dxmeet.paths import ProfilePaths, default_profile
from dxmeet.workers import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dxmeet.pdf.client import PdfEngine
    from dxmeet.services.annotating import Annotating
    from dxmeet.services.checking import Checking, Inside
    from dxmeet.services.indexing import Indexing
    from dxmeet.services.ledger import Ledger
    from dxmeet.services.lending import Lending
    from dxmeet.services.library import Library
    from dxmeet.services.obeying import Obeying
    from dxmeet.services.offered import Entrance, Services
    from dxmeet.services.ordering import Ordering
    from dxmeet.services.press import Press
    from dxmeet.services.printing import Printing
    from dxmeet.services.publishing import Publishing
    from dxmeet.services.reader import Reader
    from dxmeet.services.reading import Reading
    from dxmeet.services.retaining import Retaining
    from dxmeet.services.safekeeping import Safekeeping
    from dxmeet.services.searching import Searching
    from dxmeet.services.synchronising import Cache, Synchronising
    from dxmeet.services.unlocking import Unlocked, Unlocking
    from dxmeet.services.verifying import Verifying
    from dxmeet.services.watching import Watching
    from dxmeet.sharing.share import Share, Sightings
    from dxmeet.storage.database import Database
    from dxmeet.storage.keys import Keyring
    from dxmeet.storage.migrations import Step
    from dxmeet.storage.packets import PacketStore
    from dxmeet.storage.textindex import TextIndex

_ARENA_BYTES = 32 * 1024 * 1024  # holds one request of MAX_PIXELS; what is never drawn is never committed
_INTAKE_BYTES = 28 * 1024 * 1024  # holds a batch of files that arrive, and the last of them


def _now() -> datetime:
    return datetime.now(UTC)


def make_engine(*, at_once: bool = False) -> PdfEngine:
    """The PDF worker that the window waits for. ``at_once``: it begins to load before anything else is imported here."""
    worker = Worker("dxmeet.pdf.engine", name="pdf", arena_bytes=_ARENA_BYTES)
    if at_once:
        worker.start(at_once=True)
    from dxmeet.pdf.client import PdfEngine

    return PdfEngine(worker)


def make_inspector() -> PdfEngine:
    """A second one in the background: page sizes, fingerprints, exports."""
    from dxmeet.pdf.client import PdfEngine

    worker = Worker(
        "dxmeet.pdf.engine",
        name="inspector",
        low_priority=True,
        arena_bytes=_ARENA_BYTES,
        intake_bytes=_INTAKE_BYTES,
    )
    return PdfEngine(worker)


def make_press() -> Press:
    """A process with the printers' drivers in it, for as long as something is printed."""
    from dxmeet.desktop.printing.press import PrinterPress

    return PrinterPress(lambda: Worker("dxmeet.desktop.printing.spooler", name="printer", arena_bytes=_ARENA_BYTES))


def make_share(root: Path, kept: Sightings | None = None) -> Share:
    from dxmeet.sharing.share import Share, make_worker

    return Share(root, make_worker(), kept=kept)


def make_entrance(
    profile: Path | None = None,
    *,
    engine: PdfEngine | None = None,
    keyring: Callable[[], Keyring | None] | None = None,
) -> Entrance:
    """The way into one profile: ``--profile``, ``DXMEET_PROFILE`` or the default place; by default the system's keyring."""
    from dxmeet.services.files import FileReading
    from dxmeet.services.offered import Entrance

    chosen = profile or Path(os.environ.get("DXMEET_PROFILE") or default_profile())
    paths = ProfilePaths(chosen.absolute())
    shown = engine or make_engine()
    return Entrance(
        profile=paths.root,
        make_unlocking=lambda: _make_unlocking(paths, keyring),
        make_checking=lambda: _make_checking(paths, keyring),
        enter=lambda unlocked: _assemble(paths, unlocked, shown, _make_unlocking(paths, keyring)),
        files=FileReading(shown),
        close=shown.close,
    )


def _make_unlocking(paths: ProfilePaths, keyring: Callable[[], Keyring | None] | None) -> Unlocking:
    from dxmeet.services.unlocking import Unlocking
    from dxmeet.storage.keys import system_keyring

    return Unlocking(paths, keyring or system_keyring, make_share, _now)


def _make_checking(
    paths: ProfilePaths, keyring: Callable[[], Keyring | None] | None, inside: Inside | None = None
) -> Checking:
    from dxmeet.services.checking import Checking
    from dxmeet.storage.keys import system_keyring

    return Checking(paths.root, inside, lambda: _kind((keyring or system_keyring)()), _now, time.monotonic)


def _kind(keyring: Keyring | None) -> str:
    """For the help desk; empty where there is none."""
    return "" if keyring is None else type(keyring).__name__


def _assemble(paths: ProfilePaths, unlocked: Unlocked, engine: PdfEngine, unlocking: Unlocking) -> Services:
    from dxmeet.services.offered import Services

    cache, index, close_index = _make_kept(paths, unlocked)
    share, inspector = make_share(Path(unlocked.reader.share_path), cache.transfers), make_inspector()
    ledger = _make_ledger(paths, cache.packets, unlocked)
    lending, retaining = _make_lending(share, cache, inspector, unlocked.reader, unlocking)
    searching, indexing = _make_searching(index, unlocked.database, cache, inspector, retaining)
    carrying, reviewing = make_carrying(cache, unlocked.database, (engine, inspector), retaining)
    purchasing, merging, reporting, statistics = assemble_statistics(paths, unlocked, share, inspector, cache.packets)
    ordering, watching = _make_rounds(share, cache, inspector, ledger, unlocked, unlocking)
    inside = _inside(share, cache, unlocked, paths, retaining)
    ends = watching.stop, share.close, inspector.close, statistics.close, close_index, unlocked.database.close
    return Services(
        reader=unlocked.reader,
        library=inside.library,
        reading=_make_reading(cache, engine, ledger, lending, (index, unlocked.database)),
        printing=_make_printing(cache, unlocked.database, inspector, ledger, (lending, retaining)),
        annotating=_make_annotating(unlocked, cache.packets, lending, inspector),
        searching=searching,
        indexing=indexing,
        ledger=ledger,
        synchronising=watching.synchronising,
        watching=watching,
        publishing=_make_publishing(share, cache, inspector, ledger, unlocked.reader),
        merging=merging,
        reporting=reporting,
        purchasing=purchasing,
        checking=_make_checking(paths, None, inside),
        preferences=watching.preferences,
        safekeeping=inside.safekeeping,
        ordering=ordering,
        verifying=inside.verifying,
        carrying=carrying,
        reviewing=reviewing,
        unlocking=unlocking,
        send=lambda: ledger.send(share),
        let_go=share.let_go,
        close=lambda: _close(*ends),
    )


def _make_library(cache: Cache) -> Library:
    from dxmeet.services.library import Library

    return Library(cache.packets, cache.settings, _now)


def _make_annotating(unlocked: Unlocked, packets: PacketStore, lending: Lending, inspector: PdfEngine) -> Annotating:
    from dxmeet.services.annotating import Annotating
    from dxmeet.storage.annotations import NoteStore

    return Annotating(NoteStore(unlocked.database), packets, lending, inspector, unlocked.reader.name, _now)


def _make_rounds(
    share: Share, cache: Cache, inspector: PdfEngine, ledger: Ledger, unlocked: Unlocked, unlocking: Unlocking
) -> tuple[Ordering, Watching]:
    ordering, obeying = _make_orders(share, unlocked, ledger, unlocking)
    synchronising = _make_synchronising(share, cache, inspector, ledger, unlocked.reader, obeying)
    return ordering, _make_watching(synchronising, cache, share)


def _make_orders(share: Share, unlocked: Unlocked, ledger: Ledger, unlocking: Unlocking) -> tuple[Ordering, Obeying]:
    from dxmeet.services.obeying import Obeying
    from dxmeet.services.ordering import Ordering

    reader, signing = unlocked.reader, unlocked.signing
    acts = unlocking.lock, unlocking.forget, unlocking.check_open
    return Ordering(share, reader, signing, _now), Obeying(share, reader, signing, ledger, *acts, _now)


def _make_verifying(cache: Cache, retaining: Retaining) -> Verifying:
    from dxmeet.services.verifying import Verifying

    return Verifying(cache.packets, cache.vault, retaining, _now)


def _inside(share: Share, cache: Cache, unlocked: Unlocked, paths: ProfilePaths, retaining: Retaining) -> Inside:
    from dxmeet.services.checking import Inside

    return Inside(
        share,
        unlocked.reader.terminal,
        cache.packets,
        _make_library(cache),
        _safekeeping(paths, unlocked),
        _make_verifying(cache, retaining),
        make_press,
    )


def _make_lending(
    share: Share, cache: Cache, inspector: PdfEngine, reader: Reader, unlocking: Unlocking
) -> tuple[Lending, Retaining]:
    from dxmeet.services.lending import Lending
    from dxmeet.services.retaining import Retaining

    retaining = Retaining(cache.packets, cache.vault, cache.time, unlocking.check_open)
    return Lending(share, reader.share, cache.packets, cache.vault, inspector, retaining, _now), retaining


def _make_publishing(share: Share, cache: Cache, inspector: PdfEngine, ledger: Ledger, reader: Reader) -> Publishing:
    from dxmeet.services.inspecting import Inspecting
    from dxmeet.services.publishing import Publishing

    in_full = Inspecting(cache.packets, cache.vault, inspector).in_full
    return Publishing(share, cache.packets, inspector, in_full, ledger, reader, _now)


def _make_ledger(paths: ProfilePaths, packets: PacketStore, unlocked: Unlocked) -> Ledger:
    from dxmeet.services.ledger import Ledger
    from dxmeet.storage.ledger import EventStore
    from dxmeet.storage.mark import Mark

    mark = Mark(paths.ledger_mark, paths.database)
    events = EventStore(unlocked.database, unlocked.reader.terminal, mark)
    return Ledger(events, packets, unlocked.reader, unlocked.signing, _now)


def _make_printing(
    cache: Cache, database: Database, inspector: PdfEngine, ledger: Ledger, may: tuple[Lending, Retaining]
) -> Printing:
    from dxmeet.services.printing import Printing
    from dxmeet.storage.annotations import NoteStore

    lending, retaining = may
    packets, settings, notes = cache.packets, cache.settings, NoteStore(database)
    printing = Printing(packets, lending, notes, inspector, ledger, retaining, settings, make_press)
    printing.settle()  # what was being handed to a printer when the program ended
    return printing


def _make_kept(paths: ProfilePaths, unlocked: Unlocked) -> tuple[Cache, TextIndex, Callable[[], None]]:
    index, close_index = _make_index(paths, unlocked)
    return _make_cache(paths, unlocked.database, index), index, close_index


def _make_cache(paths: ProfilePaths, database: Database, index: TextIndex) -> Cache:
    from dxmeet.services.synchronising import Cache
    from dxmeet.services.timekeeping import Timekeeping
    from dxmeet.storage.durable import alone
    from dxmeet.storage.packets import PacketStore
    from dxmeet.storage.settings import SettingsStore
    from dxmeet.storage.transfers import TransferStore
    from dxmeet.storage.vault import Vault

    settings = SettingsStore(database)
    return Cache(
        packets=PacketStore(database, index.drop),
        transfers=TransferStore(database),
        vault=Vault(paths.vault),
        settings=settings,
        time=Timekeeping(settings, _now),
        alone=lambda: alone(paths.sync_lock),
    )


def _make_reading(
    cache: Cache, engine: PdfEngine, ledger: Ledger, lending: Lending, known: tuple[TextIndex, Database]
) -> Reading:
    from dxmeet.services.reading import Reading
    from dxmeet.storage.carryings import CarryingStore

    index, database = known
    return Reading(cache.packets, lending, engine, ledger, _now, index.page, CarryingStore(database).carrying)


def _make_synchronising(
    share: Share, cache: Cache, inspector: PdfEngine, ledger: Ledger, reader: Reader, obeying: Obeying
) -> Synchronising:
    from dxmeet.services.fetching import Fetching
    from dxmeet.services.synchronising import Synchronising

    fetching = Fetching(share, cache.packets, cache.transfers, cache.vault, inspector, _now)
    return Synchronising(share, cache, fetching, ledger, reader, _now, time.sleep, obeying)


def _make_watching(synchronising: Synchronising, cache: Cache, share: Share) -> Watching:
    from random import random

    from dxmeet.services.preferences import Preferences
    from dxmeet.services.watching import Watching
    from dxmeet.sharing.watching import Watcher, local_address

    def make_watcher(look_now: Callable[[], None]) -> Watcher:
        return Watcher(share.root, look_now)

    surroundings = make_watcher, local_address, _now, random
    return Watching(synchronising, cache.packets, Preferences(cache.settings), *surroundings)


def _make_searching(
    index: TextIndex, database: Database, cache: Cache, inspector: PdfEngine, retaining: Retaining
) -> tuple[Searching, Indexing]:
    from dxmeet.services.indexing import Indexing
    from dxmeet.services.searching import Searching
    from dxmeet.storage.annotations import NoteStore
    from dxmeet.storage.shelf import Shelf

    shelf = Shelf(database)
    indexing = Indexing(index, shelf, cache.packets, cache.vault, inspector)
    return Searching(index, shelf, NoteStore(database), cache.packets, retaining), indexing


def _make_index(paths: ProfilePaths, unlocked: Unlocked) -> tuple[TextIndex, Callable[[], None]]:
    from dxmeet.storage.migrations import SEARCH
    from dxmeet.storage.textindex import TextIndex

    database = _open_repeatable(paths, paths.search, unlocked.key.derive("search"), SEARCH)
    return TextIndex(database), database.close


def _open_repeatable(paths: ProfilePaths, path: Path, key: bytes, steps: Sequence[Step]) -> Database:
    """A database that only repeats what is elsewhere: a damaged one is set aside, and filled anew."""
    from dxmeet.storage.database import open_database, set_aside

    try:
        return open_database(path, key, steps)
    except ProfileDamaged:
        set_aside(path, paths.set_aside)
        return open_database(path, key, steps)


def _safekeeping(paths: ProfilePaths, unlocked: Unlocked) -> Safekeeping:
    from dxmeet.services.safekeeping import Safekeeping
    from dxmeet.storage.backups import Backups

    return Safekeeping(Backups(paths.database, paths.backups, unlocked.key.derive("database")), _now)


def _close(*parts: Callable[[], None]) -> None:
    for close in parts:
        close()
