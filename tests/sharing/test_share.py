"""The share through its worker process: states, deadlines, two organisers at once, terminals and segments."""

import hashlib
import os
import random
import shutil
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from share_samples import AUTHOR, NOW, inspected

from dxmeet.domain.packet import MaterialId, ShareId, TerminalId
from dxmeet.domain.syncplan import Observation, RemoteFile, ShareState
from dxmeet.errors import (
    FileMissing,
    InputInvalid,
    MaterialUnknown,
    ShareBusy,
    ShareDamaged,
    ShareNotPrepared,
    ShareUnreachable,
)
from dxmeet.messages import sentence
from dxmeet.sharing.bringing import ARENA_BYTES, bring
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.marker import ShareIdentity
from dxmeet.sharing.share import Arriving, Deadlines, Draft, Found, Journal, Published, Share, make_worker
from dxmeet.sharing.worker import unmoved_clock
from dxmeet.workers import Worker


def remote(root: Path, path: str) -> RemoteFile:
    seen = (root / path).stat()
    return RemoteFile(path, seen.st_size, seen.st_mtime_ns)


def test_who_the_share_is(tmp_path: Path, worker: Worker) -> None:
    place = tmp_path / "共有"
    share = Share(place, worker)
    with pytest.raises(ShareUnreachable):
        share.identity()
    with pytest.raises(ShareUnreachable):
        share.prepare()
    assert not place.exists()
    place.mkdir()
    with pytest.raises(ShareNotPrepared):
        share.identity()
    made = share.prepare('見本"市\\')
    assert made == share.identity() == share.prepare()
    assert (made.organisation, made.meetings, made.circulars) == ('見本"市\\', "会議", "配布")
    assert (place / "会議").is_dir()
    assert len(bytes.fromhex(made.pseudonym_key)) == 32
    assert {year: target.sheets for year, target in made.targets.items()} == {
        2025: 4_600_000, 2026: 4_480_000, 2027: 4_310_000, 2028: 4_115_000,
    }  # fmt: skip
    (place / "dxmeet.toml").write_bytes(b"\xff")
    with pytest.raises(ShareDamaged):
        share.identity()


@pytest.mark.parametrize(
    "harm",
    ['share = 1', 'share = "../x"', 'pseudonym_key = "zz"', '[folders]\nmeetings = "../会議"', '[folders]\nmeetings = "配布"',
     '[policy]\noffline = "forever"', '[[paper.baseline]]\nmatch = "*"', '[targets]\nlast = 3', '[targets]\n2026 = -5',
     '[targets]\n2026 = 99999999999999999999', '[targets]\n99999 = 5', '[targets]\n2026 = { sheets = 5, kind = "目標" }'],
)  # fmt: skip
def test_a_marker_that_is_not_understood_is_said(root: Path, share: Share, harm: str) -> None:
    name = harm.split(" ")[0]
    lines = ['share = "s123456"', f'pseudonym_key = "{"ab" * 32}"']
    kept = [line for line in lines if not line.startswith(f"{name} ")]
    (root / "dxmeet.toml").write_text("\n".join([*kept, harm]), encoding="utf-8")
    tomllib.loads("\n".join([*kept, harm]))
    with pytest.raises(ShareDamaged):
        share.identity()


@pytest.mark.parametrize(
    ("harm", "facts", "words"),
    [
        ("会議 = [".encode(), {"case": "line", "line": 3}, "3行目"),
        (b"x = [", {"case": "line", "line": 3}, "3行目"),
        ("# 会議".encode("cp932"), {"case": "encoding"}, "UTF-8"),
        (b"[targets]\n2026 = -5", {"case": "key", "key": "targets"}, "「targets」"),
        (b"[[paper.baseline]]\nmatch = '*'", {"case": "key", "key": "paper.baseline"}, "「paper.baseline」"),
        (b"[policy]\noffline = 5", {"case": "key", "key": "policy"}, "「policy」"),
    ],
)
def test_an_admin_is_told_where_the_marker_was_typed_wrong(
    root: Path, share: Share, harm: bytes, facts: dict[str, object], words: str
) -> None:
    sound = f'share = "s123456"\npseudonym_key = "{"ab" * 32}"\n'
    (root / "dxmeet.toml").write_bytes(sound.encode() + harm)
    with pytest.raises(ShareDamaged) as met:
        share.identity()
    assert met.value.facts == {"path": str(root / "dxmeet.toml"), **facts}
    assert words in sentence(met.value).what


