"""The counting method (method 1) as SQL: one statement that says for every opening and every print job what it is worth.

    opening ─▶ seen ─▶ marked ─▶ turned ─▶ worth ─▶ fy, month, packet, material, department, reader, tier, reason, a4, a3
               each    counted?  in which  pages,
               year's            order     sheets
               report

The same text is the view ``method_1``, which works from the events themselves, and the statement that keeps the table
``contribution`` up to date for the packets that a merge touched. Needs SQLite 3.39.
"""

_FISCAL_YEAR = "CAST(strftime('%Y', {at} / 1000000 + 32400, 'unixepoch', '-3 months') AS INTEGER)"
_MONTH = "strftime('%Y-%m', {at} / 1000000 + 32400, 'unixepoch')"


def fiscal_year(at: str) -> str:
    """SQL for the fiscal year in Japan of a column of microseconds since 1970 UTC."""
    return _FISCAL_YEAR.format(at=at)


def month(at: str) -> str:
    """SQL for the month in Japan, ``YYYY-MM``, of a column of microseconds since 1970 UTC."""
    return _MONTH.format(at=at)


LIVE = """
SELECT e.chain, c.terminal, c.epoch, e.seq, e.at, e.reader, e.department, e.fact
FROM event e JOIN chain c ON c.id = e.chain
WHERE NOT EXISTS (SELECT 1 FROM fork k WHERE k.chain = e.chain AND k.seq = e.seq)
  AND NOT EXISTS (SELECT 1 FROM removed r WHERE r.terminal = c.terminal AND r.epoch = c.epoch AND r.seq = e.seq)
"""
"""The events that count as having happened: no forks, nothing that a correction takes back."""

_SAID = """
SELECT d.packet, {year} AS fy, d.generation, e.at, e.terminal, e.epoch, e.seq, d.fact, d.title, d.kind,
       d.copies, d.sides, d.nup, d.basis, d.per, d.everyone
FROM {distributions} CROSS JOIN live e ON e.fact = d.fact
UNION ALL
SELECT r.packet, {year_of_rule}, 0, r.at, 'rule', p.packet, 1, NULL, r.title, r.kind,
       r.copies, r.sides, r.nup, r.basis, r.per, 1
FROM {rules} JOIN packet p ON p.id = r.packet
"""


def _said(distributions: str, rules: str) -> str:
    """CROSS JOIN, because SQLite would otherwise begin with every event there is."""
    years = {"year": fiscal_year("e.at"), "year_of_rule": fiscal_year("r.at")}
    return _SAID.format(distributions=distributions, rules=rules, **years)


SAID = _said("distribution d", "rule_entry r")
"""Every distribution, by organisers and by rules. ``copies`` is NULL where it says nothing of paper."""

_HELD = """
    SELECT * FROM (
        SELECT y.fy AS year, s.*, row_number() OVER (
            PARTITION BY y.packet, y.fy
            ORDER BY s.generation DESC, s.at DESC, s.terminal DESC, s.epoch DESC, s.seq DESC) AS place
        FROM ({years}) y JOIN {said} s ON s.packet = y.packet AND s.fy <= y.fy)
    WHERE place = 1
"""


def held(years: str, said: str = "said") -> str:
    """SQL for the distribution that holds at the end of each year of each packet: the highest generation seen by then.

    ``years`` selects ``packet, fy``; ``said`` is the view, or a part of it in brackets.
    """
    return _HELD.format(years=years, said=said)


