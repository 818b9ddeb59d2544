"""Someone with a terminal, as journeys talk about them, and small PDFs for them to read."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from dxmeet.domain.packet import Material, MaterialId, Packet
from dxmeet.services.offered import Services

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"


A4, A3 = (595.0, 842.0), (1191.0, 842.0)


def write_pdf(path: Path, pages: list[tuple[float, float, str]]) -> Path:
    """A PDF with one line of Japanese text a page: [(width, height, text)]."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = pymupdf.open()
    for width, height, text in pages:
        document.new_page(width=width, height=height).insert_text((72, 120), text, fontname="japan", fontsize=24)
    document.save(path)
    document.close()
    an_hour_ago = time.time() - 3600  # a file that is a moment old counts as still being written
    os.utime(path, (an_hour_ago, an_hour_ago))
    return path


@dataclass
class Person:
    """Someone with a terminal. ``services`` are those of their unlocked profile."""

    name: str
    services: Services
    profile: Path

    def sync(self):
        return self.services.synchronising.synchronise()

    def material(self, title: str) -> tuple[Packet, Material]:
        for packet in self.services.library.packets():
            for material in packet.materials:
                if material.title.startswith(title):
                    return packet, material
        raise AssertionError(f"{self.name} has no material {title}")

    def opens(self, title: str) -> int:
        """How many pages it has."""
        opened = self.services.reading.open(self.material(title)[1].id)
        self.services.reading.seen(opened)
        try:
            return len(opened.document.pages)
        finally:
            opened.document.close()

    def note(self, title: str, page: int, **plain: object) -> MaterialId:
        _, material = self.material(title)
        assert material.revision is not None
        self.services.annotating.add(self.services.annotating.fresh(material.id, material.revision, page, plain))
        return material.id
