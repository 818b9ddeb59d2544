"""The same figures a second time: one page of plain Python that knows nothing of dxmeet, written from the rules of
method 1 alone. ``count(lines, fy)`` takes events as the flat objects of an entries file and returns
{("total", "") | ("month", m) | ("packet", p) | ("department", d) | ("material", p, m) | ("reason", r): {column: sheets}}.
"""

import math
from collections import Counter
from datetime import datetime, timedelta

JAPAN = timedelta(hours=9)


def clock(line):
    """Local time in Japan without an offset: good for comparing and for its month."""
    at = datetime.fromisoformat(line["at"])
    return at.replace(tzinfo=None) - at.utcoffset() + JAPAN


def name(line):
    return line["terminal"], line["epoch"], line["seq"]


def turn(line):
    return clock(line), name(line)


def paper(pages, terms):
    return math.ceil(math.ceil(pages / terms["nup"]) / terms["sides"])


def cancelled(lines):
    gone = []
    for line in sorted(lines, key=turn)[::-1]:
        if line["type"] == "correction" and name(line) not in gone:
            gone.append(tuple(line["corrects"]))
    return gone


def terms_of(packet, seen):
    said = [line for line in seen if line["type"] == "distributed" and line["packet"] == packet]
    if not said:
        return None, None
    best = max(said, key=lambda line: (line["generation"], turn(line)))
    return best["baseline"], best["audience"]


def count(lines, fy):
    lines = list({name(line): line for line in lines}.values())
    gone = cancelled(lines)
    begin, end = (datetime.fromisoformat(f"{year}-04-01") for year in (fy, fy + 1))
    seen = sorted((line for line in lines if name(line) not in gone and clock(line) < end), key=turn)
    table = {}

    def book(line, column, a4, a3, headings):
        if clock(line) >= begin:
            for heading in headings:
                table.setdefault(heading, Counter()).update({column + " a4": a4, column + " a3": a3})

    def everywhere(line):
        month, packet = f"{clock(line):%Y-%m}", line["packet"]
        yield from (("total", ""), ("month", month), ("packet", packet), ("department", line["department"]))
        yield "material", packet, line["material"]

    for packet, material in {(line["packet"], line["material"]) for line in seen if line["type"] == "opened"}:
        baseline, audience = terms_of(packet, seen)
        terms = baseline or {"sides": 2, "nup": 1, "per": "reader", "basis": "none", "copies": 0}
        opened = [x for x in seen if x["type"] == "opened" and (x["packet"], x["material"]) == (packet, material)]
        first, had = {}, {}
        for line in opened:
            line["eligible"] = audience is not None
            if line["eligible"] and (audience["readers"] or audience["departments"]):
                line["eligible"] = (
                    line["reader"] in audience["readers"] or line["department"] in audience["departments"]
                )
            if line["eligible"]:
                first.setdefault(line[terms["per"]], clock(line))
        sets = 0 if terms["basis"] == "none" else terms["copies"]
        counted = [unit for _, unit in sorted((at, unit) for unit, at in first.items())][:sets]
        for line in opened:
            unit = line[terms["per"]]
            inside = line["eligible"] and unit in counted
            mine = had.setdefault((inside, unit), [])
            if line["revision"] in mine:
                a4 = a3 = 0
            elif not mine:
                a4, a3 = line["pages_a4"], line["pages_a3"]
            else:
                choices = [tuple(line["changed"][old]) for old in mine if old in line["changed"]]
                a4, a3 = sorted(choices, key=lambda pages: (pages[0] + pages[1], pages[0]))[0] if choices else (0, 0)
            mine.append(line["revision"])
            column = {"printed_before": "gross_a", "declared": "gross_b"}[terms["basis"]] if inside else "reference_c"
            book(line, column, paper(a4, terms), paper(a3, terms), everywhere(line))
    for line in (x for x in seen if x["type"] == "printed"):
        a4, a3 = (paper(line[size], line) * line["copies"] for size in ("pages_a4", "pages_a3"))
        book(line, "printed", a4, a3, everywhere(line))
        book(line, "printed", a4, a3, [("reason", line["reason"])])
    return table
