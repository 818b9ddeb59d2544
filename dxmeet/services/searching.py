"""Find words in all materials that are here and in the reader's own notes, newest packets first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from dxmeet.domain.annotation import Box, Note, NoteId
from dxmeet.domain.folding import folded
from dxmeet.domain.packet import MaterialId, PacketId, RevisionId
from dxmeet.domain.pagetext import PageText, Snippet, Span
from dxmeet.errors import MaterialNotReady, NoteUnknown
from dxmeet.services.retaining import Retaining
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.shelf import FoundNote, Shelf, Shelved
from dxmeet.storage.textindex import FoundPages, Indexed, TextIndex

_LONGEST = 200  # characters of a search; nobody types more, and a pasted page finds nothing


@dataclass(frozen=True)
class Hit:
    """A page, or a note on it, where all the words stand. ``snippet`` shows the first place.

    ``boxes`` are all places, where they were asked for. ``note`` is None for a hit in the page's own text.
    """

    packet: PacketId
    material: MaterialId
    packet_title: str
    material_title: str
    date: str
    revision: RevisionId
    page: int
    snippet: Snippet
    boxes: tuple[Box, ...]
    note: NoteId | None = None


@dataclass(frozen=True)
class Named:
    """A material by what people call it."""

    packet: PacketId
    material: MaterialId
    packet_title: str
    material_title: str


@dataclass(frozen=True)
class Found:
    """``total`` counts all hits, pages and notes, also those that were not asked for.

    ``titles`` have the words in their names; ``silent`` have no text (文字情報がありません), ``doubtful`` a text that may be
    garbage, ``locked`` need a password or are damaged, ``unread`` are still being read.
    """

    total: int
    hits: tuple[Hit, ...]
    titles: tuple[Named, ...]
    silent: tuple[Named, ...]
    doubtful: tuple[Named, ...]
    locked: tuple[Named, ...]
    unread: tuple[Named, ...]


def words_of(text: str) -> tuple[str, ...]:
    """What is typed into a search: words apart by white space, each of which must be on the page; folded, no empty ones."""
    return tuple(dict.fromkeys(word for word in map(folded, text[:_LONGEST].split()) if word))


class Searching:
    """Reads only. What is not in the index yet is not found, and said (``Found.unread``)."""

    def __init__(
        self, index: TextIndex, shelf: Shelf, notes: NoteStore, packets: PacketStore, retaining: Retaining
    ) -> None:
        self._index = index
        self._shelf = shelf
        self._notes = notes
        self._packets = packets
        self._retaining = retaining
        self._stock: _Stock | None = None

    def search(self, text: str, *, limit: int | None = 50, skip: int = 0, boxes: bool = False) -> Found:
        """The hits from ``skip`` on, at most ``limit``; on a page its text comes before the notes. ``boxes`` costs a
        third of a millisecond a hit."""
        words = words_of(text)
        shelf = self._on_shelf()
        pages, notes = self._index.find(words), self._shelf.notes(words)
        places = _in_order(shelf.all, pages, notes)
        chosen = list(islice(places, skip, None if limit is None else skip + limit))
        return Found(
            sum(pages.count(each.number) for each in shelf.all) + len(notes),
            tuple(self._hits(chosen, words, boxes)),
            _named(each for each in shelf.here if each.is_called(words)),
            shelf.silent,
            shelf.doubtful,
            shelf.locked,
            shelf.unread,
        )

    def _on_shelf(self) -> "_Stock":
        """Made anew when a material, the index, or what may still be read is another."""
        materials, known = self._shelf.materials(), self._index.known()
        shut = frozenset(each.material for each in materials if not self._is_open(each))
        if self._stock is None or not self._stock.is_of(materials, known, shut):
            self._stock = _Stock(materials, known, shut)
        return self._stock

    def _is_open(self, shelved: Shelved) -> bool:
        """Whether the reader may still read it: a lease that ran out shuts its words, too."""
        if not shelved.readable or not shelved.limited:
            return shelved.readable
        try:
            self._retaining.check(self._packets.packet(shelved.packet), shelved.material)
        except MaterialNotReady:
            return False
        return True

    def _hits(self, places: Sequence["_Place"], words: Sequence[str], boxes: bool) -> Iterator[Hit]:
        texts = self._index.texts([(p.on.number, p.page) for p in places if p.note is None])
        for place in places:
            if place.note is not None:
                yield self._note_hit(place, place.note, words)
            elif (text := texts.get((place.on.number, place.page))) is not None:  # dropped this very moment
                yield _hit(place, text.snippet(_first(text, words)), _boxes(text, words) if boxes else ())

    def _note_hit(self, place: "_Place", found: FoundNote, words: Sequence[str]) -> Hit:
        text = PageText.of(found.words, [(0.0, 0.0, 0.0, 0.0)] * len(found.words))
        try:
            boxes = _note_boxes(self._notes.note(found.note))
        except NoteUnknown:  # removed this very moment
            boxes = ()
        return _hit(place, text.snippet(_first(text, words)), boxes)


@dataclass(frozen=True)
class _OnShelf:
    """A material, what the index has of it, and whether it may be read."""

    shelved: Shelved
    indexed: Indexed | None
    open: bool

    @cached_property
    def number(self) -> int:
        """The index's, or 0, which no revision has there."""
        return self.indexed.number if self.indexed is not None and self.open else 0

    @property
    def trouble(self) -> bool:
        return self.indexed is not None and bool(self.indexed.trouble)

    @property
    def silent(self) -> bool:
        return self.indexed is not None and not self.trouble and self.indexed.silent == self.shelved.pages

    @property
    def doubtful(self) -> bool:
        """Of the pages with text at least half cannot be relied on."""
        known = self.indexed
        return known is not None and 2 * known.doubtful >= max(1, known.done - known.silent)

    @property
    def unread(self) -> bool:
        return not self.trouble and (self.indexed is None or self.indexed.done < self.shelved.pages)

    def is_called(self, words: Sequence[str]) -> bool:
        """Each word in the material's name, or in that of its packet."""
        return bool(words) and all(word in self.shelved.called for word in words)


