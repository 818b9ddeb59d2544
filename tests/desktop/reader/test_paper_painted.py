"""What the canvas paints on a display that is shown half as large again: every pixel, wherever the canvas lies."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot
from reader_fakes import A4

from dxmeet.desktop.icons import IconSet
from dxmeet.desktop.reader.layout import PageLayout
from dxmeet.desktop.reader.paper import PaperPainter
from dxmeet.desktop.reader.pictures import Picture, PictureCache
from dxmeet.desktop.reader.placing import Viewport
from dxmeet.desktop.reader.tiling import pixel_size
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.tokens import LIGHT
from dxmeet.domain.look import Fit, Look
from dxmeet.domain.page import PageSize, RenderRequest
from dxmeet.paths import resource

_STALE = QColor("magenta")


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75])
@pytest.mark.parametrize("page", [A4, PageSize(595.32, 841.92)])
def test_nothing_of_what_was_shown_before_is_left_at_the_edges_of_a_page(
    qtbot: QtBot, page: PageSize, ratio: float
) -> None:
    theme = Theme(LIGHT, IconSet(resource("icons"), LIGHT))
    for width in range(500, 530):
        for fit in (Fit.WIDTH, Fit.PAGE):
            seen = PageLayout([page], Viewport(width, 400, ratio), Look(fit=fit)).placements(1, 0, 0)
            scale = seen[0][1].scale * ratio
            drawn = QImage(*pixel_size(page, scale), QImage.Format.Format_RGB888)
            drawn.fill(Qt.GlobalColor.white)
            cache = PictureCache()
            cache.put(Picture(RenderRequest(1, scale), drawn), 1)
            renderer = SimpleNamespace(cache=cache, failures={}, is_late={}.get, thumbnails={})
            painted = _painted(PaperPainter(theme, cast(Any, renderer)), width, seen, ratio)
            assert not _left(painted), (width, fit)


def _painted(paper: PaperPainter, width: int, seen: Any, ratio: float) -> QImage:
    """A canvas 7 logical pixels to the right and 9 down, as beside a panel and beneath bars, as it is on the screen."""
    screen = QImage(round((width + 7) * ratio) + 2, round(409 * ratio) + 2, QImage.Format.Format_RGB32)
    screen.setDevicePixelRatio(ratio)
    screen.fill(_STALE)
    painter = QPainter(screen)
    painter.translate(7, 9)
    paper.paint(painter, QRect(0, 0, width, 400), seen, ratio)
    painter.end()
    return screen.copy(QRect(round(7 * ratio) + 2, round(9 * ratio) + 2, int(width * ratio) - 4, int(400 * ratio) - 4))


def _left(screen: QImage) -> bool:
    """Whether a pixel of what was there before can still be seen."""
    pixels = memoryview(screen.constBits()).cast("I")
    return _STALE.rgb() in set(pixels)
