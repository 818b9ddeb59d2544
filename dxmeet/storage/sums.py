"""A fiscal year's report out of the small tables that counting keeps: no event is read for it."""

from datetime import date
from typing import Any

from dxmeet.domain import fiscal
from dxmeet.domain.event import Key
from dxmeet.domain.facts import SetAside
from dxmeet.domain.paper import Sheets
from dxmeet.domain.statistics import Report, Row, Sum
from dxmeet.storage.database import Database
from dxmeet.storage.merged import microseconds
from dxmeet.storage.method import held

_IN_YEAR = "SELECT DISTINCT packet, :fy AS fy FROM tally WHERE fy = :fy"


class Sums:
    """Reads ``total``, ``tally``, ``crowd`` and ``membership``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def report(self, fy: int, *, materials: bool = True) -> Report:
        """The figures of one fiscal year; those of its materials where they are wanted. Raises ValueError for a year that is none."""
        start, end = fiscal.period(fy)
        with self._database.snapshot():
            months = self._sums("total", "month", fy)
            departments = self._departments(fy)
            crowds = self._crowds(fy, materials=materials)
            members = self._members(fy)
            packets = self._sums("tally", "packet", fy)
            titles = self._titles(fy)
            return Report(
                fy=fy,
                start=fiscal.local_date(start),
                end=date(fy + 1, 3, 31),
                total=sum(months.values(), Sum()),
                months=tuple(Row(name, name, months.get(name, Sum()), 0) for name in fiscal.months(fy)),
                packets=tuple(
                    sorted(
                        (
                            Row(*titles[id][:2], total, crowds.get((id, 0), 0), kind=titles[id][2])
                            for id, total in packets.items()
                        ),
                        key=lambda row: (row.title, row.id),
                    )
                ),
                departments=tuple(Row(name, name, total, members[name]) for name, total in departments),
                materials=self._material_rows(fy, crowds) if materials else (),
                reasons=self._reasons(fy),
                set_aside=self._set_aside(microseconds(end)),
            )

    def _departments(self, fy: int) -> list[tuple[str, Sum]]:
        """By name."""
        names = {row["id"]: row["department"] for row in self._database.rows("SELECT * FROM department")}
        return sorted(
            ((names[id], total) for id, total in self._sums("total", "department", fy).items()),
            key=lambda each: each[0],
        )

    def _sums(self, table: str, column: str, fy: int) -> dict[Any, Sum]:
        rows = self._database.rows(
            f"SELECT {column} AS name, tier, sum(a4) AS a4, sum(a3) AS a3 FROM {table} WHERE fy = ? GROUP BY 1, 2",
            (fy,),
        )
        found: dict[Any, dict[str, Sheets]] = {}
        for row in rows:
            found.setdefault(row["name"], {})[row["tier"]] = Sheets(row["a4"], row["a3"])
        return {name: Sum(**tiers) for name, tiers in found.items()}

    def _material_rows(self, fy: int, crowds: dict[tuple[int, int], int]) -> tuple[Row, ...]:
        names = {
            row["id"]: row
            for row in self._database.rows(
                f"""
                SELECT m.id, m.material, m.packet, p.packet AS packet_name, coalesce(n.title, m.material) AS title
                FROM (SELECT DISTINCT material FROM tally WHERE fy = :fy) t JOIN material m ON m.id = t.material
                JOIN packet p ON p.id = m.packet
                LEFT JOIN ({held(_IN_YEAR)}) h ON h.packet = m.packet
                LEFT JOIN name n ON n.fact = h.fact AND n.material = m.material
                """,
                {"fy": fy},
            )
        }
        rows = [
            Row(
                of["material"],
                of["title"] or of["material"],
                total,
                crowds.get((of["packet"], id), 0),
                of["packet_name"],
            )
            for id, total in self._sums("tally", "material", fy).items()
            for of in [names[id]]
        ]
        return tuple(sorted(rows, key=lambda row: (row.packet, row.id)))

    def _titles(self, fy: int) -> dict[int, tuple[str, str, str]]:
        """(packet, title, kind) of each: the title last distributed by the end of the year, else what the folder was called."""
        rows = self._database.rows(
            f"""
            SELECT p.id, p.packet, coalesce(nullif(h.title, ''), nullif(f.title, ''), f.folder, p.packet) AS title,
                   coalesce(nullif(h.kind, ''), f.kind, '') AS kind
            FROM (SELECT DISTINCT packet FROM tally WHERE fy = :fy) t JOIN packet p ON p.id = t.packet
            LEFT JOIN ({held(_IN_YEAR)}) h ON h.packet = p.id LEFT JOIN folder f ON f.packet = p.id AND f.at < :end
            """,
            {"fy": fy, "end": microseconds(fiscal.period(fy)[1])},
        )
        return {row["id"]: (row["packet"], row["title"], row["kind"]) for row in rows}

    def _crowds(self, fy: int, *, materials: bool) -> dict[tuple[int, int], int]:
        """By packet and material; under 0 those of the packet."""
        only = "" if materials else " AND material = 0"
        rows = self._database.rows(f"SELECT packet, material, readers FROM crowd WHERE fy = ?{only}", (fy,))
        return {(row["packet"], row["material"]): row["readers"] for row in rows}

    def _members(self, fy: int) -> dict[str, int]:
        rows = self._database.rows(
            "SELECT d.department, count(*) AS n FROM membership m JOIN department d ON d.id = m.department "
            "WHERE m.fy = ? GROUP BY m.department",
            (fy,),
        )
        return {row["department"]: row["n"] for row in rows}

    def _reasons(self, fy: int) -> dict[str, Sheets]:
        rows = self._database.rows(
            "SELECT reason, a4, a3 FROM reasons_for_printing WHERE fy = ? ORDER BY reason", (fy,)
        )
        return {row["reason"]: Sheets(row["a4"], row["a3"]) for row in rows}

    def _set_aside(self, end: int) -> tuple[SetAside, ...]:
        rows = self._database.rows(
            """
            SELECT e.terminal, e.epoch, e.seq, f.fault FROM fact f CROSS JOIN live e ON e.fact = f.id
            WHERE f.fault IS NOT NULL AND (f.type = 'correction' OR e.at < ?) ORDER BY 1, 2, 3
            """,
            (end,),
        )
        keys: list[Key] = [(row["terminal"], row["epoch"], row["seq"]) for row in rows]
        return tuple(SetAside(key, row["fault"]) for key, row in zip(keys, rows, strict=True))
