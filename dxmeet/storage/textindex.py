"""The words of every readable page, found in milliseconds; a database of its own, encrypted, that can be made again.

text_revision   number ── revision, how many of its pages are read, how many have no text
page_text       number × 2^20 + page ── PageText.pack()
page_trigram    FTS5 over three letters: three and more letters are found exactly           ─┐ keep no text,
page_pair       FTS5 over two letters, one token a pair: 予算, and single letters by prefix  ─┘ only the way to the page
note_text       the words of each note; triggers on ``note`` keep it, folding catches up before a search
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxmeet.domain.packet import RevisionId
from dxmeet.domain.pagetext import PageText, unpack
from dxmeet.storage.database import Database

_PAGES = 1 << 20  # more than any PDF we open has
_ASCII_SIGNS = {code: 0xE000 + code for code in range(128) if not chr(code).isalnum()}
"""FTS5's ascii tokenizer takes every letter beyond ASCII for part of a word; so signs are moved there."""


@dataclass(frozen=True)
class Indexed:
    """How many of a revision's pages are in the index, and of those how many without text or with a doubtful one.

    ``trouble`` is the code of what keeps its text from being read.
    """

    revision: RevisionId
    number: int
    done: int
    silent: int
    doubtful: int
    trouble: str


class FoundPages(Mapping[int, list[int]]):
    """Number → pages in order. Most of thousands are only counted, so they stay one sorted row of ids until asked for."""

    def __init__(self, identities: Sequence[int]) -> None:
        self._identities = identities

    def count(self, number: int) -> int:
        first, last = self._between(number)
        return last - first

    def __getitem__(self, number: int) -> list[int]:
        first, last = self._between(number)
        if first == last:
            raise KeyError(number)
        return [each - number * _PAGES for each in self._identities[first:last]]

    def __iter__(self) -> Iterator[int]:
        at = 0
        while at < len(self._identities):
            number = self._identities[at] // _PAGES
            yield number
            at = self._between(number)[1]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _between(self, number: int) -> tuple[int, int]:
        first = bisect_left(self._identities, number * _PAGES)
        return first, bisect_left(self._identities, (number + 1) * _PAGES, lo=first)