def test_baseline_rules(root: Path, share: Share) -> None:
    text = (root / "dxmeet.toml").read_text(encoding="utf-8")
    commented = [line for line in text.splitlines() if line.startswith("# ") and ("=" in line or "[" in line)]
    rules = [line[2:] for line in commented if "paper" in line or line.split(" ")[1] in _RULE]
    (root / "dxmeet.toml").write_text(text + "\n" + "\n".join(rules), encoding="utf-8")
    (rule,) = share.identity().rules
    assert rule.match == "会議/*庁議*"
    assert (rule.copies, rule.sides, rule.nup, rule.start) == (20, 2, 1, date(2026, 4, 1))
    assert rule.fits("会議/2026-11-25 庁議", NOW)
    assert not rule.fits("会議/2026-11-25 部長会", NOW)


_RULE = ("match", "copies", "sides", "nup", "basis", "per", "from")


def test_read_and_settled(root: Path, share: Share) -> None:
    content = os.urandom((1 << 20) + 5)
    (root / "会議/a.pdf").write_bytes(content)
    file = remote(root, "会議/a.pdf")
    chunks = list(share.read(file))
    assert b"".join(chunks) == content
    assert [len(chunk) for chunk in chunks] == [1 << 20, 5]
    assert share.settled(file)
    with (root / "会議/a.pdf").open("ab") as more:
        more.write(b"x")
    assert not share.settled(file)
    (root / "会議/a.pdf").unlink()
    assert not share.settled(file)
    with pytest.raises(FileMissing):
        list(share.read(file))


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "会議/../../secret", "", "会議//x", "会議/\0"])
def test_nothing_outside_the_share_is_read(share: Share, path: str) -> None:
    with pytest.raises((FileMissing, ShareUnreachable)):
        list(share.read(RemoteFile(path, 1, 1)))


def test_a_share_that_goes_away_is_unreachable(root: Path, share: Share, identity: ShareIdentity) -> None:
    (root / "会議/a.pdf").write_bytes(b"%PDF")
    file = remote(root, "会議/a.pdf")
    root.rename(root.with_name("moved"))
    for call in (share.identity, lambda: list(share.read(file)), share.prepare):
        with pytest.raises(ShareUnreachable):
            call()
    look = share.look(identity.id, {})
    assert (look.state, look.complete) == (ShareState.UNREACHABLE, False)
    assert not root.exists()


@pytest.mark.parametrize("missing_since", [None, datetime(2026, 11, 25, tzinfo=UTC)])
def test_an_emptied_share_is_not_complete(
    root: Path, share: Share, identity: ShareIdentity, missing_since: datetime | None
) -> None:
    """Nor is it for what was missed once: an empty folder is no second absence."""
    known = {MaterialId("d-1"): Observation(MaterialId("d-1"), "会議/庁議/a.pdf", 4, 1, None, missing_since)}
    look = share.look(identity.id, known)
    assert (look.state, look.complete) == (ShareState.OK, False)
    assert share.look(identity.id, {}).complete
    assert share.look(ShareId("sother"), {}).state is ShareState.WRONG


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_file_call_that_hangs_ends_at_its_deadline_and_the_next_works(
    root: Path, identity: ShareIdentity, worker: Worker
) -> None:
    share = Share(root, worker, Deadlines(5.0, 5.0, 0.3))
    share.identity()
    os.mkfifo(root / "会議/stuck.pdf")
    with pytest.raises(ShareUnreachable):
        list(share.read(RemoteFile("会議/stuck.pdf", 1, 1)))
    before = share.requests
    assert share.identity() == identity
    assert worker.restarts == 1
    assert share.requests > before  # what the first process counted is not forgotten


def test_a_worker_that_dies_half_way_is_an_unreachable_share(root: Path, share: Share, worker: Worker) -> None:
    (root / "会議/a.pdf").write_bytes(bytes(3 << 20))
    reading = share.read(remote(root, "会議/a.pdf"))
    next(reading)
    worker.kill()
    with pytest.raises(ShareUnreachable):
        list(reading)
    assert share.identity().organisation == "見本市"


def test_publish_replace_withdraw(
    root: Path,
    share: Share,
    identity: ShareIdentity,
    draft: Callable[..., Draft],
    source: Callable[[str, bytes], Path],
) -> None:
    made = share.publish(draft())
    new = source("new.pdf", os.urandom(3 << 20))
    share.replace(made.folder, made.materials[0][0], new, inspected(new), {}, AUTHOR, NOW)
    share.withdraw(made.folder, made.materials[1][0], AUTHOR, NOW)
    with pytest.raises(MaterialUnknown):
        share.withdraw(made.folder, MaterialId("m-none"), AUTHOR, NOW)
    look = share.look(identity.id, {})
    (packet,) = look.packets
    assert look.requests > 0
    assert packet.packet.generation == 3
    file = packet.materials[0].file
    assert file is not None
    assert b"".join(share.read(file)) == new.read_bytes()


