"""About dxmeet: its version, its licence, where its source is, and the notices of what it is made of."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from dxmeet.desktop.rows import label, wrapped
from dxmeet.desktop.theme import Theme


def program_version() -> str:
    try:
        return version("dxmeet")
    except PackageNotFoundError:  # run from a folder that was never installed
        return ""


def notices(folder: Path) -> list[tuple[str, str]]:
    """(file name, text) of every licence file that ships."""
    if not folder.is_dir():
        return []
    files = sorted(each for each in folder.iterdir() if each.is_file())
    return [(each.stem, each.read_text(encoding="utf-8", errors="replace")) for each in files]


class AboutPart(QWidget):
    """Words and one box of notices; nothing here asks the network for anything."""

    def __init__(self, theme: Theme, licences: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(label(theme, f"dxmeet {program_version()}", "body", bold=True))
        column.addWidget(
            wrapped(
                theme,
                self.tr(
                    "自由なソフトウェアです。AGPL-3.0-or-later（GNU アフェロ一般公衆利用許諾書 第3版以降）のもとで使えます。"
                ),
            )
        )
        column.addWidget(
            wrapped(
                theme,
                self.tr(
                    "ソースコードは、この端末に dxmeet を入れた配布物に含まれています。配布した担当者に求めることもできます。"
                ),
                "body",
                "ink2",
            )
        )
        column.addWidget(label(theme, self.tr("含まれているものの許諾書"), "body", bold=True))
        self.notices_box = QTextBrowser()
        self.notices_box.setObjectName("notices_box")
        self.notices_box.setAccessibleName(self.tr("含まれているものの許諾書"))
        self.notices_box.setToolTip(self.tr("上下キーで読み進めます"))
        self.notices_box.setFont(theme.font("small"))
        self.notices_box.setMinimumHeight(theme.px(220))
        self.notices_box.setTabChangesFocus(True)
        self.notices_box.setPlainText("\n\n".join(f"■ {name}\n\n{text}" for name, text in notices(licences)))
        column.addWidget(self.notices_box)
