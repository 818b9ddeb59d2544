"""What is said about a replaced material: the sentence of the strip, outcomes, and why a note is in doubt."""

from PySide6.QtCore import QCoreApplication

from dxmeet.domain.annotation import Note, Outcome
from dxmeet.domain.pagematch import PageMatch, PagePair
from dxmeet.services.reviewing import Summary


def sentence(summary: Summary) -> str:
    """資料1 が差し替わりました: 変更 3, 追加 1, 削除 0. 書き込み 12件: そのまま 9, 移動 2, 要確認 1"""
    pages = QCoreApplication.translate(
        "Review", "{title} が差し替わりました: 変更 {changed}, 追加 {inserted}, 削除 {removed}."
    ).format(title=summary.title, changed=summary.changed, inserted=summary.inserted, removed=summary.removed)
    if not summary.notes:
        return pages
    shown = [o for o in Outcome if summary.outcomes[o] or o in (Outcome.KEPT, Outcome.MOVED, Outcome.REVIEW)]
    parts = ", ".join(f"{outcome_word(outcome)} {summary.outcomes[outcome]}" for outcome in shown)
    return (
        pages
        + " "
        + QCoreApplication.translate("Review", "書き込み {n}件: {parts}").format(n=summary.notes, parts=parts)
    )


def outcome_word(outcome: Outcome) -> str:
    return {
        Outcome.KEPT: QCoreApplication.translate("Review", "そのまま"),
        Outcome.MOVED: QCoreApplication.translate("Review", "移動"),
        Outcome.REVIEW: QCoreApplication.translate("Review", "要確認"),
        Outcome.UNPLACED: QCoreApplication.translate("Review", "行き先なし"),
    }[outcome]


OUTCOME_ICONS = {
    Outcome.KEPT: ("check", "matsu"),
    Outcome.MOVED: ("arrow-right", "accent"),
    Outcome.REVIEW: ("circle-question-mark", "kogane"),
    Outcome.UNPLACED: ("circle-dashed", "ink2"),
}
"""Icon and colour token, always beside the word."""


def page_word(pair: PagePair) -> str:
    """変更, ＋追加, −削除, →移動; empty for a page that is as it was."""
    return {
        PageMatch.SAME: "",
        PageMatch.CHANGED: QCoreApplication.translate("Review", "変更"),
        PageMatch.MOVED: QCoreApplication.translate("Review", "→移動"),
        PageMatch.INSERTED: QCoreApplication.translate("Review", "＋追加"),
        PageMatch.REMOVED: QCoreApplication.translate("Review", "−削除"),
    }[pair.match]


def doubt(note: Note) -> str:
    """Why somebody should look, in one or two sentences."""
    stamp = note.anchor.carried
    reason = stamp.reason if stamp else ""
    return {
        "changed": QCoreApplication.translate(
            "Review", "書き込みの下の内容が変わりました。右の点線の場所でよいですか。"
        ),
        "unsure": QCoreApplication.translate("Review", "前と同じ場所が見分けられません。右の点線の場所でよいですか。"),
        "page-removed": QCoreApplication.translate(
            "Review", "書き込みのあったページがなくなりました。書き込みは残っています。"
        ),
        "not-found": QCoreApplication.translate(
            "Review", "書き込みのあった内容がなくなりました。書き込みは残っています。"
        ),
        "left": QCoreApplication.translate("Review", "前の版に残しました。"),
    }.get(reason, "")


def way(note: Note) -> str:
    """9 → 10ページ, or the one page."""
    stamp = note.anchor.carried
    if stamp is None or stamp.page == note.page:
        return QCoreApplication.translate("Review", "{n}ページ").format(n=note.page)
    return QCoreApplication.translate("Review", "{a} → {b}ページ").format(a=stamp.page, b=note.page)
