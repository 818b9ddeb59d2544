"""Use everything once with thirty canaries in it, then look for them in all that is left on this machine.

    uv run python tests/faults/leak_scan.py           (Linux; the window needs Xvfb, openbox and xdotool)

Sets up an admin and a reader, publishes, synchronises, opens, draws pages, writes notes of every kind, searches, prints to a
file, exports, carries notes over a replacement, withdraws, reads a material that may not stay here, merges and exports the
figures, backs up and recovers, shows the window under Xvfb, crashes a worker and the window with core dumps allowed. Exports
are deleted afterwards. Then every file below the profiles, the homes, the temporary folder, the folder the commands ran in,
and what is new in /dev/shm is searched for the canaries (UTF-8, UTF-16, Shift_JIS, percent- and JSON-escaped), for slices of
the PDFs' bytes, and for the pixels of a page of one colour. Prints the counts; exits 1 if there is a hit.

The share and exports are the only places where the canaries may be; an admin's statistics.db is an export in this sense: a
plain file, made for other programs, on the machine of whoever merges. What it says of them is printed apart.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pymupdf

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "journeys")]

CANARIES = [f"canary-{number:02}-{word}" for number, word in enumerate(
    ("会議名", "資料一", "資料二", "本文一", "本文二", "本文三", "付箋", "文字", "しおり", "図形", "読む人", "部署", "検索", "回覧", "差替",
     "残さない", "題名", "作者", "鍵語", "場所", "目次", "紙面", "別紙", "議案", "人事", "用地", "内訳", "速報", "写し", "番号"))]  # fmt: skip
COLOUR = (0.11, 0.47, 0.73)
_PASSPHRASE = "canary-passphrase-0815"
_SLICE, _SLICES = 48, 40  # bytes, of each PDF


class Machine:
    """Where everything happens: its own home, temporary folder and working folder."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.share = place / "share"
        self.out = place / "exports"
        self.work = place / "work"
        self.homes = [place / name for name in ("home", "tmp", "run", "config", "cache", "data")]
        for folder in (self.share, self.out, self.work, place / "originals", *self.homes):
            folder.mkdir()
        names = ("HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
        self.environment = {
            **os.environ, **dict(zip(names, map(str, self.homes), strict=True)), "DXMEET_PASSPHRASE": _PASSPHRASE,
            "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "DBUS_SESSION_BUS_ADDRESS": "",
        }  # fmt: skip
        self.commands = 0

    def run(self, profile: str, *arguments: object, stdin: str = "", fine: tuple[int, ...] = (0,)) -> Any:
        command = [
            sys.executable,
            "-m",
            "dxmeet",
            "--profile",
            str(self.place / profile),
            *map(str, arguments),
            "--json",
        ]
        done = subprocess.run(
            command,
            env=self.environment,
            cwd=self.work,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in fine, (arguments, done.stderr)
        self.commands += 1
        return json.loads(done.stdout) if done.stdout.strip() else None


def write_pdf(path: Path, *texts: str) -> Path:
    document = pymupdf.open()
    for text in texts:
        page = document.new_page(width=595, height=842)
        page.insert_text((72, 120), text, fontname="japan", fontsize=20)
        page.draw_rect(pymupdf.Rect(0, 300, 595, 842), color=COLOUR, fill=COLOUR)
    document.set_metadata({"title": CANARIES[16], "author": CANARIES[17], "keywords": CANARIES[18]})
    document.set_toc([[1, CANARIES[20], 1]])
    document.save(path)
    document.close()
    then = time.time() - 3600
    os.utime(path, (then, then))
    return path


def use_everything(machine: Machine) -> list[Path]:
    """The originals."""
    c, out = CANARIES, machine.out
    originals = machine.place / "originals"
    first = write_pdf(originals / f"01 {c[1]}.pdf", c[3], c[4], c[21])
    second = write_pdf(originals / f"02 {c[2]}.pdf", c[5], c[22])
    changed = write_pdf(originals / "changed.pdf", c[3], c[14], c[21])
    secret = write_pdf(originals / f"{c[15]}.pdf", c[24], c[25])
    circular = write_pdf(originals / f"{c[13]}.pdf", c[26], c[27])
    for name, reader, department in (("admin", "管理者", "情報政策課"), ("reader", c[10], c[11])):
        machine.run(name, "setup", "--share", machine.share, "--reader", reader, "--department", department)
    publish = ("publish", "--date", datetime.now(UTC).date().isoformat())
    meeting = machine.run("admin", *publish, "--kind", "meeting", "--title", c[0], "--copies", 12, first, second)
    machine.run("admin", *publish, "--kind", "meeting", "--title", "人事協議", "--offline", "memory", secret)
    notice = machine.run("admin", *publish, "--kind", "circular", "--title", c[28], "--offline", "lease(14)", circular)
    machine.run("reader", "sync")
    materials = [each["id"] for each in meeting["materials"]]
    for packet in machine.run("reader", "list")["packets"]:
        for material in packet["materials"]:
            machine.run("reader", "page", material["id"], "--page", 1, "--out", out / f"{material['id']}.png")
    notes = [
        {"kind": "sticky", "page": 1, "at": [90, 90], "text": c[6]},
        {"kind": "text", "page": 1, "box": [10, 10, 200, 60], "text": c[7]},
        {"kind": "bookmark", "page": 2, "text": c[8]},
        {"kind": "shape", "page": 1, "shape": "box", "points": [[1, 1], [90, 90]], "text": c[9]},
        {"kind": "highlight", "page": 1, "quote": c[3], "text": c[23]},
        {"kind": "ink", "page": 1, "strokes": [[[1, 1, 1], [50, 50, 1]]], "text": c[29]},
    ]
    machine.run("reader", "notes", "add", materials[0], "-", stdin=json.dumps(notes))
    for words in (c[3], c[6], c[12], "予算"):
        machine.run("reader", "search", words)
    machine.run("reader", "print", materials[0], "--reason", "提出・決裁", "--notes", "--to", out / "printed.pdf")
    machine.run("reader", "notes", "export", materials[0], "--out", out / "noted.pdf")
    machine.run("reader", "notes", "export", materials[0], "--flat", "--out", out / "flat.pdf")
    machine.run("admin", "replace", meeting["packet"], materials[0], changed)
    machine.run("reader", "sync")
    machine.run("reader", "notes", "carry", materials[0])
    machine.run("reader", "notes", "history", materials[0])
    machine.run("admin", "withdraw", notice["packet"])
    machine.run("reader", "sync")
    machine.run("reader", "ledger")
    machine.run("reader", "check")
    machine.run("admin", "sync")
    machine.run("admin", "stats", "merge")
    exported = ("stats", "export", "--fy", 2026, "--out")
    for form in ("json", "xlsx", "csv", "pdf"):
        machine.run("admin", *exported, out / f"report.{form}", "--format", form, "--entries", out / f"{form}.jsonl")
    database = machine.place / "reader" / "dxmeet.db"
    database.write_bytes(b"\0" * 4096 + database.read_bytes()[4096:])
    machine.run("reader", "recover")
    machine.run("reader", "sync")
    machine.run("reader", "lock")
    machine.run("reader", "list")
    return [first, second, changed, secret, circular]


def show_the_window(machine: Machine) -> None:
    """A person at a real screen reads, draws, looks for something; then the window crashes with a core dump allowed."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as said:
        screen = {**machine.environment, "DISPLAY": f":{said.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
    keeper = subprocess.Popen(["openbox"], env=screen, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        command = ["bash", "-c", 'ulimit -c unlimited; exec "$@"', "bash", sys.executable, "-m", "dxmeet"]
        reader = [*command, "--profile", str(machine.place / "reader")]
        original = next((machine.place / "originals").glob("01*.pdf"))
        for arguments in (reader, [*command, "open", str(original)]):
            window = subprocess.Popen(arguments, env=screen, cwd=machine.work, stderr=subprocess.DEVNULL)
            try:
                _handle(screen)
                for child in _children(window.pid):
                    os.kill(child, signal.SIGSEGV)
                _handle(screen)
            finally:
                window.send_signal(signal.SIGSEGV)
                window.wait()
    finally:
        for each in (keeper, server):
            each.terminate()
            each.wait()


def _handle(screen: dict[str, str]) -> None:
    """Unlock, open what is first, turn pages, type into the search field, until the keys were all taken."""
    find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "dxmeet|canary"]
    subprocess.run(find, env=screen, check=True, stdout=subprocess.DEVNULL, timeout=60)
    for words in (
        ("type", "--delay", "30", _PASSPHRASE), ("key", "Return"), ("sleep", "4"), ("key", "Tab"), ("key", "Return"),
        ("sleep", "3"), ("key", "Next"), ("key", "p"), ("key", "ctrl+f"), ("type", CANARIES[12][:9]), ("sleep", "2"),
        ("key", "Escape"), ("key", "ctrl+shift+f"), ("type", CANARIES[12][:9]), ("sleep", "3"),
    ):  # fmt: skip
        subprocess.run(["xdotool", *words], env=screen, check=True, stdout=subprocess.DEVNULL)


def _children(parent: int) -> list[int]:
    path = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(each) for each in path.read_text().split()] if path.exists() else []


def needles(originals: list[Path]) -> dict[str, list[bytes]]:
    chance = random.Random(1)
    found: dict[str, list[bytes]] = {}
    for word in CANARIES:
        ways = [word.encode(way) for way in ("utf-8", "utf-16-le", "utf-16-be", "cp932")]
        found[word] = [*ways, urllib.parse.quote(word).encode(), json.dumps(word)[1:-1].encode()]
    found["passphrase"] = [_PASSPHRASE.encode(), _PASSPHRASE.encode("utf-16-le")]
    slices: list[bytes] = []
    for path in originals:
        content = path.read_bytes()
        slices += [content[at : at + _SLICE] for at in chance.sample(range(len(content) - _SLICE), _SLICES)]
    # of a font that every such PDF has, or of its table of offsets, some slices say nothing of these papers
    found["bytes of a page"] = [each for each in slices if len(set(each)) > _SLICE // 2]
    red, green, blue = (round(part * 255) for part in COLOUR)
    found["pixels"] = [
        bytes(pixel) * 16 for pixel in ((blue, green, red, 255), (red, green, blue, 255), (red, green, blue))
    ]
    return found


def searched(files: list[Path], wanted: dict[str, list[bytes]]) -> tuple[Counter[tuple[str, str]], int]:
    """What was found where, and how many bytes were read. A file of another program in /dev/shm may vanish meanwhile."""
    hits: Counter[tuple[str, str]] = Counter()
    size = 0
    for path in files:
        try:
            content = path.read_bytes()
        except OSError:
            continue
        size += len(content)
        for word, ways in wanted.items():
            if any(way in content for way in ways):
                hits[str(path), word] += 1
    return hits, size


def _files(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def main() -> int:
    before = set(_files(Path("/dev/shm")))
    with tempfile.TemporaryDirectory(prefix="dxmeet-leak-") as place:
        machine = Machine(Path(place))
        originals = use_everything(machine)
        if shutil.which("Xvfb") and shutil.which("xdotool") and shutil.which("openbox"):
            show_the_window(machine)
        shutil.rmtree(machine.out)
        wanted = needles(originals)
        assert searched(_files(machine.share), wanted)[0], "what is looked for can be found"
        left = _files(machine.place / "admin", machine.place / "reader", machine.work, *machine.homes)
        left += sorted(set(_files(Path("/dev/shm"))) - before)
        plain = [path for path in left if path.name.startswith("statistics.db")]
        hits, size = searched([path for path in left if path not in plain], wanted)
        told = {word for _, word in searched(plain, wanted)[0]}
        cores = [path for path in left if path.name.startswith("core")]
        print(f"{machine.commands} commands, {len(left)} files, {size:,} bytes, {len(cores)} crash dumps")
        print(f"{len(CANARIES)} canaries, {len(wanted['bytes of a page'])} slices of pages, pixels: {len(hits)} hits")
        print(f"in the admin's plain statistics.db: {', '.join(sorted(told)) or 'none'}")
        for path, word in hits:
            print(f"  {word}: {path}")
    return 1 if hits or cores else 0


if __name__ == "__main__":
    sys.exit(main())
