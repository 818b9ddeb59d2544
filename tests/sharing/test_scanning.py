"""What a look sees in a real folder, and what it does not conclude."""

import os
import unicodedata
from collections.abc import Callable, Generator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from share_samples import AUTHOR, NOW, done, inspected

from dxmeet.domain.packet import MaterialId, ShareId, Source
from dxmeet.domain.syncplan import RemoteLook, RemotePacket, ShareState
from dxmeet.errors import ShareDamaged
from dxmeet.sharing.files import Calls, Glance, ShareFiles
from dxmeet.sharing.marker import ShareIdentity
from dxmeet.sharing.publishing import Draft, publish, replace_material, withdraw
from dxmeet.sharing.remembering import Memory
from dxmeet.sharing.scanning import Scanner


class Clock:
    """Wall clock of the looking machine, in seconds."""

    def __init__(self) -> None:
        self.now = NOW.timestamp()

    def __call__(self) -> float:
        return self.now


class Eyes:
    """Looks again and again with one memory."""

    def __init__(self, files: ShareFiles, share: ShareId) -> None:
        self.clock = Clock()
        self.files = files
        self.share = share
        self.scanner = Scanner(files, Memory(), self.clock)

    def look(self, *known: str) -> RemoteLook:
        last = [each for each in self.scanner.look(self.share, frozenset(known)) if each is not None]
        assert len(last) == 1
        return last[0]

    def cost(self) -> int:
        before = self.files.requests
        self.look()
        return self.files.requests - before


@pytest.fixture
def eyes(files: ShareFiles, identity: ShareIdentity) -> Eyes:
    return Eyes(files, identity.id)


def put(root: Path, path: str, content: bytes = b"%PDF-1.7") -> Path:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place


def only(look: RemoteLook) -> RemotePacket:
    assert len(look.packets) == 1
    return look.packets[0]


def test_a_top_folder_that_is_not_there_is_unseen_and_the_other_one_is_looked_at(root: Path, eyes: Eyes) -> None:
    put(root, "会議/2026-11-25 庁議/次第.pdf")
    put(root, "配布/通知/通知.pdf")
    assert eyes.look("会議", "配布").unseen == frozenset()
    (root / "配布").rename(root / "配布.old")
    seen = eyes.look("会議", "配布")
    assert seen.unseen == {"配布"}
    assert [each.packet.title for each in seen.packets] == ["庁議"]
    (root / "配布.old").rename(root / "配布")
    again = eyes.look("会議", "配布")
    assert (again.unseen, len(again.packets)) == (frozenset(), 2)


def test_a_plain_folder_is_a_packet(root: Path, eyes: Eyes) -> None:
    for name in ("資料10.pdf", "資料2.pdf", "次第.pdf", "~$資料2.pdf", "メモ.txt", "Thumbs.db", ".hidden.pdf"):
        put(root, f"会議/2026-11-25 庁議/{name}")
    put(root, "配布/お知らせ.pdf")
    look = eyes.look()
    assert look.complete
    meeting, circular = look.packets
    assert (meeting.packet.title, meeting.packet.date, meeting.packet.source) == (
        "庁議",
        date(2026, 11, 25),
        Source.FOLDER,
    )
    assert [(each.order, each.title) for each in meeting.materials] == [(1, "次第"), (2, "資料2"), (3, "資料10")]
    assert meeting.materials[0].file is not None
    assert meeting.materials[0].file.path == "会議/2026-11-25 庁議/次第.pdf"
    assert circular.packet.title == "お知らせ"
    assert [each.title for each in circular.materials] == ["お知らせ"]


def test_one_level_of_sub_folders_belongs_to_the_packet(root: Path, eyes: Eyes) -> None:
    put(root, "会議/庁議/次第.pdf")
    put(root, "会議/庁議/資料/資料1.pdf")
    put(root, "会議/庁議/資料/奥/資料2.pdf")
    materials = only(eyes.look()).materials
    assert {each.name: each.problem for each in materials} == {
        "次第.pdf": "", "資料/資料1.pdf": "", "資料/奥": "too-deep",
    }  # fmt: skip


