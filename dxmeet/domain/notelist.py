"""The list of notes that is taken away, for the minutes of a meeting or to be printed: words only. No fonts, no files."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One note: its kind in words (empty for a line that only counts), and what it says."""

    kind: str
    words: str


@dataclass(frozen=True)
class PageLines:
    """``running`` is its number through the whole meeting; None where that is the page's own."""

    page: int
    running: int | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Chapter:
    """The notes of one material."""

    title: str
    pages: tuple[PageLines, ...]


@dataclass(frozen=True)
class NoteList:
    """Of one material, or of all materials of a packet; ``made`` is the day in words."""

    title: str
    made: str
    chapters: tuple[Chapter, ...]


def as_text(notes: NoteList) -> str:
    """Plain lines, to be pasted into the minutes."""
    return "\n".join(_lines(notes)).rstrip() + "\n"


def _lines(notes: NoteList) -> Iterator[str]:
    yield notes.title
    yield ""
    for chapter in notes.chapters:
        if chapter.title:
            yield f"■ {chapter.title}"
        for page in chapter.pages:
            yield page_heading(page)
            for line in page.lines:
                yield f"・{line.kind}: {line.words}" if line.kind else f"・{line.words}"
            yield ""


def page_heading(page: PageLines) -> str:
    running = "" if page.running is None else f"（通し{page.running}）"
    return f"{page.page}ページ{running}"