@pytest.fixture
def another(root: Path) -> Iterator[Share]:
    worker = make_worker()
    yield Share(root, worker)
    worker.close()


def test_two_organisers_at_once_lose_nothing(
    share: Share,
    another: Share,
    identity: ShareIdentity,
    draft: Callable[..., Draft],
    source: Callable[[str, bytes], Path],
) -> None:
    made = share.publish(draft())
    another.identity()
    material = made.materials[0][0]
    revisions = {made.materials[0][2]}
    for number in range(5):
        start = threading.Barrier(2)
        results: list[Published] = []

        def replace(who: Share, author: str, path: Path, start: threading.Barrier, results: list[Published]) -> None:
            start.wait()
            results.append(who.replace(made.folder, material, path, inspected(path), {}, TerminalId(author), NOW))

        paths = [source(f"{author}{number}.pdf", f"%PDF {author} {number}".encode()) for author in "ab"]
        racers = [
            threading.Thread(target=replace, args=(who, f"t{author}", path, start, results))
            for who, author, path in zip((share, another), "ab", paths, strict=True)
        ]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()
        assert len(results) == 2
        revisions |= {inspected(path).id for path in paths}
        looks = [who.look(identity.id, {}).packets[0] for who in (share, another)]
        assert looks[0].materials == looks[1].materials
        assert not any(each.problem for each in looks[0].materials)
    listed = _every_revision(share.root / made.folder)
    assert listed == revisions


def _every_revision(folder: Path) -> set[str]:
    from dxmeet.sharing.manifest import lineage, parse

    read = dict(parse(path.name, path.read_bytes()) for path in folder.glob("packet*.json"))
    said = lineage(read)
    assert said is not None
    entry = said.now.materials[0]
    return {entry.content.sha256, *entry.earlier}


def test_terminals_enrol_once(share: Share, root: Path) -> None:
    share.enrol(AUTHOR, "ab" * 32, "財政課", NOW)
    share.enrol(AUTHOR, "ab" * 32, "財政課", NOW)
    with pytest.raises(InputInvalid):
        share.enrol(AUTHOR, "cd" * 32, "財政課", NOW)
    with pytest.raises(InputInvalid):
        share.enrol(TerminalId("../x"), "ab" * 32, "財政課", NOW)
    place = root / ".dxmeet/terminals"
    (place / "tother.json").write_bytes(b"{")
    found = share.terminals()
    assert list(found) == [AUTHOR]
    assert (found[AUTHOR].public_key, found[AUTHOR].department, found[AUTHOR].enrolled_at) == ("ab" * 32, "財政課", NOW)
    (place / f"{AUTHOR}.json").write_bytes(b"")  # cut off while enrolling
    share.enrol(AUTHOR, "cd" * 32, "財政課", NOW)
    assert share.terminals()[AUTHOR].public_key == "cd" * 32


def test_segments_are_put_once_and_read_by_others(share: Share, root: Path) -> None:
    assert list(share.segments(set())) == []
    share.put_segment(AUTHOR, "e1-1-2-0123456789ab.seg", b"one")
    share.put_segment(AUTHOR, "e1-1-2-0123456789ab.seg", b"one")
    share.put_segment(AUTHOR, "e1-3-4-0123456789ab.seg", b"two")
    (root / f".dxmeet/journal/{AUTHOR}/.x.part").write_bytes(b"half")
    with pytest.raises(InputInvalid):
        share.put_segment(AUTHOR, "../x.seg", b"")
    journal, *found = share.segments(set())
    names = ("e1-1-2-0123456789ab.seg", "e1-3-4-0123456789ab.seg")
    assert journal == Journal(AUTHOR, names)
    assert found == [Found(AUTHOR, names[0], b"one"), Found(AUTHOR, names[1], b"two")]
    assert list(share.segments({f"{AUTHOR}/{names[0]}"})) == [journal, found[1]]
    assert share.segment_names(AUTHOR) == dict.fromkeys(names, 3)
    assert share.segment(AUTHOR, names[1]) == b"two"
    assert share.segment(AUTHOR, "e1-9-9-0123456789ab.seg") is None


