"""Worker side: the sample budget paper 資料1, in two editions: two pages change and one comes in between."""

from dxmeet.pdf.typesetting import A4, BLACK, GREY, WARM, Column, Paper

_LEFT, _WIDE = 50.0, 495.0
_KAN = (
    ("議会費", 412_350, 405_120, "議場音響設備の更新完了による減"),
    ("総務費", 6_184_720, 6_402_910, "自治体情報システム標準化に係る運用経費の増"),
    ("民生費", 21_836_540, 22_517_380, "障害福祉サービス給付費及び児童手当の増"),
    ("衛生費", 4_275_160, 4_198_440, "予防接種単価の見直し、焼却施設補修の平準化"),
    ("労働費", 86_210, 84_930, "就労支援講座の統合"),
    ("農林水産業費", 1_042_870, 1_118_650, "漁港機能保全工事（第２期）の着手"),
    ("商工費", 1_536_480, 1_489_250, "プレミアム付商品券事業の終了"),
    ("土木費", 5_908_330, 6_341_720, "臨港道路橋りょうの耐震補強、雨水ポンプ更新"),
    ("消防費", 2_014_560, 2_096_880, "はしご付消防自動車の更新（15年経過）"),
    ("教育費", 5_487_910, 5_862_340, "小学校体育館空調の整備（４校）"),
    ("災害復旧費", 52_000, 52_000, "前年度同額"),
    ("公債費", 4_622_140, 4_537_690, "平成18年度借入分の償還終了"),
    ("予備費", 80_000, 80_000, "前年度同額"),
)
_REVISED = {
    "教育費": (5_913_840, "小学校体育館空調の整備（４校を５校に変更）"),
    "商工費": (1_502_750, "商品券事業の終了、港まつり50周年経費の追加"),
}
_REVENUE = (
    ("市税", 17_936_200, 18_204_500, "個人市民税の所得割の伸び、家屋の新増築"),
    ("地方譲与税", 412_000, 418_000, "森林環境譲与税の増"),
    ("地方消費税交付金", 3_284_000, 3_352_000, "直近の収入見込みによる"),
    ("地方交付税", 9_120_000, 9_045_000, "市税の増に伴う基準財政収入額の増"),
    ("国庫支出金", 9_874_600, 10_236_800, "障害者自立支援給付費負担金の増"),
    ("県支出金", 4_216_300, 4_308_900, "後期高齢者医療基盤安定負担金の増"),
    ("繰入金", 2_946_170, 3_612_110, "財源不足に対する財政調整基金の繰入れ"),
    ("市債", 3_480_000, 3_742_000, "橋りょう耐震補強、体育館空調に係る起債"),
    ("その他", 2_270_000, 2_268_000, "使用料、諸収入ほか"),
)
_PROJECTS = (
    (
        "総務部・企画部",
        (
            ("自治体情報システム標準化運用", "312,400", "拡充", "利用料の見込みを精査。次年度以降の通信回線費を含む。"),
            ("会議資料の電子化推進", "8,640", "新規", "庁議、部長会の資料を端末で閲覧し、印刷と仕分けの時間を減らす。"),
            (
                "公共施設再配置計画の改定",
                "14,850",
                "新規",
                "利用状況調査（資料３）を踏まえ、令和10年度からの第２期計画を策定。",
            ),
            ("ふるさと納税返礼品の開拓", "26,300", "継続", "水産加工品を中心に返礼品を20品目追加する。"),
            ("防災行政無線の更新", "184,200", "継続", "屋外拡声子局42局のうち16局を更新（３か年の２年目）。"),
            ("職員研修（業務改革）", "5,720", "拡充", "各課の業務の棚卸しと手順書の作成を支援する。"),
        ),
    ),
    (
        "健康福祉部・こども部",
        (
            ("障害福祉サービス給付", "3,482,600", "継続", "利用者の伸び（年４．８％）を見込む。"),
            ("放課後児童クラブの整備", "96,500", "拡充", "待機のある２校区で専用室を増設し、定員を80人増やす。"),
            ("帯状疱疹予防接種の助成", "38,400", "継続", "対象年齢の拡大に伴う接種者数の増。"),
            ("こども医療費の助成", "628,900", "継続", "18歳年度末まで。１件当たり費用額の伸びを反映。"),
            ("地域包括支援センター運営", "214,700", "継続", "西町圏域の職員１名増。"),
            ("産後ケア", "22,160", "拡充", "訪問型に加え、日帰り型を市内２か所で始める。"),
        ),
    ),
    (
        "建設部・産業部・教育委員会",
        (
            ("臨港道路橋りょう耐震補強", "742,000", "継続", "みなと大橋の橋脚３基。国庫補助の内示額に応じて調整する。"),
            ("雨水ポンプ場の更新", "368,000", "新規", "北浜ポンプ場２号ポンプ。令和10年度までの継続費。"),
            ("漁港機能保全工事（第２期）", "156,300", "新規", "東防波堤80メートルの補修。"),
            ("コミュニティバスの再編", "87,450", "拡充", "計画素案（資料２）に基づく実証運行を２路線で行う。"),
            ("小学校体育館の空調整備", "412,800", "新規", "避難所となる４校を先行し、夏季休業中に施工する。"),
            ("学校給食の食材高騰対策", "64,900", "継続", "保護者負担を据え置くための補助。"),
        ),
    ),
)