def test_papers_that_are_called_the_same_in_two_sub_folders_are_told_apart(root: Path, eyes: Eyes) -> None:
    for name in ("午前/資料1.pdf", "午後/01 資料1.pdf", "午後/資料2.pdf", "資料3.pdf", "午後/資料3.pdf"):
        put(root, f"会議/2026-11-27 庁議/{name}")
    found = {each.name: each.title for each in only(eyes.look()).materials}
    assert found == {
        "午前/資料1.pdf": "午前 / 資料1",
        "午後/01 資料1.pdf": "午後 / 資料1",
        "午後/資料2.pdf": "資料2",
        "資料3.pdf": "資料3",
        "午後/資料3.pdf": "午後 / 資料3",
    }


def test_colliding_and_hostile_names_are_refused_one_by_one(root: Path, eyes: Eyes) -> None:
    names = {
        "が.pdf": "name-collides",
        unicodedata.normalize("NFD", "が.pdf"): "name-collides",
        "CON.pdf": "name-reserved",
        "資料.pdf.": "name-trailing",
        "資料\u202efdp.pdf": "name-control",
        "資料?.pdf": "name-characters",
        "よい.pdf": "",
    }
    for name in names:
        put(root, f"会議/庁議/{name}")
    (root / "会議/庁議" / os.fsdecode(b"\x8e\x91.pdf")).write_bytes(b"%PDF")
    packet = only(eyes.look())
    assert sorted(each.problem for each in packet.materials) == sorted([*names.values(), "name-control"])
    assert len({each.id for each in packet.materials}) == len(packet.materials)
    for each in packet.materials:
        each.name.encode()
        assert (each.file is None) == bool(each.problem)


def test_colliding_folders_are_refused_and_nothing_is_concluded(root: Path, eyes: Eyes) -> None:
    put(root, "会議/が/a.pdf")
    put(root, "会議/" + unicodedata.normalize("NFD", "が") + "/b.pdf")
    packet = only(eyes.look())
    assert not packet.complete
    assert [each.problem for each in packet.materials] == ["name-collides"] * 2


def test_links_and_pipes_are_not_materials(root: Path, eyes: Eyes, tmp_path: Path) -> None:
    put(root, "会議/庁議/a.pdf")
    os.mkfifo(root / "会議/庁議/b.pdf")
    secret = put(tmp_path, "secret.pdf")
    (root / "会議/庁議/c.pdf").symlink_to(secret)
    assert [each.name for each in only(eyes.look()).materials] == ["a.pdf"]


@pytest.mark.parametrize("harm", ["gone", "marker", "emptied", "another"])
def test_a_share_that_is_not_itself_concludes_nothing(root: Path, eyes: Eyes, harm: str) -> None:
    put(root, "会議/庁議/a.pdf")
    if harm == "gone":
        root.rename(root.with_name("elsewhere"))
    elif harm == "marker":
        (root / "dxmeet.toml").unlink()
    elif harm == "another":
        text = (root / "dxmeet.toml").read_text(encoding="utf-8")
        (root / "dxmeet.toml").write_text(text.replace(eyes.share, "sother"), encoding="utf-8")
    else:
        (root / "会議/庁議/a.pdf").unlink()
        (root / "会議/庁議").rmdir()
    look = eyes.look("会議")
    assert not look.complete
    expected = {"another": ShareState.WRONG, "emptied": ShareState.OK}.get(harm, ShareState.UNREACHABLE)
    assert look.state is expected


def test_an_empty_new_share_is_complete(eyes: Eyes) -> None:
    assert eyes.look() == RemoteLook(ShareState.OK, (), True)


def test_a_marker_that_vanishes_during_the_look_makes_it_incomplete(root: Path, eyes: Eyes) -> None:
    put(root, "会議/庁議/a.pdf")
    looking = eyes.scanner.look(eyes.share, frozenset())
    next(looking)
    (root / "dxmeet.toml").unlink()
    last = [each for each in looking if each is not None][-1]
    assert last.packets
    assert not last.complete


