"""The window's English as files: what lupdate finds, what the .ts says, and .qm files compiled for one test."""

import importlib.util
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = ROOT / "resources" / "translations" / "dxmeet_en.ts"
JAPANESE = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")


@dataclass(frozen=True)
class Spoken:
    """One message. ``state`` is empty, ``unfinished``, ``vanished`` or ``obsolete``; ``texts`` has both plural forms."""

    context: str
    source: str
    comment: str
    numerus: bool
    state: str
    texts: tuple[str, ...]


def modules() -> list[Path]:
    """Every module that speaks, but not the forms generated from ui/."""
    return [each for each in sorted((ROOT / "dxmeet" / "desktop").rglob("*.py")) if each.parent.name != "forms"]


def sources() -> list[str]:
    return [str(each) for each in (*modules(), *sorted((ROOT / "ui").glob("*.ui")))]


def update(ts: Path) -> None:
    """Merge what the sources say now into ``ts``."""
    options = ["-silent", "-source-language", "ja_JP", "-target-language", "en_US", "-locations", "none"]
    _run("lupdate", *options, *sources(), "-ts", str(ts))


def compiled(ts: Path, folder: Path) -> Path:
    """``folder`` with a dxmeet_en.qm of ``ts``, as Appearance loads it."""
    _run("lrelease", "-silent", str(ts), "-qm", str(folder / "dxmeet_en.qm"))
    return folder


def messages(ts: Path = ENGLISH) -> list[Spoken]:
    return [
        _spoken(context.findtext("name", ""), message)
        for context in ElementTree.parse(ts).iter("context")
        for message in context.iter("message")
    ]


def lengthened(ts: Path, out: Path, by: float = 0.3) -> Path:
    """``ts`` with every text longer by that part; dates, which are patterns, and codes have a comment and stay."""
    tree = ElementTree.parse(ts)
    for message in tree.iter("message"):
        if message.find("comment") is None:
            translation = message.findall("translation")
            for each in message.findall("translation/numerusform") or translation:
                each.text = _longer(each.text or "", by)
    tree.write(out, encoding="utf-8", xml_declaration=True)
    return out


def _longer(text: str, by: float) -> str:
    """As a wordier language would say it."""
    return text + " lorem ipsum dolor sit amet"[: ceil(len(text) * by)].rstrip() if len(text) > 3 else text + "i"


def _spoken(context: str, message: ElementTree.Element) -> Spoken:
    translation = message.find("translation")
    assert translation is not None
    forms = [each.text or "" for each in translation.findall("numerusform")]
    return Spoken(
        context,
        message.findtext("source", ""),
        message.findtext("comment", ""),
        message.get("numerus") == "yes",
        translation.get("type", ""),
        tuple(forms or [translation.text or ""]),
    )


def _run(tool: str, *arguments: str) -> None:
    done = subprocess.run([_place(tool), *arguments], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr or done.stdout


def _place(tool: str) -> str:
    """Inside the PySide6 package, as packaging/build_hook.py finds it."""
    spec = importlib.util.spec_from_file_location("build_hook", ROOT / "packaging" / "build_hook.py")
    assert spec is not None
    assert spec.loader is not None
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    find: Callable[[str], list[str]] = hook._tool
    return find(tool)[0]
