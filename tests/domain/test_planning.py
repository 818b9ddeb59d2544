"""plan(): absence is never deletion, and carrying a plan out brings this machine after the share."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.packet import (
    Keeping,
    Kind,
    Material,
    MaterialId,
    Packet,
    PacketId,
    Revision,
    RevisionId,
    Source,
    State,
)
from dxmeet.domain.page import PageSize
from dxmeet.domain.planning import SETTLE, plan
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
    RemotePacket,
    ShareState,
    Terms,
    Withdraw,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OLD = int((NOW - timedelta(days=1)).timestamp() * 1e9)


def plain(name: str, order: int = 1, size: int = 10, mtime: int = OLD, packet: str = "f-1") -> RemoteMaterial:
    file = RemoteFile(f"会議/{packet}/{name}", size, mtime)
    return RemoteMaterial(MaterialId(f"d-{packet}-{name}"), order, name, name, file)


def listed(name: str, revision: str, order: int = 1, packet: str = "p-1") -> RemoteMaterial:
    file = RemoteFile(f"会議/{packet}/{name}", 10, OLD)
    return RemoteMaterial(MaterialId(f"m-{packet}-{name}"), order, name, name, file, RevisionId(revision))


def packet(*materials: RemoteMaterial, id: str = "f-1", day: date | None = date(2026, 11, 25)) -> RemotePacket:
    source = Source.PUBLISHED if id.startswith("p") else Source.FOLDER
    return RemotePacket(Packet(PacketId(id), Kind.MEETING, "庁議", day, f"会議/{id}", source), tuple(materials))


def look(*packets: RemotePacket, complete: bool = True, state: ShareState = ShareState.OK) -> RemoteLook:
    return RemoteLook(state, tuple(packets), complete)


@dataclass
class Machine:
    """Carries out plans as synchronising does, without bytes: each fetch succeeds unless its name is in ``broken``."""

    packets: dict[PacketId, Packet] = field(default_factory=dict[PacketId, Packet])
    observations: dict[MaterialId, Observation] = field(default_factory=dict[MaterialId, Observation])
    broken: frozenset[str] = frozenset()

    @property
    def local(self) -> Local:
        return Local(self.packets, self.observations)

    def materials(self) -> dict[MaterialId, Material]:
        return {each.id: each for known in self.packets.values() for each in known.materials}

    def follow(self, seen: RemoteLook, now: datetime = NOW) -> Plan:
        made = plan(seen, self.local, now)
        for action in made.actions:
            self._carry_out(action)
        return made

    def _carry_out(self, action: object) -> None:
        match action:
            case Describe():
                known = self.packets.get(action.packet.packet.id)
                self.packets[action.packet.packet.id] = replace(
                    action.packet.packet, materials=known.materials if known else ()
                )
                for each in action.packet.materials:
                    held = self.materials().get(each.id)
                    if held is not None:
                        self._place(action.packet.packet.id, each, held.state, held.code)
            case Await():
                self._place(action.packet, action.material, State.WAITING, action.code)
            case Refuse():
                self._place(action.packet, action.material, State.REFUSED, action.code)
            case NoteMissing():
                seen = self.observations.get(action.material) or Observation(action.material, "", 0, 0)
                self.observations[action.material] = replace(seen, missing_since=action.since)
            case NoteSeen():
                self.observations[action.material] = replace(self.observations[action.material], missing_since=None)
            case Withdraw():
                self._put(action.packet, replace(self.materials()[action.material], state=State.WITHDRAWN))
            case Fetch():
                self._fetch(action)
            case _:
                raise AssertionError(action)

    def _fetch(self, action: Fetch) -> None:
        remote, file = action.material, action.material.file
        assert file is not None
        if remote.name in self.broken:
            self.observations[remote.id] = Observation(remote.id, file.path, file.size, file.mtime_ns)
            self._place(action.packet, remote, State.REFUSED, "pdf-damaged")
            return
        name = remote.revision or RevisionId(f"{file.path} {file.size} {file.mtime_ns}")
        self.observations[remote.id] = Observation(remote.id, file.path, file.size, file.mtime_ns, name)
        self._place(action.packet, remote, State.READY, "")
        revision = Revision(name, file.size, (PageSize(595, 842),))
        self._put(action.packet, replace(self.materials()[remote.id], revision=revision, state=State.READY))

    def _place(self, packet: PacketId, remote: RemoteMaterial, state: State, code: str) -> None:
        held = self.materials().get(remote.id)
        if state in (State.WAITING, State.REFUSED) and held is not None and held.revision is not None:
            state = State.READY
        fresh = held or Material(remote.id, packet, 0, "", "", state)
        self._put(
            packet, replace(fresh, order=remote.order, title=remote.title, name=remote.name, state=state, code=code)
        )

    def _put(self, packet: PacketId, material: Material) -> None:
        known = self.packets[packet]
        others = [each for each in known.materials if each.id != material.id]
        self.packets[packet] = replace(known, materials=(*others, material))


def machine(*packets: RemotePacket) -> Machine:
    made = Machine()
    made.follow(look(*packets))
    return made


def of(kind: type, made: Plan) -> list[object]:
    return [action for action in made.actions if isinstance(action, kind)]


FIVE = tuple(plain(f"{n}.pdf", n) for n in range(1, 6))


def test_new_files_are_described_and_fetched_then_nothing_is_left_to_do() -> None:
    here = Machine()
    first = here.follow(look(packet(*FIVE)))
    assert isinstance(first.actions[0], Describe)
    assert [action.material.order for action in first.actions if isinstance(action, Fetch)] == [1, 2, 3, 4, 5]
    assert plan(look(packet(*FIVE)), here.local, NOW).actions == ()


@pytest.mark.parametrize("state", [ShareState.UNREACHABLE, ShareState.WRONG])
def test_a_share_that_was_not_reached_changes_nothing(state: ShareState) -> None:
    here = machine(packet(*FIVE))
    assert plan(look(state=state, complete=False), here.local, NOW) == Plan(state, ())


def test_a_machine_that_slept_in_the_middle_of_a_look_has_not_waited_between_two() -> None:
    here = machine(packet(*FIVE))
    without = look(packet(*FIVE[:4]))
    here.follow(without)
    woken = NOW + timedelta(hours=9)
    assert plan(without, here.local, woken, Terms(took=timedelta(hours=9))).actions == ()
    assert of(Withdraw, plan(without, here.local, woken, Terms(took=timedelta(hours=8))))


def test_one_file_gone_is_withdrawn_only_after_two_complete_looks() -> None:
    here = machine(packet(*FIVE))
    without = look(packet(*FIVE[:4]))
    assert here.follow(without).actions == (NoteMissing(FIVE[4].id, NOW),)
    assert here.follow(without, NOW + timedelta(seconds=29)).actions == ()
    assert here.follow(replace(without, complete=False), NOW + SETTLE).actions == ()
    assert here.follow(without, NOW + SETTLE).actions == (Withdraw(PacketId("f-1"), FIVE[4].id, declared=False),)
    assert here.follow(without, NOW + 2 * SETTLE).actions == ()
    back = here.follow(look(packet(*FIVE)), NOW + 3 * SETTLE)
    assert of(NoteSeen, back) == [NoteSeen(FIVE[4].id)]
    assert of(Fetch, back) == [Fetch(PacketId("f-1"), FIVE[4], replaces=False)]
    assert here.materials()[FIVE[4].id].state is State.READY


def test_a_file_back_in_between_starts_anew() -> None:
    here = machine(packet(*FIVE))
    here.follow(look(packet(*FIVE[:4])))
    assert here.follow(look(packet(*FIVE)), NOW + timedelta(seconds=10)).actions == (NoteSeen(FIVE[4].id),)
    later = here.follow(look(packet(*FIVE[:4])), NOW + timedelta(seconds=40))
    assert later.actions == (NoteMissing(FIVE[4].id, NOW + timedelta(seconds=40)),)


def test_a_clock_set_back_starts_anew() -> None:
    here = machine(packet(*FIVE))
    here.follow(look(packet(*FIVE[:4])))
    before = NOW - timedelta(days=1)
    assert here.follow(look(packet(*FIVE[:4])), before).actions == (NoteMissing(FIVE[4].id, before),)


@pytest.mark.parametrize(
    ("had", "gone", "held"),
    [(1, 1, 0), (2, 1, 0), (4, 1, 0), (5, 1, 0), (10, 2, 0), (2, 2, 2), (4, 2, 2), (5, 2, 2), (10, 3, 3), (10, 10, 10)],
)
def test_too_many_at_once_are_held(had: int, gone: int, held: int) -> None:
    files = [plain(f"{n}.pdf", n) for n in range(had)]
    here = machine(packet(*files))
    without = look(packet(*files[gone:]))
    here.follow(without)
    made = here.follow(without, NOW + SETTLE)
    assert len(made.held) == held
    assert made.state is (ShareState.HELD if held else ShareState.OK)
    assert len(of(Withdraw, made)) == gone - held


def test_half_of_everything_is_held_though_each_packet_loses_little() -> None:
    packets = [packet(plain("a.pdf", 1, packet=f"f-{n}"), id=f"f-{n}") for n in range(6)]
    here = machine(*packets)
    half = look(*packets[3:])
    here.follow(half)
    assert len(here.follow(half, NOW + SETTLE).held) == 3
    here = machine(*packets)
    fewer = look(*packets[2:])
    here.follow(fewer)
    assert len(of(Withdraw, here.follow(fewer, NOW + SETTLE))) == 2


def test_a_slow_fading_share_counts_together() -> None:
    ten = [plain(f"{n}.pdf", n) for n in range(10)]
    here = machine(packet(*ten))
    here.follow(look(packet(*ten[2:])))
    made = here.follow(look(packet(*ten[6:])), NOW + SETTLE)
    assert (len(made.held), of(Withdraw, made)) == (2, [])


def test_declared_withdrawals_are_exempt() -> None:
    four = [listed(f"{n}.pdf", f"r{n}", n) for n in range(4)]
    here = machine(packet(*four, id="p-1"))
    gone = look(packet(*(replace(each, withdrawn=True) for each in four), id="p-1"), complete=False)
    made = here.follow(gone)
    assert (made.state, len(of(Withdraw, made))) == (ShareState.OK, 4)
    assert here.follow(gone).actions == ()
    assert len(of(Fetch, here.follow(look(packet(*four, id="p-1"))))) == 4


def test_a_published_packet_is_never_withdrawn_by_absence() -> None:
    two = [listed("a.pdf", "r1", 1), listed("b.pdf", "r2", 2)]
    here = machine(packet(*two, id="p-1"), packet(*FIVE))
    for minutes in range(5):
        made = here.follow(look(packet(*FIVE)), NOW + timedelta(minutes=minutes))
        assert (made.state, made.actions) == (ShareState.OK, ())
    lost = packet(replace(two[0], file=None, problem="missing-file"), two[1], id="p-1")
    assert here.follow(look(lost, packet(*FIVE)), NOW + timedelta(hours=1)).actions == ()


def test_an_incomplete_packet_concludes_nothing() -> None:
    here = machine(packet(*FIVE))
    torn = look(replace(packet(id="f-1"), complete=False, problem="folder-unreadable"))
    for minutes in range(5):
        assert here.follow(torn, NOW + timedelta(minutes=minutes)).actions == ()
    assert Machine().follow(torn).actions == ()


def test_of_a_top_folder_that_is_not_there_nothing_is_known_and_of_the_other_one_all() -> None:
    kept, gone = packet(*FIVE), packet(plain("通知.pdf", packet="f-2"), plain("別紙.pdf", packet="f-2"), id="f-2")
    gone = replace(gone, packet=replace(gone.packet, folder="配布/f-2"))
    here = machine(kept, gone)
    without = RemoteLook(ShareState.OK, (packet(*FIVE[:4]),), unseen=frozenset({"配布"}))
    assert here.follow(without).actions == (NoteMissing(FIVE[4].id, NOW),)
    later = here.follow(without, NOW + SETTLE)
    assert later.actions == (Withdraw(PacketId("f-1"), FIVE[4].id, declared=False),)
    assert all(each.state is State.READY for each in here.packets[PacketId("f-2")].materials)
    seen = here.follow(replace(without, unseen=frozenset()), NOW + 2 * SETTLE)
    assert {each.material for each in seen.actions if isinstance(each, NoteMissing)} == {
        each.id for each in gone.materials
    }


def test_changed_files_are_fetched_again() -> None:
    here = machine(packet(*FIVE), packet(listed("a.pdf", "r1"), id="p-1"))
    newer = plain("1.pdf", 1, size=11)
    made = here.follow(look(packet(newer, *FIVE[1:]), packet(listed("a.pdf", "r2"), id="p-1")))
    assert {(fetch.material.id, fetch.replaces) for fetch in made.actions if isinstance(fetch, Fetch)} == {
        (newer.id, True), (MaterialId("m-p-1-a.pdf"), True),
    }  # fmt: skip


def test_a_published_file_that_was_only_touched_or_moved_is_not_fetched_again() -> None:
    here = machine(packet(listed("a.pdf", "r1"), id="p-1"))
    moved = replace(listed("a.pdf", "r1"), file=RemoteFile("配布/p/a.pdf", 10, OLD + 5))
    assert of(Fetch, here.follow(look(packet(moved, id="p-1")))) == []


@pytest.mark.parametrize(
    ("age", "waits"),
    [
        (timedelta(seconds=4), True),
        (timedelta(seconds=5), False),
        (-timedelta(hours=23), True),
        (-timedelta(hours=25), False),
    ],
)
def test_a_file_just_written_waits(age: timedelta, waits: bool) -> None:
    fresh = plain("a.pdf", mtime=int((NOW - age).timestamp() * 1e9))
    made = Machine().follow(look(packet(fresh)))
    assert of(Await, made) == ([Await(PacketId("f-1"), fresh, "still-writing")] if waits else [])
    assert bool(of(Fetch, made)) is not waits


def test_absurd_times_do_not_stop_a_plan() -> None:
    for mtime in (-(1 << 62), 0, 1 << 62):
        assert len(of(Fetch, plan(look(packet(plain("a.pdf", mtime=mtime))), Machine().local, NOW))) == 1


def test_a_refused_file_is_not_read_again_until_it_changes() -> None:
    here = Machine(broken=frozenset({"a.pdf"}))
    file = plain("a.pdf")
    assert len(of(Fetch, here.follow(look(packet(file))))) == 1
    assert here.follow(look(packet(file))).actions == (Refuse(PacketId("f-1"), file, "pdf-damaged"),)
    mended = plain("a.pdf", size=12)
    here.broken = frozenset()
    assert len(of(Fetch, here.follow(look(packet(mended))))) == 1
    assert here.follow(look(packet(mended))).actions == ()


def test_a_broken_replacement_is_not_fetched_over_and_over() -> None:
    here = machine(packet(listed("a.pdf", "r1"), id="p-1"))
    here.broken = frozenset({"a.pdf"})
    second = look(packet(listed("a.pdf", "r2"), id="p-1"))
    assert len(of(Fetch, here.follow(second))) == 1
    assert [type(action) for action in here.follow(second).actions] == [Refuse]
    assert here.materials()[MaterialId("m-p-1-a.pdf")].state is State.READY


def test_a_name_that_was_refused_and_is_mended_is_fetched() -> None:
    here = Machine()
    bad = replace(plain("a.pdf"), file=None, problem="name-collides")
    assert here.follow(look(packet(bad))).actions[1:] == (Refuse(PacketId("f-1"), bad, "name-collides"),)
    assert len(of(Fetch, here.follow(look(packet(plain("a.pdf")))))) == 1
    here.follow(look(packet(bad)))
    assert here.materials()[bad.id].code == "name-collides"
    assert len(of(Fetch, here.follow(look(packet(plain("a.pdf")))))) == 1
    assert here.materials()[bad.id].code == ""
    assert here.follow(look(packet(plain("a.pdf")))).actions == ()
    assert here.materials()[bad.id].state is State.READY


def test_what_policy_keeps_off_this_machine_is_not_fetched() -> None:
    secret = packet(listed("a.pdf", "r1"), id="p-1")
    memory = replace(secret, packet=replace(secret.packet, keeping=Keeping("memory")))
    assert of(Await, Machine().follow(look(memory))) == [Await(PacketId("p-1"), memory.materials[0], "not-offline")]
    over = replace(secret, packet=replace(secret.packet, keeping=Keeping("keep", 0, date(2026, 11, 22))))
    assert of(Fetch, Machine().follow(look(over))) == []
    last_day = replace(secret, packet=replace(secret.packet, keeping=Keeping("keep", 0, date(2026, 11, 23))))
    assert len(of(Fetch, Machine().follow(look(last_day)))) == 1


def test_the_next_meeting_comes_first() -> None:
    days = {"f-past": date(2026, 11, 1), "f-far": date(2026, 12, 1), "f-today": date(2026, 11, 23), "f-none": None,
            "f-older": date(2026, 4, 1)}  # fmt: skip
    packets = [
        packet(plain("b.pdf", 2, packet=id), plain("a.pdf", 1, packet=id), id=id, day=day) for id, day in days.items()
    ]
    fetches = [action for action in plan(look(*packets), Machine().local, NOW).actions if isinstance(action, Fetch)]
    assert [fetch.packet for fetch in fetches[::2]] == ["f-today", "f-far", "f-past", "f-older", "f-none"]
    assert [fetch.material.order for fetch in fetches] == [1, 2] * 5


def test_a_file_that_never_arrived_and_is_gone_goes_too() -> None:
    fresh = plain("6.pdf", 6, mtime=int(NOW.timestamp() * 1e9))
    here = machine(packet(*FIVE, fresh))
    assert here.materials()[fresh.id].state is State.WAITING
    here.follow(look(packet(*FIVE)))
    here.follow(look(packet(*FIVE)), NOW + SETTLE)
    assert here.materials()[fresh.id].state is State.WITHDRAWN


# Any share, any machine

_names = st.sampled_from(["a.pdf", "b.pdf", "c.pdf", "d.pdf", "e.pdf", "f.pdf"])


def test_without_the_file_servers_time_what_is_here_is_not_being_written() -> None:
    machine, seen = Machine(), look(packet(plain("1.pdf")))
    machine.follow(seen)
    new = plain("2.pdf", 2)
    made = plan(look(packet(plain("1.pdf"), new)), machine.local, NOW, Terms(steady=frozenset()))
    assert of(Await, made) == [Await(PacketId("f-1"), replace(new, problem="still-writing"), "still-writing")]


@pytest.mark.parametrize("size", [0, 99])
def test_what_is_said_of_a_newer_edition_ends_when_the_former_file_is_back(size: int) -> None:
    """Somebody copies over it, thinks better of it, and puts the old file back: with its old time."""
    machine = Machine()
    machine.follow(look(packet(plain("1.pdf"))))
    just_now = int(NOW.timestamp() * 1e9)
    made = machine.follow(look(packet(plain("1.pdf", size=size, mtime=OLD if size == 0 else just_now))))
    (waits,) = of(Await, made)
    assert machine.materials()[waits.material.id].code == waits.code != ""
    machine.follow(look(packet(plain("1.pdf"))))
    assert machine.materials()[waits.material.id].code == ""
    assert machine.follow(look(packet(plain("1.pdf")))).actions == ()


_problems = st.sampled_from(["", "", "", "unlisted", "missing-file", "still-writing", "name-collides", "name-reserved"])


@st.composite
def _packets(draw: st.DrawFn) -> RemotePacket:
    id = draw(st.sampled_from(["f-1", "f-2", "p-1", "p-2"]))
    materials: list[RemoteMaterial] = []
    for order, name in enumerate(draw(st.lists(_names, unique=True)), 1):
        size, mtime = draw(st.integers(0, 3)), draw(st.sampled_from([OLD, OLD + 1, int(NOW.timestamp() * 1e9)]))
        made = plain(name, order, size, mtime, id)
        if id.startswith("p"):
            made = replace(
                made, revision=RevisionId(draw(st.sampled_from(["r1", "r2"]))), withdrawn=draw(st.booleans())
            )
        problem = draw(_problems)
        materials.append(replace(made, problem=problem, file=None if problem == "missing-file" else made.file))
    made_packet = packet(*materials, id=id, day=draw(st.sampled_from([None, date(2026, 11, 1), date(2026, 12, 1)])))
    return replace(made_packet, complete=draw(st.booleans()))


_looks = st.builds(
    RemoteLook,
    st.sampled_from([ShareState.OK, ShareState.OK, ShareState.OK, ShareState.UNREACHABLE, ShareState.WRONG]),
    st.lists(_packets(), max_size=4, unique_by=lambda each: each.packet.id).map(tuple),
    st.booleans(),
)
_histories = st.lists(st.tuples(_looks, st.integers(0, 120)), max_size=6)


def _lived(history: list[tuple[RemoteLook, int]]) -> tuple[Machine, datetime]:
    here, now = Machine(broken=frozenset({"f.pdf"})), NOW
    for seen, seconds in history:
        here.follow(seen, now)
        now += timedelta(seconds=seconds)
    return here, now


@given(_histories, _looks)
def test_the_same_look_gives_the_same_plan_in_whatever_order_it_came(
    history: list[tuple[RemoteLook, int]], seen: RemoteLook
) -> None:
    here, now = _lived(history)
    shuffled = replace(
        seen, packets=tuple(replace(each, materials=each.materials[::-1]) for each in reversed(seen.packets))
    )
    first, second = plan(seen, here.local, now), plan(shuffled, here.local, now)
    described = [action.packet.packet.id for action in first.actions if isinstance(action, Describe)]
    assert described == [action.packet.packet.id for action in second.actions if isinstance(action, Describe)]
    assert [each for each in first.actions if not isinstance(each, Describe)] == [
        each for each in second.actions if not isinstance(each, Describe)
    ]
    assert (first.state, first.held) == (second.state, second.held)


@given(_histories, _looks)
def test_absence_in_an_incomplete_look_concludes_nothing(
    history: list[tuple[RemoteLook, int]], seen: RemoteLook
) -> None:
    here, now = _lived(history)
    made = plan(replace(seen, complete=False), here.local, now)
    assert of(NoteMissing, made) == []
    assert all(isinstance(each, Withdraw) and each.declared for each in of(Withdraw, made))
    assert made.held == ()


@given(_histories, _looks)
def test_after_carrying_a_plan_out_there_is_nothing_to_fetch(
    history: list[tuple[RemoteLook, int]], seen: RemoteLook
) -> None:
    here, now = _lived(history)
    here.follow(seen, now)
    again = here.follow(seen, now)
    assert of(Fetch, again) == []
    assert of(Describe, again) == []
    assert of(NoteSeen, again) == []


@given(_histories, _looks)
def test_every_withdrawal_is_declared_or_was_missing_long_enough(
    history: list[tuple[RemoteLook, int]], seen: RemoteLook
) -> None:
    here, now = _lived(history)
    before = dict(here.observations)
    declared = {each.id for shown in seen.packets for each in shown.materials if each.withdrawn}
    made = plan(seen, here.local, now)
    for action in (*made.actions, *made.held):
        if isinstance(action, Withdraw) and action.declared:
            assert action.material in declared
        elif isinstance(action, Withdraw):
            since = before[action.material].missing_since
            assert since is not None
            assert now - since >= SETTLE
            assert all(each.id != action.material for shown in seen.packets for each in shown.materials)
            assert here.packets[action.packet].source is Source.FOLDER


@given(_histories)
def test_no_revision_is_ever_taken_away(history: list[tuple[RemoteLook, int]]) -> None:
    here, now = Machine(), NOW
    for seen, seconds in history:
        held = {id: each.revision for id, each in here.materials().items() if each.revision}
        here.follow(seen, now)
        assert all(here.materials()[id].revision is not None for id in held)
        now += timedelta(seconds=seconds)