class TextIndex:
    """Pages are added from the first to the last, so ``done`` says where to go on after a restart."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: tuple[tuple[int, int], dict[RevisionId, Indexed]] | None = None

    def known(self) -> Mapping[RevisionId, Indexed]:
        """All revisions of which something is in the index; the same object until something is written."""
        stamp = self._database.stamp()
        if self._known is None or self._known[0] != stamp:
            rows = self._database.rows("SELECT revision, number, done, silent, doubtful, trouble FROM text_revision")
            self._known = stamp, {RevisionId(row["revision"]): Indexed(**row) for row in rows}
        return self._known[1]

    def add(self, revision: RevisionId, first: int, packed: Sequence[bytes | None]) -> None:
        """The pages from ``first`` on; None for one that could not be read. Nothing when they do not follow the last one
        that is there: another process reads, too, or the revision was dropped meanwhile."""
        with self._database.transaction():
            if first == 1:
                self._database.execute(
                    "INSERT INTO text_revision (revision) VALUES (?) ON CONFLICT DO NOTHING", (revision,)
                )
            row = self._database.one("SELECT number, done FROM text_revision WHERE revision = ?", (revision,))
            if row is None or row["done"] != first - 1:
                return
            texts = [None if each is None else unpack(each) for each in packed]
            for page, (text, body) in enumerate(zip(texts, packed, strict=True), start=first):
                if text is not None and body is not None:
                    self._insert(row["number"] * _PAGES + page, text.folded, body)
            silent = sum(text is None or not text.folded for text in texts)
            doubtful = sum(text is not None and not text.reliable for text in texts)
            self._database.execute(
                "UPDATE text_revision SET done = done + ?, silent = silent + ?, doubtful = doubtful + ? WHERE number = ?",
                (len(packed), silent, doubtful, row["number"]),
            )

    def give_up(self, revision: RevisionId, code: str) -> None:
        """Its text cannot be read (a password, damage); said with every search, and not tried again."""
        self._database.execute(
            "INSERT INTO text_revision (revision, trouble) VALUES (?, ?) "
            "ON CONFLICT (revision) DO UPDATE SET trouble = excluded.trouble",
            (revision, code),
        )

    def drop(self, revision: RevisionId) -> None:
        """Take a revision's words out of the index, for good (FTS5's secure-delete, and an emptied log)."""
        with self._database.transaction():
            row = self._database.one("SELECT number FROM text_revision WHERE revision = ?", (revision,))
            if row is None:
                return
            pages = row["number"] * _PAGES, (row["number"] + 1) * _PAGES - 1
            for page in self._database.rows("SELECT id, body FROM page_text WHERE id BETWEEN ? AND ?", pages):
                self._delete(page["id"], unpack(page["body"]).folded)
            self._database.execute("DELETE FROM page_text WHERE id BETWEEN ? AND ?", pages)
            self._database.execute("DELETE FROM text_revision WHERE number = ?", (row["number"],))
        self._database.checkpoint()

    def page(self, revision: RevisionId, page: int) -> bytes | None:
        """The packed text of a page that is in the index."""
        row = self._database.one(
            "SELECT body FROM page_text WHERE id = (SELECT number FROM text_revision WHERE revision = ?) * ? + ?",
            (revision, _PAGES, page),
        )
        return None if row is None else row["body"]

    def texts(self, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], PageText]:
        """The texts of (number, page) pairs."""
        chosen = json.dumps([number * _PAGES + page for number, page in places])
        rows = self._database.rows(
            "SELECT id, body FROM page_text WHERE id IN (SELECT value FROM json_each(?))", (chosen,)
        )
        return {divmod(row["id"], _PAGES): unpack(row["body"]) for row in rows}

    def find(self, words: Sequence[str]) -> FoundPages:
        """The pages on which all of these folded words stand."""
        if not all(words) or not words:
            return FoundPages(())
        queries = [_query(word) for word in words]
        pages = " INTERSECT ".join(query for query, _ in queries)
        # As one value: thousands of rows would take longer to fetch than to find.
        row = self._database.one(
            f"SELECT json_group_array(page) AS pages FROM ({pages})", [each for _, each in queries]
        )
        return FoundPages(sorted(json.loads(row["pages"])) if row is not None else ())

    def _insert(self, page: int, text: str, body: bytes) -> None:
        self._database.execute("INSERT INTO page_text (id, body) VALUES (?, ?)", (page, body))
        self._database.execute("INSERT INTO page_trigram (rowid, letters) VALUES (?, ?)", (page, text))
        self._database.execute("INSERT INTO page_pair (rowid, pairs) VALUES (?, ?)", (page, _pairs(text)))

    def _delete(self, page: int, text: str) -> None:
        """FTS5 keeps no text here, so it must be told what to take out."""
        for table, column, words in (("page_trigram", "letters", text), ("page_pair", "pairs", _pairs(text))):
            self._database.execute(
                f"INSERT INTO {table} ({table}, rowid, {column}) VALUES ('delete', ?, ?)", (page, words)
            )


def _query(word: str) -> tuple[str, str]:
    """The statement and its parameter that find the pages with one folded word."""
    if len(word) >= 3:
        return "SELECT rowid AS page FROM page_trigram WHERE page_trigram MATCH ?", _quoted(word)
    prefix = "*" if len(word) == 1 else ""
    return "SELECT rowid AS page FROM page_pair WHERE page_pair MATCH ?", _quoted(word.translate(_ASCII_SIGNS)) + prefix


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _pairs(text: str) -> str:
    """Every two letters that stand together, and the last one by itself, as words for FTS5."""
    moved = text.translate(_ASCII_SIGNS)
    return _words({one + other for one, other in pairwise(moved)} | {moved[-1:]})


def _words(pairs: Iterable[str]) -> str:
    return " ".join(sorted(pairs))
