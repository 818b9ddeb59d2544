"""The colours of the window: one value per theme, one name per use. No other module writes a colour of the chrome."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, each named for its use."""

    window: str
    surface: str
    sunken: str
    canvas: str
    ink: str
    ink2: str
    ink3: str
    disabled: str
    rule: str
    edge: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_tint: str
    hover: str
    focus: str
    shu: str
    shu_tint: str
    matsu: str
    matsu_tint: str
    kogane: str
    kogane_tint: str
    old_tint: str
    new_tint: str
    bar_fill: str
    target: str
    note: str
    note_edge: str


LIGHT = Tokens(
    window="#F2F4F3",
    surface="#FFFFFF",
    sunken="#E9ECEB",
    canvas="#CBD1D1",
    ink="#1B2326",
    ink2="#465157",
    ink3="#5C686E",
    disabled="#808A8F",
    rule="#D5DADA",
    edge="#78848A",
    accent="#17567A",
    accent_hover="#0F4564",
    accent_press="#0B3850",
    on_accent="#FFFFFF",
    accent_tint="#E1EDF3",
    hover="#E8EEF0",
    focus="#0A66C2",
    shu="#A63A1E",
    shu_tint="#FBEAE4",
    matsu="#23633F",
    matsu_tint="#E4F0E8",
    kogane="#7A5000",
    kogane_tint="#FBF0D6",
    old_tint="#FAE1D9",
    new_tint="#D8EAF4",
    bar_fill="#A9CBDB",
    target="#A63A1E",
    note="#FFF6D2",
    note_edge="#9A7B1E",
)


DARK = Tokens(
    window="#1C2225",
    surface="#23292D",
    sunken="#181D20",
    canvas="#111517",
    ink="#E9EDEE",
    ink2="#B9C3C7",
    ink3="#9BA7AC",
    disabled="#6F7B80",
    rule="#384247",
    edge="#839097",
    accent="#8CC6E6",
    accent_hover="#A6D4EE",
    accent_press="#C0E1F4",
    on_accent="#0D2431",
    accent_tint="#1F3D4D",
    hover="#2D363A",
    focus="#FFD166",
    shu="#F4A58F",
    shu_tint="#47291F",
    matsu="#8FD0A8",
    matsu_tint="#1E3A2A",
    kogane="#E9C46A",
    kogane_tint="#403212",
    old_tint="#4F2C22",
    new_tint="#1D4258",
    bar_fill="#2A566D",
    target="#F4A58F",
    note="#F3E6B4",
    note_edge="#7D6417",
)


CONTRAST = Tokens(
    window="#000000",
    surface="#000000",
    sunken="#000000",
    canvas="#000000",
    ink="#FFFFFF",
    ink2="#FFFFFF",
    ink3="#E0E0E0",
    disabled="#A6A6A6",
    rule="#FFFFFF",
    edge="#FFFFFF",
    accent="#FFE500",
    accent_hover="#FFF27A",
    accent_press="#FFFFFF",
    on_accent="#000000",
    accent_tint="#000000",
    hover="#1F1F1F",
    focus="#00E5FF",
    shu="#FFB09C",
    shu_tint="#000000",
    matsu="#8DFFB0",
    matsu_tint="#000000",
    kogane="#FFE500",
    kogane_tint="#000000",
    old_tint="#3A1A10",
    new_tint="#06304A",
    bar_fill="#3D3700",
    target="#FFB09C",
    note="#FFF6D2",
    note_edge="#000000",
)

PALETTES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

PENS = {"黒": "#1B2326", "赤": "#C62828", "青": "#1F5FB0", "緑": "#2E7D4F", "茶": "#8A4B08"}
"""Ink on white paper, each at least 5:1."""

MARKERS = {"黄": "#FFD93B", "緑": "#A9D69B", "桃": "#F5A3B8", "水": "#9CCBEF", "橙": "#F6B26B"}
"""Multiplied at 55 %, so that the text beneath stays at 11:1 or more."""

PAPER = "#FFFFFF"
"""A page is white in every theme."""

NOTE_INK, NOTE_HEAD = "#1B2326", "#5B4A12"
"""A sticky is paper in every theme, and so is what is written on it."""
