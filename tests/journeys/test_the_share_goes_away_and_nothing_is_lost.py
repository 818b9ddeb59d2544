"""The file server vanishes, comes back empty, comes back whole: what is on the terminal stays readable throughout."""

from people import A4, write_pdf

from dxmeet.domain.packet import State
from dxmeet.domain.syncplan import ShareState


def _share_with_two_materials(share):
    for number in (1, 2):
        write_pdf(share / "会議" / "2026-11-25 庁議" / f"資料{number} 計画.pdf", [(*A4, f"計画 {number}")])


def test_every_material_still_opens_while_the_share_is_away(share, enrol):
    _share_with_two_materials(share)
    reader = enrol("田中", "総務課", share)
    assert len(reader.sync().added) == 2

    away = share.rename(share.with_name("away"))
    assert reader.sync().state is ShareState.UNREACHABLE
    assert [reader.opens(f"資料{n}") for n in (1, 2)] == [1, 1]

    away.rename(share)
    write_pdf(share / "会議" / "2026-11-25 庁議" / "資料3 追加.pdf", [(*A4, "追加")])
    again = reader.sync()
    assert again.state is ShareState.OK
    assert len(again.added) == 1


def test_an_empty_folder_in_its_place_deletes_nothing(share, enrol):
    _share_with_two_materials(share)
    reader = enrol("田中", "総務課", share)
    reader.sync()

    share.rename(share.with_name("away"))
    share.mkdir()
    for _ in range(3):
        assert reader.sync().state is not ShareState.OK
    states = [m.state for p in reader.services.library.packets() for m in p.materials]
    assert states == [State.READY, State.READY]
    assert [reader.opens(f"資料{n}") for n in (1, 2)] == [1, 1]
