"""A real SMB server of our own on loopback, and real paths to it: smbd and smbnetfs (FUSE), each laptop with its own mount.

    laptop's path ── smbnetfs ── (SlowLine: counts, delays) ── smbd ── a folder on this disk

Needs root (port 445, mounting), /dev/fuse, and Debian's ``samba`` and ``smbnetfs``.
"""

import os
import random
import shutil
import signal
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

_CONFIG = """\
[global]
  server role = standalone server
  interfaces = {address}/8
  bind interfaces only = yes
  smb ports = 445
  disable netbios = yes
  private dir = {place}
  lock directory = {place}
  state directory = {place}
  cache directory = {place}
  pid directory = {place}
  ncalrpc dir = {place}/ncalrpc
  log file = {place}/log
  map to guest = Bad User
  guest account = root
  load printers = no
  server min protocol = SMB2_10
[share]
  path = {folder}
  guest ok = yes
  read only = no
  force user = root
"""
_MOUNT = 'show_hidden_hosts "true"\nsmb_query_browsers "false"\n'
_PATIENCE = 60.0  # seconds for a server or a mount to be there; on an idle machine it takes one


def missing(*programs: str) -> str:
    """Why there can be no real server here, or no path to it; empty when there can."""
    needed = programs or ("smbd", "smbnetfs", "umount")
    absent = [each for each in needed if shutil.which(each) is None]
    if absent:
        return f"not installed: {', '.join(absent)}"
    if os.geteuid() != 0 or ("smbnetfs" in needed and not os.access("/dev/fuse", os.R_OK | os.W_OK)):
        return "no /dev/fuse, or not root"
    return ""


class NoServer(Exception):
    """This machine runs no server or mounts nothing, though the programs are there (a container that may not)."""


class SmbServer:
    """``folder`` is what it shares. ``kill`` ends what serves the clients, as a failing server does."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "served"
        self.folder.mkdir(parents=True)
        self.address = f"127.{random.randrange(16, 240)}.{random.randrange(256)}.{random.randrange(2, 250)}"
        self._place = place / "smbd"
        self._place.mkdir()
        self._config = self._place / "smb.conf"
        self._config.write_text(_CONFIG.format(address=self.address, place=self._place, folder=self.folder))
        self._smbd: subprocess.Popen[bytes] | None = None
        self._mounts: list[tuple[Path, subprocess.Popen[bytes]]] = []

    def start(self) -> None:
        command = ["smbd", "-s", str(self._config), "-F", "--no-process-group"]
        self._smbd = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _until(lambda: _answers(self.address), self._smbd)

    def mount(self, name: str, address: str = "") -> Path:
        """The share as one more laptop sees it."""
        home = self._place.parent / f"home-{name}"
        (home / ".smb").mkdir(parents=True)
        for file, text in (("smbnetfs.conf", _MOUNT), ("smb.conf", self._config.read_text())):
            (home / ".smb" / file).write_text(text)
            (home / ".smb" / file).chmod(0o600)
        point = self._place.parent / f"mount-{name}"
        point.mkdir()
        command = ["smbnetfs", str(point), "-f", "-o", f"config={home}/.smb/smbnetfs.conf"]
        quiet = subprocess.DEVNULL
        fuse = subprocess.Popen(command, env={**os.environ, "HOME": str(home)}, stdout=quiet, stderr=quiet)
        self._mounts.append((point, fuse))
        share = point / (address or self.address) / "share"
        _until(lambda: os.path.ismount(point) and _lists(share), fuse)
        return share

    def kill(self, chance: random.Random) -> None:
        """Mostly the processes of the sessions; sometimes the whole server, which is then started again."""
        assert self._smbd is not None
        whole = chance.random() < 0.25
        for each in [*_children(self._smbd.pid), *([self._smbd.pid] if whole else [])]:
            try:
                os.kill(each, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if whole:
            self._smbd.wait()
            self.start()

    def stop(self) -> None:
        for point, fuse in self._mounts:
            subprocess.run(["umount", "-l", str(point)], check=False, stderr=subprocess.DEVNULL)
            fuse.kill()
            fuse.wait()
        if self._smbd is not None:
            for each in [*_children(self._smbd.pid), self._smbd.pid]:
                try:
                    os.kill(each, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            self._smbd.wait()


class SlowLine:
    """Stands between a client and the server at an address of its own: each message waits ``delay`` seconds and is counted.

    ``messages`` is what a client waits for; a message may hold several requests, chained (SMB2 calls it a compound).
    """

    def __init__(self, server: str, delay: float) -> None:
        self.address = server.rpartition(".")[0] + ".251"
        self.delay = delay
        self.requests = self.messages = 0
        self._server = server
        self._listener = socket.create_server((self.address, 445))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection((self._server, 445))
            for act in (lambda c=client, s=server: self._ask(c, s), lambda c=client, s=server: _pass_on(s, c)):
                threading.Thread(target=act, daemon=True).start()

    def _ask(self, client: socket.socket, server: socket.socket) -> None:
        """Requests one by one: a header of four bytes says how long; several may be chained in one."""
        try:
            while head := _whole(client, 4):
                body = _whole(client, int.from_bytes(head[1:], "big"))
                self.messages += 1
                self.requests += _chained(body)
                time.sleep(self.delay)
                server.sendall(head + body)
        except OSError:
            pass
        for each in (client, server):
            each.close()


def _chained(body: bytes) -> int:
    if body[:4] != b"\xfeSMB":
        return 1
    count, at = 1, 0
    while (following := struct.unpack_from("<I", body, at + 20)[0]) and at + following < len(body):
        count, at = count + 1, at + following
    return count


def _whole(source: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        piece = source.recv(size - len(found))
        if not piece:
            return b""
        found += piece
    return bytes(found)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    try:
        while piece := source.recv(1 << 16):
            target.sendall(piece)
    except OSError:
        pass
    for each in (source, target):
        each.close()


def _children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _answers(address: str) -> bool:
    try:
        socket.create_connection((address, 445), timeout=1).close()
    except OSError:
        return False
    return True


def _lists(folder: Path) -> bool:
    try:
        os.listdir(folder)
    except OSError:
        return False
    return True


def _until(there: Callable[[], bool], program: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _PATIENCE
    while not there():
        if program.poll() is not None or time.monotonic() > end:
            raise NoServer(program.args)
        time.sleep(0.1)
