"""The lines of a search's answer: a heading a material, beneath it a line a page, the words themselves in bold."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy

from dxmeet.desktop.rows import Row, cut_label, hold, label
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import escaped
from dxmeet.services.searching import Hit, Named


class Excerpt(QLabel):
    """A snippet on one or two lines; the found words bold and underlined, so that colour is not the only sign."""

    def __init__(self, theme: Theme, hit: Hit) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setFont(theme.font("body"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        before, found, after = (escaped(part) for part in (hit.snippet.before, hit.snippet.hit, hit.snippet.after))
        self.setText(f'<p style="line-height:125%; margin:0">{before}<b><u>{found}</u></b>{after}</p>')

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 8, super().minimumSizeHint().height())


class HitRow(Row):
    """One page, or one note on it."""

    def __init__(self, theme: Theme, hit: Hit) -> None:
        page = self.tr("{page}ページ").format(page=hit.page)
        where = self.tr("書き込み") if hit.note else ""
        super().__init__(theme, f"{hit.material_title} {page} {where} {hit.snippet}")
        number = label(theme, page, "body", "ink2")
        hold(number, theme.px(84), self.tr("{page}ページ").format(page=8888))
        self.columns.addWidget(number)
        self.columns.addWidget(Excerpt(theme, hit), 1)
        if where:
            self.columns.addWidget(label(theme, where, "small", "accent"))

    def hasHeightForWidth(self) -> bool:
        """Its excerpt has; but where heights follow widths, Qt asks for neither of the sizes below."""
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._tall())

    def _tall(self) -> int:
        """Two lines and their edges, so that no row jumps when the window is made narrower."""
        return round(QFontMetrics(self._theme.font("body")).lineSpacing() * 2.5) + self._theme.px(12)


class TitleRow(Row):
    """A material whose name has the words in it."""

    def __init__(self, theme: Theme, named: Named) -> None:
        super().__init__(theme, f"{named.packet_title} {named.material_title}")
        self.columns.addWidget(cut_label(theme, named.material_title, "body", bold=True), 2)
        self.columns.addWidget(cut_label(theme, named.packet_title, "body", "ink2"), 3)
