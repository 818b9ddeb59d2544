"""What a plain folder's and a plain file's name tell: day, time and title of a meeting; order and title of a material."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time

from dxmeet.sharing.layout import name_key, shown

_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988}
_YEAR = r"(?:(?P<year>\d{4})|(?P<era>令和|平成|[RrHh])\s?(?P<era_year>\d{1,2}|元))"
_DAY_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        _YEAR + r"年\s?(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})日",
        _YEAR + r"[-./_](?P<month>\d{1,2})[-./_](?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
        _YEAR + r"年\s?(?P<month>\d{1,2})月(?!\s?\d)",
        _YEAR + r"[-./_](?P<month>\d{1,2})(?![-./_]?\d)",
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?!\d)",
    )
)
_WEEKDAY = re.compile(r"\s*\([月火水木金土日](?:曜日?)?\)")
_TIME = re.compile(r"[\s_]*(?:(\d{1,2}):(\d{2})|(\d{1,2})時(?:(\d{1,2})分)?|(\d{2})(\d{2}))(?=[\s_]|$)")
_NUMBER = re.compile(r"\s*(\d{1,3})(?:[\s_]+|[.、)\-](?!\d)[\s_]*)(?=\S)")
_AGENDA = re.compile(r"(?:\S*(?:会議|庁議|委員会|協議会|議事|式))?次第")
_REFERENCE = re.compile(r"[【(\[]?参考")

NaturalKey = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class FolderName:
    """``month`` is ``2026-04`` where the name gives no day but a month."""

    title: str
    day: date | None = None
    month: str = ""
    starts: time | None = None


def folder_name(name: str) -> FolderName:
    """``2026-11-25 庁議``, ``2026-11-25 1000 庁議``, ``20261125_庁議``, ``令和8年11月25日 庁議``, ``R8.11.25 庁議``, ``2026-04 …``."""
    plain = _same_length(name)
    for form in _DAY_FORMS:
        found = form.match(plain)
        read = _day(found.groupdict()) if found else None
        if found is None or read is None:
            continue
        day, month = read
        end, starts = found.end(), None
        weekday = _WEEKDAY.match(plain, end)
        end = weekday.end() if weekday else end
        if day is not None and (clock := _TIME.match(plain, end)) and (weekday or clock.group()[0] in " _"):
            starts = _time([part for part in clock.groups() if part is not None])
            end = clock.end() if starts is not None else end
        title = name[end:].strip(" 　_-ー・.") or name
        return FolderName(shown(title), day, month, starts)
    return FolderName(shown(name))


def file_title(name: str) -> tuple[int | None, str]:
    """(bare order number or None, title): the name without ``.pdf`` and without a leading bare number."""
    stem = re.sub(r"(?i)\.pdf[. 　]*$", "", name)
    found = _NUMBER.match(_same_length(stem))
    if found is None:
        return None, shown(stem.strip() or name)
    return int(found.group(1)), shown(stem[found.end() :].strip())


def agenda_key(path: str) -> tuple[tuple[int, int, NaturalKey, str], ...]:
    """Sorts the files of a packet as the agenda has them: 次第 first, bare numbers, 資料2 before 資料10, 参考 last."""
    return tuple(_part_key(part) for part in path.split("/"))


def natural_key(text: str) -> NaturalKey:
    """Digits compare as numbers, full-width as half-width."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.findall(r"\d+|\D+", plain))


def _part_key(name: str) -> tuple[int, int, NaturalKey, str]:
    number, title = file_title(name)
    plain = unicodedata.normalize("NFKC", title).strip()
    rank = 1
    if number is None and _AGENDA.match(plain):
        rank = 0
    elif number is None and _REFERENCE.match(plain):
        rank = 2
    return rank, 1_000 if number is None else number, natural_key(title), name_key(name)


def _same_length(text: str) -> str:
    """Digits and punctuation in their plain form, one character for one, so that positions stay valid."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    forms = (unicodedata.normalize("NFKC", letter) for letter in text)
    return "".join(form if len(form) == 1 else letter for form, letter in zip(forms, text, strict=True))


def _day(found: dict[str, str | None]) -> tuple[date | None, str] | None:
    if found["year"]:
        year = int(found["year"])
    else:
        counted = found["era_year"] or ""
        year = _ERAS[(found["era"] or "").lower()] + (1 if counted == "元" else int(counted))
    month, day = int(found["month"] or 0), found.get("day")
    try:
        first = date(year, month, int(day) if day else 1)
    except ValueError:
        return None
    return (first, "") if day else (None, f"{year:04d}-{month:02d}")


def _time(parts: list[str]) -> time | None:
    try:
        return time(int(parts[0]), int(parts[1]) if len(parts) > 1 else 0)
    except ValueError:
        return None
