"""Names as people and systems make them, on plain folders and in published packets: what becomes of each kind.

    uv run python tests/faults/names.py [2000] [--seed 20261125]

Makes that many files with names of every kind below, 20 to a folder, each with bytes of its own; synchronises them with the
real program (without helper processes); then publishes materials with the same names as titles, and synchronises again.
Prints a table in Markdown: per kind how many were taken, refused and why, passed over as nobody's material, or could not even
be written on this file system. Stops with an assertion where two names that differ became one material, where a material does
not hold the bytes that were written under its name, or where a name is refused without a reason that has words.
"""

import argparse
import os
import random
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from works import database_of, draft_of, fetch, inspected, paper, prepare_share  # noqa: E402

from dxmeet.domain.packet import State  # noqa: E402
from dxmeet.errors import DxmeetError  # noqa: E402
from dxmeet.reasons import reason  # noqa: E402
from dxmeet.sharing.layout import name_key, plain_file_name, refusal  # noqa: E402
from dxmeet.storage.packets import PacketStore  # noqa: E402
from dxmeet.storage.vault import Vault  # noqa: E402

TOGETHER = 20
_SIZE = 200  # bytes of a file
_LONG_AGO = 1_700_000_000
_WORDS = (
    "庁議",
    "予算",
    "資料",
    "次第",
    "ガイド",
    "パブリック",
    "が行",
    "ﾃｽﾄ",
    "①",
    "髙橋",
    "〜案",
    "～案",
    "Ａ３",
    "Draft",
)
_RESERVED = ("CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "COM¹", "con", "Nul", "CONIN$")
_EMOJI = ("😀", "👩‍💻", "🏛️", "🇯🇵", "1️⃣", "𠮷野家", "𩸽")

_UNWRITABLE = "not writable here"
_TAKEN, _IGNORED = "taken", "passed over"


def _word(chance: random.Random) -> str:
    return "".join(chance.sample(_WORDS, 2)) + str(chance.randrange(1000))


KINDS: dict[str, Callable[[random.Random], Sequence[str]]] = {
    "ordinary": lambda c: [f"{c.randrange(1, 30):02} {_word(c)}.pdf"],
    "NFD (as a Mac writes it)": lambda c: [unicodedata.normalize("NFD", f"{_word(c)}がぎぐパ.pdf")],
    "NFC beside NFD": lambda c: [
        name := f"{_word(c)}ガイド.pdf", unicodedata.normalize("NFD", name),
    ],
    "only case differs": lambda c: [name := f"{_word(c)} Draft.pdf", name.replace("Draft", "DRAFT")],
    "full-width beside half-width": lambda c: [name := f"{_word(c)}ABC.pdf", name.replace("ABC", "ＡＢＣ")],
    "〜 beside ～": lambda c: [name := f"{_word(c)}〜.pdf", name.replace("〜", "～")],
    "reserved on Windows": lambda c: [f"{c.choice(_RESERVED)}{c.choice(('', '.x', ' '))}.pdf"],
    "trailing dot or space": lambda c: [f"{_word(c)}.pdf{c.choice(('.', ' ', '. ', '...'))}"],
    "leading space": lambda c: [f" {_word(c)}.pdf"],
    "characters Windows refuses": lambda c: [f"{_word(c)}{c.choice('<>:|?*')}{chr(34)}.pdf"],
    "control or direction marks": lambda c: [f"{_word(c)}{chr(c.choice((1, 9, 10, 0x7F, 0x202E, 0x2066)))}.pdf"],
    "80 kanji": lambda c: ["庁" * 77 + f"{c.randrange(1000):03}.pdf"],
    "90 kanji": lambda c: ["議" * 87 + f"{c.randrange(1000):03}.pdf"],
    "emoji and rare kanji": lambda c: [f"{_word(c)}{c.choice(_EMOJI)}{c.choice(_EMOJI)}.pdf"],
    "bytes that are no text": lambda c: [os.fsdecode(_word(c).encode() + bytes([c.randrange(0x80, 0xC0), 0xFF]) + b".pdf")],
    "lone surrogates": lambda c: [f"{_word(c)}{chr(c.randrange(0xD800, 0xDC00))}.pdf"],
    "what programs leave": lambda c: [c.choice(("~$", ".~lock.", ".")) + f"{_word(c)}.pdf"],
    "PDF in capitals": lambda c: [f"{_word(c)}.PDF"],
    "only dots and spaces": lambda c: [c.choice(("....pdf", "　.pdf", " .pdf", ". .pdf")) + c.choice(("", ".", " "))],
}  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A name, its kind, and the bytes of the file it was given."""

    kind: str
    name: str
    content: bytes


def generated(count: int, seed: int) -> Iterator[list[Named]]:
    """Folders of names; names that belong together lie in the same one, no name twice in one."""
    chance, made = random.Random(seed), 0
    folder: dict[str, Named] = {}
    while made + len(folder) < count:
        kind = chance.choice(list(KINDS))
        for name in KINDS[kind](chance):
            folder.setdefault(name, Named(kind, name, paper(f"{seed} {made} {name!a}", _SIZE)))
        if len(folder) >= TOGETHER:
            yield list(folder.values())
            made += len(folder)
            folder = {}
    if folder:
        yield list(folder.values())


def write(folder: Path, names: Sequence[Named]) -> set[str]:
    """The names that this file system has taken."""
    folder.mkdir(parents=True)
    written: set[str] = set()
    for each in names:
        try:
            with open(folder / each.name, "xb") as file:
                file.write(each.content)
            os.utime(folder / each.name, (_LONG_AGO, _LONG_AGO))
        except (OSError, ValueError):
            continue
        written.add(each.name)
    return written


def in_plain_folders(place: Path, folders: Sequence[Sequence[Named]]) -> dict[str, Counter[str]]:
    prepare_share(place)
    written = {
        number: write(place / "share" / "会議" / f"2026-11-25 会議{number:03}", names)
        for number, names in enumerate(folders)
    }
    result: Any = fetch(place)
    again: Any = fetch(place)
    assert (again.added, again.replaced, again.withdrawn) == ([], [], []), "a second look finds nothing new"
    kept = _contents(place)
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    codes = dict(result.refused) | dict(result.waiting)
    for number, names in enumerate(folders):
        here = kept.get(f"会議{number:03}", {})
        collided = Counter(name_key(each.name) for each in names if each.name in written[number])
        for each in names:
            if each.name not in written[number]:
                ends[each.kind][_UNWRITABLE] += 1
                continue
            state, code, content = _of(here, each)
            if state is State.READY:
                assert content == each.content, ascii(each.name)
                assert collided[name_key(each.name)] == 1, f"{each.name!a} is not the only one of its name"
            ends[each.kind][_TAKEN if state is State.READY else _told(code) if code else _IGNORED] += 1
    assert len({code for code in codes.values() if _told(code)}) >= 1
    return ends


def _told(code: str) -> str:
    """The code, if a person reads words for it."""
    assert not reason(code, "ja").startswith("理由: "), code
    return f"refused: {code}"


Kept = dict[str, list[tuple[State, str, bytes | None]]]


def _contents(place: Path) -> dict[str, Kept]:
    """What the machine holds: by packet and by name as it is shown, every material of that name."""
    found: dict[str, Kept] = defaultdict(lambda: defaultdict(list))
    with database_of(place) as database:
        packets, vault = PacketStore(database), Vault(place / "profile" / "vault")
        for packet in packets.packets():
            ids = [each.id for each in packet.materials]
            assert len(set(ids)) == len(ids)
            for each in packet.materials:
                sealed = packets.sealed(each.revision.id) if each.revision else None
                content = vault.read(sealed) if sealed is not None else None
                found[packet.title][each.name].append((each.state, each.code, content))
    return found


def _of(here: Kept, named: Named) -> tuple[State | None, str, bytes | None]:
    """The material that has these bytes; else the one of this name, which has none."""
    for materials in here.values():
        for each in materials:
            if each[2] == named.content:
                return each
    from dxmeet.sharing.layout import shown

    without = [each for each in here.get(shown(named.name), []) if each[2] is None]
    return without[0] if without else (None, "", None)


def as_published(place: Path, folders: Sequence[Sequence[Named]]) -> dict[str, Counter[str]]:
    share = prepare_share(place)
    (place / "local").mkdir()
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    for number, names in enumerate(folders):
        items: list[tuple[Path, str, Any]] = []
        for order, each in enumerate(names):
            source = place / "local" / f"{number}-{order}"
            source.write_bytes(each.content)
            items.append((source, each.name.removesuffix(".pdf"), inspected(each.content)))
        try:
            share.publish(draft_of(f"会議{number:03}", items))
        except DxmeetError as error:
            for each in names:
                ends[each.kind][f"refused: {error.code}"] += 1
    fetch(place)
    for folder in (place / "share" / "会議").iterdir():
        files = [each.name for each in folder.glob("*.pdf")]
        assert all(not refusal(each) and plain_file_name(each) for each in files)
        assert len({name_key(each) for each in files}) == len(files), "two files of one name"
    kept = _contents(place)
    for number, names in enumerate(folders):
        here = [each for materials in kept.get(f"会議{number:03}", {}).values() for each in materials]
        for each in names:
            mine = [state for state, _, content in here if content == each.content]
            if mine:
                assert mine == [State.READY], ascii(each.name)
                ends[each.kind][_TAKEN] += 1
    return ends


def table(plain: dict[str, Counter[str]], published: dict[str, Counter[str]]) -> list[str]:
    lines = ["| kind of name | in a plain folder | as a published title |", "|---|---|---|"]
    for kind in KINDS:
        cells = [
            ", ".join(f"{end} {count}" for end, count in sorted(ends[kind].items())) for ends in (plain, published)
        ]
        lines.append(f"| {kind} | {cells[0]} | {cells[1]} |")
    return lines


def tried(count: int, seed: int) -> list[str]:
    """The lines of the table."""
    folders = list(generated(count, seed))
    with tempfile.TemporaryDirectory(prefix="dxmeet-names-") as place:
        return table(in_plain_folders(Path(place) / "plain", folders), as_published(Path(place) / "published", folders))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20261125)
    wanted = parser.parse_args()
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    print("\n".join(tried(wanted.count, wanted.seed)))
