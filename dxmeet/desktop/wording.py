"""Dates, states and reasons as the words that every screen shows; times on screen are Japan's."""

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject

from dxmeet.reasons import advice as advice_words
from dxmeet.reasons import reason as reason_words

if TYPE_CHECKING:
    from dxmeet.services.library import SyncState

JAPAN = timezone(timedelta(hours=9), "JST")


def escaped(text: str) -> str:
    """As it has to be written in Qt's rich text. (Python's own ``html`` brings the names of 2,231 characters: 650 KB.)"""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def file_name(title: str) -> str:
    """``title`` as the name of a file without its ending, on any system: what would be a folder or an ending is _."""
    return "".join("_" if letter in '\\/:*?"<>|.' or ord(letter) < 32 else letter for letter in title).strip() or "_"


def day_in(day: date, pattern: str) -> str:
    """``pattern`` in Qt's letters (d, ddd, dddd, M, MMM, MMMM, yyyy), names of days and months in the window's language."""
    return QLocale(language()).toString(QDate(day.year, day.month, day.day), pattern)


def weekday(day: date) -> str:
    """One character in Japanese, three letters in English."""
    return day_in(day, "ddd")


def day_heading(day: date) -> str:
    """``11月25日``; ``Wednesday 25 November``."""
    return day_in(day, QCoreApplication.translate("Wording", "M'月'd'日'", "a date: letters of Qt, words in quotes"))


def day_rest(day: date) -> str:
    """What stands small beside the day: the weekday and the year of the era (Reiwa 1 is 2019); ``2026`` in English."""
    pattern = QCoreApplication.translate("Wording", "dddd  '令和{era}年'", "a date: what the heading leaves out")
    return day_in(day, pattern.format(era=day.year - 2018))


def short_day(day: date) -> str:
    """``11/25``; ``25 Nov``."""
    return day_in(day, QCoreApplication.translate("Wording", "M/d", "a date: day and month"))


def dated(day: date) -> str:
    """``2027/11/25``; ``25 Nov 2027``: what may be far away."""
    return day_in(day, QCoreApplication.translate("Wording", "yyyy/M/d", "a date: day, month and year"))


def whole_day(day: date | None, month: str, today: date | None = None) -> str:
    """``2026/4/12 日``; ``2026年4月`` where a folder names a month only; the year is left out when it is ``today``'s."""
    if day is not None and today is not None and today.year == day.year:
        return day_in(day, QCoreApplication.translate("Wording", "M/d ddd", "a date: with its weekday"))
    if day is not None:
        return day_in(day, QCoreApplication.translate("Wording", "yyyy/M/d ddd", "a date: with weekday and year"))
    if len(month) == 7:
        named = date(int(month[:4]), int(month[5:]), 1)
        return day_in(named, QCoreApplication.translate("Wording", "yyyy'年'M'月'", "a date: a month of a year"))
    return QCoreApplication.translate("Wording", "日付なし")


def moment(at: datetime) -> str:
    """``11/25 9:42`` in Japan; ``25 Nov 9:42`` in English."""
    return f"{short_day(at.astimezone(JAPAN))} {clock_time(at)}"


def clock_time(at: datetime) -> str:
    """``9:42`` in Japan, whatever the machine's own zone."""
    local = at.astimezone(JAPAN)
    return f"{local.hour}:{local.minute:02}"


def keyed(words: str, key: str) -> str:
    """A tooltip with the key that does the same."""
    return QCoreApplication.translate("Wording", "{words}（{key}）").format(words=words, key=key)


class Counts(QObject):
    """How many, in the grammar of the language; an object because lupdate sees plural forms only in ``self.tr``."""

    def pages(self, count: int) -> str:
        return self.tr("%nページ", "", count)

    def items(self, count: int) -> str:
        return self.tr("%n件", "", count)

    def notes(self, count: int) -> str:
        return self.tr("書き込み%n件", "", count)


def checked(sync: "SyncState") -> str:
    """When the share was last seen."""
    if sync.checked_at is None:
        return QCoreApplication.translate("Wording", "共有フォルダーはまだ確認していません")
    return QCoreApplication.translate("Wording", "{moment} に確認").format(moment=moment(sync.checked_at))


def sync_words(sync: "SyncState") -> str:
    """The whole state in one line: when it was checked and what is on this machine."""
    match sync.state.value:
        case "share-unreachable" if sync.checked_at is not None:
            lost = QCoreApplication.translate(
                "Wording", "共有フォルダーにつながりません。端末にある資料は読めます。（{checked}）"
            )
            return lost.format(checked=checked(sync))
        case "share-unreachable":
            return QCoreApplication.translate("Wording", "共有フォルダーにつながりません。端末にある資料は読めます。")
        case "wrong-share":
            return QCoreApplication.translate(
                "Wording", "登録したものと違う共有フォルダーです。端末にある資料は読めます。"
            )
        case "held":
            return QCoreApplication.translate(
                "Wording", "共有フォルダーから多くの資料が見えなくなりました。端末の資料はそのまま残しています。"
            )
        case _:
            both = QCoreApplication.translate("Wording", "{checked}・{here}")
            return both.format(checked=checked(sync), here=here(sync))


def here(sync: "SyncState") -> str:
    """How much of what is distributed is on this machine, and what of it could not be taken."""
    if sync.complete:
        if sync.ready:
            return QCoreApplication.translate("Wording", "{ready}件すべて端末にあります").format(ready=sync.ready)
        return QCoreApplication.translate("Wording", "資料はまだありません")
    words = QCoreApplication.translate("Wording", "{ready}件が端末にあります").format(ready=sync.ready)
    if sync.waiting:
        words = QCoreApplication.translate("Wording", "{ready}件が端末にあります。あと{waiting}件").format(
            ready=sync.ready, waiting=sync.waiting
        )
    for more in (refused_words(sync.refused), outdated_words(sync.outdated)):
        if more:
            words = QCoreApplication.translate("Wording", "{words}。{more}", "two sentences").format(
                words=words, more=more
            )
    return words


def refused_words(count: int) -> str:
    """What is distributed, but cannot be taken at all; empty for none."""
    return QCoreApplication.translate("Wording", "取り込めない資料: {n}件").format(n=count) if count else ""


def outdated_words(count: int) -> str:
    """What is here in an earlier edition, because the newest could not be taken; empty for none."""
    pattern = QCoreApplication.translate("Wording", "新しい版を取り込めていません（前の版を表示）: {n}件")
    return pattern.format(n=count) if count else ""


def newest_words(code: str) -> str:
    """Why the newest edition of a material is not here, beside the earlier one."""
    return QCoreApplication.translate("Wording", "新しい版: {reason}").format(reason=reason(code))


def language() -> str:
    """``ja`` or ``en``: the language of the words that the installed translator gives."""
    return QCoreApplication.translate("Wording", "ja", "the code of this language: ja or en")


def reason(code: str) -> str:
    """Why a material waits or was not taken; the same words as in the commands."""
    return reason_words(code, language()) if code else QCoreApplication.translate("Wording", "これから取り込みます")


def advice(code: str) -> str:
    """What to do about it; empty where nothing need be done."""
    return advice_words(code, language())
