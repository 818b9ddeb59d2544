"""What a build makes of forms and translations: everything anew, nothing stale, nothing twice."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

ROOT = Path(__file__).resolve().parents[1]

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Probe</class><widget class="QDialog" name="Probe">
<property name="windowTitle"><string>確認</string></property></widget></ui>
"""
WORDS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="ja"><context><name>Probe</name>
<message><source>確認</source><translation>Check</translation></message></context></TS>
"""


@pytest.fixture
def hook() -> ModuleType:
    source = ROOT / "packaging" / "build_hook.py"
    if not source.is_file():
        pytest.skip("an installed copy has no packaging folder")
    spec = importlib.util.spec_from_file_location("build_hook", source)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in ("ui", "resources/translations", "resources/icons", "dxmeet/desktop/forms"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "dxmeet/desktop/forms/__init__.py").write_text('"""Forms."""\n', encoding="utf-8")
    (tmp_path / "resources/icons/x.svg").write_text("<svg/>", encoding="utf-8")
    return tmp_path


def test_an_empty_checkout_makes_nothing(hook: ModuleType, checkout: Path) -> None:
    assert hook.compile_all(checkout) == []
    assert (checkout / "dxmeet/desktop/forms/__init__.py").is_file()


def test_a_checkout_without_the_folders_makes_nothing(hook: ModuleType, tmp_path: Path) -> None:
    assert hook.compile_all(tmp_path) == []


def test_a_form_becomes_a_class(hook: ModuleType, checkout: Path) -> None:
    (checkout / "ui/probe.ui").write_text(FORM, encoding="utf-8")
    assert hook.compile_forms(checkout) == [checkout / "dxmeet/desktop/forms/probe.py"]
    made = (checkout / "dxmeet/desktop/forms/probe.py").read_text(encoding="utf-8")
    assert "class Ui_Probe" in made
    compile(made, "probe.py", "exec")


def test_a_translation_can_be_loaded(hook: ModuleType, checkout: Path, qapp: QCoreApplication) -> None:
    (checkout / "resources/translations/dxmeet_en.ts").write_text(WORDS, encoding="utf-8")
    made = hook.compile_translations(checkout)
    translator = QTranslator()
    assert translator.load(str(made[0]))
    assert translator.translate("Probe", "確認") == "Check"


def test_what_has_no_source_any_more_is_removed(hook: ModuleType, checkout: Path) -> None:
    stale = [checkout / "dxmeet/desktop/forms/old.py", checkout / "resources/translations/old.qm"]
    for each in stale:
        each.write_text("old", encoding="utf-8")
    hook.compile_all(checkout)
    assert not any(each.exists() for each in stale)
    assert (checkout / "dxmeet/desktop/forms/__init__.py").is_file()


def test_a_form_that_is_none_fails_the_build_with_its_name(hook: ModuleType, checkout: Path) -> None:
    (checkout / "ui/broken.ui").write_text("<ui", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"broken\.ui"):
        hook.compile_forms(checkout)


def test_the_wheel_has_what_the_program_loads_and_no_sources(hook: ModuleType, checkout: Path) -> None:
    (checkout / "resources/translations/dxmeet_en.ts").write_text(WORDS, encoding="utf-8")
    hook.compile_all(checkout)
    assert sorted(hook.packed(checkout).values()) == [
        "dxmeet/_resources/icons/x.svg",
        "dxmeet/_resources/translations/dxmeet_en.qm",
    ]
    assert list(hook.packed(checkout, besides=["resources/icons"]).values()) == [
        "dxmeet/_resources/translations/dxmeet_en.qm"
    ]


def test_it_runs_without_hatchling(checkout: Path, monkeypatch: pytest.MonkeyPatch, hook: ModuleType) -> None:
    monkeypatch.setitem(sys.modules, "hatchling.builders.hooks.plugin.interface", None)
    spec = importlib.util.spec_from_file_location("build_hook_alone", hook.__file__)
    assert spec is not None
    assert spec.loader is not None
    alone = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(alone)
    assert alone.CustomBuildHook.__mro__[1] is object
    assert alone.compile_all(checkout) == []