_METHOD = """
WITH opened AS MATERIALIZED ({opened}),
years AS (SELECT DISTINCT packet, fy FROM opened),
held AS MATERIALIZED ({held}),
seen AS (
    -- the report of each year sees the openings of that year and of those before
    SELECT y.fy AS year, o.*, h.basis, h.copies, coalesce(h.sides, 2) AS sides, coalesce(h.nup, 1) AS nup,
           CASE WHEN h.per = 'department' THEN d.department ELSE r.reader END AS unit,
           CASE WHEN h.year IS NULL THEN 0 WHEN h.everyone THEN 1
                ELSE EXISTS (SELECT 1 FROM audience_reader a WHERE a.fact = h.fact AND a.reader = o.reader)
                  OR EXISTS (SELECT 1 FROM audience_department a
                             WHERE a.fact = h.fact AND a.department = o.department) END AS eligible
    FROM opened o JOIN years y ON y.packet = o.packet AND o.fy <= y.fy
    JOIN reader r ON r.id = o.reader JOIN department d ON d.id = o.department
    LEFT JOIN held h ON h.packet = o.packet AND h.year = y.fy
),
sooner AS (
    -- the units in the order of their first openings
    SELECT year, material, unit, row_number() OVER (PARTITION BY year, material ORDER BY min(at), unit) AS place
    FROM seen WHERE eligible AND basis IN ('printed_before', 'declared') GROUP BY year, material, unit
),
marked AS (
    -- the first `copies` units are counted
    SELECT s.*, s.eligible AND coalesce(u.place <= s.copies, 0) AS counted
    FROM seen s LEFT JOIN sooner u ON u.year = s.year AND u.material = s.material AND u.unit = s.unit
),
turned AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY year, material, counted, unit ORDER BY at, terminal, epoch, seq) AS turn,
           row_number() OVER (PARTITION BY year, material, counted, unit, revision
                              ORDER BY at, terminal, epoch, seq) AS time
    FROM marked
),
less AS (
    -- a later revision: the smallest change against the revisions that this unit has had; fewest pages, then fewest A4
    SELECT t.year, t.material, t.counted, t.unit, t.turn, min((x.a4 + x.a3) * 1000000 + x.a4) AS pages
    FROM turned t JOIN change x ON x.fact = t.fact
    JOIN turned p ON p.year = t.year AND p.material = t.material AND p.counted = t.counted AND p.unit = t.unit
                 AND p.revision = x.earlier AND p.turn < t.turn
    WHERE t.turn > 1 AND t.time = 1
    GROUP BY 1, 2, 3, 4, 5
),
worth AS (
    SELECT t.*,
           CASE WHEN t.turn = 1 THEN f.pages_a4 WHEN t.time > 1 THEN 0 ELSE coalesce(l.pages % 1000000, 0) END AS a4,
           CASE WHEN t.turn = 1 THEN f.pages_a3 WHEN t.time > 1 THEN 0
                ELSE coalesce(l.pages / 1000000 - l.pages % 1000000, 0) END AS a3
    FROM turned t CROSS JOIN fact f ON f.id = t.fact
    LEFT JOIN less l ON l.year = t.year AND l.material = t.material AND l.counted = t.counted AND l.unit = t.unit
                    AND l.turn = t.turn
    WHERE t.fy = t.year
)
SELECT year AS fy, {month_of_opening} AS month, packet, material, department, reader,
       CASE WHEN NOT counted THEN 'reference_c' WHEN basis = 'printed_before' THEN 'gross_a' ELSE 'gross_b' END AS tier,
       '' AS reason,
       ((a4 + nup - 1) / nup + sides - 1) / sides AS a4, ((a3 + nup - 1) / nup + sides - 1) / sides AS a3, chain, seq
FROM worth
UNION ALL
SELECT {year_of_print}, {month_of_print}, f.packet, f.material, e.department, e.reader, 'printed', f.reason,
       ((f.pages_a4 + f.nup - 1) / f.nup + f.sides - 1) / f.sides * f.copies,
       ((f.pages_a3 + f.nup - 1) / f.nup + f.sides - 1) / f.sides * f.copies, e.chain, e.seq
FROM {printed} f JOIN live e ON e.fact = f.id
"""

_OPENING = (
    "m.packet, o.material, o.revision, o.reader, o.department, o.fy, o.at, c.terminal, c.epoch, o.chain, o.seq, o.fact"
)


def _method(opened: str, printed: str, said: str = "said") -> str:
    return _METHOD.format(
        opened=opened,
        held=held("SELECT packet, fy FROM years", said),
        printed=printed,
        month_of_opening=month("at"),
        year_of_print=fiscal_year("e.at"),
        month_of_print=month("e.at"),
    )


FROM_EVENTS = _method(
    f"""
    SELECT f.packet, f.material, f.revision, e.reader, e.department, {fiscal_year("e.at")} AS fy, e.at, e.terminal,
           e.epoch, e.chain, e.seq, e.fact
    FROM fact f JOIN live e ON e.fact = f.id WHERE f.type = 'opened' AND f.fault IS NULL""",
    "(SELECT * FROM fact WHERE type = 'printed' AND fault IS NULL)",
)
"""The method on all events."""

OF_BATCH = _method(
    f"""
    SELECT {_OPENING} FROM batch b CROSS JOIN material m ON m.packet = b.packet
    CROSS JOIN opening o ON o.material = m.id JOIN chain c ON c.id = o.chain""",
    """(SELECT p.* FROM batch b CROSS JOIN fact p ON p.packet = b.packet
        WHERE p.type = 'printed' AND p.fault IS NULL)""",
    "("
    + _said("batch b CROSS JOIN distribution d USING (packet)", "batch b CROSS JOIN rule_entry r USING (packet)")
    + ")",
)
"""The method on the packets of the table ``batch``, from ``opening``: of each reader's openings of one revision in one
year only the first is there, the others being worth nothing."""

SUMS = ", ".join(
    f"sum(iif(tier = '{tier}', {size}, 0)) AS {tier}_{size}"
    for tier in ("gross_a", "gross_b", "reference_c", "printed")
    for size in ("a4", "a3")
)
NETS = ", ".join(
    f"sum(CASE tier WHEN 'gross_a' THEN {size} WHEN 'gross_b' THEN {size} WHEN 'printed' THEN -{size} ELSE 0 END)"
    f" AS net_{size}"
    for size in ("a4", "a3")
)
"""net = gross_a + gross_b − printed"""
