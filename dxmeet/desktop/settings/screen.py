"""Settings: colours, text size and language apply at once; who reads here and what this program is stand beneath."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from dxmeet.desktop.forms.settings import Ui_SettingsForm
from dxmeet.desktop.rows import heading, label, wrapped
from dxmeet.desktop.settings.about import AboutPart
from dxmeet.desktop.settings.offers import Offers
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.unlocking import deeds
from dxmeet.desktop.wording import checked, language

if TYPE_CHECKING:
    from dxmeet.services.library import SyncState
    from dxmeet.services.preferences import Preference
    from dxmeet.services.reader import Reader

PALETTE_ORDER = ("light", "dark", "contrast")
LANGUAGE_ORDER = ("ja", "en")
SIZES = (100, 110, 125, 150, 175, 200)
MINUTES = (1, 5, 15, 30)


class SettingsScreen(QScrollArea):
    """Tells every change at once, and what is wanted; it never does any of it itself."""

    preference_changed = Signal(object)
    screen_requested = Signal(str)
    deed_requested = Signal(object)

    def __init__(
        self, theme: Theme, preference: "Preference", reader: "Reader", licences: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._preference = preference
        self._theme = theme
        self.setObjectName("surface")
        self.setAccessibleName(self.tr("設定"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.px(24), theme.px(14), theme.px(24), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(label(theme, self.tr("設定"), "title"))
        column.addWidget(heading(theme, self.tr("画面")))
        column.addWidget(self._make_form())
        column.addWidget(heading(theme, self.tr("使う人と共有フォルダー")))
        column.addLayout(self._make_reader(reader))
        column.addWidget(self._make_records())
        column.addWidget(heading(theme, self.tr("この端末の資料と書き込み")))
        column.addWidget(self._make_deeds())
        if preference.admin:
            column.addWidget(heading(theme, self.tr("なくした端末")))
            column.addWidget(self._make_orders())
        column.addWidget(heading(theme, self.tr("dxmeet について")))
        column.addWidget(AboutPart(theme, licences))
        column.addStretch(1)
        self.setWidget(page)

    def show_sync(self, sync: "SyncState") -> None:
        self._checked.say(checked(sync))

    def _make_records(self) -> QWidget:
        offers = Offers(self._theme)
        what = self.tr("この端末が記録し、共有フォルダーへ送っている内容です。")
        offers.add("records_button", self.tr("私の記録を見る"), what, lambda: self.screen_requested.emit("records"))
        return offers

    def _make_deeds(self) -> QWidget:
        offers, show = Offers(self._theme), self.screen_requested.emit
        what = self.tr(
            "すぐに閉じます。「ここで開く」を押すか、パスフレーズを入れるまで開きません。資料と書き込みは残ります。"
        )
        offers.add("lock_button", self.tr("資料を閉じる"), what, lambda: self.deed_requested.emit(deeds.lock()))
        what = self.tr("資料と書き込みを守る鍵を新しくします。パスフレーズも替えられます。")
        offers.add("rekey_button", self.tr("鍵を替える"), what, lambda: show("rekey"))
        what = self.tr("端末を返すときや、人に渡すときに使います。消す前に、なくなるものをお知らせします。")
        offers.add("forget_button", self.tr("この端末の資料と書き込みを消す"), what, lambda: show("forget"))
        return offers

    def _make_orders(self) -> QWidget:
        offers = Offers(self._theme)
        what = self.tr("登録された端末の一覧です。なくした端末に、閉じる指示や消す指示を出します。")
        offers.add("terminals_button", self.tr("端末と指示"), what, lambda: self.screen_requested.emit("terminals"))
        return offers

    def _make_form(self) -> QWidget:
        frame = QWidget()
        self.form = Ui_SettingsForm()
        self.form.setupUi(frame)
        form, preference = self.form, self._preference
        form.form_layout.setContentsMargins(0, 0, 0, 0)
        sizes = sorted({*SIZES, preference.text_percent})
        minutes = sorted({*MINUTES, preference.sync_minutes})
        form.size_box.addItems([f"{each}%" for each in sizes])
        form.interval_box.addItems([self.tr("{n}分ごと").format(n=each) for each in minutes])
        self._wire(form.palette_box, "palette", PALETTE_ORDER)
        self._wire(form.language_box, "language", LANGUAGE_ORDER)
        # The window may have been asked for another language than the one preferred.
        form.language_box.setCurrentIndex(LANGUAGE_ORDER.index(language()))
        self._wire(form.size_box, "text_percent", tuple(sizes))
        self._wire(form.interval_box, "sync_minutes", tuple(minutes))
        self._wire(form.admin_box, "admin", (False, True))
        return frame

    def _wire(self, box: QComboBox, field: str, values: tuple[object, ...]) -> None:
        box.setMinimumHeight(self._theme.px(32))
        self.form.form_layout.labelForField(box).setMinimumHeight(self._theme.px(32))
        box.setMinimumWidth(self._theme.px(180))
        box.setCurrentIndex(values.index(getattr(self._preference, field)))
        box.activated.connect(partial(self._choose, field, values))

    def _choose(self, field: str, values: tuple[object, ...], index: int) -> None:
        self._change(field, values[index])

    def _change(self, field: str, value: object) -> None:
        changed = replace(self._preference, **{field: value})
        if changed != self._preference or (field == "language" and value != language()):
            self._preference = changed
            self.preference_changed.emit(changed)

    def _make_reader(self, reader: "Reader") -> QGridLayout:
        theme = self._theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(1, 1)
        lines = (
            (self.tr("名前"), reader.name),
            (self.tr("部署"), reader.department),
            (self.tr("共有フォルダー"), reader.share_path),
            (self.tr("端末の番号"), reader.terminal),
        )
        for row, (name, value) in enumerate(lines):
            grid.addWidget(label(theme, name, "body", "ink2"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._selectable(value), row, 1)
        self._checked = wrapped(theme, "", "body")
        grid.addWidget(label(theme, self.tr("確認"), "body", "ink2"), len(lines), 0)
        grid.addWidget(self._checked, len(lines), 1)
        return grid

    def _selectable(self, value: str) -> QWidget:
        made = wrapped(self._theme, value)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made
