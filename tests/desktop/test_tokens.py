"""Text and controls can be read in every theme: the contrast of LOOK.md's table, recomputed from the tokens (WCAG 2)."""

import re
from dataclasses import fields

import pytest

from dxmeet.desktop.tokens import MARKERS, PALETTES, PENS, Tokens

TEXT, EDGE = 4.5, 3.0

PAIRS = [
    ("ink", "window", TEXT),
    ("ink", "surface", TEXT),
    ("ink2", "surface", TEXT),
    ("ink2", "window", TEXT),
    ("ink2", "accent_tint", TEXT),
    ("ink3", "surface", TEXT),
    ("ink3", "sunken", TEXT),
    ("ink3", "accent_tint", TEXT),
    ("ink", "old_tint", TEXT),
    ("ink", "new_tint", TEXT),
    ("accent", "window", TEXT),
    ("accent", "accent_tint", TEXT),
    ("on_accent", "accent", TEXT),
    ("on_accent", "accent_press", TEXT),
    ("shu", "surface", TEXT),
    ("shu", "window", TEXT),
    ("shu", "old_tint", TEXT),
    ("matsu", "window", TEXT),
    ("kogane", "kogane_tint", TEXT),
    ("accent", "new_tint", TEXT),
    ("ink", "hover", TEXT),
    ("ink", "accent_tint", TEXT),
    ("ink", "shu_tint", TEXT),
    ("ink2", "hover", TEXT),
    ("on_accent", "accent_hover", TEXT),
    ("kogane", "surface", TEXT),
    ("matsu", "surface", TEXT),
    ("edge", "window", EDGE),
    ("edge", "surface", EDGE),
    ("edge", "sunken", EDGE),
    ("focus", "window", EDGE),
    ("focus", "canvas", EDGE),
    ("focus", "shu_tint", EDGE),
    ("accent", "surface", EDGE),
    ("focus", "surface", EDGE),
    ("focus", "accent_tint", EDGE),
    ("accent", "bar_fill", EDGE),
    ("target", "bar_fill", EDGE),
    ("note_edge", "note", EDGE),
    ("disabled", "window", EDGE),
]

STICKY_INK, STICKY_HEAD = "#1B2326", "#5B4A12"


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", PALETTES)
def test_every_token_is_a_colour(theme: str) -> None:
    for each in fields(Tokens):
        assert re.fullmatch("#[0-9A-F]{6}", getattr(PALETTES[theme], each.name)), each.name


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS, ids=[f"{a}-on-{b}" for a, b, _ in PAIRS])
def test_contrast(theme: str, front: str, ground: str, least: float) -> None:
    tokens = PALETTES[theme]
    assert contrast(getattr(tokens, front), getattr(tokens, ground)) >= least


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("ink", [STICKY_INK, STICKY_HEAD])
def test_a_sticky_can_be_read_in_every_theme(theme: str, ink: str) -> None:
    assert contrast(ink, PALETTES[theme].note) >= TEXT


@pytest.mark.parametrize("pen", PENS)
def test_pens_can_be_read_on_paper(pen: str) -> None:
    assert contrast(PENS[pen], "#FFFFFF") >= 5.0


@pytest.mark.parametrize("marker", MARKERS)
def test_text_beneath_a_marker_can_be_read(marker: str) -> None:
    """A marker lies on the paper at 55 %, multiplied."""
    channels = [int(MARKERS[marker][at : at + 2], 16) for at in (1, 3, 5)]
    paper = "#" + "".join(f"{round(255 * 0.45 + channel * 0.55):02X}" for channel in channels)
    assert contrast("#1B2326", paper) >= 11.0


@pytest.mark.parametrize("theme", PALETTES)
def test_themes_differ(theme: str) -> None:
    assert all(PALETTES[theme] != other for name, other in PALETTES.items() if name != theme)
