"""What must be true of every terminal after each look, and of all of them in the end; raises Harm where it is not."""

from typing import TYPE_CHECKING

from file_server import ROOT, STALE, Harm
from organisers import Given
from terminals import Terminal, revisions
from world import DAY, VAULT, revision_of

from dxmeet.domain.packet import MaterialId, PacketId, RevisionId, Source, State
from dxmeet.domain.syncplan import ShareState
from dxmeet.errors import SealBroken

if TYPE_CHECKING:
    from city import City


def hidden(city: "City", terminal: Terminal, path: str, began: float) -> bool:
    """Whether an old listing may have been shown, one from a moment when this file was away."""
    stale = "stale" in terminal.line.weather.kinds
    return stale and any(path not in files for at, files, _ in city.server.past if at >= began - STALE)


def check(city: "City", terminal: Terminal, before: dict[MaterialId, str], *, accept: bool) -> None:
    rows, after = terminal.rows, terminal.ready()
    if terminal.known - set(rows._materials):
        raise Harm("a material was forgotten, and its notes with it")
    terminal.known = set(rows._materials)
    for packet in rows._described.values():
        if packet.generation < terminal.generations.get(packet.id, 0):
            raise Harm("a generation went back")
        terminal.generations[packet.id] = packet.generation
    for material in before:
        if material not in after:
            check_gone(city, terminal, material, accept=accept)
    for material, revision in after.items():
        check_ready(city, terminal, material, revision)


def check_gone(city: "City", terminal: Terminal, material: MaterialId, *, accept: bool) -> None:
    held = terminal.rows._materials[material]
    packet = terminal.rows._described[held.packet]
    if held.state is State.ERASED or held.code == "not-offline":
        if not (packet.keeping.policy == "memory" or packet.keeping.until):
            raise Harm("erased though nothing says so")
        return
    if held.state is not State.WITHDRAWN:
        raise Harm(f"what was ready is {held.state} {held.code}")
    if packet.source is Source.PUBLISHED:
        given = city.given.get(packet.id)
        if given is not None and not given.said & {material, None}:
            raise Harm("withdrawn though no organiser said so")
        return
    path = f"{ROOT}/{terminal.rows._seen[material].path}"
    if city.time - terminal.missed.get(path, city.time) < 10:
        raise Harm(f"{path} was believed to be gone")


def check_ready(city: "City", terminal: Terminal, material: MaterialId, revision: str) -> None:
    sealed = terminal.rows._sealed.get(RevisionId(revision))
    if sealed is None:
        raise Harm("ready without a sealed file")
    if sealed.file in terminal.opened:
        return
    terminal.opened.add(sealed.file)
    try:
        content = terminal.vault.read(sealed)
    except SealBroken:
        raise Harm("ready, but the sealed file does not open") from None
    if content not in city.whole:
        raise Harm("half a file was taken for a whole one")


def heal(city: "City") -> None:
    """Every fault ends; then all terminals must come to hold what the share holds, in a few looks."""
    city.spend(30.0)
    while city.later:
        city.spend(5.0)
    for line in [each.line for each in city.terminals] + city.organisers:
        line.weather.state, line.weather.kinds = "up", ()
    for path, content in city.wrong.items():
        city.server.put(path, content)
    city.spend(60.0)
    for terminal in city.terminals:
        terminal.offset, terminal.disk.free = 0.0, 50_000_000_000
        for _ in range(2):
            city.look(terminal)
            city.spend(40.0)
        result = city.look(terminal, accept=True)
        if result is None or result.state is not ShareState.OK:
            raise Harm(f"all is well, and yet {result and result.state} {result and result.trouble}")
        check_plain(city, terminal)
        for packet, given in city.given.items():
            check_given(city, terminal, packet, given)
    city.spend(DAY + 2 * 3600.0)  # a day, because a clock may have been ahead when something was left behind
    for terminal in city.terminals:
        check_rest(city, terminal)


def check_plain(city: "City", terminal: Terminal) -> None:
    """Every plain file of the share is here as it is there, and nothing else is."""
    published = {each.rpartition("/")[0] for each in city.server.files if each.endswith("packet.json")}
    there = {
        path[len(ROOT) + 1 :]: revision_of(node.content).id
        for path, node in city.server.files.items()
        if path.endswith(".pdf") and path.rpartition("/")[0] not in published and "/." not in path and node.content
    }
    plain = {each.id for each in terminal.rows._described.values() if each.source is Source.FOLDER}
    here = {
        terminal.rows._seen[each.id].path: each.revision.id
        for each in terminal.rows._materials.values()
        if each.packet in plain and each.state is State.READY and each.revision is not None
    }
    for each in terminal.rows._materials.values():
        missed = each.packet in plain and each.state is State.WITHDRAWN and each.revision is not None
        if missed and each.revision.id not in terminal.rows._sealed:
            raise Harm("what was merely missed was erased")
    if here != there:
        raise Harm(f"plain folders differ: {sorted(set(here.items()) ^ set(there.items()))}")


def check_given(city: "City", terminal: Terminal, packet: PacketId, given: Given) -> None:
    if packet not in terminal.rows._described:
        if given.sure:
            raise Harm("a published packet never arrived")
        return
    known, over = terminal.rows.packet(packet), terminal.over(packet)
    lying, entitled = set(terminal.rows._sealed), terminal.entitled()
    for material in known.materials:
        promise = given.materials.get(material.id)
        if promise is None:
            raise Harm("a material that nobody published")
        gone = material.state is State.WITHDRAWN
        if (over or known.keeping.policy == "memory" or gone) and revisions(material) & lying - entitled:
            raise Harm("what must not lie here does")
        if over or known.keeping.policy == "memory":
            if material.state is State.READY:
                raise Harm("what must not be read here is ready")
            continue
        if given.muddled:
            continue
        revision = material.revision.id if material.revision is not None else ""
        fits = any(
            gone == (withdrawn or whole) and (gone or (material.state is State.READY and revision == wanted))
            for wanted, withdrawn in promise.options
            for whole in given.withdrawn
        )
        if not fits:
            raise Harm(f"{material.title} is {material.state} {material.code} {revision[:6]}, not {promise.options}")
    here = {each.id for each in known.materials}
    for material, promise in given.materials.items():
        taken_back = True in given.withdrawn or any(withdrawn for _, withdrawn in promise.options)
        if material not in here and not over and not taken_back and not given.muddled:
            raise Harm("a published material never arrived")


def check_rest(city: "City", terminal: Terminal) -> None:
    """Another look changes nothing, and in the vault lies nothing that nobody knows."""
    result = city.look(terminal)
    if result is None or result.added or result.replaced or result.withdrawn:
        raise Harm("it does not come to rest")
    files = {path.removeprefix(f"{VAULT}/") for path in terminal.disk.cached}
    if files - terminal.rows.sealed_files() - terminal.rows.parts():
        raise Harm("files that nobody knows stay in the vault")