def budget(edition: int) -> Paper:
    paper = Paper("令和９年度当初予算編成の状況について", "みなと市財政部財政課")
    kan = [_later(row) if edition == 2 else row for row in _KAN]
    _summary(paper, kan, edition)
    _revenue(paper)
    if edition == 2:
        _added(paper)
    for number, (division, projects) in enumerate(_PROJECTS, start=3):
        rows = [_five_schools(row) if edition == 2 else row for row in projects]
        _division(paper, division, rows, str(number))
    _schedule(paper)
    return paper


def _later(row: tuple[str, int, int, str]) -> tuple[str, int, int, str]:
    return (row[0], row[1], *_REVISED[row[0]]) if row[0] in _REVISED else row


def _five_schools(row: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
    if row[0] != "小学校体育館の空調整備":
        return row
    return row[0], "464,300", "新規", "避難所となる４校に北浜小を加えた５校を、夏季休業中に施工する。"


def _begin(paper: Paper, label: str) -> None:
    paper.page(A4)
    paper.text(545, 34, "資料１", 12, "right", bold=True)
    paper.text(297.5, 806, f"－ {label} －", 9, "center", GREY)
    paper.text(545, 806, "みなと市財政部財政課", 8, "right", GREY)


def _change(old: int, new: int) -> tuple[str, str]:
    sign = "△" if new < old else ""
    return f"{sign}{abs(new - old):,}", f"{sign}{abs(new - old) / old * 100:.1f}"


def _compared(rows: list[tuple[str, int, int, str]], total: str) -> list[list[str]]:
    before, after = sum(row[1] for row in rows), sum(row[2] for row in rows)
    listed = [*rows, (total, before, after, "")]
    return [[name, f"{old:,}", f"{new:,}", *_change(old, new), why] for name, old, new, why in listed]


def _columns(first: str) -> list[Column]:
    widths = (("８年度当初", 74), ("９年度要求", 74), ("増減", 64), ("増減率％", 50))
    return [Column(first, 78), *(Column(head, width, "right") for head, width in widths), Column("主な増減理由", 155)]


def _summary(paper: Paper, kan: list[tuple[str, int, int, str]], edition: int) -> None:
    _begin(paper, "1")
    paper.text(297.5, 62, "令和９年度当初予算編成の状況について", 17, "center", bold=True)
    paper.text(545, 96, "令和８年11月25日　庁議" + ("（差し替え）" if edition == 2 else ""), 9.5, "right")
    y = paper.heading(_LEFT, 122, _WIDE, "１　要求の概要")
    before, after = sum(row[1] for row in kan), sum(row[2] for row in kan)
    more, rate = _change(before, after)
    y = paper.paragraph(
        _LEFT + 10,
        y,
        _WIDE - 10,
        f"　一般会計の要求総額は{after:,}千円で、前年度当初予算に比べ{more}千円（{rate}％）の増となった。"
        "社会保障関係経費の伸びに加え、公共施設の老朽化対策と物価、労務単価の上昇が主な要因である。"
        "現時点の歳入見込みとの差は、財政調整基金の繰入れを含めてもなお残るため、事業の優先度に基づく精査を続ける。",
        10,
        1.65,
    )
    y = paper.heading(_LEFT, y + 12, _WIDE, "２　款別の要求状況（歳出）")
    paper.text(545, y - 4, "単位：千円", 8, "right", GREY)
    y = paper.table(_LEFT, y + 10, _columns("款"), _compared(kan, "歳出合計"), 8.5, 4.4, strong=[len(kan)])
    paper.text(_LEFT, y + 8, "※　△は減を示す。増減率は小数第２位を四捨五入。財源内訳は２頁のとおり。", 8, color=GREY)


def _revenue(paper: Paper) -> None:
    _begin(paper, "2")
    y = paper.heading(_LEFT, 66, _WIDE, "３　歳入の見込み")
    rows = list(_REVENUE)
    paper.text(545, y - 4, "単位：千円", 8, "right", GREY)
    y = paper.table(_LEFT, y + 10, _columns("区分"), _compared(rows, "歳入合計"), 8.5, 4.6, strong=[len(rows)])
    y = paper.heading(_LEFT, y + 30, _WIDE, "４　財政調整基金の残高の推移")
    years = (
        ("４年度", 3_920),
        ("５年度", 4_160),
        ("６年度", 4_305),
        ("７年度", 3_884),
        ("８年度見込", 3_412),
        ("９年度見込", 2_786),
    )
    paper.bars((_LEFT, y, _LEFT + _WIDE, y + 190), years, "百万円")
    paper.paragraph(
        _LEFT + 10,
        y + 208,
        _WIDE - 10,
        "　繰入れが続いた場合、９年度末の残高は標準財政規模の１割を下回る見込みである。各部においては、既存事業の見直しによる"
        "財源の確保を前提として要求内容を再度点検されたい。",
        10,
        1.65,
    )


def _added(paper: Paper) -> None:
    _begin(paper, "2の2")
    y = paper.heading(_LEFT, 66, _WIDE, "４の２　追加要求の内容（11月24日受付分）")
    paper.text(545, y - 4, "単位：千円", 8, "right", GREY)
    columns = [
        Column("事業名", 130),
        Column("当初要求", 70, "right"),
        Column("追加後", 70, "right"),
        Column("追加の理由", 225),
    ]
    rows = (
        (
            "小学校体育館の空調整備",
            "412,800",
            "464,300",
            "北浜小体育館が津波避難の拠点に指定されたため、整備対象に加える。",
        ),
        ("港まつり開催補助", "18,200", "31,700", "第50回記念に係る会場設営及び警備計画の見直しによる。"),
    )
    y = paper.table(_LEFT, y + 10, columns, rows, 9, 5.5)
    paper.rectangle((_LEFT, y + 24, _LEFT + _WIDE, y + 78), (0.99, 0.95, 0.90), WARM)
    paper.text(_LEFT + 14, y + 33, "差し替えのお願い", 10.5, bold=True)
    paper.text(
        _LEFT + 14,
        y + 54,
        "１頁（款別の要求状況）及び５頁（教育委員会）を差し替え、本頁を２頁の次に加える。",
        10,
        color=BLACK,
    )


def _division(paper: Paper, division: str, rows: list[tuple[str, str, str, str]], label: str) -> None:
    _begin(paper, label)
    y = paper.heading(_LEFT, 66, _WIDE, f"５　部局別の主な事業　【{division}】")
    paper.text(545, y - 4, "単位：千円", 8, "right", GREY)
    columns = [
        Column("事業名", 148),
        Column("９年度要求", 72, "right"),
        Column("区分", 42, "center"),
        Column("内容・査定の視点", 233),
    ]
    y = paper.table(_LEFT, y + 10, columns, rows, 9.5, 8)
    paper.text(_LEFT, y + 24, "確認事項", 10.5, bold=True)
    y += 46
    for line in (
        "国県補助の採択見込みと、採択されない場合の実施方法",
        "人件費、委託料の積算における単価の根拠",
        "終期の設定と、効果を測る指標",
    ):
        paper.rectangle((_LEFT + 12, y + 1, _LEFT + 20, y + 9), None, GREY)
        paper.text(_LEFT + 28, y, line, 10)
        y += 22


def _schedule(paper: Paper) -> None:
    _begin(paper, "6")
    y = paper.heading(_LEFT, 66, _WIDE, "６　今後の日程")
    columns = [Column("時　期", 120), Column("内　容", 255), Column("担　当", 120)]
    rows = (
        ("11月25日（水）", "庁議（要求状況の報告）", "財政課"),
        ("11月30日（月）～12月11日（金）", "財政課長査定、各課ヒアリング", "財政課、各課"),
        ("12月18日（金）", "財政部長査定の結果通知", "財政課"),
        ("１月６日（水）～８日（金）", "市長査定", "各部長、財政課"),
        ("１月20日（水）", "予算案の決定、記者発表資料の作成", "財政課、秘書広報課"),
        ("２月下旬", "市議会定例会へ提出", "総務課、財政課"),
    )
    paper.table(_LEFT, y + 4, columns, rows, 10, 7)
