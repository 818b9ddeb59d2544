"""Worker side: read the features of a page that carrying over compares (``domain/features.py`` says what they are)."""

import unicodedata
from math import sqrt
from typing import Any

from dxmeet.domain.annotation import Box
from dxmeet.domain.features import GREY_SCALE, Grey, PageFeatures
from dxmeet.errors import PageFailed
from dxmeet.pdf.drawing import display_list, pixmap
from dxmeet.pdf.opening import Opened, failing_as
from dxmeet.pdf.whole import mupdf as _mupdf
from dxmeet.pdf.whole import pymupdf

mupdf: Any = _mupdf

_MOST_PIXELS = 400_000  # an A1 plan at 36 dpi has 1.7 million
_MOST_CHARS = 30_000
_GAP = 1.0  # of a character's size; wider than that is another cell
_BLANK = 250  # grey
_CLIPPED = 0.3  # points; what a clip leaves of a character beyond it
_UNREADABLE = "\ufffd"  # of a font without a table of its characters: all alike, so it tells nothing
_FLAGS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_MEDIABOX_CLIP
    | mupdf.FZ_STEXT_CLIP
    | mupdf.FZ_STEXT_IGNORE_ACTUALTEXT  # some producers leave a template's there: it says what no reader sees
)


def features(opened: Opened, page: int) -> PageFeatures:
    """Of ``page`` (from 1), annotations included. Raises PageFailed when it cannot be drawn or read."""
    size = opened.sizes[page - 1]
    with failing_as(lambda: PageFailed(page=page)):
        drawing = display_list(opened, page)
        grey = _picture(drawing, size)
        return PageFeatures(size, *_text(drawing, grey), grey)


def _picture(drawing: Any, size: tuple[float, float]) -> Grey:
    scale = min(GREY_SCALE, sqrt(_MOST_PIXELS / (size[0] * size[1])))
    fine = pixmap(drawing, size, scale * 2, grey=True)
    fine.shrink(1)  # the mean of 2 × 2: thin lines keep their weight wherever they fall
    return Grey(fine.width, fine.height, _rows(fine), scale)


def _rows(image: Any) -> bytes:
    samples = bytes(image.samples_mv)
    if image.stride == image.width:
        return samples
    return b"".join(samples[y * image.stride : y * image.stride + image.width] for y in range(image.height))


def _text(drawing: Any, grey: Grey) -> tuple[str, tuple[Box, ...], tuple[int, ...]]:
    options: Any = mupdf.FzStextOptions()
    options.flags = _FLAGS
    layer: Any = pymupdf.TextPage(mupdf.FzStextPage(drawing, options))
    chars: list[str] = []
    boxes: list[Box] = []
    runs: list[int] = []
    for line in (line for block in layer.extractRAWDICT()["blocks"] for line in block.get("lines", ())):
        together = False
        for span in line["spans"]:
            for char in span["chars"]:
                read = unicodedata.normalize("NFKC", char["c"]).strip()
                if not read or read == _UNREADABLE or not _seen(grey, char["bbox"]):
                    together = together and char["bbox"][2] - char["bbox"][0] <= _GAP * max(span["size"], 1.0) * 0.75
                    continue
                if not together or _apart(boxes[-1], char["bbox"], span["size"]):
                    runs.append(len(chars))
                together = True
                chars.append(read[0])
                boxes.append(tuple(char["bbox"]))
        if len(chars) > _MOST_CHARS:
            break
    return "".join(chars), tuple(boxes), tuple(runs)


def _seen(grey: Grey, box: Box) -> bool:
    """Whether anything is drawn there: papers carry white, covered and clipped text that no reader knows of."""
    if box[2] - box[0] < _CLIPPED or box[3] - box[1] < _CLIPPED:
        return False
    x0, y0 = max(0, int(box[0] * grey.scale)), max(0, int(box[1] * grey.scale))
    x1, y1 = int(box[2] * grey.scale) + 1, min(grey.height, int(box[3] * grey.scale) + 1)
    return any(min(grey.row(y)[x0:x1], default=255) < _BLANK for y in range(y0, y1))


def _apart(left: Box, right: Box, size: float) -> bool:
    gap = max(right[0] - left[2], right[1] - left[3], left[0] - right[2])
    return gap > _GAP * max(size, 1.0)
