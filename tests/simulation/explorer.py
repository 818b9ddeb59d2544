"""What people do with Explorer in the plain folders of the simulated city."""

from typing import TYPE_CHECKING

from file_server import ROOT, Harm, Weather
from world import DAY, FOLDERS, NAMES

from dxmeet.domain.syncplan import ShareState

if TYPE_CHECKING:
    from city import City


def is_plain(city: "City", path: str) -> bool:
    folder = path.rpartition("/")[0]
    return f"{folder}/packet.json" not in city.server.files and "/." not in path


def plain(city: "City") -> None:
    """People work in a plain folder with Explorer."""
    folder = f"{ROOT}/{city.chance.choice(FOLDERS)}"
    if folder not in city.server.folders:
        city.server.remember()
        city.server.folders[folder] = city.time
        city.server.touch(folder)
    here = [each for each in city.server.inside(folder) if each.endswith(".pdf")]
    act = city.chance.random()
    if act >= 0.65 and not all(city.server.files[each].whole for each in here):
        return  # what a program is writing can be neither moved nor deleted
    if not here or act < 0.4:
        for name in city.chance.sample(NAMES, city.chance.choice((1, 1, 2, 4))):
            write(city, f"{folder}/{name}")
    elif act < 0.65:
        write(city, city.chance.choice(here))
    elif act < 0.8:
        city.server.take(city.chance.choice(here))
    elif act < 0.87:
        for path in here:
            city.server.take(path)
    elif act < 0.95:
        new = f"{folder}/改名{city.number}.pdf"
        city.server.move(city.chance.choice(here), new)
    else:
        city.server.move(folder, f"{folder} 延期{city.number}")
    city.note("plain", folder, len(here))


