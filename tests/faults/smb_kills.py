"""A real SMB server falls again and again while two organisers replace and a reader fetches: nothing may be torn or lost.

    uv run python tests/faults/smb_kills.py 100            100 falls at random moments
    uv run python tests/faults/smb_kills.py 20 --seed 3    other ones

Needs root, /dev/fuse, and Debian's samba and smbnetfs. After every fall all files on the server's own disk are compared
with what the manifests promise, and the manifests with what the organisers were told; at the end the reader's laptop, too.
Prints how many falls there were, and exits 1 at the first broken promise.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "smb"))

from smb_server import SmbServer, missing
from smb_story import Organiser, under_fire

from dxmeet.app import make_entrance
from dxmeet.services.unlocking import Enrolment
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.preparing import prepare


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", type=int, nargs="?", default=100)
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    if missing():
        print(missing())
        return 2
    with tempfile.TemporaryDirectory() as work:
        server = SmbServer(Path(work))
        try:
            server.start()
            prepare(ShareFiles(server.folder))
            return fire(server, Path(work), wanted.kills, random.Random(wanted.seed))
        finally:
            server.stop()


def fire(server: SmbServer, work: Path, kills: int, chance: random.Random) -> int:
    organisers = [Organiser(server.mount(name), name * 8, work / f"work-{name}") for name in "ab"]
    entrance = make_entrance(work / "profile", keyring=lambda: None)
    who = Enrolment(server.mount("reader"), "佐藤", "企画政策課", "correct horse")
    services = entrance.enter(entrance.unlocking.setup(who)[0])
    try:
        acts = under_fire(server, organisers, services, kills, chance)
        print(f"the server fell {kills} times in {acts} acts: nothing torn, nothing lost")
        return 0
    except AssertionError as broken:
        print(f"broken: {broken}")
        return 1
    finally:
        services.close()
        entrance.close()
        for each in organisers:
            each.share.close()


if __name__ == "__main__":
    sys.exit(main())