class Distant(Calls):
    """The client asks the server for every name: each 32 of them take five seconds."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def scan(self, path: str) -> Generator[None, None, Glance]:
        steps = super().scan(path)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return end.value
            self.clock.now += 5
            yield


def test_a_listing_that_takes_minutes_is_told_of_meanwhile(root: Path, identity: ShareIdentity) -> None:
    for number in range(1_000):
        (root / "会議" / f"庁議{number}").mkdir(parents=True)
    clock = Clock()
    began, heard = clock.now, [clock.now]
    looking = Scanner(ShareFiles(root, calls=Distant(clock)), Memory(), clock).look(identity.id, frozenset())
    assert [each.state for each in looking if heard.append(clock.now) or each is not None] == [ShareState.OK]
    assert clock.now - began > 120
    assert max(later - earlier for earlier, later in pairwise(heard)) < 10


def test_a_damaged_marker_is_said(root: Path, eyes: Eyes) -> None:
    (root / "dxmeet.toml").write_bytes(b"share = [")
    with pytest.raises(ShareDamaged):
        eyes.look()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_incomplete(root: Path, eyes: Eyes) -> None:
    put(root, "会議/庁議/a.pdf")
    (root / "会議/庁議").chmod(0)
    packet = only(eyes.look())
    (root / "会議/庁議").chmod(0o755)
    assert not packet.complete


def test_a_published_packet(files: ShareFiles, eyes: Eyes, root: Path, draft: Callable[..., Draft]) -> None:
    made = done(publish(files, draft()))
    put(root, f"{made.folder}/知らない.pdf")
    packet = only(eyes.look())
    assert packet.packet.id == made.packet
    assert packet.packet.folder == made.folder == "会議/2026-11-25 庁議"
    assert [(each.title, each.problem, each.revision) for each in packet.materials] == [
        ("資料1", "", made.materials[0][2]), ("資料2", "", made.materials[1][2]), ("知らない", "unlisted", None),
    ]  # fmt: skip


def test_a_missing_file_of_a_published_packet_is_a_problem_and_never_a_withdrawal(
    files: ShareFiles, eyes: Eyes, root: Path, draft: Callable[..., Draft]
) -> None:
    made = done(publish(files, draft()))
    (root / made.folder / "資料1.pdf").unlink()
    put(root, f"{made.folder}/資料2.pdf", b"%PD")
    first, second = only(eyes.look()).materials
    assert (first.problem, first.withdrawn) == ("missing-file", False)
    assert (second.problem, second.withdrawn) == ("still-writing", False)


def test_a_damaged_manifest_makes_no_plain_packet_of_the_folder(root: Path, eyes: Eyes) -> None:
    put(root, "会議/庁議/a.pdf")
    put(root, "会議/庁議/packet.json", b'{"format": 1, ')
    packet = only(eyes.look())
    assert (packet.complete, packet.problem, packet.materials) == (False, "manifest-damaged", ())


def test_a_torn_later_manifest_leaves_the_generation_before(
    files: ShareFiles, eyes: Eyes, root: Path, draft: Callable[..., Draft]
) -> None:
    made = done(publish(files, draft()))
    put(root, f"{made.folder}/packet.0002.taaaaaaa.0123456789ab.json", b'{"format": 1')
    assert only(eyes.look()).packet.generation == 1


def test_a_replaced_material_and_a_withdrawn_one(
    files: ShareFiles, eyes: Eyes, draft: Callable[..., Draft], source: Callable[[str, bytes], Path]
) -> None:
    made = done(publish(files, draft()))
    first, second = (MaterialId(each[0]) for each in made.materials)
    new = source("new.pdf", b"%PDF new")
    eyes.look()
    changed = {made.materials[0][2]: (1, 0)}
    replaced = done(replace_material(files, made.folder, first, new, inspected(new), changed, AUTHOR, NOW))
    done(withdraw(files, made.folder, second, AUTHOR, NOW))
    packet = only(eyes.look())
    assert packet.packet.generation == 3
    assert packet.materials[0].name == "資料1 (2版).pdf"
    assert packet.materials[0].changed == changed
    assert packet.materials[0].revision == replaced.materials[0][2]
    assert [each.withdrawn for each in packet.materials] == [False, True]
    assert len(packet.materials) == 2  # the earlier file still lies there, and is no stranger


def test_a_copy_of_a_published_folder_is_not_a_second_packet(
    files: ShareFiles, eyes: Eyes, root: Path, draft: Callable[..., Draft]
) -> None:
    made = done(publish(files, draft()))
    copy = root / f"{made.folder} - コピー"
    copy.mkdir()
    for each in (root / made.folder).iterdir():
        (copy / each.name).write_bytes(each.read_bytes())
    packet = only(eyes.look())
    assert packet.packet.folder == made.folder
    assert packet.problem == "duplicate-packet"


def test_a_look_with_nothing_new_costs_little(files: ShareFiles, eyes: Eyes, draft: Callable[..., Draft]) -> None:
    for number in range(10):
        done(publish(files, draft(f"庁議{number}")))
    first = eyes.cost()
    eyes.clock.now += 25
    eyes.cost()  # listed once more: the folder's time might still have been moving
    eyes.clock.now += 25
    quiet = eyes.cost()
    assert first > 30
    assert quiet == 6  # marker twice (open and read), two roots


class Cached(Calls):
    """A client that goes on showing one folder as it was, beside the folder's new time, as Windows does for ten seconds."""

    def __init__(self) -> None:
        self.shown: dict[str, Glance] = {}
        self.old = False

    def scan(self, path: str) -> Generator[None, None, Glance]:
        now = yield from super().scan(path)
        if not self.old or path.endswith(("会議", "配布")):
            self.shown[path] = now
        return self.shown[path]


