"""What organisers do in the simulated city, alone or two at once, and what was promised by it."""

import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from file_server import ROOT, Hang, Line, PowerCut, Weather
from world import CHUNK, revision_of

from dxmeet.domain.packet import Audience, Keeping, Kind, MaterialId, PacketId, TerminalId
from dxmeet.errors import DxmeetError
from dxmeet.sharing import publishing
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.manifest import parse
from dxmeet.sharing.publishing import Draft, DraftItem, Published

if TYPE_CHECKING:
    from city import City


class Paper:
    """A local file that an organiser publishes, as ``publishing`` opens it."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def open(self, mode: str) -> io.BytesIO:
        return io.BytesIO(self.content)


@dataclass
class Promise:
    """What may be true of a published material in the end: (revision, withdrawn). One entry unless acts overlapped."""

    options: set[tuple[str, bool]]


@dataclass
class Given:
    """A published packet as its organisers were told it is."""

    folder: str
    keeping: Keeping
    sure: bool
    materials: dict[MaterialId, Promise] = field(default_factory=dict[MaterialId, Promise])
    withdrawn: set[bool] = field(default_factory=lambda: {False})
    said: set[MaterialId | None] = field(default_factory=set[MaterialId | None])  # what an organiser ever took back
    muddled: bool = False  # organisers acted on what a backup showed


class Act:
    """Something an organiser does on the share, step by step, and what they are told in the end."""

    def __init__(
        self,
        city: "City",
        line: Line,
        steps: Any,
        packet: PacketId | None,
        material: MaterialId | None,
        revision: str = "",
    ) -> None:
        self.city, self.line, self.steps = city, line, steps
        self.packet, self.material, self.revision = packet, material, revision
        self.ended = self.running = False
        self.moved = -1  # bytes that the last step wrote
        self.alone = "stale" not in line.weather.kinds

    def step(self) -> bool:
        """True when it has ended."""
        if self.ended or self.running:
            return self.ended
        self.running = True
        try:
            self.moved = next(self.steps)
            return False
        except StopIteration as end:
            self._told(end.value)
        except PowerCut:
            self._unsure()
            self.line.fuse = None
        except Hang:
            self._unsure()
        except DxmeetError:
            self._unsure()
        except OSError:
            self._unsure()
        finally:
            self.running = False
        self.line.fuse = None
        self.ended = True
        return True

    def _told(self, published: Published) -> None:
        city = self.city
        city.note("told", published.packet, published.generation)
        if self.packet is None:
            given = Given(published.folder, Keeping(), True)
            for material, _, revision in published.materials:
                given.materials[material] = Promise({(revision, False)})
            city.given[published.packet] = given
        else:
            given = city.given[self.packet]
            self._apply(given, sure=self.alone)

    def _unsure(self) -> None:
        """An error may come after the deed."""
        self.city.note("unsure")
        if self.packet is not None:
            given = self.city.given[self.packet]
            self._apply(given, sure=False)
            return
        for path, node in self.city.server.files.items():
            if path.endswith("/packet.json") and "/." not in path and node.content:
                self._appeared(path, node.content)

    def _appeared(self, path: str, content: bytes) -> None:
        """A packet whose organiser was not told that it is there: it may be used all the same."""
        try:
            manifest = parse("packet.json", content)[1]
        except ValueError:
            return
        if manifest.packet not in self.city.given:
            given = Given(path[len(ROOT) + 1 :].rpartition("/")[0], manifest.keeping, False)
            for entry in manifest.materials:
                given.materials[entry.id] = Promise({(entry.content.sha256, False)})
            self.city.given[manifest.packet] = given

    def _apply(self, given: Given, *, sure: bool) -> None:
        sure = sure and not given.muddled  # what a backup did not show may come back and join
        if not self.revision:
            given.said.add(self.material)
        if self.material is None:
            given.withdrawn = {True} if sure else given.withdrawn | {True}
            return
        promise = given.materials[self.material]
        now = {(self.revision, False)} if self.revision else {(old, True) for old, _ in promise.options}
        promise.options = now if sure else promise.options | now


def organise(city: "City") -> None:
    """One organiser acts, or two at the same moment."""
    line = city.chance.choice(city.organisers)
    acts = [begin(city, line)]
    if len(city.organisers) > 1 and city.chance.random() < 0.5:
        other = city.chance.choice([each for each in city.organisers if each is not line])
        acts.append(begin(city, other, acts[0].packet if city.chance.random() < 0.8 else None))
        one, two = acts
        together = one.packet == two.packet and one.packet is not None
        if together and (one.material == two.material or None in (one.material, two.material)):
            one.alone = two.alone = False
    elif city.chance.random() < 0.3 and acts[0].packet is not None:  # and at once again, with a look in between
        while not acts[0].step():
            pass
        city.look(city.chance.choice(city.terminals))
        acts = [begin(city, line, acts[0].packet)]
    for act in acts[1:]:
        meanwhile(city, act)
    while not acts[0].step():
        pass
    for act in acts[1:]:
        while not act.ended:
            act.step()


def meanwhile(city: "City", act: "Act") -> None:
    """The other organiser's program goes on whenever the first one's waits for the server."""

    def go_on() -> None:
        if not act.ended and not act.step():
            meanwhile(city, act)

    city.later.append((city.time + city.chance.choice((0.0, 0.02, 0.1)), go_on))


def begin(city: "City", line: Line, packet: PacketId | None = None) -> "Act":
    wanted = city.chance.random() if packet is None else city.chance.uniform(0.45, 1.0)
    author = TerminalId(f"o{city.organisers.index(line)}aaaaaaa")
    files = ShareFiles(Path(ROOT), city.spend, True, line, CHUNK)
    if city.chance.random() < 0.15:
        line.fuse = city.chance.randrange(1, 40)
    known = [id for id, given in city.given.items() if given.sure]
    if not known or wanted < 0.45:
        return Act(city, line, publishing.publish(files, draft(city, author)), None, None)
    packet = packet or city.chance.choice(known)
    given = city.given[packet]
    material = city.chance.choice(sorted(given.materials))
    at = datetime.fromtimestamp(city.time, UTC)
    if wanted < 0.8:
        return replacing(city, line, packet, material)
    chosen = material if wanted < 0.95 else None
    return Act(city, line, publishing.withdraw(files, given.folder, chosen, author, at, packet), packet, chosen)


def replacing(city: "City", line: Line, packet: PacketId, material: MaterialId) -> "Act":
    content = city.content()
    city.whole.add(content)
    source: Any = Paper(content)
    seen, at = revision_of(content), datetime.fromtimestamp(city.time, UTC)
    author = TerminalId(f"o{city.organisers.index(line)}aaaaaaa")
    files, folder = ShareFiles(Path(ROOT), city.spend, True, line, CHUNK), city.given[packet].folder
    steps = publishing.replace_material(files, folder, material, source, seen, {}, author, at, packet)
    return Act(city, line, steps, packet, material, seen.id)


def race(city: "City") -> None:
    """Two organisers replace two materials of one packet, and write down at the same moment that they did."""
    whole = [
        (packet, material)
        for packet, given in city.given.items()
        if given.sure and not given.muddled and given.withdrawn == {False}
        for material, promise in sorted(given.materials.items())
        if all(not withdrawn for _, withdrawn in promise.options)
    ]
    packets = sorted({packet for packet, _ in whole if [each for each, _ in whole].count(packet) > 1})
    if len(city.organisers) < 2 or not packets:
        return
    packet = city.chance.choice(packets)
    materials = city.chance.sample([material for each, material in whole if each == packet], 2)
    lines = city.chance.sample(city.organisers, 2)
    weathers = [line.weather for line in lines]
    for line in lines:
        line.weather, line.fuse = Weather(), None
    one, two = (replacing(city, line, packet, each) for line, each in zip(lines, materials, strict=True))
    for act in (one, two):
        while act.moved != 0 and not act.ended:  # until its file lies there
            act.step()
    city.later.append((city.time + city.chance.uniform(0.0, 0.15), lambda: two.step() and None))
    one.step()
    two.step()
    for line, weather in zip(lines, weathers, strict=True):
        line.weather = weather


def draft(city: "City", author: TerminalId) -> Draft:
    items: list[DraftItem] = []
    for order in range(1, city.chance.choice((2, 3, 4))):
        content = city.content()
        city.whole.add(content)
        source: Any = Paper(content)
        items.append(DraftItem(source, f"議案{order}", order, revision_of(content)))
    today = datetime.fromtimestamp(city.time, UTC).date()
    keeping = city.chance.choice(
        (
            Keeping(),
            Keeping(),
            Keeping("lease", 3),
            Keeping("memory"),
            Keeping("keep", 0, today + timedelta(days=1)),
        )
    )
    at = datetime.fromtimestamp(city.time, UTC)
    day = date(2026, 11, 25)
    return Draft(Kind.MEETING, "定例会", day, None, "", None, Audience(), keeping, author, at, tuple(items))
