"""Worker side: the sample plan of 24 pages, 資料2, with an outline, headings, tables and bar charts."""

from dxmeet.pdf.typesetting import BLUE, GREY, WARM, Column, Paper

_LEFT, _WIDE = 62.0, 471.0
_TITLE = "みなと市地域公共交通計画"
_CHARTS = (
    ("人口の推移と見通し", "人", (("H22", 92_410), ("H27", 89_870), ("R2", 86_930), ("R7", 83_540), ("R12", 79_820), ("R17", 75_960)),
     "本市の人口は平成22年をピークに減少し、令和７年は83,540人となった。山手、北浜の両地区では高齢化率が４割を超えており、"
     "自家用車によらない移動手段の確保が急がれる。"),
    ("路線バスの利用者数", "千人", (("R2", 1_284), ("R3", 1_316), ("R4", 1_452), ("R5", 1_538), ("R6", 1_571), ("R7", 1_549)),
     "路線バスの利用者は感染症の影響を受けた令和２年度から回復したが、運転士不足による減便のため、令和７年度は再び減少に転じた。"
     "平日の朝夕を除く時間帯では、１便当たりの利用者が４人に満たない系統が全体の３割を占める。"),
    ("コミュニティバスの運行経費", "百万円", (("R2", 54), ("R3", 56), ("R4", 61), ("R5", 66), ("R6", 72), ("R7", 79)),
     "燃料費と人件費の上昇により、運行経費は５年間で1.5倍となった。収支率は21％であり、市の負担は年間約６千２百万円に上る。"),
    ("市民アンケート　日常の移動で困っていること（複数回答）", "人", (("便数", 612), ("終発", 438), ("停留所", 391), ("乗継", 274), ("運賃", 196), ("案内", 158)),
     "令和８年６月に実施した市民アンケート（回答1,862人）では、便数の少なさを挙げた人が最も多く、終発の早さ、停留所までの距離が続いた。"
     "自由記述では、病院の診療時間とバスの時刻が合わないとの意見が目立った。"),
)  # fmt: skip
_MEASURES = (
    ("幹線バスの等間隔運行", "都市計画課・バス事業者", "幹線の運行間隔", "20～45分", "20分", "駅と市民病院を結ぶ幹線の時刻を20分間隔にそろえ、覚えやすい時刻表とする。"),
    ("コミュニティバスの再編", "交通政策課", "収支率", "21％", "28％", "重複する４路線を２路線に再編し、生み出した便を買物時間帯に充てる。"),
    ("予約型乗合交通の導入", "交通政策課", "登録者数", "0人", "1,200人", "山手、北浜の両地区で、電話と端末から予約できる乗合交通の実証運行を行う。"),
    ("乗継拠点の整備", "都市計画課", "整備箇所", "１か所", "４か所", "商業施設、支所と連携し、屋根と椅子、運行情報の表示を備えた待合を設ける。"),
    ("運転士の確保と育成", "商工観光課・バス事業者", "採用者数", "年３人", "年10人", "大型二種免許の取得支援と、移住施策と合わせた住まいの支援を行う。"),
    ("通学定期の負担軽減", "学校教育課", "利用者数", "384人", "520人", "遠距離通学者の定期券代を助成し、自家用車による送迎を減らす。"),
    ("運行情報の公開", "デジタル推進課", "公開路線", "０％", "100％", "時刻と現在地を標準的な形式で公開し、経路検索の結果に反映させる。"),
    ("高齢者の外出支援", "高齢者支援課", "乗車証の交付", "2,140人", "3,000人", "運転免許を返納した人に、共通乗車証を交付する。"),
    ("港と駅を結ぶ回遊", "商工観光課", "休日の利用者", "月620人", "月1,000人", "休日に限り、港と駅、市場を結ぶ循環便を季節運行する。"),
    ("車両の環境対応", "環境政策課・バス事業者", "電気バス", "０台", "４台", "更新時期を迎える小型車両を電気バスに置き換え、災害時の電源としても用いる。"),
    ("バリアフリー化", "都市計画課", "低床車両の割合", "58％", "80％", "停留所の段差解消と低床車両の導入を、利用の多い区間から進める。"),
    ("地域で支える仕組み", "市民協働課", "協議組織", "２地区", "７地区", "地区ごとの協議組織が運行内容を話し合い、見直しの提案を行う。"),
)  # fmt: skip
_BULLETS = (
    "関係機関との協議を令和９年度の上半期に終える。",
    "実施状況を毎年度、交通会議に報告する。",
    "指標が目標を下回る場合は、翌年度に内容を見直す。",
)


