"""How the program looks and in which language it speaks: palette, style sheet, font and translators of the application."""

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from dxmeet.desktop.style import sheet
from dxmeet.desktop.theme import Theme, make_theme


class Appearance(QObject):
    """``apply`` sets everything at once and tells ``changed``; screens are built anew with the new ``theme``."""

    changed = Signal()

    def __init__(self, application: QApplication, icons: Path, translations: Path) -> None:
        super().__init__(application)
        self._application = application
        self._icons = icons
        self._translations = translations
        self._translators: list[QTranslator] = []
        self._state = ("light", 100, "")
        self._theme = make_theme("light", 100, icons)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def language(self) -> str:
        return self._state[2]

    def apply(self, palette: str, percent: int, language: str) -> None:
        """``palette`` light, dark or contrast; ``percent`` 100–200; ``language`` ja or en."""
        state = (palette, percent, language)
        if state == self._state:
            return
        if language != self.language:
            self._speak(language)
        self._state = state
        self._theme = make_theme(palette, percent, self._icons)
        self._application.setPalette(self._theme.palette())
        self._application.setFont(self._theme.font("body"))
        self._application.setStyleSheet(sheet(self._theme))
        self.changed.emit()

    def _speak(self, language: str) -> None:
        """The source is Japanese, so only other languages need our own file; Qt's own words need one either way."""
        for old in self._translators:
            QGuiApplication.removeTranslator(old)
        self._translators.clear()
        QLocale.setDefault(QLocale(language))
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        for file in (qt / f"qtbase_{language}.qm", self._translations / f"dxmeet_{language}.qm"):
            translator = QTranslator(self)
            if file.is_file() and translator.load(str(file)):
                QGuiApplication.installTranslator(translator)
                self._translators.append(translator)