class _Stock:
    """Everything on the shelf, and what is said with every search; ``shut`` may no longer be read."""

    def __init__(
        self, materials: Sequence[Shelved], known: Mapping[RevisionId, Indexed], shut: frozenset[MaterialId]
    ) -> None:
        self._of = materials, known, shut
        self.all = [_OnShelf(each, known.get(each.revision), each.material not in shut) for each in materials]
        self.here = [each for each in self.all if each.open]
        self.silent = _named(each for each in self.here if each.silent)
        self.doubtful = _named(each for each in self.here if each.doubtful)
        self.locked = _named(each for each in self.here if each.trouble)
        self.unread = _named(each for each in self.here if each.unread)

    def is_of(
        self, materials: Sequence[Shelved], known: Mapping[RevisionId, Indexed], shut: frozenset[MaterialId]
    ) -> bool:
        return self._of[0] is materials and self._of[1] is known and self._of[2] == shut


@dataclass(frozen=True)
class _Place:
    on: _OnShelf
    page: int
    note: FoundNote | None = None


def _in_order(shelf: Sequence[_OnShelf], pages: FoundPages, notes: Sequence[FoundNote]) -> Iterator[_Place]:
    """Newest packet first, then as on the agenda, then by page; made one by one, for most are never shown."""
    written: dict[MaterialId, list[FoundNote]] = {}
    for note in notes:
        written.setdefault(note.material, []).append(note)
    for each in shelf:
        here = (_Place(each, page) for page in pages.get(each.number, ()))
        mine = [_Place(each, note.page, note) for note in written.get(each.shelved.material, ())]
        yield from sorted([*here, *mine], key=lambda p: (p.page, p.note is not None)) if mine else here


def _hit(place: _Place, snippet: Snippet, boxes: tuple[Box, ...]) -> Hit:
    shelved, note = place.on.shelved, place.note
    return Hit(
        shelved.packet,
        shelved.material,
        shelved.packet_title,
        shelved.material_title,
        shelved.date,
        note.revision if note else shelved.revision,
        place.page,
        snippet,
        boxes,
        note.note if note else None,
    )


def _first(text: PageText, words: Sequence[str]) -> Span:
    """The first place of the longest word: the others are often all over the page."""
    longest = max(words, key=len)
    at = text.folded.find(longest)
    return text.span(at, at + len(longest)) if at >= 0 else Span(0, 0)


def _boxes(text: PageText, words: Sequence[str]) -> tuple[Box, ...]:
    return tuple(box for word in words for span in text.find(word) for box in text.boxes_of(span))


def _note_boxes(note: Note) -> tuple[Box, ...]:
    if note.boxes:
        return note.boxes
    if note.box is not None:
        return (note.box,)
    return () if note.at is None else ((note.at[0], note.at[1], note.at[0], note.at[1]),)


def _named(some: Iterable[_OnShelf]) -> tuple[Named, ...]:
    return tuple(
        Named(each.packet, each.material, each.packet_title, each.material_title)
        for each in (one.shelved for one in some)
    )
