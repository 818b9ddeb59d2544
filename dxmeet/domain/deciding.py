"""Whether a place that was found for a note is sure, or only a proposal."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from math import hypot

from dxmeet.domain.alignment import Alignment, TextPage
from dxmeet.domain.annotation import Note, NoteKind, Outcome
from dxmeet.domain.landing import Landing
from dxmeet.domain.placement import Placement
from dxmeet.domain.quoting import Quoted, find_quote
from dxmeet.domain.surroundings import Surroundings, distance

_STILL = 0.8  # points; less is no movement
_READS = 8  # characters around a note that make its place readable
_NEAR, _CLEARLY = 0.42, 0.1  # share of the text around it that must be there; how much better than the next place
_NEAR_WITH_PAGE, _MOST = 0.3, 0.5  # less is enough where that much of the whole page moved along
_NEAR_BLANK, _CLEARLY_BLANK = 0.62, 0.25
_NEAR_ALONE, _CLEARLY_ALONE = 0.7, 0.3
_NEAR_ELSEWHERE, _CLEARLY_ELSEWHERE = 0.6, 0.18
_BESIDE, _BESIDE_WORDS, _CLOSE_BY = (
    2.0,
    1.6,
    8.0,
)  # times as far, and points: lines that moved otherwise, from a note on blank paper
_FAR = 60.0  # points from a note on blank paper to the nearest text; what is between them may have moved otherwise
_FITS = 0.5  # so much of the surroundings with the page: its words are not looked for elsewhere on it
_PLAIN = 0.85  # so much of the surroundings needs no picture to prove it
_LINE = 4  # characters; fewer do not tell whether what is beside them is still beside them, or the page was turned
_HARDLY = 0.1  # less of the surroundings than that is no place to propose
_UNDER = {NoteKind.HIGHLIGHT: 0.97, NoteKind.STICKY: 0.85, NoteKind.TEXT: 0.7, NoteKind.INK: 0.75, NoteKind.SHAPE: 0.75}

_OWN, _OF_ITS_OWN = 10, 0.2  # characters with neighbours that stand once near a note; so much of them must be there
_SIDE_BY_SIDE = 4  # characters
PROOFS = 6
"""Characters that few pages have, or that came newly to this one, to believe in another page."""
Proof = Mapping[str, frozenset[int]]
"""Three characters → the pages on which finding them proves something."""


@dataclass(frozen=True)
class Found:
    placement: Placement
    sure: bool


def by_text(
    note: Note,
    around: Surroundings,
    page: int,
    landing: Landing | None,
    alignment: Alignment,
    proof: Proof | None,
) -> Found | None:
    """``proof`` are words that must be among those that led here, where the page itself proves nothing."""
    if landing is None:
        return None
    own = landing.worth(around)
    near, clearly = _asked(around, landing, proof is not None)
    there = landing.under >= _UNDER.get(note.kind, 1.0)
    proven = proof is None or _proofs(around, landing, page, proof) >= PROOFS
    certain = landing.near >= near and own - landing.rival >= clearly and landing.found >= _READS and proven
    certain = (
        certain and not _parted(note, around, landing, alignment) and not _only_alike(around, landing, alignment.new)
    )
    reason = "" if there and certain else "changed" if certain else "unsure"
    return placed(note, page, landing, own, there and certain, reason)


def _parted(note: Note, around: Surroundings, landing: Landing, alignment: Alignment) -> bool:
    """Whether what led here belongs to another place: text of the old page that has moved there, or, on blank paper,
    lines on one side that moved otherwise."""
    own = [index for index in around.under if index in landing.there] if landing.piece == 0 else []
    read = [(around.page.chars[index], landing.box(around.page.boxes[index])) for index in own or sorted(landing.there)]
    if 2 * sum(alignment.taken(character, box, landing.piece) for character, box in read) >= len(read):
        return True
    if landing.piece == 0:
        return False
    if around.under and note.kind is not NoteKind.STICKY:  # what stands beside a 付箋 may not be what it is about
        return False
    with_it = min((distance(around.box, around.page.tokens[index].at) for index in landing.there), default=0.0)
    return landing.rival_at < (_BESIDE_WORDS if around.under else _BESIDE) * max(with_it, _CLOSE_BY)


def _only_alike(around: Surroundings, landing: Landing, page: TextPage) -> bool:
    """Whether hardly anything is there of what tells this place from those around it: the rows of one table are figures and
    signs that another one has, too, and other names."""
    count = Counter(token.key for token in around.page.tokens)
    own = [token for token in around.page.tokens if count[token.key] == 1]
    if len(own) < _OWN:
        return False
    weight = sum(around.weights[token.index] for token in own)
    there = sum(
        around.weights[token.index] for token in own if page.stands(token, landing.scale, landing.dx, landing.dy)
    )
    return there < _OF_ITS_OWN * weight


def _asked(around: Surroundings, landing: Landing, elsewhere: bool) -> tuple[float, float]:
    """How much of the text nearby must be there, and by how much that must be better than anything else."""
    if elsewhere:
        return _NEAR_ELSEWHERE, _CLEARLY_ELSEWHERE
    if landing.piece == 0:  # it parted from the page: only its own few words say so
        return _NEAR_ALONE, _CLEARLY_ALONE
    if around.under:
        return (_NEAR_WITH_PAGE if landing.piece >= _MOST else _NEAR), _CLEARLY
    return _NEAR_BLANK, _CLEARLY_BLANK  # on blank paper all that is near must agree


def stays_with_page(landing: Landing | None) -> bool:
    """Whether the text around it moved with the page: then its words are not looked for elsewhere on it."""
    return landing is not None and landing.piece > 0 and landing.near >= _FITS


def out_of_sight(around: Surroundings, landing: Landing | None) -> bool:
    """Whether the note is on blank paper, too far from any text that could say where it went."""
    if landing is None or around.under:
        return False
    return all(distance(around.box, around.page.tokens[index].at) > _FAR for index in landing.there)


def says_nothing(landing: Landing | None) -> bool:
    """Whether the text around the note is hardly on the page, or is too little."""
    return landing is None or landing.near < _HARDLY or landing.found < _READS


def plain(around: Surroundings, landing: Landing | None) -> bool:
    """Whether the text alone proves the place."""
    return landing is not None and bool(around.under) and landing.near >= _PLAIN and landing.under == 1.0


def _proofs(around: Surroundings, landing: Landing, page: int, proof: Proof) -> int:
    """Of characters side by side: single ones are the same by chance in tables that are alike."""
    proven = [token.index in landing.there and page in proof.get(token.key, ()) for token in around.page.tokens]
    runs = [len(list(some)) for there, some in groupby(proven) if there]
    return sum(run for run in runs if run >= _SIDE_BY_SIDE)


def by_quote(note: Note, around: Surroundings, page: int, alignment: Alignment) -> Found | None:
    """Where the note's words stand, if the lines around them were broken anew."""
    quoted = find_quote(around, alignment)
    if quoted is None:
        return None
    return by_words(note, around, page, quoted)


