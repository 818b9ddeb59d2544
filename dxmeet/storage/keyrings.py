"""The system's own keyring, from a short list of those known to encrypt; any other counts as none."""

import sys
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from dxmeet.errors import KeyringUnavailable

_ACCOUNT = "dxmeet"
_Answer = TypeVar("_Answer")


class Keyring(Protocol):
    """Keeps one short secret (at most 100 characters) a service."""

    def get(self, service: str) -> str | None: ...

    def set(self, service: str, secret: str) -> None: ...

    def delete(self, service: str) -> None:
        """A service without a secret is fine."""
        ...


def system_keyring() -> Keyring | None:
    """Windows Credential Manager, the macOS Keychain, or an unlocked Secret Service; None where there is none.

    The class is made here, not chosen by `keyring`: its configuration file or an installed plug-in may name a backend
    that writes plain text.
    """
    opened = {"win32": _windows, "darwin": _macos, "linux": _secret_service}.get(sys.platform)
    try:
        backend = None if opened is None else opened()
    except Exception:  # noqa: BLE001  a keyring that cannot even be asked is none; each system has its own exceptions
        return None
    return None if backend is None else _System(backend)


class _System:
    """A backend of `keyring` behind our three calls; whatever it raises is KeyringUnavailable."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def get(self, service: str) -> str | None:
        return _asked(lambda: self._backend.get_password(service, _ACCOUNT))

    def set(self, service: str, secret: str) -> None:
        _asked(lambda: self._backend.set_password(service, _ACCOUNT, secret))

    def delete(self, service: str) -> None:
        if self.get(service) is not None:
            _asked(lambda: self._backend.delete_password(service, _ACCOUNT))


def _asked(question: Callable[[], _Answer]) -> _Answer:
    try:
        return question()
    except Exception as error:  # pywintypes, D-Bus and Security.framework errors have no common class
        raise KeyringUnavailable() from error


def _windows() -> Any:
    from keyring.backends.Windows import (
        WinVaultKeyring,
    )  # importing takes time that a start without setup does not have

    backend: Any = WinVaultKeyring() if WinVaultKeyring.viable else None
    if backend is not None:
        backend.persist = "local machine"  # the default travels with a roaming profile
    return backend


def _macos() -> Any:
    from keyring.backends.macOS import Keyring as Keychain

    return Keychain() if Keychain.viable else None


def _secret_service() -> Any:
    import secretstorage
    from keyring.backends.SecretService import Keyring as SecretService

    connection = secretstorage.dbus_init()
    try:
        if not secretstorage.check_service_availability(connection):
            return None
        collection = secretstorage.get_collection_by_alias(connection, "default")
        if collection.is_locked():  # asking it would open a prompt that nobody may be there to answer
            return None
    finally:
        connection.close()
    return SecretService() if SecretService.viable else None
