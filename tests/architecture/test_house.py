"""The rules of the house. Each has an English name, so that a failure reads like a reviewer's remark."""

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dxmeet"
MODULES = sorted(each for each in PACKAGE.rglob("*.py") if each.parent.name != "forms" or each.name == "__init__.py")

LONGEST_MODULE, LONGEST_CLASS, LONGEST_FUNCTION = 400, 250, 40
ALLOWED_TO_BE_LONGER: set[str] = set()  # stays empty

_LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def _lint(where: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", _LINT], cwd=where, capture_output=True, text=True, check=False)


def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def _name(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def _lines(node: ast.AST) -> int:
    return (getattr(node, "end_lineno", 0) or 0) - getattr(node, "lineno", 0) + 1


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(module, name) of every import at any depth; the name is empty for ``import module``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def test_every_import_goes_downwards_and_every_library_has_one_home() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


# What the violation is called → the module it is written into, the line, and the contract that must notice it.
VIOLATIONS = {
    "storage reaches up to the window": ("storage/vault.py", "import dxmeet.desktop.tokens", "Floors"),
    "storage and sharing know each other": ("storage/vault.py", "import dxmeet.sharing.layout", "Floors"),
    "domain reads a file through storage": ("domain/paper.py", "import dxmeet.storage.vault", "Floors"),
    "a service speaks to people": ("services/library.py", "import dxmeet.messages", "Floors"),
    "a new top-level module has no floor": ("cabinet.py", '"""Where does this belong?"""', "Floors"),
    "two neighbours of a package import each other": (
        "domain/paper.py",
        "import dxmeet.domain.counting",
        "No import cycle",
    ),
    "a service shows a window": ("services/library.py", "from PySide6.QtCore import QObject", "PySide6"),
    "a service prints with click": ("services/library.py", "import click", "click"),
    "the window draws with PyMuPDF": ("desktop/icons.py", "import pymupdf", "PyMuPDF"),
    "the window's side of pdf loads PyMuPDF": ("pdf/client.py", "import pymupdf", "PyMuPDF"),
    "a service opens a database": ("services/library.py", "import sqlite_utils", "Databases"),
    "sharing signs by itself": ("sharing/layout.py", "import cryptography.hazmat.primitives.hashes", "Databases"),
    "storage watches a folder": ("storage/vault.py", "import watchdog.observers", "watchdog"),
    "a command writes a workbook": ("cli/__init__.py", "import xlsxwriter", "xlsxwriter"),
    "the window reads the vault": ("desktop/icons.py", "import dxmeet.storage.vault", "Screens and commands"),
    "a command reads the shared folder": ("cli/__init__.py", "import dxmeet.sharing.layout", "Screens and commands"),
}


def _verdicts(output: str) -> dict[str, str]:
    """Contract → KEPT or BROKEN; a Floors contract that a module has no place in is reported apart from the list."""
    return dict(re.findall(r"^(.+) (KEPT|BROKEN)(?: \(.*\))?$", output, flags=re.MULTILINE))


@pytest.mark.parametrize(
    ("where", "line", "contract"), VIOLATIONS.values(), ids=[name.replace(" ", "-") for name in VIOLATIONS]
)
def test_a_seeded_violation_is_found(where: str, line: str, contract: str, tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "dxmeet", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    module = tmp_path / "dxmeet" / where
    before = module.read_text(encoding="utf-8") if module.exists() else ""
    module.write_text(f"{before}\n{line}\n", encoding="utf-8")
    done = _lint(tmp_path)
    assert done.returncode == 1, done.stdout[-2000:] + done.stderr[-2000:]
    broken = [name for name, verdict in _verdicts(done.stdout).items() if verdict == "BROKEN"]
    assert any(name.startswith(contract) for name in broken), done.stdout[-2000:] + done.stderr[-2000:]


def test_modules_classes_and_functions_stay_small() -> None:
    too_long: set[str] = set()
    for module in MODULES:
        if len(module.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE:
            too_long.add(_name(module))
        for node in ast.walk(_tree(module)):
            limit = LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and _lines(node) > limit:
                too_long.add(f"{_name(module)}: {node.name} ({_lines(node)} lines)")
    assert too_long - ALLOWED_TO_BE_LONGER == set()


def test_no_module_keeps_state() -> None:
    """No ``global``; what a module binds to a list, dict or set is a CONSTANT by its name, and nobody here changes it."""
    found: list[str] = []
    for module in MODULES:
        tree = _tree(module)
        found += [f"{_name(module)}: global" for node in ast.walk(tree) if isinstance(node, ast.Global)]
        constants = {name for name, value in _bindings(tree) if _is_mutable(value)}
        found += [f"{_name(module)}: {name}" for name in constants if name != name.upper()]
        found += [f"{_name(module)}: {name} is changed" for name in _changed(tree) & constants]
    assert found == []


def _bindings(tree: ast.Module) -> Iterator[tuple[str, ast.expr | None]]:
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            if isinstance(target, ast.Name) and not target.id.startswith("__"):
                yield target.id, node.value  # pyright: ignore[reportAttributeAccessIssue]


def _is_mutable(value: ast.expr | None) -> bool:
    made = isinstance(value, ast.Call) and isinstance(value.func, ast.Name)
    return isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp) or (
        made and value.func.id in ("list", "dict", "set", "defaultdict", "deque", "Counter")
    )


_CHANGES = {"append", "extend", "insert", "pop", "remove", "clear", "add", "discard", "update", "setdefault", "popitem"}


def _changed(tree: ast.Module) -> set[str]:
    """Names whose content is changed anywhere in the module: ``x[…] = …``, ``del x[…]``, ``x.append(…)``."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load) and isinstance(node.value, ast.Name):
            names.add(node.value.id)
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in _CHANGES and isinstance(called.value, ast.Name):
            names.add(called.value.id)
    return names


def test_only_the_job_runner_and_the_workers_leash_start_threads() -> None:
    threads = {"Thread", "Timer", "ThreadPoolExecutor", "ProcessPoolExecutor", "QThread", "QThreadPool", "QRunnable"}
    users = {_name(module) for module in MODULES if _named(_tree(module)) & threads}
    assert users <= {"dxmeet/desktop/jobs.py", "dxmeet/workers.py"}


def _named(tree: ast.Module) -> set[str]:
    """Every name and attribute that the module's code mentions."""
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return attributes | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


STARTERS = ("multiprocessing", "subprocess", "concurrent.futures.process", "pty")


def test_only_workers_start_processes() -> None:
    users: set[str] = set()
    for module in MODULES:
        # freeze_support only lets a bundle's helper process find its way; it starts none
        taken = {name for name in _imports(_tree(module)) if name != ("multiprocessing", "freeze_support")}
        if any(source.split(".")[0] in STARTERS or source in STARTERS for source, _ in taken):
            users.add(_name(module))
        if _named(_tree(module)) & {"Popen", "QProcess", "startDetached", "spawnv", "posix_spawn"}:
            users.add(_name(module))
    assert users <= {"dxmeet/workers.py"}


def test_every_module_says_in_its_docstring_what_it_is() -> None:
    silent = [_name(module) for module in MODULES if not (ast.get_docstring(_tree(module)) or "").strip()]
    assert silent == []


def test_a_package_is_only_a_docstring() -> None:
    """Code in an __init__ makes cycles: whoever imports a neighbour imports the package first."""
    full = [_name(module) for module in MODULES if module.name == "__init__.py" and len(_tree(module).body) > 1]
    assert full == []


def test_no_two_modules_of_tests_have_one_name() -> None:
    """pytest imports each by its name alone, and takes the second for the first."""
    names = Counter(module.name for module in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_only_the_tokens_write_a_colour_of_the_window() -> None:
    """Paper, ink and the test of a colour's form are not the window's; a literal #rrggbb elsewhere in desktop is."""
    colour = re.compile(r"""["']#[0-9A-Fa-f]{6}["']""")
    screens = [module for module in MODULES if "desktop" in module.parts and module.name != "tokens.py"]
    found = [_name(module) for module in screens if colour.search(module.read_text(encoding="utf-8"))]
    assert found == []


def test_no_screen_prints() -> None:
    """Only commands write to the terminal, through click."""
    printing = [
        _name(module)
        for module in MODULES
        if any(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            for node in ast.walk(_tree(module))
        )
    ]
    assert printing == []


# A single letter stands for anybody (/home/x); a longer name is somebody's.
_MACHINE = re.compile(r"(?<![\w.:/~-])/(?:work|tmp|root|home|Users)/\w{2}|[A-Za-z]:\\Users\\\w")
_BUILT = {"__pycache__", "forms", "_resources"}
_TEXT = {
    "",
    ".py",
    ".toml",
    ".md",
    ".ui",
    ".ts",
    ".txt",
    ".spec",
    ".ps1",
    ".sh",
    ".cfg",
    ".json",
    ".yml",
    ".csv",
    ".iss",
}


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    found: list[str] = []
    for path in _written():
        if path.suffix in _TEXT and path != Path(__file__).resolve():
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{path.relative_to(ROOT).as_posix()}: {hit.group()}" for hit in _MACHINE.finditer(text)]
    assert found == []


def _written() -> Iterator[Path]:
    """What people wrote here: the files at the top, and all below its folders but what a build leaves there."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.name not in {".git", "uv.lock"})
    for folder in (".ci", "docs", "dxmeet", "packaging", "resources", "tests", "ui"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file() and not _BUILT & set(path.parts))
