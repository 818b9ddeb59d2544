"""Worker side: the demo's materials of the invented みなと市, generated; names and figures belong to nobody."""

from collections.abc import Callable

from dxmeet.errors import InputInvalid
from dxmeet.pdf import sample_budget, sample_plan
from dxmeet.pdf.typesetting import A3_WIDE, GREY, Column, Paper

KINDS = ("agenda", "budget", "plan", "survey", "circular")
"""次第 · 資料1 当初予算編成 (edition 2 has two changed pages and an inserted one) · 資料2 計画 · 資料3 調査票 · 事務連絡."""


def build(kind: str, edition: int = 1) -> bytes:
    """One material as PDF. Raises InputInvalid for a kind or edition that there is not."""
    builders: dict[str, Callable[[], Paper]] = {
        "agenda": _agenda,
        "budget": lambda: sample_budget.budget(edition),
        "plan": sample_plan.plan,
        "survey": _survey,
        "circular": _circular,
    }
    if kind not in builders:
        raise InputInvalid(field="kind", value=kind)
    if edition not in ((1, 2) if kind == "budget" else (1,)):
        raise InputInvalid(field="edition", value=edition)
    return builders[kind]().content()


def _agenda() -> Paper:
    paper = Paper("令和８年度第６回みなと市庁議 次第", "みなと市総務部総務課")
    paper.page()
    paper.text(297.5, 84, "令和８年度 第６回 みなと市庁議", 18, "center", bold=True)
    paper.text(297.5, 120, "次　　第", 20, "center", bold=True)
    paper.text(290, 176, "日時　令和８年11月25日（水）午前９時30分から", 11)
    paper.text(290, 196, "場所　本庁舎４階　庁議室", 11)
    y = 248.0
    for indent, line in _AGENDA:
        paper.text(80 + 28 * indent, y, line, 12 if not indent else 11)
        y += 30 if not indent else 24
    paper.text(66, y + 22, "配布資料", 11, bold=True)
    columns = [Column("番号", 62, "center"), Column("資料名", 268), Column("担当", 92), Column("頁数", 42, "center")]
    paper.table(66, y + 42, columns, _MATERIALS, 9.5, 5)
    return paper


_AGENDA = (
    (0, "１　開　会"),
    (0, "２　市長あいさつ"),
    (0, "３　協議事項"),
    (1, "(1)　令和９年度当初予算編成の状況について　…………………　資料１"),
    (1, "(2)　みなと市地域公共交通計画（素案）について　………………　資料２"),
    (0, "４　報告事項"),
    (1, "(1)　公共施設の利用状況調査の結果について　……………………　資料３"),
    (1, "(2)　年末年始の文書の取扱いについて　………………………………　事務連絡"),
    (0, "５　その他"),
    (0, "６　閉　会"),
)
_MATERIALS = (
    ("資料１", "令和９年度当初予算編成の状況について", "財政課", "６"),
    ("資料２", "みなと市地域公共交通計画（素案）", "交通政策課", "24"),
    ("資料３", "公共施設利用状況調査 集計表（Ａ３判）", "資産経営課", "２"),
    ("事務連絡", "年末年始における文書の取扱いについて", "総務課", "２"),
)
_FACILITIES = (
    "中央公民館", "北浜公民館", "西町公民館", "山手公民館", "みなと図書館", "図書館東分館", "市民会館大ホール",
    "市民会館小ホール", "総合体育館", "武道館", "臨海球場", "陸上競技場", "市民プール", "テニスコート", "青少年センター",
    "女性活躍プラザ", "国際交流室", "福祉会館", "老人福祉センター", "子育て支援館", "児童館さくら", "児童館うみ",
    "産業会館", "勤労者会館", "郷土資料館", "美術展示室", "港の見える丘公園", "海浜キャンプ場",
)  # fmt: skip
_MONTHS = ("４月", "５月", "６月", "７月", "８月", "９月", "10月", "11月", "12月", "１月", "２月", "３月")


_CLOSED = {12: (0, 1, 6, 7, 8, 9, 10, 11), 27: (7, 8, 9, 10, 11)}
"""Months (0 is April) in which the pool and the camping ground are shut."""


def _visitors(facility: int, month: int, year: int) -> int:
    """Numbers that look counted: busy summers, some growth, closed where the remark says so."""
    if month in _CLOSED.get(facility, ()):
        return 0
    base = 180 + (facility * 617) % 2900
    season = (94, 101, 97, 118, 131, 104, 109, 103, 82, 79, 88, 99)[month]
    return base * season * (100 + year * 3) // 10000 + (facility * 37 + month * 53 + year * 11) % 61


