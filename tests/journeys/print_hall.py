"""A print server of our own, whose printer keeps every job as a PDF in a tray; gone with the test.

CUPS as a city hall has it: a queue with A4, A3 and both sides, CUPS's own filters making the copies. Only the last step,
the wire to the printer, is a script that puts the finished pages into a folder.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from dxmeet.domain.page import PageSize, PaperClass
from dxmeet.domain.paper import Sheets

SERVER_BIN = Path("/usr/lib/cups")

_CUPSD = """
LogLevel debug
MaxLogSize 0
Listen {root}/cups.sock
Browsing Off
DefaultAuthType None
WebInterface No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
_FILES = """
ServerRoot {root}/root
ServerBin {root}/bin
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
"""
_BACKEND = """#!/bin/sh
# Without arguments CUPS asks what there is; with them: job user title copies options [file]
[ $# -eq 0 ] && exit 0
if [ -n "$6" ]; then cat "$6"; else cat; fi > {root}/tray/.$1.part
mv {root}/tray/.$1.part {root}/tray/$1.pdf
"""
_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "HALL.PPD"
*Manufacturer: "Hall"
*Product: "(Hall)"
*ModelName: "Hall"
*ShortNickName: "Hall"
*NickName: "Hall"
*PSVersion: "(3010.000) 550"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*DefaultResolution: 150dpi
*cupsManualCopies: True
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
*PageSize A4/A4: ""
*PageSize A3/A3: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
*PageRegion A4/A4: ""
*PageRegion A3/A3: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4: "0 0 595 842"
*ImageableArea A3: "0 0 842 1191"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
*PaperDimension A3: "842 1191"
*OpenUI *Duplex/Two-Sided: PickOne
*OrderDependency: 20 AnySetup *Duplex
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long Edge: ""
*Duplex DuplexTumble/Short Edge: ""
*CloseUI: *Duplex
*DefaultFont: Courier
*Font Courier: Standard "(002.004S)" Standard ROM
"""


def missing() -> str:
    """Why there can be no print server here; empty when there can."""
    wanted = [name for name in ("cupsd", "lpadmin", "lpstat") if shutil.which(name) is None]
    if wanted or not (SERVER_BIN / "filter" / "pdftopdf").exists():
        return "needs CUPS with its filters"
    return "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "CUPS runs its own printers as root only"


@dataclass(frozen=True)
class Hall:
    """The printer ``hall``."""

    root: Path

    @property
    def environment(self) -> dict[str, str]:
        """For a program that is to find this print server and no other."""
        return {"CUPS_SERVER": str(self.root / "cups.sock")}

    def tray(self) -> list[Path]:
        return sorted((self.root / "tray").glob("*.pdf"), key=lambda path: int(path.stem))

    def settle(self) -> None:
        """Until no job is on its way to the tray. One that was announced and never sent would stay for 15 minutes."""
        for _ in range(600):
            if not self._said("lpstat", "-W", "not-completed", "-o").strip():
                return
            time.sleep(0.1)
        log = (self.root / "log" / "error").read_text(encoding="utf-8", errors="replace").splitlines()
        raise AssertionError("\n".join(["a job does not come out", self._said("lpstat", "-l", "-o"), *log[-60:]]))

    def sheets(self, jobs: Sequence[Path], sides: int) -> Sheets:
        """The paper that these jobs took, each printed on this many sides, counted by their own page sizes."""
        a4 = a3 = 0
        for job in jobs:
            papers = [PageSize(page.rect.width, page.rect.height).paper for page in pymupdf.open(job)]
            a4 += -(-papers.count(PaperClass.A4) // sides)
            a3 += -(-papers.count(PaperClass.A3) // sides)
        return Sheets(a4, a3)

    def _said(self, *command: str) -> str:
        given = {**os.environ, **self.environment}
        return subprocess.run(command, env=given, capture_output=True, text=True, check=False, timeout=60).stdout


def open_hall(root: Path) -> tuple[Hall, "subprocess.Popen[bytes]"]:
    """The print server and its process, which the caller ends. Raises RuntimeError where it does not come up."""
    for name in ("root", "spool", "cache", "state", "log", "tray", "bin/backend"):
        (root / name).mkdir(parents=True)
    for each in SERVER_BIN.iterdir():
        if each.name != "backend":
            (root / "bin" / each.name).symlink_to(each)
    backend = root / "bin" / "backend" / "tray"
    backend.write_text(_BACKEND.format(root=root), encoding="utf-8")
    backend.chmod(0o700)
    (root / "cupsd.conf").write_text(_CUPSD.format(root=root), encoding="utf-8")
    (root / "cups-files.conf").write_text(_FILES.format(root=root), encoding="utf-8")
    (root / "hall.ppd").write_text(_PPD, encoding="utf-8")
    server = subprocess.Popen(
        ["cupsd", "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    hall = Hall(root)
    given = {**os.environ, **hall.environment}
    make = ["lpadmin", "-p", "hall", "-E", "-v", "tray:/", "-P", str(root / "hall.ppd"), "-D", "3階 複合機"]
    while server.poll() is None:
        if (root / "cups.sock").exists():
            done = subprocess.run(make, env=given, capture_output=True, check=False, timeout=60)
            if done.returncode == 0:
                subprocess.run(["lpadmin", "-d", "hall"], env=given, check=True, capture_output=True, timeout=60)
                return hall, server
        time.sleep(0.1)
    raise RuntimeError("cupsd does not come up")
