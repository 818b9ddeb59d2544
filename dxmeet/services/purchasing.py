"""How much paper the city buys, and how much it means to: entered by an admin month by month, with its source."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from dxmeet.domain import fiscal
from dxmeet.domain.fiscal import FigureKind, Purchase, Target
from dxmeet.errors import InputInvalid, PurchasesInvalid
from dxmeet.services.changes import Changes
from dxmeet.services.reports.placement import translated
from dxmeet.storage.purchases import PurchaseStore

_MOST_SHEETS = 10**9
_MOST_BYTES = 1 << 20
_KINDS: dict[str, FigureKind] = {
    **dict.fromkeys(("実績", "確定", "actual", ""), "actual"),
    **dict.fromkeys(("推計", "見込", "見込み", "概算", "estimate"), "estimate"),
    **dict.fromkeys(("目標", "target"), "target"),
}
_MONTH = re.compile(r"(\d{4})\s*(?:[-/.年]\s*(\d{1,2})\s*月?)?(?:[-/]\d{1,2})?(?:年度)?")
_REIWA = re.compile(r"(?:令和|R)\s*(\d{1,2}|元)\s*[年.](?:\s*(\d{1,2})\s*月?)?度?", re.IGNORECASE)


class Purchasing:
    """What was entered last for a month counts, an actual figure before an estimate; what was there before stays."""

    def __init__(self, store: PurchaseStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def enter(self, month: str, sheets: int | str, kind: str = "実績", source: str = "") -> Changes:
        """One month (``2026-04``), or a whole fiscal year (``2026``), in A4 sheets. Raises InputInvalid."""
        self._store.add([_purchase(month, str(sheets), kind, source)], self._clock())
        return Changes(statistics=True)

    def import_csv(self, path: Path) -> tuple[int, Changes]:
        """Month, sheets, kind, source: one a line, in UTF-8 or Shift_JIS, with or without a heading. All or none.

        A file that is read again changes nothing. Raises PurchasesInvalid at the first line that is none, FileMissing,
        FileIsFolder, FileDenied.
        """
        given = list(_read(path))
        known = set(self._store.purchases())
        new = [each for each in given if each not in known]
        self._store.add(new, self._clock())
        return len(new), Changes(statistics=bool(new))

    def set_target(self, fy: int, sheets: int | str, kind: str = "目標", source: str = "") -> Changes:
        """Raises InputInvalid."""
        if not 2000 <= fy <= 2100:
            raise InputInvalid(field="fy", value=fy)
        self._store.add_target(Target(fy, _sheets(str(sheets)), _kind(kind), source.strip()), self._clock())
        return Changes(statistics=True)

    def purchases(self) -> list[Purchase]:
        """What counts, by month; a whole year's figure stands under its year."""
        return [each for _, each in sorted(fiscal.by_month(self._store.purchases()).items())]

    def history(self) -> list[Purchase]:
        """Everything that was entered, in the order of entry."""
        return self._store.purchases()

    def target_history(self) -> list[Target]:
        """Every target that was entered, in the order of entry."""
        return self._store.targets()

    def targets(self, preset: Iterable[Target] = ()) -> list[Target]:
        """By year: what an admin entered last, else the shared folder's (``preset``), else the plan's."""
        chosen = {each.fy: each for each in fiscal.PLAN}
        for each in preset:
            planned = chosen.get(each.fy)
            if planned is None or (each.sheets, each.kind) != (planned.sheets, planned.kind) or each.source:
                chosen[each.fy] = each
        chosen |= {each.fy: each for each in self._store.targets()}
        return [chosen[fy] for fy in sorted(chosen)]


def _read(path: Path) -> Iterable[Purchase]:
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(_text(path))), 1):
            cells = [cell.strip() for cell in row] + [""] * 4
            if any(cells) and not (number == 1 and _heading(*cells[:2])):
                yield _purchase(*cells[:4])
    except csv.Error as error:  # a cell of more than 128 KiB
        raise PurchasesInvalid(path=str(path), line=number + 1) from error
    except InputInvalid as error:
        raise PurchasesInvalid(path=str(path), line=number) from error


def _heading(month: str, sheets: str) -> bool:
    """Names of columns, or a title: no figure stands where the sheets would be (``A4枚数`` begins with none). A first month
    that was typed wrong must not be passed over as a heading."""
    begins = unicodedata.normalize("NFKC", sheets)[:1]
    try:
        _month(month)
    except InputInvalid:
        return not begins.isdecimal() and begins not in ("+", "-", ",", ".", "¥", "\\", "約")
    return False


def _text(path: Path) -> str:
    try:
        with open(path, "rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise translated(error, path) from error
    if len(content) > _MOST_BYTES:
        raise PurchasesInvalid(path=str(path), line=1)
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PurchasesInvalid(path=str(path), line=1)


def _purchase(month: str, sheets: str, kind: str, source: str) -> Purchase:
    return Purchase(_month(month), _sheets(sheets), _kind(kind), source.strip())


def _month(text: str) -> str:
    """``2026-04``, ``2026/4``, ``2026年4月``, ``令和8年4月``; ``2026`` and ``令和8年度`` for a whole fiscal year."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found, reiwa = _MONTH.fullmatch(plain), _REIWA.fullmatch(plain)
    if found:
        year, month = int(found[1]), found[2]
    elif reiwa:
        year, month = 2018 + (1 if reiwa[1] == "元" else int(reiwa[1])), reiwa[2]
    else:
        raise InputInvalid(field="month", value=text)
    if not 2000 <= year <= 2100 or (month is not None and not 1 <= int(month) <= 12):
        raise InputInvalid(field="month", value=text)
    return f"{year:04}" if month is None else f"{year:04}-{int(month):02}"


def _sheets(text: str) -> int:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").removesuffix("枚").strip()
    if not plain.isdecimal() or int(plain) > _MOST_SHEETS:
        raise InputInvalid(field="sheets", value=text)
    return int(plain)


def _kind(text: str) -> FigureKind:
    kind = _KINDS.get(unicodedata.normalize("NFKC", text).strip().lower())
    if kind is None:
        raise InputInvalid(field="kind", value=text)
    return kind
