"""What befalls the simulated city: the line, the clock, the disk and the file server."""

from typing import TYPE_CHECKING

from explorer import is_plain, plain
from file_server import ROOT, Weather
from world import DAY, FOLDERS, KINDS

if TYPE_CHECKING:
    from city import City


def weather(city: "City") -> None:
    line = city.chance.choice([each.line for each in city.terminals] + city.organisers)
    line.weather.state = city.chance.choice(("up", "up", "up", "down", "empty", "other", "full", "denied"))
    line.weather.kinds = tuple(city.chance.sample(KINDS, city.chance.randrange(0, 4)))
    line.weather.trouble = city.chance.choice((0.02, 0.1, 0.4))


def storm(city: "City") -> None:
    """A terminal looks again and again at a share that is not what it seems; it may begin in the middle of a look."""
    terminal = city.chance.choice(city.terminals)
    weather = terminal.line.weather
    state = city.chance.choice(("empty", "other", "denied", "down", "rootless", "rootless"))
    weather.folder = f"/{city.chance.choice(FOLDERS)}"
    weather.kinds = ()
    weather.state = "up"
    if not any(each.endswith(".pdf") and is_plain(city, each) for each in city.server.files):
        plain(city)
    city.spend(6.0)
    city.look(terminal)
    steady = city.chance.random() < 0.6

    def begin() -> None:
        terminal.line.weather.state = state

    if city.chance.random() < 0.5:
        begin()
    else:
        city.later.append((city.time + city.chance.uniform(0.01, 0.4), begin))
    for _ in range(3):
        city.look(terminal)
        city.spend(city.chance.choice((6.0, 31.0)))
        if not steady:
            terminal.line.weather.state = "up"
            city.later.append((city.time + city.chance.uniform(0.01, 0.4), begin))
    city.later = [each for each in city.later if each[1] is not begin]
    terminal.line.weather.state = "up"


def unmounted(city: "City") -> None:
    """The drive below one of the two folders drops for a minute: the folder is there, and nothing in it."""
    terminal = city.chance.choice(city.terminals)
    weather, terminal.line.weather = terminal.line.weather, Weather()
    city.number += 1
    folder = f"{ROOT}/配布/2026-12 回覧{city.number}"
    city.server.remember()
    city.server.folders[folder] = city.time
    city.server.touch(folder)
    content = f"%PDF {city.number} 回覧".encode()
    city.whole.add(content)
    city.server.put(f"{folder}/回覧.pdf", content, mtime=city.time - 40 * DAY)
    city.look(terminal)
    terminal.line.weather = Weather(state="hollow", folder=city.chance.choice(("/会議", "/配布")))
    for _ in range(2):
        city.look(terminal)
        city.spend(31.0)
    city.look(terminal)
    terminal.line.weather = weather


def flicker(city: "City") -> None:
    """A plain file goes and comes back, and a clock jumps meanwhile."""
    terminal = city.chance.choice(city.terminals)
    here = [each for each in city.server.files if each.endswith(".pdf") and city.server.files[each].whole]
    plain = [each for each in here if is_plain(city, each)]
    if not plain:
        return
    path = city.chance.choice(plain)
    node = city.server.files[path]
    for _ in range(city.chance.choice((1, 2, 3))):
        city.look(terminal)
        city.server.take(path)
        city.look(terminal)
        city.spend(city.chance.choice((1.0, 6.0)))
        if city.chance.random() < 0.4:
            terminal.offset = city.chance.choice((0.0, DAY, 40.0))
            city.look(terminal)
        if city.chance.random() < 0.8:
            city.server.put(path, node.content, mtime=node.mtime)
            city.look(terminal)
            city.spend(40.0)
            city.server.take(path)
            city.look(terminal)
        city.server.put(path, node.content, mtime=node.mtime)


def tamper(city: "City") -> None:
    """Somebody overwrites a published file with as many other bytes; it is put right in the end."""
    published = [
        each
        for each, node in city.server.files.items()
        if each.endswith(".pdf") and not is_plain(city, each) and "/." not in each and node.content
    ]
    if published:
        path = city.chance.choice(published)
        node = city.server.files[path]
        city.wrong.setdefault(path, node.content)
        city.server.put(path, b"!" * len(node.content), whole=False)


def backup(city: "City") -> None:
    """The server is set back to a backup for a while: the newest manifests of a packet are gone."""
    later = [each for each in city.server.files if "/packet.0" in each]
    if later:
        path = city.chance.choice(later)
        folder = path[len(ROOT) + 1 :].rpartition("/")[0]
        for given in city.given.values():
            given.muddled = given.muddled or given.folder == folder
        city.wrong[path] = city.server.files[path].content
        city.server.take(path)
        for terminal in city.terminals:
            city.look(terminal)


def clock(city: "City") -> None:
    city.chance.choice(city.terminals).offset = city.chance.choice((0.0, 0.0, DAY, -DAY, 40.0, -40.0))


def wait(city: "City") -> None:
    city.spend(city.chance.choice((1.0, 6.0, 20.0, 31.0, 31.0, 600.0, 4000.0, DAY, 3 * DAY)))


def server_power(city: "City") -> None:
    city.server.lose_power()


def disk(city: "City") -> None:
    city.chance.choice(city.terminals).disk.free = city.chance.choice((1_000_000_010, 50_000_000_000))
