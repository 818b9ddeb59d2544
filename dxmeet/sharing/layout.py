"""Names and places on the shared folder: where things lie, which names are refused and why, what a name tells.

<share>/dxmeet.toml                                   the marker: share id, folders, policy
<share>/<会議 or 配布>/<packet folder>/*.pdf            one packet; one level of sub-folders belongs to it
<share>/<会議 or 配布>/*.pdf                            a packet of one file
<share>/<会議 or 配布>/.publishing-<terminal8>-<random>  a packet being published; nobody looks at it
<packet folder>/packet.json                           generation 1 of a published packet
<packet folder>/packet.<generation>.<terminal8>.<hash12>.json   every later generation, immutable
<share>/.dxmeet/terminals/<terminal>.json             public keys
<share>/.dxmeet/journal/<terminal>/*.seg              signed segments of events
<share>/.dxmeet/orders/<terminal>.<order id>.json     orders for lost terminals

Two names are the same when NFC + casefold says so; what is shown is always the original. Never NFKC for identity: it
would merge ﾃｽﾄ with テスト and ① with 1.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from dxmeet.domain.packet import Kind, MaterialId, PacketId, ShareId

MARKER = "dxmeet.toml"
MANIFEST = "packet.json"
TERMINALS = ".dxmeet/terminals"
JOURNAL = ".dxmeet/journal"
ORDERS = ".dxmeet/orders"
PUBLISHING = ".publishing-"
PART = ".part"

_LONGEST = 180  # bytes of UTF-8 for a name we make: a NAS on ext4 allows 255, and " (12版).pdf" must still fit
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{d}{n}" for d in ("com", "lpt") for n in "0123456789¹²³"
}
_CHARACTERS = re.compile(r'[<>:"/\\|?*]')
_BIDI = "\u202a-\u202e\u2066-\u2069"  # they make a name look like another
_INVISIBLE = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029{_BIDI}]")
_SYSTEM = {"thumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "@eadir", "#recycle", "lost+found"}
_MANIFEST_NAME = re.compile(r"packet\.(\d{4,9})\.([0-9A-Za-z_-]{1,8})\.([0-9a-f]{12})\.json")


def name_key(name: str) -> str:
    """What two names are compared by."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def shown(name: str) -> str:
    """The name as it can be shown, stored and sent: what is not text or not visible becomes U+FFFD."""
    return _INVISIBLE.sub("\ufffd", name)


def ignored(name: str) -> bool:
    """True for what is nobody's material: Office owner files, half copies, dot files, what systems leave behind."""
    key = name_key(name)
    return key.startswith((".", "~$")) or key.endswith((".tmp", PART, ".crdownload")) or key in _SYSTEM


def is_pdf(name: str) -> bool:
    """Also of ``x.pdf.``, so that a name Windows cannot open is refused with a reason instead of passed over."""
    return name_key(name).rstrip(". 　").endswith(".pdf")


def refusal(name: str) -> str:
    """Why this name cannot be taken, a code; "" when it can. The table is that of Windows, where most readers sit."""
    if not name or _INVISIBLE.search(name):
        return "name-control"
    if name[-1] in ". " or name[0] == " ":
        return "name-trailing"
    if _CHARACTERS.search(name):
        return "name-characters"
    if name_key(name).split(".")[0].rstrip(" ") in _RESERVED:
        return "name-reserved"
    return ""


def colliding(names: Iterable[str]) -> frozenset[str]:
    """Those of ``names`` that are the same as another one of them."""
    keys = {name: name_key(name) for name in names}
    if len(set(keys.values())) == len(keys):
        return frozenset()
    seen = Counter(keys.values())
    return frozenset(name for name, key in keys.items() if seen[key] > 1)


def folder_packet_id(share: ShareId, kind: Kind, folder: str) -> PacketId:
    """The id of a packet that is a plain folder (or a plain file) of this name: every terminal finds the same one."""
    return PacketId("f-" + _digest(share, kind.value, name_key(folder)))


def plain_material_id(packet: PacketId, name: str, *, exact: bool = False) -> MaterialId:
    """``exact`` keeps apart names that collide."""
    return MaterialId("d-" + (_digest(packet, "exact", ascii(name)) if exact else _digest(packet, name_key(name))))


def manifest_name(generation: int, terminal: str, digest: str) -> str:
    """The name of a manifest from generation 2 on. It ends with a hash of its bytes: nobody else can want it."""
    return f"packet.{generation:04d}.{terminal[:8]}.{digest[:12]}.json"


def manifest_hash(name: str) -> str | None:
    """The first 12 digits of the hash that a manifest's name promises; "" for packet.json; None for other files."""
    if name == MANIFEST:
        return ""
    found = _MANIFEST_NAME.fullmatch(name)
    return found.group(3) if found else None


def safe_name(title: str, ending: str = "") -> str:
    """A readable name for a file or folder that every system can open; at most 180 bytes before ``ending``."""
    text = unicodedata.normalize("NFC", title)
    text = _INVISIBLE.sub(" ", text).translate(_WIDE)
    text = re.sub(r"\s+", " ", text).strip(" .~") or "資料"
    while len(text.encode()) > _LONGEST:
        text = text[:-1]
    text = text.rstrip(" .") or "資料"
    return (f"_{text}" if refusal(text + ending) == "name-reserved" else text) + ending


def numbered(name: str, taken: Iterable[str]) -> str:
    """``name``, or ``name (2)`` … when it is taken; a ``.pdf`` stays at the end."""
    keys = {name_key(each) for each in taken}
    stem, ending = (name[:-4], name[-4:]) if name_key(name).endswith(".pdf") else (name, "")
    candidate, number = name, 1
    while name_key(candidate) in keys:
        number += 1
        candidate = f"{stem} ({number}){ending}"
    return candidate


def plain_file_name(name: str) -> bool:
    """True when an untrusted name stays inside its folder: one component, nothing hidden, nothing refused."""
    return 0 < len(name) <= 255 and name not in (".", "..") and not refusal(name) and not ignored(name)


_WIDE = str.maketrans('<>:"/\\|?*', "＜＞：”／＼｜？＊")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
