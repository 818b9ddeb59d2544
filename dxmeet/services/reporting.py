"""Report the paper that was not printed in a fiscal year, export it, and prove an export from its own entries."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from dxmeet.domain.event import Event
from dxmeet.domain.leaflet import Leaflet
from dxmeet.domain.statistics import Listing, Report, Selection, report
from dxmeet.errors import FiguresDiffer, FileExists, InputInvalid
from dxmeet.services.reports import entries as entry_lines
from dxmeet.services.reports.figures import Context, to_json
from dxmeet.services.reports.leaflet import leaflet
from dxmeet.services.reports.placement import write_json
from dxmeet.services.reports.tables import write_csv
from dxmeet.services.reports.workbook import write_xlsx

_YEARS = range(2000, 2101)


class Source(Protocol):
    """Where the figures come from; asked anew for every report."""

    def report(self, fy: int, *, materials: bool) -> Report: ...

    def entries(self, fy: int) -> Iterable[Event]:
        """Every event that the figures of the year came from, in the order of the keys."""
        ...

    def entries_of(self, fy: int, part: Selection, skip: int, most: int) -> Listing:
        """The openings and print jobs that one number came from, after the first ``skip``."""
        ...

    def context(self) -> Context: ...


def _untitled(material: str) -> str:
    return ""


class Reporting:
    """``write_pdf`` sets a Leaflet on paper; without it there is no ``pdf`` format.

    ``title_of`` a material this machine knows, else empty: no entry says what a paper in a plain folder is called.
    """

    def __init__(
        self,
        source: Source,
        write_pdf: Callable[[Leaflet, Path], None] | None = None,
        title_of: Callable[[str], str] = _untitled,
    ) -> None:
        self._source = source
        self._write_pdf = write_pdf
        self._title_of = title_of

    def report(self, fy: int) -> Report:
        """The figures of fiscal year ``fy`` without those of materials, nothing hidden: for the admin's own screen.
        Raises InputInvalid."""
        _check_year(fy)
        return self._source.report(fy, materials=False)

    def entries_of(self, fy: int, part: Selection, skip: int = 0, most: int = 500) -> Listing:
        """The openings and print jobs that a number came from, at most so many after the first ``skip``: for the admin's
        own screen. Raises InputInvalid."""
        _check_year(fy)
        listing = self._source.entries_of(fy, part, skip, most)
        untitled = {each.material for each in listing.entries if each.material == each.event.fields.get("material")}
        titles = {material: self._title_of(material) or material for material in untitled}
        named = (replace(each, material=titles.get(each.material, each.material)) for each in listing.entries)
        return replace(listing, entries=tuple(named))

    def context(self) -> Context:
        """What the figures rest on."""
        return self._source.context()

    def document(self, fy: int, *, include_small: bool = True) -> dict[str, Any]:
        """The figures with their context in the shape of the JSON export. Raises InputInvalid."""
        _check_year(fy)
        return to_json(self._source.report(fy, materials=True), self._source.context(), include_small=include_small)

    def export(
        self, fy: int, format: str, out: Path, *, entries: Path | None = None, include_small: bool = False
    ) -> dict[str, Any]:
        """Write the report as ``csv``, ``xlsx``, ``json`` or ``pdf``, and the entries it came from; what was written.

        Raises InputInvalid (fy, format), FileExists where two of the files would be one, FileMissing, FileIsFolder,
        FileDenied, DiskFull. Each file is whole or not there.
        """
        _check_year(fy)
        writers = self._writers()
        if format not in writers:
            raise InputInvalid(field="format", value=format)
        places = [
            os.path.realpath(each) for each in (out, *([entries, entry_lines.totals_of(entries)] if entries else []))
        ]
        if len(set(places)) < len(places):
            raise FileExists(path=str(out))
        detailed = format == "json" or entries is not None  # only these name materials
        figures, context = self._source.report(fy, materials=detailed), self._source.context()
        document = to_json(figures, context, include_small=include_small)
        totals = None
        if entries is not None:
            sha256 = entry_lines.write_entries(self._source.entries(fy), entries)
            whole = to_json(figures, context, include_small=True)
            totals = entry_lines.write_totals(whole, sha256, entries)
        writers[format](document, out)
        return {
            "out": str(out),
            "format": format,
            "fy": fy,
            "provisional": document["provisional"],
            "total": document["total"],
            "entries": None if entries is None else str(entries),
            "totals": None if totals is None else str(totals),
        }

    def _writers(self) -> dict[str, Callable[[dict[str, Any], Path], None]]:
        writers: dict[str, Callable[[dict[str, Any], Path], None]]
        writers = {"csv": write_csv, "xlsx": write_xlsx, "json": write_json}
        write_pdf = self._write_pdf
        if write_pdf is not None:
            writers["pdf"] = lambda document, path: write_pdf(leaflet(document), path)
        return writers

    @staticmethod
    def verify(path: Path) -> dict[str, Any]:
        """Recompute the figures from the entries at ``path`` and compare them with the totals that lie beside. Needs no profile.

        Raises FiguresDiffer at the first figure (or, all figures being equal, where the lines are not those exported),
        EntriesInvalid, NothingToCompare, FileInvalid, FileMissing, FileIsFolder, FileDenied.
        """
        events = entry_lines.read_entries(path)
        exported, sha256 = entry_lines.read_totals(path)
        fy = exported["fy"]
        _check_year(fy)
        figures = report(events, fy)
        entry_lines.compare(exported, figures)
        found = entry_lines.sha256_of(path)
        if found != sha256:
            raise FiguresDiffer(where="entries sha256", exported=sha256, recomputed=found)
        return {"path": str(path), "fy": fy, "entries": len(events), "sha256": found, "total": exported["total"]}


def _check_year(fy: int) -> None:
    if fy not in _YEARS:
        raise InputInvalid(field="fy", value=fy)
