"""What a look and a first sync cost on a real SMB server: SMB2 requests on the wire, each 30 ms late.

    uv run python tests/benchmarks/smb_requests.py            a look over 2,000 packets; a meeting of 50 materials
    uv run python tests/benchmarks/smb_requests.py 200 10     smaller

Counted between smbnetfs and smbd by a line that reads the frames; beside them our own file calls, which is what a client
that asks nothing twice would send. Needs root, /dev/fuse, and Debian's samba and smbnetfs.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "smb"))

from looks import publish_packets
from smb_server import SlowLine, SmbServer, missing
from smb_story import paper

from dxmeet.app import make_entrance
from dxmeet.services.unlocking import Enrolment
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.preparing import prepare
from dxmeet.sharing.share import Share, make_worker

DELAY = 0.03


def looks(server: SmbServer, work: Path, count: int) -> None:
    identity = publish_packets(server.folder, count)
    line = SlowLine(server.address, 0.0)
    share = Share(server.mount("looker", line.address), make_worker())
    try:
        for name in ("the first look", "another", "nothing new", "nothing new"):
            line.delay = 0.0 if name == "the first look" else DELAY
            before, calls, began = line.requests, share.requests, time.perf_counter()
            look = share.look(identity.id, {})
            took = time.perf_counter() - began
            words = f"{line.requests - before} SMB requests, {share.requests - calls} file calls, {took:.1f} s"
            print(f"{count} packets, {name} ({look.state.value}, {len(look.packets)}): {words}", flush=True)
            time.sleep(4)
    finally:
        share.close()
        line.close()


def meeting(server: SmbServer, work: Path, count: int) -> None:
    chance = random.Random(1)
    folder = server.folder / "会議" / "2026-11-25 五十"
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"資料{number}.pdf").write_bytes(paper(chance, 200_000))
    line = SlowLine(server.address, DELAY)
    entrance = make_entrance(work / "profile", keyring=lambda: None)
    root = server.mount("newcomer", line.address)
    services = entrance.enter(entrance.unlocking.setup(Enrolment(root, "佐藤", "企画", "correct horse"))[0])
    try:
        time.sleep(6)
        before, began = line.requests, time.perf_counter()
        result = services.synchronising.synchronise()
        took = time.perf_counter() - began
        words = f"{line.requests - before} SMB requests, {result.requests} file calls, {took:.1f} s"
        print(f"first sync of a meeting of {count} ({len(result.added)} added): {words}")
    finally:
        services.close()
        entrance.close()
        line.close()


def main() -> int:
    if missing():
        print(missing())
        return 2
    given = [int(each) for each in sys.argv[1:3]]
    counts = (*given, *(2_000, 50)[len(given) :])
    for act, count in zip((looks, meeting), counts, strict=True):
        with tempfile.TemporaryDirectory() as work:
            server = SmbServer(Path(work))
            try:
                server.start()
                prepare(ShareFiles(server.folder))
                act(server, Path(work), count)
            finally:
                server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
