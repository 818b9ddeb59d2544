"""Erase what has outlived its keeping time or was withdrawn, and keep shut what a lease no longer opens."""

from collections.abc import Callable
from datetime import datetime

from dxmeet.domain import retention
from dxmeet.domain.packet import MaterialId, Packet, RevisionId, State
from dxmeet.errors import MaterialNotReady
from dxmeet.services.timekeeping import Timekeeping
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.vault import Vault


class Retaining:
    """Needs no share: a keeping time ends offline, too. The notes stay."""

    def __init__(
        self, packets: PacketStore, vault: Vault, time: Timekeeping, check_open: Callable[[], None] = lambda: None
    ) -> None:
        """``check_open`` raises ProfileLocked where another process has locked the profile meanwhile."""
        self._check_open = check_open
        self._packets = packets
        self._vault = vault
        self._time = time

    def carry_out(self, now: datetime | None = None) -> list[MaterialId]:
        """Destroy the keys that are due, then remove their files; the materials concerned.

        ``now`` is the file server's time where it was asked for it: it knows better than a clock that runs ahead.
        """
        now = now or self._time.now()
        erasures = retention.due(self._packets.packets(), self._packets.sealed_revisions(), now)
        for erasure in erasures:
            # The state first: cut off in between, what is no longer readable must not be said to be ready.
            self._packets.set_state(erasure.material, erasure.state, erasure.code)
            for revision in erasure.revisions:
                sealed = self._packets.erase_revision(revision)
                if sealed is not None:
                    self._vault.erase(sealed)
        return [erasure.material for erasure in erasures]

    def give_up(self, broken: RevisionId) -> None:
        """A sealed file turned out cut, changed or gone: the next look at the share fetches the revision anew."""
        give_up(self._packets, self._vault, broken)

    def check(self, packet: Packet, material: MaterialId) -> None:
        """Raises MaterialNotReady where the lease has run out or the keeping time is over, ProfileLocked where all is shut."""
        self._check_open()
        now = self._time.now()
        named = next((each.title for each in packet.materials if each.id == material), material)
        if retention.over(packet, now):
            self.carry_out()
            raise MaterialNotReady(material=named, state="erased")
        if retention.lease_over(packet, self._time.seen(), now):
            raise MaterialNotReady(material=named, state="lease-over")


def give_up(packets: PacketStore, vault: Vault, broken: RevisionId) -> None:
    """A key that opens nothing is no seal: without it the next look fetches the revision anew.

    The state goes first: cut off in between, a material that waits is fetched, one that is ready would never be.
    """
    for packet in packets.packets():
        for each in packet.materials:
            if each.state is State.READY and each.revision is not None and each.revision.id == broken:
                packets.set_state(each.id, State.WAITING, "seal-broken")
    sealed = packets.erase_revision(broken)
    if sealed is not None:
        vault.erase(sealed)


def give_up_missing(packets: PacketStore, vault: Vault) -> None:
    """After a way back from a backup: what was sealed, and is no longer there, is not said to be here."""
    there = vault.present()
    for revision in packets.sealed_revisions():
        sealed = packets.sealed(revision)
        if sealed is not None and sealed.file not in there:
            give_up(packets, vault, revision)
