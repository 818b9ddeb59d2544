"""A file or folder renamed with Explorer stays what it was; a newcomer under an old name is none of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from test_planning import FIVE, NOW, OLD, Machine, look, machine, of, packet, plain

from dxmeet.domain.packet import MaterialId, PacketId, State
from dxmeet.domain.planning import SETTLE
from dxmeet.domain.syncplan import Fetch, NoteMissing, RemoteFile, RemoteMaterial, Withdraw


def named(old: RemoteMaterial, name: str, folder: str = "f-1") -> RemoteMaterial:
    """The same file under another name: derived ids are those of the name."""
    assert old.file is not None
    place = RemoteFile(f"会議/{folder}/{name}", old.file.size, old.file.mtime_ns)
    return replace(old, id=MaterialId(f"d-{folder}-{name}"), name=name, title=name, file=place)


def distinct() -> list[RemoteMaterial]:
    return [plain(f"{n}.pdf", n, size=10 + n, mtime=OLD + n) for n in range(1, 6)]


def read(here: Machine) -> dict[str, State]:
    return {each.id: each.state for each in here.materials().values()}


def test_a_renamed_file_is_read_once_to_confirm_it_and_keeps_its_id() -> None:
    files = distinct()
    here = machine(packet(*files))
    renamed = [named(files[0], "新しい名前.pdf"), *files[1:]]
    made = here.follow(look(packet(*renamed)))
    (fetch,) = of(Fetch, made)
    assert isinstance(fetch, Fetch)
    assert fetch.material.id == files[0].id
    assert (of(NoteMissing, made), set(read(here))) == ([], {each.id for each in files})
    assert here.materials()[files[0].id].name == "新しい名前.pdf"
    assert here.follow(look(packet(*renamed)), NOW + SETTLE).actions == ()


def test_a_newcomer_under_the_former_name_is_another_material() -> None:
    files = distinct()
    here = machine(packet(*files))
    renamed = named(files[0], "改名.pdf")
    here.follow(look(packet(renamed, *files[1:])))
    newcomer = plain("1.pdf", 6, size=99, mtime=OLD + 99)
    both = look(packet(renamed, *files[1:], newcomer))
    made = here.follow(both)
    assert [action.material.id for action in made.actions if isinstance(action, Fetch)] == [f"{newcomer.id}.2"]
    assert here.follow(both).actions == ()
    assert here.materials()[files[0].id].name == "改名.pdf"


def test_two_files_of_one_size_and_time_are_not_guessed() -> None:
    here = machine(packet(*FIVE))  # all of one size and time
    renamed = [named(FIVE[0], "x.pdf"), named(FIVE[1], "y.pdf"), *FIVE[2:]]
    made = here.follow(look(packet(*renamed)))
    assert {action.material.id for action in made.actions if isinstance(action, Fetch)} == {
        "d-f-1-x.pdf",
        "d-f-1-y.pdf",
    }
    assert len(of(NoteMissing, made)) == 2


@pytest.mark.parametrize("complete", [True, False])
def test_a_renamed_folder_keeps_its_packet(complete: bool) -> None:
    files = distinct()
    here = machine(packet(*files))
    moved = packet(*(named(each, each.name, "f-2") for each in files), id="f-2")
    made = here.follow(look(moved, complete=complete))
    if complete:
        assert set(here.packets) == {PacketId("f-1")}
        assert here.packets[PacketId("f-1")].folder == "会議/f-2"
        assert set(read(here).values()) == {State.READY}
        assert len(of(Fetch, made)) == 5  # read once, so that the content confirms it
        assert here.follow(look(moved), NOW + timedelta(hours=1)).actions == ()
    else:
        assert set(here.packets) == {PacketId("f-1"), PacketId("f-2")}


def test_a_copied_folder_is_another_packet() -> None:
    files = distinct()
    here = machine(packet(*files))
    copy = packet(*(named(each, each.name, "f-2") for each in files), id="f-2")
    here.follow(look(packet(*files), copy))
    assert set(here.packets) == {PacketId("f-1"), PacketId("f-2")}


def test_a_file_that_is_gone_while_another_comes_is_no_renaming() -> None:
    files = distinct()
    here = machine(packet(*files))
    other = plain("6.pdf", 6, size=77, mtime=OLD + 77)
    here.follow(look(packet(*files[1:], other)))
    made = here.follow(look(packet(*files[1:], other)), NOW + SETTLE)
    assert of(Withdraw, made) == [Withdraw(PacketId("f-1"), files[0].id, declared=False)]


def test_a_new_folder_under_the_former_name_of_a_renamed_one_is_another_packet() -> None:
    files = distinct()
    here = machine(packet(*files))
    moved = packet(*(named(each, each.name, "f-2") for each in files), id="f-2")
    here.follow(look(moved))
    newcomer = packet(*(plain(f"{n}.pdf", n, size=70 + n, mtime=OLD + 70 + n) for n in (1, 2)))
    both = look(newcomer, moved)
    made = here.follow(both)
    assert of(NoteMissing, made) == []
    assert {each.id: each.folder for each in here.packets.values()} == {"f-1": "会議/f-2", "f-1.2": "会議/f-1"}
    assert {each.packet for each in here.materials().values() if each.id.endswith(".2")} == {PacketId("f-1.2")}
    assert len(read(here)) == 7
    assert here.follow(both, NOW + SETTLE).actions == ()


def test_files_that_lie_where_they_were_last_read_say_which_packet_their_folder_is() -> None:
    """An old listing showed the folder's former name again, and the line broke before anything was read there."""
    files = distinct()
    here = machine(packet(*files))
    moved = [named(each, each.name, "f-2") for each in files]
    here.follow(look(packet(*moved, id="f-2")))
    here.packets[PacketId("f-1")] = replace(here.packets[PacketId("f-1")], folder="会議/f-1")
    made = here.follow(look(packet(*moved[:2], id="f-2")))
    assert {each.id: each.folder for each in here.packets.values()} == {"f-1": "会議/f-2"}
    assert [action.material for action in made.actions if isinstance(action, NoteMissing)] == [
        each.id for each in files[2:]
    ]
    assert set(read(here)) == {each.id for each in files}


def test_a_folder_that_got_its_former_name_back_is_the_same_packet() -> None:
    files = distinct()
    here = machine(packet(*files))
    here.follow(look(packet(*(named(each, each.name, "f-2") for each in files), id="f-2")))
    here.follow(look(packet(*files)))
    assert {each.id: each.folder for each in here.packets.values()} == {"f-1": "会議/f-1"}
    assert set(read(here)) == {each.id for each in files}
