"""The notes of a material as lines of plain text, to be pasted into the minutes of a meeting."""

from collections.abc import Iterable
from itertools import groupby

from dxmeet.domain.annotation import Note, NoteKind

_KINDS = {
    NoteKind.INK: "ペン",
    NoteKind.HIGHLIGHT: "マーカー",
    NoteKind.STICKY: "付箋",
    NoteKind.TEXT: "文字",
    NoteKind.SHAPE: "図形",
    NoteKind.BOOKMARK: "しおり",
}


def minutes(title: str, notes: Iterable[Note]) -> str:
    """By page: what was typed and marked in words, what was only drawn as a count."""
    lines = [title, ""]
    ordered = sorted(notes, key=lambda note: (note.page, note.created_at))
    for page, several in groupby(ordered, key=lambda note: note.page):
        lines.append(f"{page}ページ")
        drawn = 0
        for note in several:
            words = " ".join((note.quote or note.text).split())
            if words:
                said = f"「{words}」" if note.kind is NoteKind.HIGHLIGHT else words
                lines.append(f"・{_KINDS[note.kind]}: {said}")
            else:
                drawn += 1
        if drawn:
            lines.append(f"・手書き・図形など {drawn}件")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
