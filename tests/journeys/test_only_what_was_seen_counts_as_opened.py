"""A material that is opened and dropped before anybody saw it is neither recorded nor read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from people import A4, Person, write_pdf

from dxmeet.domain.event import EventType
from dxmeet.errors import Cancelled
from dxmeet.progress import Progress


def test_opened_dropped_and_seen(share: Path, enrol: Callable[..., Person], today: str) -> None:
    sato = enrol("佐藤", "企画政策課", share)
    write_pdf(share / "会議" / f"{today} 庁議" / "資料1.pdf", [(*A4, "予算")])
    sato.sync()
    reading, ledger = sato.services.reading, sato.services.ledger
    material = sato.material("資料1")[1].id

    with pytest.raises(Cancelled):
        reading.open(material, progress=Progress(wanted=lambda: False))
    opened = reading.open(material, glimpse=400)
    assert opened.glimpse is not None
    assert (ledger.entries(), sato.material("資料1")[1].read_revision) == ([], None)

    assert reading.seen(opened).ledger
    assert [(each.type, each.fields["material"]) for each in ledger.entries()] == [(EventType.OPENED, material)]
    assert opened.revision is not None
    assert sato.material("資料1")[1].read_revision == opened.revision.id
    opened.document.close()