def write(city: "City", path: str) -> None:
    """In place; mostly in two goes, with a moment in which half of it lies there."""
    content = city.content()
    if city.chance.random() < 0.5:
        city.whole.add(content)
        copied = city.chance.random() < 0.5  # Explorer gives a copy its original's time, when it is whole
        city.server.put(path, content, mtime=city.time - 40 * DAY - city.number if copied else None)
        return
    city.server.put(path, content[: len(content) // 2], whole=False)

    def finish() -> None:
        if path in city.server.files and not city.server.files[path].whole:
            city.whole.add(content)
            city.server.put(path, content)

    city.later.append((city.time + city.chance.uniform(0.1, 4.0), finish))


def save(city: "City", path: str, content: bytes, *, whole: bool = True) -> None:
    """A program writes what it has open; where the folder was renamed meanwhile, it cannot."""
    if path.rpartition("/")[0] in city.server.folders:
        city.server.put(path, content, whole=whole)


def heavy(city: "City") -> None:
    """A large file on a line that breaks, and sometimes another one in its place when it is back."""
    terminal = city.chance.choice(city.terminals)
    folder = f"{ROOT}/{FOLDERS[2]}"
    if folder not in city.server.folders:
        city.server.folders[folder] = city.time
        city.server.touch(folder)
    path = f"{folder}/図面.pdf"
    for number in range(2):
        city.number += 1
        content = f"%PDF {city.number} ".encode() + bytes([city.number % 251]) * city.chance.choice((90_000, 150_000))
        city.whole.add(content)
        if number == 0 or city.chance.random() < 0.5:
            city.server.put(path, content, mtime=city.time - 40 * DAY - city.number)
        if city.chance.random() < 0.5:  # somebody saves it in the middle of the look
            at = city.time + city.chance.uniform(0.05, 0.6)
            city.later.append((at, lambda new=content[::-1]: save(city, path, new, whole=False)))
            city.later.append((at + 3.0, lambda new=content: save(city, path, new)))
            city.look(terminal)
            continue
        for _ in range(2):
            if city.chance.random() < 0.3:
                terminal.line.fuse = city.chance.randrange(12, 40)
            else:
                terminal.line.weather.kinds, terminal.line.weather.trouble = ("drop",), 0.12
            city.look(terminal)
            terminal.line.weather.kinds = ()


def overtaken(city: "City") -> None:
    """A small file that a terminal has seen is saved anew before it is read, with as many bytes."""
    terminal = city.chance.choice(city.terminals)
    folder = f"{ROOT}/{FOLDERS[0]}"
    if folder not in city.server.folders:
        city.server.folders[folder] = city.time
        city.server.touch(folder)
    path = f"{folder}/要綱.pdf"
    city.number += 1
    content = f"%PDF {city.number} ".encode() + bytes([city.number % 251]) * city.chance.choice((30, 40_000))
    city.whole.add(content)
    city.server.put(path, content, mtime=city.time - 40 * DAY - city.number)
    at = city.time + city.chance.uniform(0.05, 0.6)
    city.later.append((at, lambda: save(city, path, content[::-1], whole=False)))
    city.later.append((at + 3.0, lambda: save(city, path, content)))
    city.look(terminal)


def interrupted(city: "City") -> None:
    """The line breaks in the middle of a large file, or a virus scanner holds it for a moment: it is read on where that was.

    After a look in peace it is here; after one that was only held up now and then, too.
    """
    terminal = city.chance.choice(city.terminals)
    weather, terminal.line.weather = terminal.line.weather, Weather()
    free, terminal.disk.free = terminal.disk.free, 50_000_000_000
    folder = f"{ROOT}/{FOLDERS[2]}"
    if folder not in city.server.folders:
        city.server.remember()
        city.server.folders[folder] = city.time
        city.server.touch(folder)
    city.number += 1
    path, content = f"{folder}/台帳{city.number}.pdf", f"%PDF {city.number} ".encode() + city.chance.randbytes(260_000)
    city.whole.add(content)
    city.server.put(path, content, mtime=city.time - 40 * DAY)
    held = city.chance.random() < 0.3
    terminal.line.weather.kinds, terminal.line.weather.trouble = ("busy",) if held else ("drop",), 0.05
    result = city.look(terminal)
    if not held:
        terminal.line.weather.kinds = ()
        result = city.look(terminal)
    reached = result is not None and result.state in (ShareState.OK, ShareState.HELD)
    gave_up = result is not None and any(code == "share-busy" for _, code in result.waiting)
    here = path[len(ROOT) + 1 :] in {terminal.rows._seen[each].path for each in terminal.ready()}
    if reached and not gave_up and not here:
        raise Harm("what was cut short did not come")
    if terminal.line.read[path] > len(content):
        raise Harm("what was cut short was not read on where that was")
    terminal.line.weather, terminal.disk.free = weather, free


def postpone(city: "City") -> None:
    """A plain folder that a terminal knows gets another name: its materials are the same ones, and keep their notes."""
    terminal = city.chance.choice(city.terminals)
    if all("/." in each for each in city.server.inside(f"{ROOT}/配布")):
        return  # an empty folder is not believed, and nothing is concluded from such a look
    weather, terminal.line.weather = terminal.line.weather, Weather()
    city.number += 1
    folder = f"{ROOT}/会議/2026-12-01 部会{city.number}"
    city.server.remember()
    city.server.folders[folder] = city.time
    city.server.touch(folder)
    for name in NAMES[:2]:
        content = f"%PDF {city.number} {name}".encode()
        city.whole.add(content)
        city.server.put(f"{folder}/{name}", content, mtime=city.time - 40 * DAY)
    city.look(terminal)
    before = terminal.lying(folder)
    city.server.move(folder, f"{folder} 延期")
    result = city.look(terminal)
    known = result is not None and result.state is ShareState.OK and len(before) == 2
    if known and terminal.lying(f"{folder} 延期") != before:
        raise Harm("the materials of a renamed folder are taken for others")
    terminal.line.weather = weather
