"""What becomes of a profile with every kind of keyring: a real Secret Service, none, a locked one, one in plain text, a lost
key, another key. Never a key in a file, never a database made anew, each with its sentence.

    dbus-run-session -- uv run python tests/faults/keyring_matrix.py          (Linux, with gnome-keyring and dbus)

Prints a line for each case: its name, the code of the refusal (or "opens"), what the person is told to do.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_SETUP = ("setup", "--reader", "佐藤", "--department", "企画", "--share")


class Matrix:
    """One folder with a home of its own, a share and a profile; ``cases`` are (name, code, next)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.share = folder / "share"
        self.share.mkdir()
        self.profile = folder / "profile"
        self.cases: list[tuple[str, str, str]] = []

    def asked(self, case: str, *arguments: object, profile: Path | None = None) -> str:
        """Give a command; its code, or "opens"."""
        from click.testing import CliRunner

        from dxmeet.app import make_engine, make_entrance
        from dxmeet.cli.program import make_group

        engine = make_engine()
        group = make_group(lambda where: make_entrance(where, engine=engine), lambda *_: 0, lambda *_: 0)
        given = {"DXMEET_PASSPHRASE": "", "DXMEET_PROFILE": str(profile or self.profile)}
        done = CliRunner().invoke(group, [*map(str, arguments), "--json"], env=given)
        engine.close()
        refusal: dict[str, Any] = {"code": "opens", "next": ""} if done.exit_code == 0 else json.loads(done.stderr)
        assert done.exit_code == 0 or all(refusal[part] for part in ("message", "safe", "next"))
        self.cases.append((case, refusal["code"], refusal["next"]))
        return refusal["code"]

    def files(self) -> dict[str, bytes]:
        kept = ("profile.json", "dxmeet.db")
        return {name: (self.profile / name).read_bytes() for name in kept if (self.profile / name).exists()}

    def unchanged(self, act: Callable[[], object]) -> None:
        before = self.files()
        act()
        assert self.files() == before


@contextmanager
def daemon() -> Iterator[None]:
    """gnome-keyring with its own empty store, unlocked."""
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b"a password of the login\n")
    running.stdin.close()
    running.stdout.readline()  # it has its name on the bus before it says where its socket is
    try:
        yield
    finally:
        running.terminate()
        running.wait()


def collection() -> tuple[Any, Any]:
    """(connection, default collection) of the Secret Service."""
    import secretstorage

    connection = secretstorage.dbus_init()
    return connection, secretstorage.get_collection_by_alias(connection, "default")


def secret() -> tuple[Any, Any]:
    connection, kept = collection()
    return connection, next(each for each in kept.get_all_items() if "dxmeet" in str(each.get_attributes()))


@contextmanager
def without_bus() -> Iterator[None]:
    address = os.environ.pop("DBUS_SESSION_BUS_ADDRESS")
    try:
        yield
    finally:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address


def plain_text_backend(folder: Path) -> Path:
    """As if keyrings.alt were installed and chosen by the configuration and the environment; where it would write."""
    written = folder / "plain-text"
    package = folder / "site" / "keyrings" / "alt"
    package.mkdir(parents=True)
    (package / "file.py").write_text(
        "from keyring.backend import KeyringBackend\n"
        "class PlaintextKeyring(KeyringBackend):\n"
        "    priority = 20\n"
        "    def get_password(self, service, username): return None\n"
        f"    def set_password(self, service, username, password): open({str(written)!r}, 'a').write(password)\n"
        "    def delete_password(self, service, username): pass\n"
    )
    sys.path.insert(0, str(folder / "site"))
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyrings.alt.file.PlaintextKeyring"
    configuration = Path(os.environ["XDG_CONFIG_HOME"]) / "python_keyring" / "keyringrc.cfg"
    configuration.parent.mkdir(parents=True)
    configuration.write_text("[backend]\ndefault-keyring=keyrings.alt.file.PlaintextKeyring\n")
    return written


def tried(matrix: Matrix) -> None:
    with daemon():
        assert matrix.asked("real, unlocked: set up", *_SETUP, matrix.share) == "opens"
        slots = json.loads((matrix.profile / "profile.json").read_text())["slots"]
        assert [each["kind"] for each in slots] == ["keyring"]
        assert matrix.asked("real, unlocked", "list") == "opens"
        connection, item = secret()
        key: bytes = item.get_secret()
        for path in matrix.profile.rglob("*"):
            if path.is_file():
                assert key not in path.read_bytes()
                assert base64.b64decode(key) not in path.read_bytes()
        with without_bus():
            matrix.unchanged(lambda: matrix.asked("none", "list"))
            assert matrix.asked("none: set up", *_SETUP, matrix.share, profile=matrix.folder / "new") != "opens"
            matrix.unchanged(lambda: matrix.asked("none: set up again", *_SETUP, matrix.share, "--again"))
        written = plain_text_backend(matrix.folder)
        with without_bus():
            matrix.unchanged(lambda: matrix.asked("plain text installed", "list"))
            matrix.asked("plain text installed: set up", *_SETUP, matrix.share, profile=matrix.folder / "new")
        assert matrix.asked("plain text installed, real beside it", "list") == "opens"
        assert not written.exists()
        assert not (matrix.folder / "new").exists()
        other = base64.b64encode(b"\1" * 32)
        item.set_secret(other)
        matrix.unchanged(lambda: matrix.asked("another key", "list"))
        item.set_secret(key)
        assert matrix.asked("the right key again", "list") == "opens"
        connection.close()
        connection, kept = collection()
        kept.lock()
        matrix.unchanged(lambda: matrix.asked("locked", "list"))
        matrix.unchanged(lambda: matrix.asked("locked: set up again", *_SETUP, matrix.share, "--again"))
        connection.close()
    with daemon():
        connection, item = secret()
        item.delete()
        connection.close()
        matrix.unchanged(lambda: matrix.asked("lost", "list"))
        assert matrix.asked("lost: set up again", *_SETUP, matrix.share, "--again") == "opens"
        assert matrix.asked("set up again", "list") == "opens"


def main() -> int:
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="dxmeet-keyring-") as place:
        folder = Path(place)
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"):
            os.environ[name] = str(folder / name)
            (folder / name).mkdir(mode=0o700)
        matrix = Matrix(folder)
        tried(matrix)
        for name, code, todo in matrix.cases:
            print("\t".join((name, code, todo)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
