"""What a look and a first sync cost on a real SMB server: SMB2 requests on the wire, each 30 ms late.

    uv run python tests/benchmarks/smb_requests.py            a look over 2,000 packets; a meeting of 50 materials
    uv run python tests/benchmarks/smb_requests.py 200 10     smaller
    uv run python tests/benchmarks/smb_requests.py --through smbnetfs

Counted before smbd by a line that reads the frames, twice: through an SMB client of our own that asks nothing by itself
(smbprotocol), and through smbnetfs, where the kernel looks every name up. A message is what a client waits for, 30 ms each
time; it may hold several requests, chained. The bars are messages of the first: at most 40 for a look with nothing new, and
250 for the first sync. Needs root, and Debian's samba; the second also /dev/fuse and smbnetfs.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "smb"))

from looks import publish_packets
from smb_calls import smb_worker
from smb_server import SlowLine, SmbServer, missing
from smb_story import paper

from dxmeet.app import make_entrance
from dxmeet.services.unlocking import Enrolment
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.preparing import prepare
from dxmeet.sharing.share import Share, make_worker

DELAY = 0.03
Reach = Callable[[SmbServer, SlowLine], Share]


def by_ourselves(server: SmbServer, line: SlowLine) -> Share:
    return Share(Path(f"//{line.address}/share"), smb_worker())


def by_smbnetfs(server: SmbServer, line: SlowLine) -> Share:
    return Share(server.mount("laptop", line.address), make_worker())


class Meter:
    """What went over the line since it was made."""

    def __init__(self, line: SlowLine, share: Share) -> None:
        self._line, self._share = line, share
        self._before = line.messages, line.requests, share.requests
        self._began = time.perf_counter()

    def __str__(self) -> str:
        messages, requests, calls = self._before
        took = time.perf_counter() - self._began
        line = self._line
        return (
            f"{line.messages - messages} messages with {line.requests - requests} SMB2 requests, "
            f"{self._share.requests - calls} file calls, {took:.1f} s"
        )


def looks(server: SmbServer, work: Path, count: int, reach: Reach) -> None:
    identity = publish_packets(server.folder, count)
    line = SlowLine(server.address, 0.0)
    share = reach(server, line)
    try:
        for name in ("the first look", "another", "nothing new", "nothing new"):
            line.delay = 0.0 if name in ("the first look", "another") else DELAY
            meter = Meter(line, share)
            look = share.look(identity.id, {})
            print(f"  {count} packets, {name} ({look.state.value}, {len(look.packets)}): {meter}", flush=True)
            time.sleep(21)
    finally:
        share.close()
        line.close()


def meeting(server: SmbServer, work: Path, count: int, reach: Reach) -> None:
    chance = random.Random(1)
    folder = server.folder / "会議" / "2026-11-25 五十"
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"資料{number}.pdf").write_bytes(paper(chance, 200_000))
    line = SlowLine(server.address, DELAY)
    entrance = make_entrance(work / "profile", keyring=lambda: None)
    entered = entrance.unlocking.setup(Enrolment(server.folder, "佐藤", "企画", "correct horse"))[0]
    services = entrance.enter(entered)
    shelf, there = services.synchronising._share, reach(server, line)
    try:
        shelf.root, shelf._worker = there.root, there._worker  # from here on over the wire
        time.sleep(6)
        meter = Meter(line, shelf)
        result = services.synchronising.synchronise()
        print(f"  first sync of a meeting of {count} ({len(result.added)} added): {meter}", flush=True)
    finally:
        services.close()
        entrance.close()
        line.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packets", type=int, nargs="?", default=2_000)
    parser.add_argument("materials", type=int, nargs="?", default=50)
    parser.add_argument("--through", choices=("smbprotocol", "smbnetfs"))
    wanted = parser.parse_args()
    for name, reach, needed in (
        ("smbprotocol", by_ourselves, ("smbd",)),
        ("smbnetfs", by_smbnetfs, ("smbd", "smbnetfs")),
    ):
        if wanted.through not in (None, name):
            continue
        print(f"{name}:", missing(*needed), flush=True)
        for act, count in ((looks, wanted.packets), (meeting, wanted.materials)) if not missing(*needed) else ():
            with tempfile.TemporaryDirectory() as work:
                server = SmbServer(Path(work))
                try:
                    server.start()
                    prepare(ShareFiles(server.folder))
                    act(server, Path(work), count, reach)
                finally:
                    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
