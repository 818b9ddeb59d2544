"""Worker side: a list of notes on pages of A4."""

from dxmeet.domain.notelist import Line, NoteList, page_heading
from dxmeet.pdf.typesetting import A4, BLACK, GREY, RULE, Paper

_LEFT, _RIGHT, _TOP, _BOTTOM = 56.0, A4[0] - 56.0, 56.0, A4[1] - 60.0
_WORDS = _LEFT + 74  # where the words begin, after the kind
_SIZE, _LEADING = 10.5, 16.0


def typeset(notes: NoteList) -> bytes:
    """The PDF. A material's and a page's heading never stand alone at the foot of a page."""
    setting = _Setting(Paper(notes.title, "dxmeet"), notes)
    for chapter in notes.chapters:
        if chapter.title:
            setting.chapter(chapter.title)
        for page in chapter.pages:
            setting.heading(page_heading(page))
            for line in page.lines:
                setting.line(line)
    if not notes.chapters or not any(chapter.pages for chapter in notes.chapters):
        setting.line(Line("", "書き込みはありません。"))
    return setting.paper.content()


class _Setting:
    """Goes down the pages; ``y`` is where the next line's top is."""

    def __init__(self, paper: Paper, notes: NoteList) -> None:
        self.paper, self._notes = paper, notes
        self._page = 0
        self._turn()

    def chapter(self, title: str) -> None:
        self._need(64)
        self._y = self.paper.heading(_LEFT, self._y + 10, _RIGHT - _LEFT, self._cut(title, 13, 12), 13)

    def heading(self, words: str) -> None:
        self._need(44)
        self.paper.text(_LEFT, self._y + 6, words, 11, bold=True)
        self._y += 26

    def line(self, line: Line) -> None:
        wrapped = self.paper.wrapped(line.words, _RIGHT - _WORDS, _SIZE)
        for number, words in enumerate(wrapped):
            self._need(_LEADING)
            if number == 0:
                self.paper.text(_LEFT + 8, self._y + 1, line.kind, 9, color=GREY)
            self.paper.text(_WORDS, self._y, words, _SIZE)
            self._y += _LEADING
        self._y += 3

    def _need(self, room: float) -> None:
        if self._y + room > _BOTTOM:
            self._turn()

    def _turn(self) -> None:
        self._page += 1
        self.paper.page()
        self._y = _TOP
        if self._page == 1:
            for words in self.paper.wrapped(self._notes.title, _RIGHT - _LEFT, 16):
                self.paper.text(_LEFT, self._y, words, 16, bold=True)
                self._y += 24
            self.paper.text(_RIGHT, self._y, self._notes.made, 9.5, "right", GREY)
            self._y += 18
            self.paper.line((_LEFT, self._y), (_RIGHT, self._y), BLACK, 1.0)
            self._y += 8
        foot = A4[1] - 44
        self.paper.line((_LEFT, foot), (_RIGHT, foot), RULE)
        self.paper.text(_LEFT, foot + 6, self._cut(self._notes.title, 8.5, 60), 8.5, color=GREY)
        self.paper.text(_RIGHT, foot + 6, f"{self._page}", 8.5, "right", GREY)

    def _cut(self, words: str, size: float, beside: float) -> str:
        """On one line, with … where it is longer."""
        room = _RIGHT - _LEFT - beside
        lines = self.paper.wrapped(words, room - size, size)
        return lines[0] if len(lines) == 1 else f"{lines[0]}…"
