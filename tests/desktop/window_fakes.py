"""A small city hall in memory: packets, a library, and services that answer at once, for tests of the window."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dxmeet.desktop.notes.remembered import Remembered
from dxmeet.domain.orders import Order, OrderKind
from dxmeet.domain.packet import (
    Kind,
    Material,
    MaterialId,
    Packet,
    PacketId,
    Revision,
    RevisionId,
    ShareId,
    Source,
    State,
    TerminalId,
)
from dxmeet.domain.page import PageSize, Pixels, RenderRequest
from dxmeet.domain.pagetext import Snippet
from dxmeet.domain.syncplan import ShareState
from dxmeet.errors import (
    DxmeetError,
    KeyLost,
    MaterialUnknown,
    PassphraseWrong,
    PdfDamaged,
    PdfPasswordNeeded,
    PdfPasswordWrong,
    ProfileDamaged,
    ProfileExists,
)
from dxmeet.progress import Progress
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.library import Library
from dxmeet.services.offered import Entrance, Services
from dxmeet.services.opened import Opened
from dxmeet.services.ordering import OrderedTerminal, OrderState
from dxmeet.services.preferences import Preference
from dxmeet.services.reader import Reader
from dxmeet.services.searching import Found, Hit, Named
from dxmeet.services.synchronising import SyncResult
from dxmeet.services.unlocking import Door, Guard
from dxmeet.services.verifying import Verified

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 0, 42, tzinfo=UTC)  # 9:42 in Japan
A4 = PageSize(595.0, 842.0)


def revision(name: str, pages: int) -> Revision:
    return Revision(RevisionId(name.ljust(64, "0")), 1000, (A4,) * pages)


def material(
    packet: str,
    order: int,
    title: str,
    *,
    pages: int = 1,
    read: bool = True,
    replaced: bool = False,
    notes: int = 0,
    state: State = State.READY,
    code: str = "",
) -> Material:
    shown = revision(f"{order}a", pages) if pages else None
    last = RevisionId("old") if replaced else shown.id if shown and read else None
    return Material(
        MaterialId(f"{packet}-{order}"),
        PacketId(packet),
        order,
        title,
        f"{title}.pdf",
        state,
        code,
        shown,
        checked_at=NOW,
        read_revision=last,
        notes=notes,
    )


def meeting(name: str, title: str, day: date | None, *materials: Material, **fields: Any) -> Packet:
    return Packet(
        PacketId(name),
        fields.pop("kind", Kind.MEETING),
        title,
        day,
        title,
        fields.pop("source", Source.PUBLISHED),
        materials=materials,
        checked_at=NOW,
        **fields,
    )


def circular(name: str, title: str, day: date, author: str, *materials: Material, **fields: Any) -> Packet:
    return meeting(name, title, day, *materials, kind=Kind.CIRCULAR, author=author, **fields)


def cabinet() -> Packet:
    return meeting(
        "cabinet",
        "庁議（第16回）",
        TODAY,
        material("cabinet", 0, "次第"),
        material("cabinet", 1, "資料1 令和9年度当初予算編成の状況について", pages=12, replaced=True, notes=12),
        material("cabinet", 2, "資料2 公共施設再編計画（素案）", pages=24, notes=5),
        material("cabinet", 3, "資料3 12月定例会 提出予定議案", pages=6, read=False),
        material("cabinet", 4, "資料4 年末年始の窓口業務について", pages=2, notes=1),
        material("cabinet", 5, "参考1 市民意識調査 速報（A3）", pages=4),
        starts=time(10, 0),
        place="本庁舎3階 庁議室",
    )


def town() -> list[Packet]:
    """What the mock-up of Home shows."""
    return [
        cabinet(),
        meeting(
            "it",
            "情報化推進委員会",
            TODAY,
            material("it", 0, "資料1 端末の更新計画", pages=8),
            material("it", 1, "資料2 回線の増強", pages=3),
            starts=time(14, 0),
            place="西庁舎2階 第2会議室",
        ),
        meeting(
            "chiefs",
            "部長会議",
            date(2026, 11, 27),
            *(material("chiefs", i, f"資料{i + 1} 報告") for i in range(5)),
            starts=time(9, 30),
            place="本庁舎3階 第1会議室",
        ),
        meeting(
            "affairs",
            "総務委員会（事前説明）",
            date(2026, 11, 30),
            material("affairs", 0, "資料1 説明", pages=3),
            material("affairs", 1, "資料2 説明", pages=0, state=State.WAITING, code="still-writing"),
            starts=time(13, 30),
            place="議会棟2階 委員会室",
        ),
        meeting("fire", "防災会議 幹事会", date(2026, 12, 1), starts=time(10, 0), place="消防本部 4階"),
        meeting("old", "都市計画審議会", date(2026, 10, 2), material("old", 0, "資料1 議事録", pages=9)),
        circular(
            "tax",
            "年末調整 提出書類の手引き（2版）",
            date(2026, 11, 25),
            "人事課",
            material("tax", 0, "手引き", pages=11, replaced=True),
        ),
        circular(
            "cars",
            "公用車の冬期運行に関する通知",
            date(2026, 11, 24),
            "管財課",
            material("cars", 0, "通知", read=False),
        ),
        circular(
            "flu",
            "インフルエンザ予防接種の日程",
            date(2026, 11, 24),
            "職員厚生課",
            material("flu", 0, "日程", read=False),
            material("flu", 1, "問診票", read=False),
        ),
        circular(
            "plan",
            "第3次総合計画 進捗管理シート",
            date(2026, 11, 2),
            "企画政策課",
            material("plan", 0, "進捗", pages=20),
        ),
        circular(
            "stop",
            "庁内ネットワーク停止のお知らせ",
            date(2026, 11, 20),
            "情報政策課",
            material("stop", 0, "お知らせ", state=State.WITHDRAWN),
            withdrawn=True,
        ),
    ]


class FakePackets:
    """Stands in for storage.packets.PacketStore behind the real Library."""

    def __init__(self, packets: list[Packet]) -> None:
        self.held = packets
        self.places: list[tuple[MaterialId, int, datetime]] = []

    def packets(self, kind: Kind | None = None) -> list[Packet]:
        return [p for p in self.held if kind is None or p.kind is kind]

    def material(self, material: MaterialId) -> tuple[Packet, Material]:
        for packet in self.held:
            for each in packet.materials:
                if each.id == material:
                    return packet, each
        raise MaterialUnknown(material=material)

    def recent(self, limit: int) -> list[tuple[MaterialId, int, datetime]]:
        return self.places[:limit]


class FakeSettings:
    def __init__(self) -> None:
        self.held: dict[str, Any] = {}

    def get(self, name: str, default: Any = None) -> Any:
        return self.held.get(name, default)

    def set(self, name: str, value: Any) -> None:
        self.held[name] = value


def library_of(packets: list[Packet], *, state: ShareState = ShareState.OK, seen: datetime = NOW) -> Library:
    """The real Library over packets in memory; the share was last ``seen`` then."""
    settings = FakeSettings()
    settings.set("time", {"seen": seen.isoformat(), "latest": NOW.isoformat()})
    settings.set("sync.state", {"state": state.value, "checked_at": NOW.isoformat()})
    store = FakePackets(packets)
    store.places = [
        (MaterialId(name), page, NOW)
        for name, page in (("cabinet-1", 4), ("plan-0", 11))
        if any(m.id == name for p in packets for m in p.materials)
    ]
    return Library(cast(Any, store), cast(Any, settings), lambda: NOW)


@dataclass
class FakeDocument:
    name: str
    pages: tuple[PageSize, ...] = (A4,)
    closed: bool = False

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeReading:
    """Opens any material of the library; ``secret`` protects every document where it is set.

    ``begun`` are the materials it was at, each of them held until ``gate`` is set.
    """

    library: Library
    secret: str = ""
    opened: list[str] = field(default_factory=list[str])
    kept: list[bool] = field(default_factory=list[bool])
    shown: list[str] = field(default_factory=list[str])
    begun: list[str] = field(default_factory=list[str])
    revisions: list[RevisionId | None] = field(default_factory=list[RevisionId | None])
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def open(
        self,
        material: MaterialId,
        *,
        revision: RevisionId | None = None,
        password: str | None = None,
        keep_password: bool = False,
        glimpse: int = 0,
        progress: Progress | None = None,
    ) -> Opened:
        self.begun.append(material)
        self.revisions.append(revision)
        assert self.gate.wait(20)
        self.kept.append(keep_password)
        packet, known = self.library.material(material)
        if self.secret and password != self.secret:
            raise PdfPasswordWrong(name=known.name) if password else PdfPasswordNeeded(name=known.name)
        self.opened.append(material)
        return Opened(cast(Any, FakeDocument(known.name)), packet, known, known.revision, 1, NOTHING)

    def seen(self, opened: Opened) -> Changes:
        assert opened.material is not None
        self.shown.append(opened.material.id)
        return Changes(reading=True, ledger=True)


@dataclass
class FakeFiles:
    """Opens any file; ``secret`` protects it where it is set, ``damaged`` ones are refused."""

    secret: str = ""
    damaged: bool = False

    def open(
        self, path: Path, *, password: str | None = None, glimpse: int = 0, progress: Progress | None = None
    ) -> Opened:
        if self.damaged:
            raise PdfDamaged(name=path.name)
        if self.secret and password != self.secret:
            raise PdfPasswordNeeded(name=path.name)
        drawn = RenderRequest(1, 0.1), Pixels(60, 84, bytes(60 * 84 * 3))
        return Opened(cast(Any, FakeDocument(path.name)), None, None, None, 1, NOTHING, drawn)


class FakePreferences:
    def __init__(self, preference: Preference) -> None:
        self.held = preference
        self.tools = ""

    def get(self) -> Preference:
        return self.held

    def set(self, preference: Preference) -> Changes:
        self.held = preference
        return Changes(settings=True)

    def favourites(self) -> str:
        return self.tools

    def keep_favourites(self, text: str) -> None:
        self.tools = text


@dataclass
class FakeSynchronising:
    """Each pass answers ``result``; ``before`` runs first, such as a test that changes the library."""

    result: SyncResult = field(default_factory=SyncResult)
    before: Callable[[], None] = lambda: None
    passes: int = 0

    def synchronise(self, progress: object) -> SyncResult:
        self.passes += 1
        self.before()
        return self.result


@dataclass
class FakeWatching:
    """Due when a test says so."""

    synchronising: FakeSynchronising
    time_to_look: bool = False
    settled: int = 0

    def look(self, progress: object) -> SyncResult:
        self.time_to_look = False
        return self.synchronising.synchronise(progress)

    def due(self) -> bool:
        return self.time_to_look

    def settle(self) -> None:
        self.settled += 1


@dataclass
class FakeUnlocking:
    """``answer`` is the door; the right passphrase is 正しいパスフレーズ."""

    answer: Any
    required: bool = False
    trouble: DxmeetError | None = None
    enrolled: list[Any] = field(default_factory=list[Any])
    damaged: bool = False
    backups: bool = True
    lost: bool = False
    again: bool = False  # whether it was set up again
    kept: Guard = field(default_factory=lambda: Guard(False, False))
    done: list[Any] = field(default_factory=list[Any])  # to the whole profile, in order

    def door(self) -> Any:
        return self.answer

    def passphrase_required(self) -> bool:
        return self.required

    def setup(self, wanted: Any) -> tuple[Any, bool]:
        if self.trouble is not None:
            raise self.trouble
        self.enrolled.append(wanted)
        return "unlocked", False

    def setup_again(self, wanted: Any) -> tuple[Any, bool]:
        if wanted.passphrase == "正しいパスフレーズ":
            raise ProfileExists(path="profile")
        self.again = True
        return self.setup(wanted)

    def unlock(self, passphrase: str | None = None, *, deliberate: bool = False) -> Any:
        if self.lost:
            raise KeyLost()
        if passphrase is not None and passphrase != "正しいパスフレーズ":
            raise PassphraseWrong()
        if self.damaged:
            raise ProfileDamaged(path="dxmeet.db")
        return "unlocked"

    def guard(self) -> Guard:
        return self.kept

    def check_change(self, passphrase: str | None, new: str | None) -> None:
        if self.kept.asked and passphrase != "正しいパスフレーズ":
            raise PassphraseWrong()

    def change_key(self, passphrase: str | None, new: str | None) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.done.append(("rekey", passphrase, new))

    def lock(self) -> None:
        self.done.append("lock")
        self.answer = Door.LOCKED

    def forget(self) -> None:
        self.done.append("forget")
        self.answer = Door.SETUP

    def recover(self, passphrase: str | None = None) -> Any:
        self.damaged = self.damaged and not self.backups
        return self.unlock(passphrase)


def terminal(name: str, department: str, *orders: OrderState, heard: datetime | None = NOW) -> OrderedTerminal:
    return OrderedTerminal(TerminalId(name), department, NOW - timedelta(days=30), orders, heard)


@dataclass
class FakeOrdering:
    """Two terminals, the second this one's. An order is obeyed when a test calls ``obey``."""

    held: list[OrderedTerminal] = field(
        default_factory=lambda: [terminal("t0123456789abcdef", "消防課", heard=None), terminal("t1", "企画政策課")]
    )
    trouble: DxmeetError | None = None

    def terminals(self) -> list[OrderedTerminal]:
        return list(self.held)

    def give(self, name: TerminalId, kind: OrderKind) -> Order:
        if self.trouble is not None:
            raise self.trouble
        [known] = [each for each in self.held if each.terminal == name]
        assert kind in known.open_to
        locks = tuple(each.order.id for each in known.orders if each.stands)
        order = Order(ShareId("s1"), name, kind, TerminalId("t1"), NOW, locks if kind is OrderKind.OPEN else ())
        lifted = [replace(each, stands=each.stands and kind is not OrderKind.OPEN) for each in known.orders]
        state = OrderState(order, "", kind is not OrderKind.OPEN)
        self._put(replace(known, orders=(*lifted, state)))
        return order

    def obey(self, name: str) -> None:
        [known] = [each for each in self.held if each.terminal == name]
        done = NOW + timedelta(minutes=8)
        self._put(replace(known, orders=tuple(replace(each, done_at=done.isoformat()) for each in known.orders)))

    def _put(self, changed: OrderedTerminal) -> None:
        self.held = [changed if each.terminal == changed.terminal else each for each in self.held]


