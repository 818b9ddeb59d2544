"""One spelling for what a reader takes for the same words: widths, case, line breaks, Japanese white space, look-alikes.

ＤＸ 推進    dx推進      ﾃﾞｰﾀ → データ       ⽉ (U+2F49) → 月       co-⏎operate → cooperate
地方公共⏎団体 → 地方公共団体        Linux ⏎ kernel → linux kernel
"""

import unicodedata
from array import array
from collections.abc import Iterator
from functools import lru_cache

BARRIER = "\f"
"""Stands in a text between what does not belong together (two cells, two columns): no match reaches over it."""

_FOLDED_BARRIER = "\n"
_JAPANESE = 0x2E80  # the first CJK code point; white space beside one of these, or beside a sign, means nothing
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─﹣"), "-")
_LOOK_ALIKES = str.maketrans("〜’‘”“\u2e9f髙﨑", "~''\"\"母高崎")
# CJK Radicals Supplement: Unicode gives only two of these a compatibility decomposition, yet fonts name glyphs by them.
_RADICALS = str.maketrans("⺟⺠⺡⺩⻁⻂⻄⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲⼾戶", "母民氵王虎衤西長青食鬼麦黄斉歯竜亀戸戸")
_TABLE = {**_DASHES, **_LOOK_ALIKES, **_RADICALS}
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@lru_cache(maxsize=16_384)
def _letter(character: str) -> str:
    """One character of a text as the folded characters it stands for; empty when it cannot be seen."""
    if character in _UNSEEN or 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF:
        return ""
    folded = unicodedata.normalize("NFKC", character).translate(_TABLE).casefold()
    # A voiced mark that stands alone is a space and a combining mark by NFKC; beside its kana it is the mark alone.
    return folded.strip() if len(folded) > 1 and any(map(unicodedata.combining, folded)) else folded


def fold(text: str) -> tuple[str, "array[int]"]:
    """The folded text, and for each of its characters the index in ``text`` of the first one it stands for."""
    folding = _Folding()
    for index, character in enumerate(text):
        folding.take(index, character)
    return "".join(folding.letters), folding.starts


def folded(text: str) -> str:
    """What to look for when somebody types ``text``."""
    return fold(text)[0].strip(_FOLDED_BARRIER)


def occurrences(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where ``wanted`` stands in ``text`` (both folded), one behind another: (start, end). Nothing for an empty one."""
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + len(wanted))


class _Folding:
    """The characters so far, and what of white space is still undecided."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.starts: array[int] = array("I")
        self._gap = False
        self._hyphen_may_go = False

    def take(self, index: int, character: str) -> None:
        if character == BARRIER:
            self._add(index, _FOLDED_BARRIER)
            self._gap = self._hyphen_may_go = False
            return
        for letter in _letter(character):
            if letter.isspace():
                self._gap = True
            elif not (unicodedata.combining(letter) and self._composed(letter)):
                self._place(index, letter)

    def _composed(self, mark: str) -> bool:
        """Whether the mark became one with the character before it (half-width ｶﾞ)."""
        both = unicodedata.normalize("NFC", self.letters[-1] + mark) if self.letters else ""
        if len(both) != 1:
            return False
        self.letters[-1] = both
        return True

    def _place(self, index: int, letter: str) -> None:
        last = self.letters[-1] if self.letters else ""
        if letter == "-":
            self._hyphen_may_go = _is_latin(last)
        elif last == "-" and self._hyphen_may_go and _is_latin(letter):
            self.letters.pop()  # co-operate and cooperate, on one line or broken over two
            self.starts.pop()
        elif self._gap and _is_narrow(last) and _is_narrow(letter):
            self._add(index, " ")
        self._add(index, letter)
        self._gap = False

    def _add(self, index: int, letter: str) -> None:
        self.letters.append(letter)
        self.starts.append(index)


def _is_narrow(letter: str) -> bool:
    return letter.isalnum() and ord(letter[0]) < _JAPANESE


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and ord(letter[0]) < _JAPANESE
