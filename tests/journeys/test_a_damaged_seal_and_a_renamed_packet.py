"""What must not go wrong silently: a sealed file that rots, a folder whose packet is another one, an undo nobody sees."""

import subprocess
import sys
from datetime import date

import pytest
from people import A4, write_pdf

from dxmeet.domain.packet import Kind, State
from dxmeet.domain.syncplan import ShareState
from dxmeet.errors import PacketChanged, SealBroken
from dxmeet.services.publishing import Distribution


def test_a_rotten_seal_is_given_up_and_fetched_again(share, enrol):
    write_pdf(share / "会議" / "2026-11-25 庁議" / "資料1 予算.pdf", [(*A4, "予算")])
    reader = enrol("田中", "総務課", share)
    reader.sync()
    [sealed] = [path for path in (reader.profile / "vault").rglob("*") if path.is_file()]
    content = bytearray(sealed.read_bytes())
    content[len(content) // 2] ^= 1
    sealed.write_bytes(content)
    with pytest.raises(SealBroken):
        reader.opens("資料1")
    away = share.rename(share.with_name("away"))
    reader.sync()
    assert reader.material("資料1")[1].state is State.WAITING  # never ready while nothing readable is here
    away.rename(share)
    reader.sync()
    assert reader.opens("資料1") == 1


def test_a_withdrawal_hits_the_packet_that_was_meant(share, enrol, tmp_path):
    paper = write_pdf(tmp_path / "in" / "資料1.pdf", [(*A4, "予算")])
    organiser = enrol("佐藤", "企画政策課", share)
    give = Distribution(Kind.MEETING, "庁議", date(2026, 11, 25), (paper,))
    first = organiser.services.publishing.publish(give)
    organiser.sync()
    folder = share / "会議" / "2026-11-25 庁議"
    folder.rename(folder.with_name("古い庁議"))
    organiser.services.publishing.publish(give)
    with pytest.raises(PacketChanged):
        organiser.services.publishing.withdraw(first.packet)


def test_many_that_vanish_are_held_until_somebody_says_so(share, enrol):
    for number in range(1, 7):
        write_pdf(share / "会議" / "2026-11-25 庁議" / f"資料{number}.pdf", [(*A4, f"{number}")])
    write_pdf(share / "配布" / "通知.pdf", [(*A4, "通知")])
    reader = enrol("田中", "総務課", share)
    reader.sync()
    reader.opens("資料1")
    for path in (share / "会議" / "2026-11-25 庁議").glob("*.pdf"):
        path.unlink()
    packets = reader.services.synchronising._packets
    reader.sync()
    for seen in packets.observations().values():
        if seen.missing_since is not None:  # as if the first look had been an hour ago
            packets.observe(_an_hour_older(seen))
    held = reader.sync()
    assert held.state is ShareState.HELD
    assert reader.opens("資料1") == 1
    accepted = reader.services.synchronising.synchronise(accept_held=True)
    assert accepted.state is ShareState.OK
    assert len(accepted.withdrawn) == 6


def _an_hour_older(seen):
    from dataclasses import replace
    from datetime import timedelta

    return replace(seen, missing_since=seen.missing_since - timedelta(hours=1))


def test_undo_leaves_the_notes_of_another_edition_alone(share, enrol, tmp_path):
    organiser = enrol("佐藤", "企画政策課", share)
    first = write_pdf(tmp_path / "in" / "資料1.pdf", [(*A4, "初版")])
    packet = organiser.services.publishing.publish(
        Distribution(Kind.MEETING, "庁議", date(2026, 11, 25), (first,))
    ).packet
    organiser.sync()
    material = organiser.note("資料1", 1, kind="sticky", color="#FFF6D2", width=1, text="初版のメモ", at=[9, 9])
    second = write_pdf(tmp_path / "new" / "資料1.pdf", [(*A4, "二版")])
    organiser.services.publishing.replace(packet, material, second)
    organiser.sync()
    revision = organiser.material("資料1")[1].revision.id
    assert not organiser.services.annotating.can_undo(material, revision)
    organiser.services.annotating.undo(material, revision)
    assert [note.text for note in organiser.services.annotating.notes(material)] == ["初版のメモ"]


def test_the_program_imports_where_the_standard_library_has_no_file_descriptors_to_pass_on():
    """As on Windows, where multiprocessing.reduction has no DupFd."""
    code = "import multiprocessing.reduction as r; del r.DupFd; import dxmeet.app, dxmeet.pdf.client"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
