"""Bring this machine after the shared folder: look, plan, fetch, verify, seal; and send the ledger back."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from dxmeet.domain.packet import Material, MaterialId, PacketId, State
from dxmeet.domain.planning import FRESH, STILL_WRITING, plan
from dxmeet.domain.syncplan import (
    Action,
    Await,
    Describe,
    Fetch,
    Local,
    NoteMissing,
    NoteSeen,
    Observation,
    Plan,
    Refuse,
    RemoteFile,
    RemoteLook,
    RemoteMaterial,
    ShareState,
    Terms,
    Withdraw,
)
from dxmeet.errors import (
    FileMissing,
    PdfError,
    ShareDenied,
    ShareError,
    ShareFull,
    ShareWrong,
)
from dxmeet.progress import Progress
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.fetching import Fetched, Fetching
from dxmeet.services.ledger import Ledger
from dxmeet.services.reader import Reader
from dxmeet.services.retaining import Retaining
from dxmeet.services.timekeeping import Timekeeping
from dxmeet.sharing.layout import JOURNAL
from dxmeet.sharing.share import Share
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.settings import SettingsStore
from dxmeet.storage.transfers import TransferStore
from dxmeet.storage.vault import Chunk, Vault

_ABANDONED = timedelta(hours=1)
"""A sealed file that no row names by then was left by a killed pass, not by one under way."""
_QUOTA = 10 << 30  # bytes of sealed materials, where the setting "sync.quota" says nothing else
_RESERVE = 1_000_000_000  # bytes of the disk that are never filled, or a twentieth of a small one
_TURN = 0.5  # seconds between two tries while another process synchronises the same profile


@dataclass(frozen=True)
class Cache:
    """What synchronising writes on this machine. ``alone`` yields whether no other process is at it."""

    packets: PacketStore
    transfers: TransferStore
    vault: Vault
    settings: SettingsStore
    time: Timekeeping
    alone: Callable[[], AbstractContextManager[bool]]


@dataclass
class SyncResult:
    """One pass. ``waiting`` and ``refused`` are (name, code) pairs; ``bytes`` were read from the share."""

    state: ShareState = ShareState.OK
    added: list[MaterialId] = field(default_factory=list[MaterialId])
    replaced: list[MaterialId] = field(default_factory=list[MaterialId])
    withdrawn: list[MaterialId] = field(default_factory=list[MaterialId])
    waiting: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    refused: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    bytes: int = 0
    requests: int = 0
    sent: int = 0
    notices: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])  # packets an organiser should look at
    erased: list[MaterialId] = field(default_factory=list[MaterialId])
    trouble: ShareError | None = None  # why the share could not be used, or not written to
    changes: Changes = NOTHING


class Orders(Protocol):
    """What an admin, or another process of this profile, wants of it meanwhile. Both raise a ProfileError that ends the pass."""

    def check(self) -> None: ...

    def obey(self) -> None: ...


class Synchronising:
    """One pass at a time; safe to stop anywhere: what is READY was verified, sealed and fsynced before its row was."""

    def __init__(
        self,
        share: Share,
        cache: Cache,
        fetching: Fetching,
        ledger: Ledger,
        reader: Reader,
        clock: Callable[[], datetime],
        pause: Callable[[float], None],
        orders: Orders | None = None,
    ) -> None:
        self._share = share
        self._orders = orders
        self._cache = cache
        self._packets = cache.packets
        self._fetching = fetching
        self._retaining = Retaining(cache.packets, cache.vault, cache.time)
        self._ledger = ledger
        self._reader = reader
        self._clock = clock
        self._pause = pause
        self._held: dict[MaterialId, Material] = {}  # as the plan under way found them
        self._met: datetime | None = None  # the file server's time in the pass under way
        self._steady: frozenset[RemoteFile] = frozenset()  # what its last look saw

    def synchronise(self, progress: Progress | None = None, *, accept_held: bool = False) -> SyncResult:
        """One pass. A share that cannot be reached is a state, not an error; what is here stays readable.

        ``accept_held`` is a person's word that the many files that are gone are meant to be gone (``held``).
        """
        progress = progress or Progress()
        result = SyncResult()
        before = self._share.requests
        self._met, self._steady = None, frozenset()
        if self._orders is not None:
            self._orders.check()
        with self._turn(progress):
            try:
                progress.report("looking", 0, 1)
                made = self._plan(result, accept_held)
                if self._orders is not None and made.state in (ShareState.OK, ShareState.HELD):
                    self._orders.obey()
                self._carry_out(made, result, progress)
                if any(code == "still-writing" for _, code in result.waiting):
                    self._look_again(result, progress)
                if result.state in (ShareState.OK, ShareState.HELD):  # in both the right share was seen
                    _send(self._ledger, self._share, result)
            except ShareError as error:
                result.state = ShareState.WRONG if isinstance(error, ShareWrong) else ShareState.UNREACHABLE
                result.trouble = error
            self._tidy(result)
            result.requests = self._share.requests - before
            self._remember(result)
        return result

    @contextmanager
    def _turn(self, progress: Progress) -> Generator[None]:
        """Wait until no other process synchronises this profile: then there is mostly nothing left to do."""
        while True:
            with self._cache.alone() as mine:
                if mine:
                    yield
                    return
            progress.report("another", 0, 1)
            self._pause(_TURN)

    def _tidy(self, result: SyncResult) -> None:
        result.erased = self._retaining.carry_out(self._met)
        known = self._packets.sealed_files() | self._cache.transfers.parts()
        self._cache.vault.sweep(known, before=self._clock() - _ABANDONED)
        if result.erased or self._packets.changed_elsewhere():
            result.changes |= Changes(packets=True)

    def _look_again(self, result: SyncResult, progress: Progress) -> None:
        """What was being written a moment ago is mostly whole a moment later: one more look, not a wait until next time."""
        moments = 10
        for moment in range(moments):
            progress.report("settling", moment, moments)
            self._pause(STILL_WRITING.total_seconds() / moments)
        result.waiting.clear()
        result.refused.clear()
        result.notices.clear()
        self._carry_out(self._plan(result, False), result, progress)

    def _plan(self, result: SyncResult, accept_held: bool) -> Plan:
        began, observations = self._clock(), self._packets.observations()
        local = Local({p.id: p for p in self._packets.packets()}, observations)
        self._held = {material.id: material for packet in local.packets.values() for material in packet.materials}
        look = self._share.look(self._reader.share, {id: seen for id, seen in observations.items() if self._here(seen)})
        terms = Terms(self._room())
        leased = look.state is ShareState.OK and _leased(look)
        made = None if leased else plan(look, local, self._clock(), terms)
        if made is None or (look.state is ShareState.OK and self._time_matters(made)):
            self._met = self._share.clock(self._reader.terminal)
            self._cache.time.meet(self._met)
            if (
                self._met is None
            ):  # by our own clock nothing is concluded: what is missing is not gone, what is fresh not whole
                look = replace(look, complete=False)
            took = max(timedelta(), self._clock() - began)
            terms = replace(terms, share_now=self._met, took=took, steady=self._steady if self._met is None else None)
            made = plan(look, local, self._clock(), terms)
        self._steady = frozenset(each.file for packet in look.packets for each in packet.materials if each.file)
        if look.state is ShareState.OK and look.complete:
            self._cache.transfers.keep_only(self._steady)
        if accept_held and made.held:
            made = Plan(ShareState.OK, (*made.actions, *made.held), (), made.seen)
        result.state = made.state
        result.notices += [(each.packet.title, each.problem) for each in look.packets if each.problem]
        return made

    def _here(self, seen: Observation) -> bool:
        """Whether a file that was observed has not been taken as gone since."""
        held = self._held.get(seen.material)
        return seen.missing_since is None or (held is not None and held.state is not State.WITHDRAWN)

    def _time_matters(self, made: Plan) -> bool:
        """Whether the file server's time decides something: that a file is whole or gone."""
        now = self._clock()
        return any(_fresh(action, now) for action in (*made.actions, *made.held))

    def _room(self) -> int:
        """Bytes that may still be sealed here."""
        free, total = self._cache.vault.room()
        quota: int = self._cache.settings.get("sync.quota", _QUOTA)
        return max(0, min(free - min(_RESERVE, total // 20), quota - self._packets.sealed_bytes()))

    def _carry_out(self, made: Plan, result: SyncResult, progress: Progress) -> None:
        fetches = [action for action in made.actions if isinstance(action, Fetch)]
        at = self._clock()
        with self._packets.together():
            for action in made.actions:
                self._note(action, result, at)
        self._fetch(fetches, result, progress)
        progress.report("fetching", len(fetches), len(fetches))
        if made.state in (ShareState.OK, ShareState.HELD):
            self._packets.mark_checked(self._clock(), made.seen)

    def _note(self, action: Action, result: SyncResult, at: datetime) -> None:
        """Carry out what moves no bytes; a file to be fetched is shown as waiting until it is here."""
        match action:
            case Fetch():
                self._place(action.packet, action.material, State.WAITING)
            case Describe():
                self._describe(action, at)
            case Await():
                if action.code != "unlisted":  # a stranger in a published folder is none of its materials
                    self._place(action.packet, action.material, State.WAITING, action.code)
                if action.code == "not-offline" and action.material.file is not None:
                    self._packets.observe(_observed(action.material, action.material.file))
                result.waiting.append((action.material.name, action.code))
            case Refuse():
                self._place(action.packet, action.material, State.REFUSED, action.code)
                result.refused.append((action.material.name, action.code))
            case NoteMissing():
                self._note_missing(action)
            case NoteSeen():
                self._note_seen(action.material)
            case Withdraw():
                self._packets.set_state(action.material, State.WITHDRAWN)
                result.withdrawn.append(action.material)
                result.changes |= Changes(packets=True)

    def _describe(self, action: Describe, at: datetime) -> None:
        self._packets.describe(action.packet.packet, at)
        for material in action.packet.materials:
            now = self._held.get(material.id)
            if now is not None and not material.withdrawn and not material.problem:
                self._place(action.packet.packet.id, material, now.state, now.code)

    def _place(self, packet: PacketId, remote: RemoteMaterial, state: State, code: str = "") -> None:
        """Say what is known of it, without taking away a revision that is readable here."""
        held = self._held.get(remote.id)
        if state in (State.WAITING, State.REFUSED) and held is not None and held.revision is not None:
            state = State.READY if self._packets.sealed(held.revision.id) is not None else state
        self._packets.place(Material(remote.id, packet, remote.order, remote.title, remote.name, state, code))

    def _fetch(self, fetches: list[Fetch], result: SyncResult, progress: Progress) -> None:
        """Trouble with one file never stops the others."""
        places = {action.material.id: place for place, action in enumerate(fetches)}

        def passing(action: Fetch, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
            progress.report("fetching", places[action.material.id], len(fetches), action.material.title)
            return _counted(chunks, result, progress)

        for fetched in self._fetching.fetch(fetches, self._held, passing):
            self._fetched(fetched, result)

    def _fetched(self, fetched: Fetched, result: SyncResult) -> None:
        action, remote, revision = fetched.action, fetched.action.material, fetched.revision
        match fetched.error:
            case None if revision is None:
                self._wait(action, "still-writing", result)
            case None:
                held = self._held.get(remote.id)
                had = held.revision if held is not None and held.state is State.READY else None
                if had is None or revision is None or had.id != revision.id:
                    (result.replaced if action.replaces else result.added).append(remote.id)
                result.changes |= Changes(packets=True)
            case FileMissing():
                self._wait(action, "missing-file", result)
            case PdfError() as error:
                self._refuse(action, error.code, result)
            case error:  # another look may find it otherwise
                self._wait(action, error.code, result)

    def _wait(self, action: Fetch, code: str, result: SyncResult) -> None:
        self._place(action.packet, action.material, State.WAITING, code)
        result.waiting.append((action.material.name, code))

    def _refuse(self, action: Fetch, code: str, result: SyncResult) -> None:
        file = action.material.file
        with self._packets.together():
            if file is not None:
                self._packets.observe(Observation(action.material.id, file.path, file.size, file.mtime_ns))
            self._place(action.packet, action.material, State.REFUSED, code)
        result.refused.append((action.material.name, code))
        result.changes |= Changes(packets=True)

    def _note_missing(self, action: NoteMissing) -> None:
        seen = self._packets.observation(action.material) or Observation(action.material, "", 0, 0)  # "": never fetched
        self._packets.observe(replace(seen, missing_since=action.since))

    def _note_seen(self, material: MaterialId) -> None:
        seen = self._packets.observation(material)
        if seen is not None:
            self._packets.observe(replace(seen, missing_since=None))

    def _remember(self, result: SyncResult) -> None:
        saved = self._cache.settings.get("sync.state", {})
        reached = result.state in (ShareState.OK, ShareState.HELD)
        checked = self._clock().isoformat() if reached else saved.get("checked_at")
        problems = [*result.waiting, *result.refused] if reached else saved.get("problems", [])
        notices = result.notices if reached else saved.get("notices", [])
        state = {"state": result.state.value, "checked_at": checked, "problems": problems, "notices": notices}
        self._cache.settings.set("sync.state", state)
        result.changes |= Changes(settings=True)


def _send(ledger: Ledger, share: Share, result: SyncResult) -> None:
    """What was recorded waits where it may not be written to the share, or has no room there; the look was good all the
    same."""
    try:
        result.sent = ledger.send(share)
    except (ShareDenied, ShareFull) as error:
        result.trouble = error
        result.notices.append((JOURNAL, error.code))


def _counted(chunks: Iterable[Chunk], result: SyncResult, progress: Progress) -> Iterator[Chunk]:
    for chunk in chunks:
        progress.check()
        result.bytes += len(chunk)
        yield chunk


def _observed(remote: RemoteMaterial, file: RemoteFile) -> Observation:
    """What a manifest promises of a file that is not sealed here."""
    return Observation(remote.id, file.path, file.size, file.mtime_ns, remote.revision)


def _leased(look: RemoteLook) -> bool:
    """Whether the file server's time decides when a lease begins anew, or that a keeping time is over."""
    return any(each.packet.keeping.policy != "keep" or each.packet.keeping.until for each in look.packets)


def _fresh(action: Action, now: datetime) -> bool:
    """Whether it hangs on the time: what is missing, and a plain file changed so lately that it may be being written."""
    if isinstance(action, NoteMissing) or (isinstance(action, Withdraw) and not action.declared):
        return True
    remote = action.material if isinstance(action, Fetch | Await) else None
    if remote is None or remote.file is None or remote.revision is not None:
        return False
    return abs(remote.file.mtime_ns / 1e9 - now.timestamp()) < FRESH.total_seconds()