@dataclass
class FakeVerifying:
    """Finds everything whole that is called here, but for ``broken``."""

    library: Library
    broken: tuple[MaterialId, ...] = ()

    def verify(self, progress: Progress) -> Verified:
        live = [m for packet in self.library.packets() for m in packet.materials]
        ready = [m for m in live if m.state is State.READY and m.id not in self.broken]
        here = {m.id: m.revision.id for m in ready if m.revision is not None}
        return Verified(NOW, here, self.broken, tuple(m.id for m in live if m.id not in here))


class FakeSafekeeping:
    def __init__(self) -> None:
        self.asked = 0

    def back_up(self) -> None:
        self.asked += 1


class FakeCarrying:
    """Nothing was replaced."""

    def carry_all(self, progress: Any = None) -> Changes:
        return Changes()

    def anchor(self, material: Any, progress: Any = None) -> int:
        return 0

    def follow(self, material: Any, progress: Any = None) -> Changes:
        return Changes()


class FakeReviewing:
    """Nothing to review."""

    def summary(self, material: Any) -> None:
        return None


READER = Reader(
    name="佐藤",
    department="企画政策課",
    pseudonym=cast(Any, "r1"),
    terminal=cast(Any, "t1"),
    share=cast(Any, "s1"),
    share_path="//server/共有",
)


