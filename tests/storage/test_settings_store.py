"""A setting is a JSON value under a name."""

import pytest

from dxmeet.storage.database import Database
from dxmeet.storage.settings import SettingsStore


def test_a_setting_comes_back_as_it_was(database: Database) -> None:
    store = SettingsStore(database)
    values = {"none": None, "text": "第一会議室", "number": 1.5, "list": [1, [True, None]], "object": {"a": {"b": "c"}}}
    for name, value in values.items():
        store.set(name, value)
    assert {name: store.get(name) for name in values} == values == store.all()


def test_what_was_never_set_is_the_default(database: Database) -> None:
    store = SettingsStore(database)
    assert store.get("x") is None
    assert store.get("x", 3) == 3
    store.set("x", None)
    assert store.get("x", 3) is None


def test_setting_again_replaces(database: Database) -> None:
    store = SettingsStore(database)
    store.set("x", 1)
    store.set("x", [2])
    assert store.all() == {"x": [2]}


@pytest.mark.parametrize("value", [object(), float("nan"), {1, 2}, b"bytes"])
def test_what_is_not_json_is_refused(database: Database, value: object) -> None:
    store = SettingsStore(database)
    store.set("x", 1)
    with pytest.raises((TypeError, ValueError)):
        store.set("x", value)
    assert store.get("x") == 1