def test_a_listing_older_than_the_folders_new_time_is_not_believed_for_good(
    root: Path, identity: ShareIdentity, draft: Callable[..., Draft]
) -> None:
    client, others = Cached(), ShareFiles(root)
    eyes = Eyes(ShareFiles(root, calls=client), identity.id)
    made = done(publish(others, draft()))
    for _ in range(3):
        eyes.look()
        eyes.clock.now += 25
    done(withdraw(others, made.folder, None, AUTHOR, NOW))
    client.old = True
    for _ in range(3):
        assert not only(eyes.look()).packet.withdrawn
        eyes.clock.now += 5
    client.old = False
    assert only(eyes.look()).packet.withdrawn


def test_something_new_in_a_quiet_published_folder_is_seen(
    files: ShareFiles, eyes: Eyes, root: Path, draft: Callable[..., Draft]
) -> None:
    made = done(publish(files, draft()))
    for _ in range(3):
        eyes.look()
        eyes.clock.now += 25
    done(withdraw(files, made.folder, None, AUTHOR, NOW))
    assert only(eyes.look()).packet.withdrawn


def test_a_plain_file_overwritten_in_place_is_seen_though_the_folder_did_not_change(root: Path, eyes: Eyes) -> None:
    place = put(root, "会議/庁議/a.pdf")
    for _ in range(3):
        eyes.look()
        eyes.clock.now += 25
    with place.open("r+b") as file:
        file.write(b"%PDF-1.7 and more")
    changed = only(eyes.look()).materials[0].file
    assert changed is not None
    assert changed.size == 17


def test_a_plain_folder_of_a_past_meeting_is_listed_once_an_hour(root: Path, eyes: Eyes) -> None:
    old = eyes.clock.now - 30 * 86_400
    place = put(root, "会議/庁議/a.pdf")
    os.utime(place, (old, old))
    os.utime(place.parent, (old, old))
    eyes.look()
    eyes.clock.now += 25
    eyes.look()
    eyes.clock.now += 25
    quiet = eyes.cost()
    eyes.clock.now += 3_600
    assert (quiet, eyes.cost()) == (6, 7)


def test_a_published_folder_copied_file_by_file_is_listed_until_it_is_whole(
    files: ShareFiles, root: Path, eyes: Eyes, draft: Callable[..., Draft]
) -> None:
    made = done(publish(files, draft()))
    whole = (root / made.folder / "資料1.pdf").read_bytes()
    (root / made.folder / "資料1.pdf").write_bytes(whole[:3])
    for _ in range(2):
        assert [each.problem for each in only(eyes.look()).materials] == ["still-writing", ""]
        eyes.clock.now += 3600
    (root / made.folder / "資料1.pdf").write_bytes(whole)  # grows without a change of the folder's time
    assert [each.problem for each in only(eyes.look()).materials] == ["", ""]


def test_a_share_that_is_exchanged_during_the_look_is_another_one(root: Path, eyes: Eyes) -> None:
    put(root, "会議/2026-11-25 庁議/a.pdf")
    steps = eyes.scanner.look(eyes.share, frozenset())
    assert next(steps) is None
    other = 'share = "sother"\npseudonym_key = "00112233445566778899aabbccddeeff"\n'
    (root / "dxmeet.toml").write_text(other, encoding="utf-8")
    last = [each for each in steps if each is not None][-1]
    assert (last.state, last.packets, last.complete) == (ShareState.WRONG, (), False)