class _Plan:
    def __init__(self) -> None:
        self.paper = Paper(f"{_TITLE}（素案）", "みなと市都市部交通政策課")
        self.number = 0

    def page(self, running_head: str) -> float:
        """Begin a numbered page; where its text begins."""
        self.paper.page()
        self.number += 1
        self.paper.text(_LEFT, 36, f"{_TITLE}（素案）", 8, color=GREY)
        self.paper.text(_LEFT + _WIDE, 36, running_head, 8, "right", GREY)
        self.paper.line((_LEFT, 50), (_LEFT + _WIDE, 50))
        self.paper.text(297.5, 800, str(self.number), 9, "center", GREY)
        return 74.0

    def chapter(self, title: str, y: float) -> float:
        self.paper.entry(0, title)
        self.paper.rectangle((_LEFT, y, _LEFT + _WIDE, y + 34), BLUE)
        self.paper.text(_LEFT + 14, y + 9, title, 15, color=(1.0, 1.0, 1.0), bold=True)
        return y + 56

    def say(self, y: float, *paragraphs: str) -> float:
        for paragraph in paragraphs:
            y = self.paper.paragraph(_LEFT + 8, y, _WIDE - 8, f"　{paragraph}", 10.5, 1.8) + 4
        return y


def plan() -> Paper:
    plan = _Plan()
    _cover(plan)
    _contents(plan)
    _introduction(plan)
    for number, chart in enumerate(_CHARTS, start=1):
        _situation(plan, number, *chart)
    _issues(plan)
    _policy(plan)
    for number, measure in enumerate(_MEASURES, start=1):
        _measure(plan, number, *measure)
    _promotion(plan)
    _appendix(plan)
    return plan.paper


def _cover(plan: _Plan) -> None:
    plan.paper.page()
    plan.number += 1
    plan.paper.text(533, 50, "資料２", 13, "right", bold=True)
    plan.paper.rectangle((0, 250, 595, 258), BLUE)
    plan.paper.text(297.5, 292, _TITLE, 28, "center", bold=True)
    plan.paper.text(297.5, 342, "（素案）", 18, "center")
    plan.paper.text(297.5, 384, "令和９年度～令和13年度", 14, "center")
    plan.paper.rectangle((0, 424, 595, 427), WARM)
    plan.paper.text(297.5, 690, "令和８年11月", 14, "center")
    plan.paper.text(297.5, 718, "み　な　と　市", 18, "center", bold=True)


def _contents(plan: _Plan) -> None:
    y = plan.page("目次")
    plan.paper.entry(0, "目次")
    plan.paper.text(297.5, y, "目　　次", 16, "center", bold=True)
    lines = [
        ("第１章　計画の策定に当たって", 3),
        ("第２章　地域公共交通の現状", 4),
        ("第３章　課題の整理", 8),
        ("第４章　基本方針", 9),
    ]
    lines += [("第５章　施策", 10), *((f"　施策{n}　{m[0]}", 9 + n) for n, m in enumerate(_MEASURES, start=1))]
    lines += [("第６章　計画の推進", 22), ("資料編", 23)]
    y += 52
    for title, page in lines:
        end = _LEFT + 14 + plan.paper.width(title, 11)
        plan.paper.text(_LEFT + 10, y, title, 11)
        plan.paper.text(_LEFT + _WIDE - 10, y, str(page), 11, "right")
        plan.paper.text(_LEFT + _WIDE - 30, y, "・" * int((_LEFT + _WIDE - 34 - end) / 7), 7, "right", GREY)
        y += 27


