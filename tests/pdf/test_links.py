"""Links of a page: where they lie and where they lead, also on a turned page; nothing that leads nowhere."""

import pymupdf
import pytest

from dxmeet.domain.page import Link
from dxmeet.pdf.links import links
from dxmeet.pdf.opening import Opened


def _document(rotation: int = 0) -> bytes:
    document = pymupdf.open()
    for _ in range(3):
        document.new_page(width=595, height=842)
    page = document[0]
    page.insert_link(
        {"kind": pymupdf.LINK_GOTO, "from": pymupdf.Rect(100, 100, 200, 120), "page": 2, "to": pymupdf.Point(0, 300)}
    )
    page.insert_link({"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(100, 200, 200, 220), "uri": "https://example.jp/"})
    page.insert_link({"kind": pymupdf.LINK_NAMED, "from": pymupdf.Rect(100, 300, 200, 320), "nameddest": "nowhere"})
    page.set_rotation(rotation)
    return document.tobytes()


def _near(box: tuple[float, float, float, float]) -> object:
    return pytest.approx(box, abs=1)


def test_inside_outside_and_nowhere() -> None:
    inside, outside = links(Opened(_document(), "a.pdf"), 1)
    assert (inside.page, inside.uri, inside.box) == (3, "", _near((100, 100, 200, 120)))
    assert inside.top == pytest.approx(300, abs=1)
    assert outside == Link(outside.box, uri="https://example.jp/")
    assert outside.box == _near((100, 200, 200, 220))
    assert links(Opened(_document(), "a.pdf"), 2) == []


def test_boxes_are_those_of_the_page_as_shown() -> None:
    inside = links(Opened(_document(90), "a.pdf"), 1)[0]
    assert inside.box == _near((842 - 120, 100, 842 - 100, 200))
