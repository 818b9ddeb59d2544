"""Which notes the list shows: those of some kinds and colours whose words have what was typed."""

import unicodedata
from dataclasses import dataclass

from dxmeet.desktop.notes.words import heading
from dxmeet.domain.annotation import Note, NoteKind


@dataclass(frozen=True)
class NoteFilter:
    """Empty sets let everything through; ``words`` is compared as people type, whatever the width or case."""

    words: str = ""
    kinds: frozenset[NoteKind] = frozenset()
    colors: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.words.strip() or self.kinds or self.colors)

    def shows(self, note: Note) -> bool:
        if self.kinds and note.kind not in self.kinds:
            return False
        if self.colors and note.color.lower() not in self.colors:
            return False
        told = _folded(f"{heading(note)} {note.text} {note.quote}")
        return all(word in told for word in _folded(self.words).split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
