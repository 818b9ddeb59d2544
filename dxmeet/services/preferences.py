"""How this reader likes the window: language, palette, text size, pens; kept in the encrypted database."""

from dataclasses import asdict, dataclass, replace

from dxmeet.services.changes import Changes
from dxmeet.storage.settings import SettingsStore


@dataclass(frozen=True)
class Preference:
    """``palette`` light, dark or contrast; ``text_percent`` 100–200; ``language`` ja or en; ``admin`` shows 統計."""

    language: str = "ja"
    palette: str = "light"
    text_percent: int = 100
    admin: bool = False
    sync_minutes: int = 5


class Preferences:
    """Reads and writes the whole value; a field unknown to this version is left alone in the database."""

    def __init__(self, settings: SettingsStore) -> None:
        self._settings = settings

    def get(self) -> Preference:
        saved = self._settings.get("preferences", {})
        known = {name: saved[name] for name in asdict(Preference()) if name in saved}
        return replace(Preference(), **known)

    def set(self, preference: Preference) -> Changes:
        saved = self._settings.get("preferences", {})
        self._settings.set("preferences", {**saved, **asdict(preference)})
        return Changes(settings=True)

    def favourites(self) -> str:
        """The favourite tools in the reader's own spelling; empty until some were chosen. They are put in place while
        drawing, so they are apart from what the settings screen shows and writes as a whole."""
        return str(self._settings.get("favourites", ""))

    def keep_favourites(self, text: str) -> None:
        self._settings.set("favourites", text)