class FakeIndexing:
    """Everything is read already."""

    def run(self, progress: Progress) -> int:
        return 0


class FakeSearching:
    """Finds every material by its title, and nothing in it but the title on page 1; ``written`` are hits in notes."""

    def __init__(self, packets: list[Packet]) -> None:
        self._packets = packets
        self.written: tuple[Hit, ...] = ()

    def search(self, text: str, *, limit: int | None = 50, skip: int = 0, boxes: bool = False) -> Found:
        there = [(p, m) for p in self._packets for m in p.materials if text in m.title]
        hits = tuple(
            Hit(p.id, m.id, p.title, m.title, "2026-11-25", RevisionId("0" * 64), 1, Snippet("…", text, "…"), ())
            for p, m in there
        )
        named = tuple(Named(p.id, m.id, p.title, m.title) for p, m in there)
        hits += self.written
        return Found(len(hits), hits[skip:][:limit], named, (), (), (), ())


def services_of(packets: list[Packet], *, preference: Preference | None = None) -> Services:
    """Real Library and values, fakes where something would be opened, written or sent."""
    library = library_of(packets)
    nothing = cast(Any, None)
    synchronising = FakeSynchronising()
    return Services(
        reader=READER,
        library=library,
        reading=cast(Any, FakeReading(library)),
        annotating=nothing,
        printing=nothing,
        searching=cast(Any, FakeSearching(packets)),
        indexing=cast(Any, FakeIndexing()),
        ledger=nothing,
        synchronising=cast(Any, synchronising),
        watching=cast(Any, FakeWatching(synchronising)),
        publishing=nothing,
        merging=nothing,
        reporting=nothing,
        purchasing=nothing,
        checking=nothing,
        preferences=cast(Any, FakePreferences(preference or Preference())),
        safekeeping=cast(Any, FakeSafekeeping()),
        ordering=cast(Any, FakeOrdering()),
        verifying=cast(Any, FakeVerifying(library)),
        carrying=cast(Any, FakeCarrying()),
        reviewing=cast(Any, FakeReviewing()),
        unlocking=cast(Any, FakeUnlocking("none")),
        send=lambda: 0,
        let_go=lambda: None,
        close=lambda: None,
    )