def test_when_a_terminal_last_wrote_is_known_of_all_by_one_listing(share: Share, root: Path) -> None:
    assert share.heard() == {}
    share.put_segment(AUTHOR, "e1-1-2-0123456789ab.seg", b"one")
    (root / ".dxmeet/journal/no terminal").mkdir()
    (root / ".dxmeet/journal/t-file").write_bytes(b"")
    os.utime(root / f".dxmeet/journal/{AUTHOR}", (NOW.timestamp(), NOW.timestamp()))
    before = share.requests
    assert share.heard() == {AUTHOR: NOW}
    assert share.requests - before == 1
    os.utime(root / f".dxmeet/journal/{AUTHOR}", (-1e9, -1e9))  # a server may give any year
    assert share.heard()[AUTHOR].year == 1938


def test_many_files_come_in_one_go(root: Path, share: Share) -> None:
    sizes = [0, 1, 700_000, ARENA_BYTES // 2, ARENA_BYTES + 17, 3, 1_000_000, 900_000]
    contents = [random.Random(number).randbytes(size) for number, size in enumerate(sizes)]
    for number, content in enumerate(contents):
        (root / f"会議/{number}.pdf").write_bytes(content)
    files = [remote(root, f"会議/{number}.pdf") for number in range(len(sizes))]
    came = [(b"".join(map(bytes, each.chunks())), each.digest, each.settled) for each in share.bring(files)]
    assert came == [(content, hashlib.sha256(content).hexdigest(), True) for content in contents]


def test_a_file_comes_from_where_it_is_wanted(root: Path, share: Share) -> None:
    content = random.Random(1).randbytes(ARENA_BYTES)
    (root / "会議/a.pdf").write_bytes(content)
    files = [remote(root, "会議/a.pdf")] * 3
    came = [b"".join(map(bytes, each.chunks())) for each in share.bring(files, [0, 5_000_001, len(content)])]
    assert came == [content, content[5_000_001:], b""]


def test_what_is_wrong_with_one_of_many_is_told_of_it_alone(root: Path, share: Share) -> None:
    for name in ("a", "b", "c", "d"):
        (root / f"会議/{name}.pdf").write_bytes(name.encode() * 5)
    files = [remote(root, f"会議/{name}.pdf") for name in ("a", "b", "c", "d")]
    (root / "会議/b.pdf").unlink()
    (root / "会議/c.pdf").write_bytes(b"changed since the look")
    came: list[object] = []
    for each in share.bring(files):
        try:
            came.append((b"".join(map(bytes, each.chunks())), each.settled))
        except FileMissing as error:
            came.append(error.facts["path"])
    assert came == [(b"aaaaa", True), "会議/b.pdf", (b"changed since the look", False), (b"ddddd", True)]


def test_a_missing_file_while_the_marker_is_held_is_trouble_of_that_file_alone(
    root: Path, identity: ShareIdentity
) -> None:
    (root / "会議/b.pdf").write_bytes(b"b")
    wanted = [(RemoteFile("会議/a.pdf", 1, 1), 0), (remote(root, "会議/b.pdf"), 0)]

    def missing(path: str) -> FileMissing:
        raise ShareBusy(path=path)

    arena = memoryview(bytearray(ARENA_BYTES))
    steps = bring(ShareFiles(root), arena, wanted, missing, lambda file: True, lambda: 0.0)
    ends = [piece.end.error for step in steps for piece in step if piece.end is not None]
    assert [type(each) for each in ends] == [ShareBusy, type(None)]


def test_an_arriving_file_may_be_left_where_it_is(root: Path, share: Share) -> None:
    for name in ("a", "b"):
        (root / f"会議/{name}.pdf").write_bytes(name.encode() * ARENA_BYTES)
    files = [remote(root, f"会議/{name}.pdf") for name in ("a", "b")]
    firsts = [bytes(next(each.chunks()))[:1] for each in share.bring(files)]
    assert firsts == [b"a", b"b"]
    assert share.identity() == share.identity()  # and the worker is there for the next question


def test_a_share_that_goes_away_ends_all_that_was_to_come(root: Path, share: Share) -> None:
    (root / "会議/a.pdf").write_bytes(b"a")
    files = [remote(root, "会議/a.pdf")] * 2
    shutil.rmtree(root)
    with pytest.raises(ShareUnreachable):
        list(map(Arriving.chunks, share.bring(files)))


def test_the_workers_clock_goes_on_though_somebody_sets_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, before = unmoved_clock(), time.time()
    monkeypatch.setattr(time, "time", lambda: before + 86_400)
    later = clock()
    assert before <= later < before + 3_600
    assert clock() >= later
