"""Compile forms (ui/*.ui) and translations (resources/translations/*.ts) for a wheel, an editable install or a checkout.

    ui/reader.ui                      ──uic──▶       dxmeet/desktop/forms/reader.py
    resources/translations/dxmeet.ts  ──lrelease──▶  resources/translations/dxmeet.qm ──▶ wheel: dxmeet/_resources/translations/

Both outputs are git-ignored. ``python packaging/build_hook.py`` does the same in a checkout, without hatchling.
"""

from __future__ import annotations

import compileall
import importlib.util
import os
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
else:
    try:
        from hatchling.builders.hooks.plugin.interface import BuildHookInterface
    except ImportError:  # in a checkout hatchling need not be installed
        BuildHookInterface = object

_PACKED = "dxmeet/_resources"


class CustomBuildHook(BuildHookInterface):
    """Hatchling calls ``initialize`` before it collects the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """``version`` is ``standard`` or ``editable``; an sdist carries sources only."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        compile_all(root)
        if (
            version == "editable"
        ):  # a wheel's modules are compiled by whoever installs it; these would be at every start
            compileall.compile_dir(root / "dxmeet", quiet=1)
        if version == "standard":  # an editable install reads resources/ itself; copies of it would grow stale
            named: dict[str, str] = self.build_config.target_config.get("force-include", {})
            build_data["force_include"].update(packed(root, besides=named))
            build_data["artifacts"].append("/dxmeet/desktop/forms/*.py")


def compile_all(root: Path) -> list[Path]:
    """Every form and every translation, made anew; what has no source any more is removed. Returns what was made."""
    return [*compile_forms(root), *compile_translations(root)]


def compile_forms(root: Path) -> list[Path]:
    folder = root / "dxmeet" / "desktop" / "forms"
    folder.mkdir(parents=True, exist_ok=True)
    made = {folder / f"{source.stem}.py": source for source in sorted((root / "ui").glob("*.ui"))}
    _remove_stale((each for each in folder.glob("*.py") if each.name != "__init__.py"), made)
    for target, source in made.items():
        _run([*_tool("uic"), "-g", "python", "-o", str(target), str(source)])
    return list(made)


def compile_translations(root: Path) -> list[Path]:
    folder = root / "resources" / "translations"
    made = {source.with_suffix(".qm"): source for source in sorted(folder.glob("*.ts"))}
    _remove_stale(folder.glob("*.qm"), made)
    for target, source in made.items():
        _run([*_tool("lrelease"), "-silent", str(source), "-qm", str(target)])
    return list(made)


def packed(root: Path, *, besides: Collection[str] = ()) -> dict[str, str]:
    """Files of resources/ and where the wheel has them; of translations only what the program loads.

    ``besides``: folders such as ``resources/icons`` that pyproject.toml names itself; hatchling refuses a file twice.
    """
    resources = root / "resources"
    places = {path: path.relative_to(root).as_posix() for path in _files(resources)}
    wanted = {path: place for path, place in places.items() if place.rpartition("/")[0] not in besides}
    return {str(path): place.replace("resources", _PACKED, 1) for path, place in wanted.items()}


def _files(resources: Path) -> Iterator[Path]:
    for each in sorted(resources.glob("*/**/*")):
        if each.is_file() and each.suffix != ".ts" and not each.name.startswith("."):
            yield each


def _remove_stale(found: Iterable[Path], made: dict[Path, Path]) -> None:
    for each in list(found):
        if each not in made:
            each.unlink()


def _tool(name: str) -> list[str]:
    """The program itself inside the PySide6 package, else the ``pyside6-…`` script beside this Python.

    PySide6 is looked up, not imported: that would load Qt, whose system libraries a build machine may lack.
    """
    suffix = ".exe" if os.name == "nt" else ""
    found = importlib.util.find_spec("PySide6")
    folders = [Path(each) for each in (found.submodule_search_locations or ())] if found else []
    places = [folder / part / f"{name}{suffix}" for folder in folders for part in ("Qt/libexec", "Qt/bin", ".")]
    places.append(Path(sys.executable).parent / f"pyside6-{name}{suffix}")
    for place in places:
        if place.is_file():
            return [str(place)]
    raise FileNotFoundError(f"{name} of PySide6-Essentials; looked at {', '.join(map(str, places)) or 'nothing'}")


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} returned {done.returncode}: {done.stderr or done.stdout}")


if __name__ == "__main__":
    home = Path(__file__).resolve().parent.parent
    for path in compile_all(home):
        sys.stdout.write(f"{path.relative_to(home).as_posix()}\n")