def by_words(note: Note, around: Surroundings, page: int, quoted: Quoted) -> Found:
    """With its words, if what is drawn on them need not be bent."""
    landing = Landing(quoted.scale, quoted.dx, quoted.dy, quoted.score, 1.0)
    if quoted.together and (note.kind is NoteKind.HIGHLIGHT or len(around.quote) >= _LINE):
        return placed(note, page, landing, quoted.score, True, "")
    if note.kind is NoteKind.HIGHLIGHT:
        return Found(Placement(Outcome.MOVED, quoted.score, page, boxes=quoted.boxes), True)
    return placed(note, page, landing, quoted.score, False, "changed")


def worth_proposing(placement: Placement) -> bool:
    return placement.score >= _HARDLY


def placed(note: Note, page: int, landing: Landing, score: float, sure: bool, reason: str) -> Found:
    """The placement that a landing means; a movement of less than a point is none."""
    still = hypot(landing.dx, landing.dy) <= _STILL and abs(landing.scale - 1) < 0.002
    scale, dx, dy = (1.0, 0.0, 0.0) if still else (landing.scale, landing.dx, landing.dy)
    outcome = Outcome.REVIEW if not sure else moved_to(note.page, page) if still else Outcome.MOVED
    return Found(Placement(outcome, round(min(1.0, score), 3), page, scale, dx, dy, reason=reason), sure)


def moved_to(old: int, new: int) -> Outcome:
    """What becomes of a note that is sure of its place on a page: the same page, or another one."""
    return Outcome.KEPT if old == new else Outcome.MOVED