def _survey() -> Paper:
    paper = Paper("公共施設利用状況調査 集計表", "みなと市総務部資産経営課")
    for year, name in enumerate(("令和６年度", "令和７年度")):
        paper.page(A3_WIDE)
        paper.text(50, 40, "資料３", 12, bold=True)
        paper.text(595, 40, f"公共施設利用状況調査　集計表（{name}・月別利用者数）", 16, "center", bold=True)
        paper.text(1141, 48, "単位：人", 9, "right", GREY)
        numbers = [[_visitors(f, month, year) for month in range(12)] for f in range(len(_FACILITIES))]
        rows = [
            [
                str(f + 1),
                name,
                *(f"{n:,}" if n else "－" for n in row),
                f"{sum(row):,}",
                f"{sum(row) / 12:,.1f}",
                _remark(f),
            ]
            for f, (name, row) in enumerate(zip(_FACILITIES, numbers, strict=True))
        ]
        sums = [sum(row[month] for row in numbers) for month in range(12)]
        rows.append(["", "合　計", *(f"{n:,}" for n in sums), f"{sum(sums):,}", f"{sum(sums) / 12:,.1f}", ""])
        columns = [Column("No.", 32, "center"), Column("施設名", 132), *(Column(m, 56, "right") for m in _MONTHS)]
        columns += [Column("年間計", 70, "right"), Column("月平均", 66, "right"), Column("備　考", 119)]
        below = paper.table(50, 74, columns, rows, 9.5, 5.2, strong=[len(rows) - 1])
        paper.text(50, below + 10, "※　指定管理者からの月次報告を集計したもの。改修による休館日を含む。", 9, color=GREY)
        paper.text(1141, below + 10, f"資産経営課　{year + 1}／２", 9, "right", GREY)
    return paper


def _remark(facility: int) -> str:
    return {6: "音響設備更新", 12: "10月～５月 休館", 24: "企画展２回", 27: "11月～３月 閉鎖"}.get(facility, "")


def _circular() -> Paper:
    paper = Paper("年末年始における文書の取扱いについて", "みなと市総務部総務課")
    paper.page()
    paper.text(530, 70, "事　務　連　絡", 11, "right")
    paper.text(530, 90, "令和８年11月20日", 11, "right")
    paper.text(66, 128, "各所属長　様", 11.5)
    paper.text(530, 164, "総務部総務課長", 11.5, "right")
    paper.text(297.5, 216, "年末年始における文書の取扱いについて", 14, "center", bold=True)
    y = paper.paragraph(66, 264, 470, _CIRCULAR, 11, 1.9)
    paper.text(297.5, y + 12, "記", 12, "center")
    y += 48
    for head, body in _ITEMS:
        paper.text(66, y, head, 11, bold=True)
        y = paper.paragraph(88, y + 22, 448, body, 10.5, 1.8) + 10
    paper.text(530, y + 16, "担当　総務課文書係（内線2214）", 10, "right")
    paper.page()
    paper.text(530, 60, "別　紙", 11, "right")
    paper.text(297.5, 92, "年末年始の受付窓口及び連絡先", 14, "center", bold=True)
    columns = [Column("期　間", 128), Column("窓　口", 120), Column("受付時間", 116, "center"), Column("備　考", 100)]
    paper.table(66, 134, columns, _WINDOWS, 10, 7)
    return paper


_CIRCULAR = (
    "　このことについて、閉庁期間中の文書の収受、発送及び保管に遺漏のないよう、下記のとおり取り扱いますので、所属職員への周知を"
    "お願いします。\n　なお、会議資料については紙による配布を行わず、端末で閲覧することを原則とします。"
)
_ITEMS = (
    (
        "１　発送の締切",
        "郵便による発送は、12月25日（金）午後３時までに総務課へ持ち込んでください。宅配便は各課で手配してください。",
    ),
    (
        "２　閉庁期間中の収受",
        "12月29日（火）から１月３日（日）までに到着した文書は、守衛室で収受し、１月４日（月）午前中に各課へ配布します。",
    ),
    ("３　会議資料の印刷", "追記や差し替えがある資料は最新版を端末で確認し、必要な頁に限って印刷してください。"),
    (
        "４　保管文書の点検",
        "執務室の書架、机上及び複合機の周辺に文書が放置されていないことを、最終退庁者が点検表により確認してください。",
    ),
)
_WINDOWS = (
    ("12月28日（月）まで", "総務課（本庁舎３階）", "8:30～17:15", "通常どおり"),
    ("12月29日（火）～\n１月３日（日）", "守衛室（本庁舎１階）", "終日", "収受のみ"),
    ("１月４日（月）から", "総務課（本庁舎３階）", "8:30～17:15", "通常どおり"),
    ("全期間", "支所（北浜・西町）", "平日 9:00～16:00", "12月29日から閉所"),
    ("緊急時", "当直室（内線2000）", "終日", "災害時は配備計画による"),
)
