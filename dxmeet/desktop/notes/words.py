"""What a note is called in a list: its words or kind, its colour, its time."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from dxmeet.desktop.tokens import MARKERS, PENS
from dxmeet.desktop.wording import short_day
from dxmeet.domain.annotation import Note, NoteKind, ShapeKind, Stamp

ICONS = {
    NoteKind.INK: "pen-line",
    NoteKind.HIGHLIGHT: "highlighter",
    NoteKind.STICKY: "sticky-note",
    NoteKind.TEXT: "type",
    NoteKind.SHAPE: "shapes",
    NoteKind.BOOKMARK: "bookmark",
}


def tool_keys() -> list[tuple[str, str]]:
    """(letter, tool), as F1 shows them."""
    from dxmeet.desktop.notes.tools import KEYS, ToolKind

    words = {
        ToolKind.SELECT: QCoreApplication.translate("ToolBar", "選ぶ"),
        ToolKind.LASSO: QCoreApplication.translate("ToolBar", "囲む"),
        ToolKind.PEN: QCoreApplication.translate("ToolBar", "ペン"),
        ToolKind.MARKER: QCoreApplication.translate("ToolBar", "マーカー"),
        ToolKind.STICKY: QCoreApplication.translate("ToolBar", "付箋"),
        ToolKind.TEXT: QCoreApplication.translate("ToolBar", "文字"),
        ToolKind.SHAPE: QCoreApplication.translate("ToolBar", "図形"),
        ToolKind.STAMP: QCoreApplication.translate("ToolBar", "はんこ"),
        ToolKind.ERASER: QCoreApplication.translate("ToolBar", "消しゴム"),
    }
    more = [
        ("Q / W / R", QCoreApplication.translate("ToolBar", "お気に入り")),
        ("Shift+Q / W / R", QCoreApplication.translate("ToolBar", "いまの道具をお気に入りに覚える")),
    ]
    return [(key, words[tool]) for tool, key in KEYS.items()] + more


def heading(note: Note) -> str:
    """One line: 「引いた文」, the text, or 手書き."""
    words = " ".join((note.quote or note.text).split())
    match note.kind:
        case NoteKind.HIGHLIGHT if words:
            return QCoreApplication.translate("NoteWords", "「{words}」").format(words=words)
        case NoteKind.BOOKMARK:
            return QCoreApplication.translate("NoteWords", "しおり「{words}」").format(words=words)
        case NoteKind.STICKY | NoteKind.TEXT if words:
            return words
        case NoteKind.INK:
            return QCoreApplication.translate("NoteWords", "手書き")
        case NoteKind.SHAPE:
            return _shape_name(note.shape)
        case _:
            return kind_name(note.kind)


def detail(note: Note, today: datetime) -> str:
    """ペン・赤 10:08, with the date when it was another day. ``today`` is local time."""
    made = note.created_at.astimezone(today.tzinfo)
    time = f"{made.hour}:{made.minute:02}"
    when = time if made.date() == today.date() else f"{short_day(made)} {time}"
    color = color_name(note)
    kind = kind_name(note.kind)
    if not color:
        return f"{kind} {when}"
    pattern = QCoreApplication.translate("NoteWords", "{kind}・{color} {when}")
    return pattern.format(kind=kind, color=color_word(color), when=when)


def color_name(note: Note) -> str:
    colors = MARKERS if note.kind is NoteKind.HIGHLIGHT else PENS
    if note.kind in (NoteKind.STICKY, NoteKind.BOOKMARK):
        return ""
    return next((name for name, color in colors.items() if color.lower() == note.color.lower()), "")


def color_word(name: str) -> str:
    """``name``: one of PENS or MARKERS."""
    words = {
        "黒": QCoreApplication.translate("ColorName", "黒"),
        "赤": QCoreApplication.translate("ColorName", "赤"),
        "青": QCoreApplication.translate("ColorName", "青"),
        "緑": QCoreApplication.translate("ColorName", "緑"),
        "茶": QCoreApplication.translate("ColorName", "茶"),
        "黄": QCoreApplication.translate("ColorName", "黄"),
        "桃": QCoreApplication.translate("ColorName", "桃"),
        "水": QCoreApplication.translate("ColorName", "水"),
        "橙": QCoreApplication.translate("ColorName", "橙"),
    }
    return words.get(name, name)


def kind_name(kind: NoteKind) -> str:
    return {
        NoteKind.INK: QCoreApplication.translate("NoteWords", "ペン"),
        NoteKind.HIGHLIGHT: QCoreApplication.translate("NoteWords", "マーカー"),
        NoteKind.STICKY: QCoreApplication.translate("NoteWords", "付箋"),
        NoteKind.TEXT: QCoreApplication.translate("NoteWords", "文字"),
        NoteKind.SHAPE: QCoreApplication.translate("NoteWords", "図形"),
        NoteKind.BOOKMARK: QCoreApplication.translate("NoteWords", "しおり"),
    }[kind]


def stamp_word(stamp: Stamp) -> str:
    """What stands in it."""
    return {
        Stamp.CONFIRMED: QCoreApplication.translate("NoteWords", "確認"),
        Stamp.IMPORTANT: QCoreApplication.translate("NoteWords", "重要"),
        Stamp.QUESTION: QCoreApplication.translate("NoteWords", "質問"),
    }[stamp]


def _shape_name(shape: ShapeKind | None) -> str:
    return {
        ShapeKind.LINE: QCoreApplication.translate("NoteWords", "直線"),
        ShapeKind.ARROW: QCoreApplication.translate("NoteWords", "矢印"),
        ShapeKind.BOX: QCoreApplication.translate("NoteWords", "四角"),
        ShapeKind.ELLIPSE: QCoreApplication.translate("NoteWords", "丸"),
    }.get(shape or ShapeKind.LINE, "")
