"""`python -m dxmeet` as a program of its own: what it loads, how it ends, what it says to bad input."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calls import A4, CORPUS, PASSPHRASE, ROOT, Answer, program, write_pdf

SETUP = ("--reader", "佐藤 進", "--department", "企画政策課")

Run = Callable[..., Answer]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a share, a profile set up on it, and a packet with 資料1 of two pages, synchronised."""
    place = tmp_path_factory.mktemp("place")
    (place / "share").mkdir()
    paper = write_pdf(place / "資料1.pdf", A4, A4)
    given = environment(place)
    assert program("setup", "--share", "share", *SETUP, cwd=place, **given).code == 0
    packet = ("--kind", "meeting", "--title", "庁議", "--date", "2026-11-25")
    assert program("publish", "--share", "share", *packet, paper.name, cwd=place, **given).code == 0
    assert program("sync", cwd=place, **given).code == 0
    return place


def environment(place: Path) -> dict[str, str]:
    return {"DXMEET_PROFILE": str(place / "profile"), "DXMEET_PASSPHRASE": PASSPHRASE, "DXMEET_LANG": "ja"}


def test_a_command_loads_neither_qt_nor_pymupdf(place: Path) -> None:
    script = (
        "import sys\n"
        "from dxmeet.launch import run\n"
        "if __name__ == '__main__':\n"
        "    try:\n"
        "        run(['list', '--json'])\n"
        "    except SystemExit as end:\n"
        "        assert not end.code, end.code\n"
        "    loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "    print(sorted(loaded & {'PySide6', 'pymupdf', 'fitz'}), file=sys.stderr)\n"
    )
    given = {**os.environ, **environment(place), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=given, cwd=place, capture_output=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout)["packets"]
    assert done.stderr.strip() == "[]"


HOSTILE: dict[str, tuple[tuple[str, ...], str]] = {
    "not a PDF": (("publish", "bad.pdf"), "pdf-invalid"),
    "a truncated PDF": (("publish", "short.pdf"), "pdf-damaged"),
    "0 bytes": (("publish", "empty.pdf"), "file-empty"),
    "a folder": (("publish", "share"), "file-is-folder"),
    "no such file": (("publish", "none.pdf"), "file-missing"),
    "a folder opened": (("open", "share"), "file-is-folder"),
    "nothing opened": (("open", "none.pdf"), "file-missing"),
    "a missing share": (("setup", "--profile", "new", "--share", "none", *SETUP), "share-unreachable"),
    "a file as share": (("setup", "--profile", "new", "--share", "bad.pdf", *SETUP), "share-unreachable"),
    "a missing profile": (("list", "--profile", "none"), "profile-missing"),
    "a file as profile": (("setup", "--profile", "bad.pdf", "--share", "share", *SETUP), "profile-denied"),
    "unknown material": (("page", "資料9", "--page", "1", "--out", "p.png"), "material-unknown"),
    "unknown packet": (("withdraw", "p-0"), "packet-unknown"),
    "bad JSON": (("notes", "add", "資料1", "bad.pdf"), "note-invalid"),
    "page 0": (("page", "資料1", "--page", "0", "--out", "p.png"), "page-unknown"),
    "page 3 of 2": (("page", "資料1", "--page", "3", "--out", "p.png"), "page-unknown"),
    "no folder for the page": (("page", "資料1", "--page", "1", "--out", "none/p.png"), "file-missing"),
    "no folder for the notes": (("notes", "export", "資料1", "--out", "none/p.pdf"), "file-missing"),
    "no folder for the report": (
        ("stats", "export", "--fy", "2026", "--format", "csv", "--out", "no/a"),
        "file-missing",
    ),
    "no entries": (("stats", "verify", "bad.pdf"), "entries-invalid"),
}


@pytest.mark.parametrize(("arguments", "code"), HOSTILE.values(), ids=[name.replace(" ", "-") for name in HOSTILE])
def test_bad_input_ends_in_a_sentence(place: Path, arguments: tuple[str, ...], code: str) -> None:
    (place / "bad.pdf").write_bytes("これはPDFではありません\n".encode())
    (place / "empty.pdf").touch()
    (place / "short.pdf").write_bytes((place / "資料1.pdf").read_bytes()[:400])
    if arguments[0] == "publish":
        arguments = ("publish", "--kind", "meeting", "--title", "x", "--date", "2026-11-25", *arguments[1:])
    answer = program(*arguments, cwd=place, **environment(place))
    assert answer.code == 1, answer
    assert answer.err.strip().endswith(f"[{code}]"), answer
    assert "Traceback" not in answer.out + answer.err
    assert not (place / "new").exists()


def test_a_wrong_passphrase(place: Path) -> None:
    answer = program("list", "--json", cwd=place, **{**environment(place), "DXMEET_PASSPHRASE": "wrong horse"})
    assert (answer.code, answer.out, answer.refusal["code"]) == (1, "", "passphrase-wrong")


def test_a_terminal_that_cannot_show_japanese(place: Path) -> None:
    plain = {**environment(place), "PYTHONIOENCODING": "ascii"}
    listed = program("list", "--json", cwd=place, **plain)
    assert listed.json["packets"][0]["title"] == "庁議"
    assert program("list", cwd=place, **plain).code == 0
    refused = program("page", "資料9", "--page", "1", "--out", "p.png", cwd=place, **plain)
    assert refused.code == 1
    assert "[material-unknown]" in refused.err


def test_a_reader_of_the_output_that_has_gone(place: Path) -> None:
    command = [sys.executable, "-m", "dxmeet", "ledger", "--json"]
    given = {**os.environ, **environment(place), "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(command, cwd=place, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    assert b"Traceback" not in running.stderr.read()
    running.stderr.close()
    assert running.wait() in (0, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs by other means")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "SIGTERM"])
def test_watching_says_the_state_once_and_ends_when_told(place: Path, sent: signal.Signals) -> None:
    command = [sys.executable, "-m", "dxmeet", "sync", "--watch"]
    given = {**os.environ, **environment(place), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    running = subprocess.Popen(
        command, cwd=place, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert running.stdout is not None
    assert "同期しました" in running.stdout.readline()
    running.send_signal(sent)
    rest, err = running.communicate(timeout=60)
    assert (running.returncode, rest, err) == (0, "", "")


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no ../shared/corpus here")
def test_the_real_papers_are_listed_page_by_page(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(CORPUS / "share", tmp_path / "share")
    for folder in (tmp_path / "share").rglob("*"):
        folder.chmod(0o755 if folder.is_dir() else 0o644)
    (tmp_path / "share").chmod(0o755)
    given: dict[str, Any] = {"cwd": tmp_path, **environment(tmp_path)}
    assert program("setup", "--share", "share", *SETUP, **given).code == 0
    synced = program("sync", "--json", **given)
    assert synced.code == 0, synced
    papers = sorted((tmp_path / "share").rglob("*.pdf"))
    assert len(synced.json["added"]) == len(papers)
    assert synced.json["refused"] == []
    packets = program("list", "--json", **given).json["packets"]
    materials = [material for packet in packets for material in packet["materials"]]
    assert {each["state"] for each in materials} == {"ready"}
    assert all(each["pages"] == each["pages_a4"] + each["pages_a3"] > 0 for each in materials)
    again = program("sync", "--json", **given).json
    assert (again["added"], again["bytes"]) == ([], 0)