def entrance_of(unlocking: FakeUnlocking, services: Services, files: FakeFiles) -> Entrance:
    return Entrance(
        profile=Path("profile"),
        make_unlocking=lambda: cast(Any, unlocking),
        make_checking=lambda: cast(Any, None),
        enter=lambda unlocked: services,
        files=cast(Any, files),
        close=lambda: None,
    )


class FakeView(QWidget):
    """In the reader's place: remembers what was laid on it."""

    left = Signal(bool)
    material_requested = Signal(str)
    changed = Signal(object)
    seen = Signal(object)
    full_screen_requested = Signal(bool)
    print_requested = Signal()
    attended = Signal(object)

    def __init__(self, theme: object, runner: object) -> None:
        super().__init__()
        self.shown: list[Opened] = []
        self.recorded: list[bool] = []
        self.put_away = 0
        self.expected: list[tuple[str, int, str]] = []
        button = QPushButton("ホーム")
        button.setAccessibleName("ホーム")
        button.clicked.connect(lambda: self.left.emit(True))
        column = QVBoxLayout(self)
        column.addWidget(button)
        self.frame = SimpleNamespace(add_strip=column.addWidget)
        self.remembered = Remembered(self)

    def show_opened(self, opened: Opened, *, reading: Any, annotating: Any, language: str) -> None:
        if self.shown:
            self.shown[-1].document.close()
        self.shown.append(opened)
        self.recorded.append(reading is not None)
        self.seen.emit(opened)

    def show_hit(self, material: str, page: int, text: str) -> None:
        self.material_requested.emit(material)

    def expect_note(self, material: str, page: int, note: str) -> None:
        self.expected.append((material, page, note))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing to go back to in here."""
        if event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.left.emit(False)

    def leave(self) -> None:
        self.put_away += 1
        self.shown[-1].document.close()
