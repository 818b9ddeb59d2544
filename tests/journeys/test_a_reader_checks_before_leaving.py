"""Before a trip the reader asks what can be taken along: every file is read to the end, and what is damaged comes again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from people import A4, write_pdf

from dxmeet.domain.packet import Keeping, Kind, State
from dxmeet.errors import SealBroken
from dxmeet.services.publishing import Distribution


def _papers(share, *names: str):
    for name in names:
        write_pdf(share / "会議" / "2026-11-25 庁議" / f"{name}.pdf", [(*A4, name)])


def _sealed(person):
    return sorted(person.profile.glob("vault/*/*.sealed"))


def _flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_what_was_damaged_on_the_disk_is_found_said_and_fetched_again(share, enrol):
    reader = enrol("佐藤", "総務課", share)
    _papers(share, "資料1", "資料2", "資料3", "資料4", "資料5")
    reader.sync()
    flipped, cut, swapped, exchanged, _whole = _sealed(reader)
    _flip(flipped)
    cut.write_bytes(cut.read_bytes()[:-20])
    one, other = swapped.read_bytes(), exchanged.read_bytes()
    swapped.write_bytes(other)
    exchanged.write_bytes(one)
    found = reader.services.verifying.verify()
    assert (len(found.whole), len(found.broken), found.absent) == (1, 4, ())
    states = [material.state for material in reader.services.library.packets()[0].materials]
    assert states.count(State.WAITING) == 4
    assert len(reader.sync().added) == 4
    again = reader.services.verifying.verify()
    assert (len(again.whole), again.broken) == (5, ())


def test_opening_a_damaged_one_says_so_and_the_next_look_mends_it(share, enrol):
    reader = enrol("佐藤", "総務課", share)
    _papers(share, "資料1")
    reader.sync()
    _sealed(reader)[0].unlink()
    with pytest.raises(SealBroken):
        reader.opens("資料1")
    reader.sync()
    assert reader.opens("資料1") == 1


def test_a_replacement_that_was_cut_short_leaves_the_former_edition_and_says_so(share, enrol):
    reader = enrol("佐藤", "総務課", share)
    _papers(share, "資料1", "資料2")
    reader.sync()
    former = reader.services.library.packets()[0].materials[0].revision
    file = share / "会議" / "2026-11-25 庁議" / "資料1.pdf"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 3])
    for _ in range(2):  # the second look does not read the same bytes again, and says the same
        reader.sync()
        here = reader.services.library.sync_state()
        assert (here.complete, here.ready, here.outdated, here.refused) == (False, 2, 1, 0)
        material = reader.services.library.packets()[0].materials[0]
        assert (material.outdated, material.code, material.revision) == (True, "pdf-damaged", former)
        assert reader.services.verifying.verify().whole[material.id] == former.id
    write_pdf(file, [(*A4, "資料1"), (*A4, "二枚目")])
    reader.sync()
    here = reader.services.library.sync_state()
    assert (here.complete, here.outdated) == (True, 0)
    assert reader.services.library.packets()[0].materials[0].revision != former


def test_until_when_is_told_and_what_stays_in_the_office(share, enrol, tmp_path):
    organiser, reader = enrol("山田", "人事課", share), enrol("佐藤", "総務課", share)
    day = datetime.now(UTC).date() + timedelta(days=40)
    for title, keeping in (
        ("貸出", Keeping("lease", 14)),
        ("期限", Keeping("keep", 0, day)),
        ("人事", Keeping("memory")),
    ):
        paper = write_pdf(tmp_path / title / f"資料 {title}.pdf", [(*A4, title)])
        organiser.services.publishing.publish(
            Distribution(Kind.MEETING, title, date(2026, 11, 25), (paper,), keeping=keeping)
        )
    reader.sync()
    found = reader.services.verifying.verify()
    assert (len(found.whole), len(found.absent)) == (2, 1)
    seen = reader.services.library.sync_state().seen
    assert seen is not None
    assert abs(seen - datetime.now(UTC)) < timedelta(minutes=5)
