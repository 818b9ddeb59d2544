"""The notes of a material, or of all materials of a packet, as the list that is taken away."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from dxmeet.domain.annotation import Note, NoteKind
from dxmeet.domain.fiscal import TOKYO
from dxmeet.domain.notelist import Chapter, Line, NoteList, PageLines
from dxmeet.domain.packet import Material, Packet

_KINDS = {
    NoteKind.INK: "ペン",
    NoteKind.HIGHLIGHT: "マーカー",
    NoteKind.STICKY: "付箋",
    NoteKind.TEXT: "文字",
    NoteKind.SHAPE: "図形",
    NoteKind.BOOKMARK: "しおり",
}


def note_list(packet: Packet, of: Sequence[tuple[Material, Sequence[Note]]], now: datetime, *, whole: bool) -> NoteList:
    """``whole``: a chapter a material, with running page numbers; else one without a title of its own."""
    today = now.astimezone(TOKYO)
    made = f"{today.year}年{today.month}月{today.day}日"
    if whole:
        chapters = tuple(Chapter(each.title, _pages(notes, packet, each)) for each, notes in of if notes)
        return NoteList(f"{packet.title} の書き込み", made, chapters)
    (material, notes) = of[0]
    return NoteList(f"{packet.title} {material.title}", made, (Chapter("", _pages(notes, None, material)),))


def _pages(notes: Iterable[Note], packet: Packet | None, material: Material) -> tuple[PageLines, ...]:
    ordered = sorted(notes, key=lambda note: (note.page, note.created_at))
    return tuple(
        PageLines(page, packet.running_number(material.id, page) if packet else None, _lines(several))
        for page, several in groupby(ordered, key=lambda note: note.page)
    )


def _lines(notes: Iterable[Note]) -> tuple[Line, ...]:
    """What was typed and marked in words, what was only drawn as a count."""
    lines: list[Line] = []
    drawn = 0
    for note in notes:
        words = " ".join((note.quote or note.text).split())
        if words:
            lines.append(Line(_KINDS[note.kind], f"「{words}」" if note.kind is NoteKind.HIGHLIGHT else words))
        else:
            drawn += 1
    return (*lines, Line("", f"手書き・図形など {drawn}件")) if drawn else tuple(lines)
