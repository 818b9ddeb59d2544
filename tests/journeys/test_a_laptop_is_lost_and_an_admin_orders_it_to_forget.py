"""A laptop is left on a train. The admin orders it to lock, then to forget; it obeys when it next sees the share."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from people import A4, write_pdf

from dxmeet.app import make_entrance
from dxmeet.domain.orders import OrderKind
from dxmeet.domain.packet import TerminalId
from dxmeet.errors import InputInvalid, OrderedForget, OrderedLock, ProfileMissing


def _listed(person: Any, terminal: str) -> Any:
    return next(each for each in person.services.ordering.terminals() if each.terminal == terminal)


def _orders(person: Any, terminal: str) -> Any:
    return _listed(person, terminal).orders


def _entrance(person: Any, engine: Any) -> Any:
    return make_entrance(person.profile, engine=engine, keyring=lambda: None)


def test_a_lock_holds_offline_and_is_lifted_on_the_share(share, enrol, engine, tmp_path):
    admin, lost = enrol("山田", "情報政策課", share), enrol("佐藤", "企画政策課", share)
    write_pdf(share / "会議" / "2026-11-25 庁議" / "資料1.pdf", [(*A4, "資料")])
    terminal = lost.services.reader.terminal
    assert _listed(admin, terminal).heard_at is None
    lost.sync()
    assert lost.opens("資料1") == 1
    lost.sync()
    assert timedelta(0) <= datetime.now(UTC) - _listed(admin, terminal).heard_at < timedelta(minutes=5)
    assert _listed(admin, terminal).open_to == {OrderKind.LOCK, OrderKind.FORGET}
    order = admin.services.ordering.give(terminal, OrderKind.LOCK)
    assert [each.done_at for each in _orders(admin, terminal)] == [""]
    for _ in range(2):  # it stays locked at every look
        with pytest.raises(OrderedLock):
            lost.sync()
    with pytest.raises(OrderedLock):  # what was open in another window, too
        lost.opens("資料1")
    assert [bool(each.done_at) for each in _orders(admin, terminal)] == [True]
    admin.sync()  # it was not for this one

    unlocking = _entrance(lost, engine).unlocking
    with pytest.raises(OrderedLock):
        unlocking.unlock("correct horse", deliberate=True)
    with pytest.raises(OrderedLock):
        unlocking.recover("correct horse")
    admin.services.ordering.give(terminal, OrderKind.OPEN)
    away = share.rename(tmp_path / "away")
    with pytest.raises(OrderedLock):  # nobody knows offline that it was lifted
        unlocking.unlock("correct horse", deliberate=True)
    away.rename(share)
    unlocking.unlock("correct horse", deliberate=True).database.close()
    lost.sync()
    assert lost.opens("資料1") == 1
    assert [(each.order.id == order.id, each.stands) for each in _orders(admin, terminal)] == [
        (True, False),
        (False, False),
    ]


def test_forget_sends_what_was_recorded_then_erases_everything(share, enrol, engine):
    admin, lost = enrol("山田", "情報政策課", share), enrol("佐藤", "企画政策課", share)
    write_pdf(share / "会議" / "2026-11-25 庁議" / "資料1.pdf", [(*A4, "資料")])
    lost.sync()
    lost.opens("資料1")
    terminal = lost.services.reader.terminal
    admin.services.ordering.give(terminal, OrderKind.FORGET)
    with pytest.raises(OrderedForget):
        lost.sync()
    assert not lost.profile.exists()
    assert list((share / ".dxmeet" / "journal" / terminal).glob("*.seg"))
    assert [bool(each.done_at) for each in _orders(admin, terminal)] == [True]
    with pytest.raises(ProfileMissing):
        lost.opens("資料1")
    with pytest.raises(ProfileMissing):
        _entrance(lost, engine).unlocking.unlock("correct horse")
    again = enrol("佐藤", "企画政策課", share)  # another terminal: the old order is not for it
    assert again.sync().added


def test_an_order_nobody_signed_or_for_another_terminal_or_share_is_none(share, enrol):
    admin, reader = enrol("山田", "情報政策課", share), enrol("佐藤", "企画政策課", share)
    with pytest.raises(InputInvalid):
        admin.services.ordering.give(TerminalId("t-nobody"), OrderKind.FORGET)
    terminal = reader.services.reader.terminal
    admin.services.ordering.give(terminal, OrderKind.FORGET)
    [file] = (share / ".dxmeet" / "orders").iterdir()
    content = file.read_bytes()
    own = admin.services.reader.terminal
    for forged in (
        content.replace(terminal.encode(), own.encode()),
        content[:-20],
        content.replace(b'"forget"', b'"lock"'),
        b"[" * 2000,
        b"{}",
    ):
        file.write_bytes(forged)
        reader.sync()
        (file.parent / file.name.replace(terminal, own)).write_bytes(forged)
        admin.sync()
    assert reader.profile.exists()
    assert admin.profile.exists()