def _introduction(plan: _Plan) -> None:
    y = plan.chapter("第１章　計画の策定に当たって", plan.page("第１章"))
    y = plan.paper.heading(_LEFT, y, _WIDE, "１　策定の背景と目的", 12)
    y = plan.say(
        y,
        "人口の減少と高齢化が進む中、通学、通院、買物など日常の移動を支える公共交通は、利用者の減少と担い手の不足という二つの困難に"
        "直面している。路線の縮小は外出の機会を減らし、まちの活力の低下につながる。",
        "本計画は、市、交通事業者、市民がそれぞれの役割を分かち合い、将来にわたって続けられる公共交通の姿と、その実現に向けた"
        "施策を示すものである。",
    )
    y = plan.paper.heading(_LEFT, y + 14, _WIDE, "２　計画の位置付けと期間", 12)
    y = plan.say(y, "総合計画及び都市計画マスタープランに即し、令和９年度から令和13年度までの５年間を計画期間とする。")
    columns = [Column("計　画", 190), Column("期　間", 140, "center"), Column("所　管", 131)]
    rows = (
        ("第４次総合計画", "令和５～14年度", "企画課"),
        ("都市計画マスタープラン", "令和７～26年度", "都市計画課"),
        ("地域公共交通計画（本計画）", "令和９～13年度", "交通政策課"),
    )
    plan.paper.table(_LEFT + 5, y + 12, columns, rows, 10, 6)


def _situation(plan: _Plan, number: int, title: str, unit: str, bars: tuple[tuple[str, float], ...], text: str) -> None:
    y = plan.page("第２章")
    if number == 1:
        y = plan.chapter("第２章　地域公共交通の現状", y)
    plan.paper.entry(1, title)
    y = plan.paper.heading(_LEFT, y, _WIDE, f"{number}　{title}", 12)
    y = plan.say(y, text)
    plan.paper.text(297.5, y + 18, f"図{number}　{title}", 9.5, "center")
    plan.paper.bars((_LEFT + 10, y + 40, _LEFT + _WIDE - 10, y + 270), bars, unit, BLUE if number % 2 else WARM)
    plan.paper.text(_LEFT + _WIDE, y + 282, "資料：みなと市調べ（令和７年度は速報値）", 8, "right", GREY)
    plan.say(y + 318, "今後は、数値の推移を毎年度確認し、施策の効果との関係を明らかにしていく。")


def _issues(plan: _Plan) -> None:
    y = plan.chapter("第３章　課題の整理", plan.page("第３章"))
    columns = [Column("課　題", 128), Column("内　容", 223), Column("関係する施策", 110, "center")]
    rows = (
        ("幹線の使いやすさ", "運行間隔が不規則で、乗り継ぎの待ち時間が長い。", "施策１、４、７"),
        ("交通の空白地域", "停留所から300メートル以上離れた地区に市民の14％が住む。", "施策２、３"),
        ("担い手の不足", "運転士の平均年齢は56歳で、５年以内に３割が退職する。", "施策５"),
        ("市の負担の増加", "運行経費が増え、路線を維持する財源の見通しが立ちにくい。", "施策２、12"),
        ("移動に支えが要る人", "免許返納者、障害のある人、遠距離通学者への支援が要る。", "施策６、８、11"),
        ("環境と観光", "休日の来訪者の８割が自家用車を利用する。", "施策９、10"),
    )
    y = plan.paper.table(_LEFT + 5, y, columns, rows, 10, 7)
    plan.say(
        y + 24,
        "これらの課題は互いに関係しており、一つの施策だけでは解決しない。幹線、支線、予約型の交通を組み合わせ、全体として見直す。",
    )


def _policy(plan: _Plan) -> None:
    y = plan.chapter("第４章　基本方針", plan.page("第４章"))
    policies = (
        ("つなぐ", "幹線と支線の役割を明確にし、乗り継ぎやすい網をつくる。"),
        ("支える", "地域、事業者、市が役割を分かち合い、運行を続ける。"),
        ("伝える", "必要な情報が、必要なときに届くようにする。"),
    )
    for number, (name, text) in enumerate(policies, start=1):
        plan.paper.rectangle((_LEFT, y, _LEFT + _WIDE, y + 64), (0.94, 0.96, 0.98), BLUE)
        plan.paper.text(_LEFT + 18, y + 22, f"方針{number}", 11, color=BLUE, bold=True)
        plan.paper.text(_LEFT + 78, y + 18, name, 18, bold=True)
        plan.paper.text(_LEFT + 160, y + 24, text, 10.5)
        y += 82
    plan.say(y + 8, "三つの方針の下に12の施策を置き、それぞれに担当課、指標及び実施時期を定める。")


