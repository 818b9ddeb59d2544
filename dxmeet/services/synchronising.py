"""Bring this machine after the shared folder: look, plan, fetch, verify, seal; and send the ledger back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dxmeet.domain.packet import Material, MaterialId, PacketId, Revision, RevisionId, State, changed_pages
from dxmeet.domain.planning import STILL_WRITING, plan
from dxmeet.domain.syncplan import (
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
    Withdraw,
)
from dxmeet.errors import (
    FileMissing,
    PdfError,
    PdfTooLarge,
    SealBroken,
    ShareBusy,
    ShareDenied,
    ShareError,
    ShareWrong,
    WorkerError,
)
from dxmeet.pdf.client import MAX_BYTES, PdfEngine
from dxmeet.progress import Progress
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.ledger import Ledger
from dxmeet.services.reader import Reader
from dxmeet.sharing.share import Share
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.settings import SettingsStore
from dxmeet.storage.vault import Vault

_ABANDONED = timedelta(
    hours=1
)  # a sealed file that no row names by then was left by a killed pass, not by one under way


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
    trouble: ShareError | None = None  # why the share could not be used, where it was not
    changes: Changes = NOTHING


class Synchronising:
    """One pass at a time; safe to stop anywhere: what is READY was verified, sealed and fsynced before its row was."""

    def __init__(
        self,
        share: Share,
        packets: PacketStore,
        vault: Vault,
        inspector: PdfEngine,
        ledger: Ledger,
        settings: SettingsStore,
        reader: Reader,
        clock: Callable[[], datetime],
        pause: Callable[[float], None],
    ) -> None:
        self._pause = pause
        self._share = share
        self._packets = packets
        self._vault = vault
        self._inspector = inspector
        self._ledger = ledger
        self._settings = settings
        self._reader = reader
        self._clock = clock

    def synchronise(self, progress: Progress | None = None, *, accept_held: bool = False) -> SyncResult:
        """One pass. A share that cannot be reached is a state, not an error; what is here stays readable.

        ``accept_held`` is a person's word that the many files that are gone are meant to be gone (``held``).
        """
        progress = progress or Progress()
        result = SyncResult()
        before = self._share.requests
        try:
            progress.report("looking", 0, 1)
            self._carry_out(self._plan(result, accept_held), result, progress)
            if any(code == "still-writing" for _, code in result.waiting):
                self._look_again(result, progress)
            if result.state in (ShareState.OK, ShareState.HELD):  # in both the right share was seen
                result.sent = self._ledger.send(self._share)
            self._vault.sweep(self._packets.sealed_files(), before=self._clock() - _ABANDONED)
        except ShareError as error:
            result.state = ShareState.WRONG if isinstance(error, ShareWrong) else ShareState.UNREACHABLE
            result.trouble = error
        result.requests = self._share.requests - before
        self._remember(result)
        return result

    def _look_again(self, result: SyncResult, progress: Progress) -> None:
        """What was being written a moment ago is mostly whole a moment later: one more look, not a wait until next time."""
        moments = 10
        for moment in range(moments):
            progress.report("settling", moment, moments)
            self._pause(STILL_WRITING.total_seconds() / moments)
        result.waiting.clear()
        result.refused.clear()
        self._carry_out(self._plan(result, False), result, progress)

    def _plan(self, result: SyncResult, accept_held: bool) -> Plan:
        observations = self._packets.observations()
        look: RemoteLook = self._share.look(self._reader.share, observations)
        local = Local({p.id: p for p in self._packets.packets()}, observations)
        made = plan(look, local, self._clock())
        if accept_held and made.held:
            made = Plan(ShareState.OK, (*made.actions, *made.held), (), made.seen)
        result.state = made.state
        return made

    def _carry_out(self, made: Plan, result: SyncResult, progress: Progress) -> None:
        fetches = sum(isinstance(action, Fetch) for action in made.actions)
        fetched = 0
        at = self._clock()
        for action in made.actions:
            match action:
                case Fetch():
                    progress.report("fetching", fetched, fetches, action.material.title)
                    self._fetch(action, result, progress)
                    fetched += 1
                case Describe():
                    self._describe(action, at)
                case Await():
                    if action.code != "unlisted":  # a stranger in a published folder is none of its materials
                        self._place(action.packet, action.material, State.WAITING, action.code)
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
        progress.report("fetching", fetches, fetches)
        if made.state in (ShareState.OK, ShareState.HELD):
            self._packets.mark_checked(self._clock(), made.seen)

    def _describe(self, action: Describe, at: datetime) -> None:
        self._packets.describe(action.packet.packet, at)
        known = {m.id: m for m in self._known(action.packet.packet.id)}
        for material in action.packet.materials:
            now = known.get(material.id)
            if now is not None and not material.withdrawn and not material.problem:
                self._place(action.packet.packet.id, material, now.state, now.code)

    def _known(self, packet: PacketId) -> tuple[Material, ...]:
        return self._packets.packet(packet).materials

    def _place(self, packet: PacketId, remote: RemoteMaterial, state: State, code: str = "") -> None:
        """Say what is known of it, without taking away a revision that is readable here."""
        held = next((m for m in self._known(packet) if m.id == remote.id), None)
        if state in (State.WAITING, State.REFUSED) and held is not None and held.revision is not None:
            state = State.READY if self._packets.sealed(held.revision.id) is not None else state
        self._packets.place(Material(remote.id, packet, remote.order, remote.title, remote.name, state, code))

    def _fetch(self, action: Fetch, result: SyncResult, progress: Progress) -> None:
        """Read, seal, look again, inspect; only then is it READY. Trouble with one file never stops the others."""
        remote, file = action.material, action.material.file
        if file is None:
            return
        self._place(action.packet, remote, State.WAITING)
        try:
            revision = self._take(action, file, result, progress)
        except FileMissing:
            self._wait(action, "missing-file", result)
        except (ShareBusy, ShareDenied, WorkerError) as error:  # of this file; another look may find it otherwise
            self._wait(action, error.code, result)
        except SealBroken as error:  # of this reading, not of the file
            self._wait(action, error.code, result)
        except PdfError as error:
            self._refuse(action, file, error.code, result)
        else:
            if revision is None:
                self._wait(action, "still-writing", result)
                return
            self._packets.observe(Observation(remote.id, file.path, file.size, file.mtime_ns, revision.id))
            (result.replaced if action.replaces else result.added).append(remote.id)
            result.changes |= Changes(packets=True)

    def _wait(self, action: Fetch, code: str, result: SyncResult) -> None:
        self._place(action.packet, action.material, State.WAITING, code)
        result.waiting.append((action.material.name, code))

    def _refuse(self, action: Fetch, file: RemoteFile, code: str, result: SyncResult) -> None:
        self._packets.observe(Observation(action.material.id, file.path, file.size, file.mtime_ns))
        self._place(action.packet, action.material, State.REFUSED, code)
        result.refused.append((action.material.name, code))
        result.changes |= Changes(packets=True)

    def _take(self, action: Fetch, file: RemoteFile, result: SyncResult, progress: Progress) -> Revision | None:
        remote = action.material
        if file.size > MAX_BYTES:  # it would be read to the end only to be refused
            raise PdfTooLarge(name=remote.name, size=file.size, limit=MAX_BYTES)
        sealed = self._vault.seal(self._counted(self._share.read(file), result, progress), expected=remote.revision)
        kept = False
        try:
            if not self._share.settled(file):
                return None
            content = self._vault.read(sealed)
            revision = self._inspector.inspect(content, name=remote.name)
            changed = dict(remote.changed) | self._changed_here(remote.id, revision)
            superseded = self._packets.add_revision(remote.id, revision, sealed, changed, self._clock())
            kept = True
            if superseded is not None:
                self._vault.erase(superseded)
            return revision
        finally:
            if not kept:
                self._vault.erase(sealed)

    def _changed_here(self, material: MaterialId, revision: Revision) -> dict[RevisionId, tuple[int, int]]:
        before = self._packets.material(material)[1].revision
        if before is None or before.id == revision.id:
            return {}
        return {before.id: changed_pages(before, revision)}

    @staticmethod
    def _counted(chunks: Iterator[bytes], result: SyncResult, progress: Progress) -> Iterator[bytes]:
        for chunk in chunks:
            progress.check()
            result.bytes += len(chunk)
            yield chunk

    def _note_missing(self, action: NoteMissing) -> None:
        seen = self._packets.observation(action.material) or Observation(action.material, "", 0, 0)  # "": never fetched
        gone = Observation(seen.material, seen.path, seen.size, seen.mtime_ns, seen.taken_as, action.since)
        self._packets.observe(gone)

    def _note_seen(self, material: MaterialId) -> None:
        seen = self._packets.observation(material)
        if seen is not None:
            self._packets.observe(Observation(seen.material, seen.path, seen.size, seen.mtime_ns, seen.taken_as))

    def _remember(self, result: SyncResult) -> None:
        saved = self._settings.get("sync.state", {})
        reached = result.state in (ShareState.OK, ShareState.HELD)
        checked = self._clock().isoformat() if reached else saved.get("checked_at")
        problems = [*result.waiting, *result.refused] if reached else saved.get("problems", [])
        self._settings.set("sync.state", {"state": result.state.value, "checked_at": checked, "problems": problems})
        result.changes |= Changes(settings=True)
