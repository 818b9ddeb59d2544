"""One reader's process, told line by line what to do; it says what is saved, and may be killed at any moment.

Run as a program: ``killed_reader.py PROFILE MATERIAL OUT SEED``. Draws, erases, undoes, carries over, restores, backs up and exports
at random for ever. Each line it prints is one JSON object, printed only after the service returned, which is what lights
保存しました: ``{"seq", "present": digest of every note now there}``; or ``{"seq", "wrote": file}`` after an export.
Before each deed it prints ``{"seq", "doing": name}``.
"""

import json
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from dxmeet.app import make_entrance
from dxmeet.domain.annotation import Note
from dxmeet.domain.notation import note_plain
from dxmeet.domain.packet import MaterialId
from dxmeet.services.offered import Services

PASSPHRASE = "correct horse"


def digest(notes: list[Note]) -> str:
    """The same for the same notes, on whatever revision."""
    plain = sorted(json.dumps([each.revision, note_plain(each)], sort_keys=True) for each in notes)
    return sha256("\n".join(plain).encode()).hexdigest()[:16]


class Hand:
    """What a reader may do in one step."""

    def __init__(self, services: Services, material: MaterialId, out: Path, chance: random.Random) -> None:
        self._services, self._material, self._out, self._chance = services, material, out, chance
        revision = services.library.material(material)[1].revision
        assert revision is not None
        self._revision = revision
        others = {note.revision for note in services.annotating.notes(material)} - {revision.id}
        former = services.reading.open(material, revision=next(iter(others))) if others else None
        self._former = former.revision if former is not None and former.revision is not None else revision

    def deeds(self) -> list[tuple[int, Callable[[], object]]]:
        """(how often, what)."""
        return [
            (10, self.draw), (3, self.erase), (4, self.undo), (2, self.redo), (1, self.restore),
            (2, self.carry), (2, self.back_up), (1, self.export),
        ]  # fmt: skip

    def draw(self) -> None:
        x, y = self._chance.uniform(10, 500), self._chance.uniform(10, 800)
        points = [[x + step, y + self._chance.uniform(-3, 3), 0.5] for step in range(self._chance.randint(1, 200))]
        plain: dict[str, Any] = {"kind": "ink", "page": 1, "strokes": [points]}
        annotating = self._services.annotating
        revision = self._chance.choice((self._revision, self._former))
        annotating.add(annotating.fresh(self._material, revision, 1, plain))

    def erase(self) -> None:
        present = self._services.annotating.notes(self._material, self._revision.id)
        if present:
            self._services.annotating.remove(*self._chance.sample(present, min(len(present), 2)))

    def undo(self) -> None:
        self._services.annotating.undo(self._material)

    def redo(self) -> None:
        self._services.annotating.redo(self._material)

    def restore(self) -> None:
        moments = self._services.annotating.history(self._material)
        if moments:
            self._services.annotating.restore(self._material, self._chance.choice(moments).number)

    def carry(self) -> None:
        """A note on the former revision is carried over to the newest."""
        self._services.carrying.carry(self._material)

    def back_up(self) -> None:
        self._services.safekeeping.back_up()

    def export(self) -> None:
        out = self._out / f"{self._chance.getrandbits(64):x}.pdf"
        self._services.annotating.export(self._material, out)
        say(wrote=out.name)


def say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def main(profile: Path, material: MaterialId, out: Path, seed: int) -> None:
    entrance = make_entrance(profile, keyring=lambda: None)
    services = entrance.enter(entrance.unlocking.unlock(PASSPHRASE))
    hand = Hand(services, material, out, random.Random(seed))
    deeds = hand.deeds()
    chance = random.Random(seed + 1)
    say(present=digest(services.annotating.notes(material)), started=datetime.now(UTC).isoformat())
    while True:
        deed = chance.choices([each for _, each in deeds], [often for often, _ in deeds])[0]
        say(doing=getattr(deed, "__name__", ""))
        deed()
        say(present=digest(services.annotating.notes(material)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), MaterialId(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
