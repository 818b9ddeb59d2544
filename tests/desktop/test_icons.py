"""Every icon that a screen asks for is there, is one colour, and takes the colour of the theme."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from dxmeet.desktop import icons
from dxmeet.desktop.icons import IconSet
from dxmeet.desktop.tokens import PALETTES
from dxmeet.paths import resource

DESKTOP = Path(icons.__file__).resolve().parent
ICONS = resource("icons")
# .icon("pen-line", …) and .pixmap("pen-line", 16, …), also where the call begins on the line before
_ASKED = re.compile(r"""\.(?:icon|pixmap)\(\s*["']([\w-]+)["']""")


def _asked() -> dict[str, str]:
    """Icon names in the source of the desktop, with a file that uses each."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(DESKTOP.rglob("*.py"))}
    return {name: path.name for path, text in sources.items() for name in _ASKED.findall(text)}


def test_the_pattern_finds_what_it_looks_for() -> None:
    assert _ASKED.findall('theme.icons.icon("pen-line", "accent")') == ["pen-line"]
    assert _ASKED.findall("icons.pixmap(\n    'x', 16)") == ["x"]


def test_every_icon_that_a_screen_asks_for_is_there() -> None:
    missing = {name: where for name, where in _asked().items() if not (ICONS / f"{name}.svg").is_file()}
    assert missing == {}


@pytest.mark.parametrize("path", sorted(ICONS.glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_takes_its_colour_from_the_theme(path: Path) -> None:
    svg = path.read_text(encoding="utf-8")
    assert "currentColor" in svg
    assert not re.search("#[0-9A-Fa-f]{3}", svg)


def test_the_licence_of_the_icons_is_with_them() -> None:
    licence = (resource("licences") / "lucide.txt").read_text(encoding="utf-8")
    assert "ISC" in licence
    assert "Feather" in licence


def test_an_icon_is_drawn_in_the_token_asked_for(qtbot: QtBot) -> None:
    for tokens in PALETTES.values():
        image = IconSet(ICONS, tokens).pixmap("house", 24, "accent", 2.0).toImage()
        colours = {
            image.pixelColor(x, y).name().upper()
            for x in range(48)
            for y in range(48)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert tokens.accent in colours


def test_an_icon_has_a_disabled_state(qtbot: QtBot) -> None:
    tokens = PALETTES["light"]
    image = IconSet(ICONS, tokens).icon("house").pixmap(24, QIcon.Mode.Disabled).toImage()
    solid = {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert tokens.disabled in solid
    assert tokens.ink not in solid