def _measure(plan: _Plan, number: int, title: str, office: str, index: str, now: str, goal: str, text: str) -> None:
    y = plan.page("第５章")
    if number == 1:
        y = plan.chapter("第５章　施策", y)
    plan.paper.entry(1, f"施策{number}　{title}")
    y = plan.paper.heading(_LEFT, y, _WIDE, f"施策{number}　{title}", 13)
    plan.paper.text(_LEFT + _WIDE, y, f"担当：{office}", 9.5, "right", GREY)
    y = plan.say(
        y + 22,
        text,
        f"第３章で整理した課題を踏まえ、令和９年度に準備を行い、令和10年度から段階的に取り組む。指標には「{index}」を用いる。",
    )
    for bullet in _BULLETS:
        plan.paper.text(_LEFT + 20, y + 4, f"・{bullet}", 10.5)
        y += 21
    columns = [
        Column("指　標", 190),
        Column("現状（令和７年度）", 135, "center"),
        Column("目標（令和13年度）", 136, "center"),
    ]
    y = plan.paper.table(_LEFT + 5, y + 18, columns, [(index, now, goal)], 10.5, 7)
    plan.paper.text(_LEFT + 5, y + 26, "実施の予定", 10.5, bold=True)
    _timetable(plan.paper, y + 48, number)


def _timetable(paper: Paper, y: float, number: int) -> None:
    years, step, left = ("R9", "R10", "R11", "R12", "R13"), 70.0, _LEFT + 111
    bars = (
        ("準備・協議", 0.0, 1.0 + number % 3 * 0.25),
        ("実証・整備", 1.0, 2.5 + number % 2 * 0.5),
        ("本格実施", 2.5 + number % 2 * 0.5, 5.0),
    )
    for column, year in enumerate(years):
        paper.text(left + step * (column + 0.5), y, year, 9.5, "center")
    for row, (name, begin, end) in enumerate(bars):
        top = y + 20 + row * 28
        paper.text(_LEFT + 12, top + 7, name, 10)
        paper.rectangle((left + step * begin, top + 5, left + step * end, top + 21), WARM if row == 2 else BLUE)
    for column in range(6):
        paper.line((left + step * column, y + 16), (left + step * column, y + 106), GREY, 0.3)


def _promotion(plan: _Plan) -> None:
    y = plan.chapter("第６章　計画の推進", plan.page("第６章"))
    y = plan.say(
        y,
        "施策の進み具合は、学識経験者、交通事業者、市民の代表からなる地域公共交通会議が毎年度評価する。評価の結果は市のホームページで公表する。",
        "計画期間の中間年に当たる令和11年度に、社会情勢の変化を踏まえた見直しを行う。",
    )
    columns = [Column("時　期", 110, "center"), Column("内　容", 351)]
    rows = (
        ("４月～６月", "前年度の実績の取りまとめ"),
        ("７月", "地域公共交通会議による評価"),
        ("９月～10月", "翌年度の取組の検討、予算要求"),
        ("２月", "翌年度の事業計画の決定"),
    )
    plan.paper.table(_LEFT + 5, y + 14, columns, rows, 10.5, 7)


def _appendix(plan: _Plan) -> None:
    y = plan.chapter("資料編", plan.page("資料編"))
    y = plan.paper.heading(_LEFT, y, _WIDE, "１　策定の経過", 12)
    rows = (
        ("令和８年５月20日", "第１回会議", "計画の骨子、アンケートの内容"), ("令和８年６月", "市民アンケート", "回答1,862人（回収率46.6％）"),
        ("令和８年８月７日", "第２回会議", "現状と課題の整理"), ("令和８年10月14日", "第３回会議", "基本方針と施策の案"),
        ("令和８年11月25日", "庁議", "素案の協議"), ("令和８年12月", "意見募集", "30日間"),
    )  # fmt: skip
    plan.paper.table(_LEFT + 5, y, [Column("年月日", 130), Column("会議等", 120), Column("内　容", 211)], rows, 10, 6)
    y = plan.paper.heading(_LEFT, plan.page("資料編"), _WIDE, "２　用語", 12)
    terms = (
        ("幹線", "鉄道駅と主な施設を結び、利用者と便数の多い路線。"), ("支線", "住宅地と幹線、又は支所等を結ぶ路線。"),
        ("予約型乗合交通", "利用者の予約に応じて運行する、乗合の交通。"), ("収支率", "運行に要した経費に対する運賃等の収入の割合。"),
        ("低床車両", "乗降口の段差を小さくした車両。"), ("共通乗車証", "市内の路線バスとコミュニティバスに共通で使える証票。"),
    )  # fmt: skip
    plan.paper.table(_LEFT + 5, y, [Column("用　語", 120), Column("意　味", 341)], terms, 10, 7)
