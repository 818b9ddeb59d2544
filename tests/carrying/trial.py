"""One trial: a document, an edit, some notes; carried over by the comparison itself, without a database."""

import zlib
from random import Random
from typing import Any

import pymupdf
from revision_edits import EDITS
from scribbles import scribble
from verdicts import Verdict, judge

from dxmeet.domain.carryover import Comparison
from dxmeet.domain.features import PageFeatures, pack, unpack
from dxmeet.domain.pagematch import identical_pairs
from dxmeet.domain.surroundings import pack_surroundings, surroundings, unpack_surroundings
from dxmeet.pdf import inspecting
from dxmeet.pdf.features import features
from dxmeet.pdf.opening import Opened


def tried(name: str, source: bytes, edit: str, notes: int, seed: int = 0, most_pages: int = 40) -> list[Verdict]:
    """``notes`` on the first ``most_pages`` pages of ``source``; what became of each."""
    random = Random(zlib.crc32(f"{name} {edit} {seed}".encode()))
    document: Any = pymupdf.open("pdf", source)
    if len(document) > most_pages:
        first = random.randint(0, len(document) - most_pages)
        document.select(range(first, first + most_pages))
        document = pymupdf.open("pdf", document.tobytes(garbage=1))
    after, truth = EDITS[edit](document, random)
    old, new = Opened(document.tobytes(), "old", None), Opened(after, "new", None)
    comparison = compared(old, new)
    pages: dict[int, list[Any]] = {}
    known: dict[int, PageFeatures] = {}
    for number in range(notes):
        page = random.randint(1, len(old.sizes))
        if page not in known:
            known[page] = features(old, page)
        note = scribble(random, page, known[page], number)
        around = unpack_surroundings(pack_surroundings(surroundings(unpack(pack(known[page])), note)))
        pages.setdefault(page, []).append((note, around))
    verdicts: list[Verdict] = []
    for page in sorted(pages):
        for (note, _), placement in zip(pages[page], comparison.place(pages[page]), strict=True):
            verdicts.append(judge(f"{edit} · {name}", note, placement, truth))
    return verdicts


def compared(old: Opened, new: Opened) -> Comparison:
    prints = [[inspecting.fingerprint(each, page + 1) for page in range(len(each.sizes))] for each in (old, new)]
    comparison = Comparison(*prints)
    same = identical_pairs(*prints)
    for page in range(1, len(old.sizes) + 1):
        if page not in same:
            comparison.add_old(page, unpack(pack(features(old, page))))
    for page in range(1, len(new.sizes) + 1):
        if page not in same.values():
            comparison.add_new(page, unpack(pack(features(new, page))))
    return comparison
