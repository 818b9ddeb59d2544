"""Where a line of the search leads: the words on a page, a note on the revision it is on, or the tray it waits in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from dxmeet.desktop.desk import Desk
from dxmeet.domain.anchoring import of_tray

if TYPE_CHECKING:
    from dxmeet.services.searching import Hit


def lead_to(
    desk: Desk, opens: Callable[[str, str], object], review: Callable[[str], object], hit: "Hit", text: str
) -> None:
    """``opens(material, revision)`` in the reader, ``review(material)``: where the notes without a place are."""
    if hit.note is None:
        desk.prepared().show_hit(hit.material, hit.page, text)
    elif of_tray(hit.revision) is not None:
        review(hit.material)
    else:
        desk.prepared().expect_note(hit.material, hit.page, hit.note)
        opens(hit.material, hit.revision)
