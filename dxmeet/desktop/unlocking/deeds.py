"""What is done to a whole profile while nobody is in it: lock it, change its key, forget it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dxmeet.errors import ShareError

if TYPE_CHECKING:
    from dxmeet.services.offered import Services
    from dxmeet.services.unlocking import Unlocked, Unlocking

translate = QCoreApplication.translate


def _nothing(_services: "Services") -> None:
    """Nothing has to be done inside before."""


@dataclass(frozen=True)
class Deed:
    """``farewell`` is done inside, when all else there has ended; ``act`` when the profile is shut, and it may open it again.

    ``busy`` is said meanwhile, ``head`` and ``text`` afterwards; where there is no ``head``, the door says enough.
    """

    busy: str
    act: "Callable[[Unlocking], Unlocked | None]"
    head: str = ""
    text: str = ""
    farewell: "Callable[[Services], None]" = _nothing


def lock() -> Deed:
    """Shut it now; a deliberate act opens it again."""
    return Deed(translate("Deeds", "資料を閉じています"), lambda unlocking: unlocking.lock())


def rekey(passphrase: str | None, new: str | None) -> Deed:
    """Another key; ``new`` is the passphrase from now on, None keeps the present one."""

    def act(unlocking: "Unlocking") -> "Unlocked":
        unlocking.change_key(passphrase, new)
        return unlocking.unlock(new or passphrase)

    return Deed(
        translate("Deeds", "鍵を替えています"),
        act,
        translate("Deeds", "鍵を替えました"),
        translate(
            "Deeds",
            "資料と書き込みは、そのまま使えます。前の鍵で守られていた控えは、もう開けません。新しい鍵で控えを作りました。",
        ),
    )


def forget() -> Deed:
    """Erase everything here for good; what was recorded is sent first where the share is there."""

    def send(services: "Services") -> None:
        with suppress(ShareError):
            services.send()

    return Deed(
        translate("Deeds", "資料と書き込みを消しています"),
        lambda unlocking: unlocking.forget(),
        translate("Deeds", "この端末の資料と書き込みを消しました"),
        translate("Deeds", "共有フォルダーの資料と、送信済みの記録はそのままです。"),
        send,
    )
