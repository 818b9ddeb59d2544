"""Fusion with our own palette and one small style sheet; every size in logical pixels at 100 %, scaled by one setting."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QPalette

from dxmeet.desktop.icons import IconSet
from dxmeet.desktop.tokens import LIGHT, PALETTES, Tokens

_FAMILIES = ["BIZ UDPGothic", "Yu Gothic UI", "Meiryo UI", "Noto Sans CJK JP"]
_FIGURES = ["BIZ UDGothic", "BIZ UDPGothic", "Yu Gothic UI", "Meiryo UI", "Noto Sans CJK JP"]
_SIZES = {"time": 28, "later": 22, "title": 20, "heading": 16, "body": 15, "control": 14, "small": 13}
_BOLD = {"time", "later", "title", "heading"}


@dataclass(frozen=True)
class Theme:
    """What every widget receives: colours, icons, fonts and scaled lengths."""

    tokens: Tokens
    icons: IconSet
    percent: int = 100

    def px(self, length: float) -> int:
        """A length at 100 % in logical pixels, scaled by the text size setting."""
        return round(length * self.percent / 100)

    def color(self, token: str) -> QColor:
        return QColor(getattr(self.tokens, token))

    def on_paper(self, token: str) -> QColor:
        """The colour of a mark on a page, which is white in every theme."""
        return QColor(getattr(LIGHT, token))

    def font(self, role: str = "body", *, bold: bool | None = None) -> QFont:
        """``role``: time, later, title, heading, body, control, small."""
        return self._font(_FAMILIES, _SIZES[role], role in _BOLD if bold is None else bold)

    def figures(self, role: str = "body", *, bold: bool = False) -> QFont:
        """For times, page numbers and columns: digits of equal width, one pixel larger."""
        return self._font(_FIGURES, _SIZES[role] + 1, bold)

    def _font(self, families: list[str], size: int, bold: bool) -> QFont:
        font = QFont()
        font.setFamilies(families)
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        return font

    def palette(self) -> QPalette:
        """Every role Fusion uses, so that no system colour shines through."""
        palette = QPalette()
        role = QPalette.ColorRole
        roles = {
            role.Window: "window",
            role.Base: "surface",
            role.AlternateBase: "sunken",
            role.ToolTipBase: "surface",
            role.Button: "surface",
            role.WindowText: "ink",
            role.Text: "ink",
            role.ButtonText: "ink",
            role.ToolTipText: "ink",
            role.PlaceholderText: "ink3",
            role.Highlight: "accent",
            role.HighlightedText: "on_accent",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.Accent: "accent",
            role.Light: "surface",
            role.Midlight: "hover",
            role.Mid: "rule",
            role.Dark: "edge",
            role.Shadow: "edge",
            role.BrightText: "on_accent",
        }
        for each, token in roles.items():
            palette.setColor(each, self.color(token))
        for each in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, each, self.color("disabled"))
        return palette


def make_theme(palette: str, percent: int, icons: Path) -> Theme:
    """``palette``: light, dark or contrast; ``percent`` 100–200."""
    tokens = PALETTES[palette]
    return Theme(tokens, IconSet(icons, tokens), percent)
