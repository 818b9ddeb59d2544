"""What each error says to a person, in Japanese and English: what happened, what is safe, what to do."""

from dataclasses import dataclass

from dxmeet.errors import DxmeetError
from dxmeet.reasons import Pair, is_reason, reason

_APT = (
    "apt-get install -y --no-install-recommends "
    "libglib2.0-0 libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxkbcommon-x11-0 "
    "libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxcb-render-util0 libxcb-image0 libxcb-randr0 libx11-xcb1"
)
"""What a bare Debian 12 lacks for a Qt window."""


@dataclass(frozen=True)
class Message:
    """起きたこと / 無事なもの / すること: three short sentences, each complete by itself."""

    what: str
    safe: str
    next: str


def sentence(error: DxmeetError, language: str = "ja") -> Message:
    """What ``error`` says to a person. ``language``: ``ja`` or ``en``; any other is answered in Japanese.

    A fact the error does not carry is replaced by a general word ("指定した場所"), never by a gap. A fact ``case`` says
    what was being done where that has a sentence of its own: nothing is kept here yet when a set-up fails.
    """
    facts = _Facts(error, language)
    table = _ENGLISH if language.startswith("en") else _JAPANESE
    row = table.get(f"{error.code}/{error.facts.get('case', '')}") or table.get(error.code) or table[DxmeetError.code]
    what, safe, todo = (part.format_map(facts) for part in row)
    return Message(what[:1].upper() + what[1:], safe, todo)


class _Facts(dict[str, str]):
    """An error's facts in words; a missing one in a general word."""

    def __init__(self, error: DxmeetError, language: str) -> None:
        super().__init__(code=error.code)
        self.update({name: _worded(name, fact, language) for name, fact in error.facts.items() if fact != ""})
        self._language = language

    def __missing__(self, name: str) -> str:
        known = _GENERAL.get(name)
        return known.of(self._language) if known else "―"


def _worded(name: str, value: str | int | float, language: str) -> str:
    if name in ("size", "limit") and isinstance(value, int | float):
        return f"{value / 1_000_000:,.0f} MB"
    if name == "reason" and value in _NOTE_PARTS:
        return _NOTE_PARTS[str(value)].of(language)
    if name == "field" and value in _FIELDS:
        return _FIELDS[str(value)].of(language)
    if name in ("state", "reason") and is_reason(value):
        return reason(str(value), language)
    if name == "worker" and value in _WORKERS:
        return _WORKERS[str(value)].of(language)
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return value


_GENERAL = {
    "entry": Pair("指定した番号", "the number given"),
    "path": Pair("指定した場所", "the place given"),
    "name": Pair("このファイル", "this file"),
    "packet": Pair("指定したもの", "the one given"),
    "material": Pair("指定したもの", "the one given"),
    "state": Pair("準備中", "being prepared"),
    "reason": Pair("形式が異なります", "not in the expected form"),
    "found": Pair("新しい形式", "a newer form"),
    "known": Pair("以前の形式", "an earlier form"),
    "minimum": Pair("定められた数", "the required number of"),
    "size": Pair("大きさ不明", "size unknown"),
    "limit": Pair("定められた大きさ", "the set size"),
    "page": Pair("指定した", "the given"),
    "pages": Pair("全", "all"),
    "note": Pair("指定したもの", "the one given"),
    "where": Pair("一部の欄", "one of the figures"),
    "exported": Pair("記載なし", "none"),
    "recomputed": Pair("記録なし", "none"),
    "line": Pair("途中の", "some"),
    "revision": Pair("一つ", "one"),
    "worker": Pair("補助の処理", "a helper process"),
    "seconds": Pair("数十", "some"),
    "cause": Pair("原因不明", "cause unknown"),
    "library": Pair("名前不明", "name unknown"),
    "printer": Pair("名前不明", "name unknown"),
    "field": Pair("入力欄", "a field"),
    "value": Pair("空欄", "empty"),
    "code": Pair("不明", "unknown"),
    "apt": Pair(_APT, _APT),
}

_WORKERS = {
    "pdf": Pair("PDFを表示する処理", "the PDF display"),
    "inspector": Pair("PDFを調べる処理", "the PDF inspection"),
    "share": Pair("共有フォルダーとのやり取り", "the exchange with the shared folder"),
    "printer": Pair("プリンターとのやり取り", "the exchange with the printer"),
    "job": Pair("画面の裏の処理", "background work"),
}

_NOTE_PARTS = {
    "page": Pair("ページ番号", "page number"),
    "boxes": Pair("マーカーの範囲", "highlight boxes"),
    "box": Pair("文字の枠", "text box"),
    "at": Pair("付箋の位置", "sticky position"),
    "points": Pair("図形の点", "shape points"),
    "strokes": Pair("手書きの線", "ink strokes"),
    "color": Pair("色", "colour"),
}

_FIELDS = {
    "audience": Pair("配布先", "audience"),
    "copies": Pair("部数", "copies"),
    "department": Pair("部署", "department"),
    "fy": Pair("年度", "fiscal year"),
    "keep_until": Pair("保存期限", "keep until"),
    "kind": Pair("種別", "kind"),
    "material": Pair("資料", "material"),
    "month": Pair("月", "month"),
    "nup": Pair("集約", "pages a side"),
    "packet": Pair("会議・配布", "packet"),
    "pages": Pair("ページ", "pages"),
    "reader": Pair("名前", "name"),
    "sheets": Pair("枚数", "sheets"),
    "sides": Pair("両面・片面", "sides"),
    "terminal": Pair("端末", "terminal"),
    "text": Pair("探す言葉", "words to look for"),
    "title": Pair("件名", "title"),
}


def _rows(table: str) -> dict[str, list[str]]:
    """One code a line: ``code | what happened | what is safe | what to do``."""
    lines = ([cell.strip() for cell in line.split("|")] for line in table.strip().splitlines())
    return {code: parts for code, *parts in lines}


_JAPANESE = _rows("""
profile-missing | この端末には、まだ準備された利用者がありません(「{path}」)。 | 共有フォルダーの資料はそのままです。 | 初期設定(dxmeet setup)を行ってください。
profile-exists | 「{path}」には、すでに準備された利用者があります。 | いまある資料と書き込みは変更していません。 | そのままお使いいただくか、別の場所を指定してください。
profile-newer | この端末の記録は、より新しい版のdxmeetで作られています(記録 {found}、この版 {known})。 | 資料と書き込みは変更していません。 | dxmeetを新しい版に更新してから、もう一度開いてください。
profile-damaged | この端末の記録(「{path}」)を読めませんでした。 | 壊れた記録は消さずに残してあります。共有フォルダーの資料はそのままです。 | 控えから元に戻せます(dxmeet recover)。戻せないときは、登録し直す(dxmeet setup --again)と資料を取り直せます。
profile-denied | 「{path}」に書き込む権限がありません。 | いまある記録は変更していません。 | 書き込める場所を指定するか、情報システム担当にご相談ください。
profile-in-use | 「{path}」を、dxmeetの別の画面かコマンド、またはほかのプログラムが使っています。 | 資料と書き込みは変更していません。 | それらと常駐の同期を終えてから、もう一度行ってください。
passphrase-needed | 開くにはパスフレーズが必要です。 | 資料と書き込みは暗号化されたまま、この端末にあります。 | パスフレーズを入力してください。
passphrase-wrong | パスフレーズが一致しませんでした。 | 資料と書き込みは変わらずこの端末にあります。 | 大文字と小文字、全角と半角をお確かめのうえ、もう一度入力してください。
passphrase-weak | パスフレーズは{minimum}文字以上が必要です。 | まだ何も変更していません。 | より長いパスフレーズを入力してください。
keyring-unavailable | この端末には、鍵を安全にしまう仕組みが見つかりません。 | 鍵はどこにも書き出していません。 | パスフレーズを決めて入力してください(DXMEET_PASSPHRASE でも指定できます)。
keyring-closed | この端末の鍵をしまってある場所を、いま開けません。 | 資料と書き込みは暗号化されたまま、変わらずこの端末にあります。 | 端末にサインインし直すか、キーリングのロックを外してから、もう一度開いてください。続くときは情報システム担当にご相談ください。
key-lost | この端末の鍵が見つかりません。 | 記録は消していません。共有フォルダーの資料はそのままです。 | 登録し直す(dxmeet setup --again)と、資料を取り直せます。鍵が戻るかもしれないときは、先に情報システム担当にご相談ください。
profile-locked | この端末のdxmeetは閉じられています。 | 資料と書き込みは暗号化されたまま、この端末にあります。 | 使うときは、「ここで開く」を押すか、パスフレーズを入力してください。
ordered-lock | 管理者の指示により、この端末のdxmeetは閉じられています。 | 資料と書き込みは暗号化されたまま、この端末にあります。 | 情報システム担当に解除を依頼し、共有フォルダーにつながるところで開いてください。
ordered-forget | 管理者の指示により、この端末の資料と書き込みを消去しました。 | 共有フォルダーの資料と、送信済みの記録はそのままです。 | この端末を引き続き使うときは、情報システム担当にご相談のうえ、初期設定をやり直してください。
share-unreachable | 共有フォルダー「{path}」につながりません。 | 端末に保存した資料と書き込みは、そのまま使えます。 | ネットワークやVPNをお確かめください。つながると自動で確認します。
share-unreachable/setup | 共有フォルダー「{path}」が見つからないか、つながりません。 | 登録は行っていません。この端末の中身は変更していません。 | フォルダーの場所と、ネットワークやVPNをお確かめのうえ、もう一度行ってください。
share-unreachable/publishing | 共有フォルダー「{path}」が見つからないか、つながりません。 | 共有フォルダーには、まだ何も書いていません。 | フォルダーの場所と、ネットワークやVPNをお確かめのうえ、もう一度行ってください。
share-not-prepared | 「{path}」は、まだdxmeetの共有フォルダーとして準備されていません。 | フォルダーの中身は変更していません。 | 場所をお確かめください。初めて使うフォルダーなら dxmeet setup で準備できます。
share-wrong | 「{path}」は、この端末が登録した共有フォルダーではありません。 | 端末の資料も、そのフォルダーの中身も変更していません。 | 共有フォルダーの割り当てをお確かめください。
share-damaged | 共有フォルダーの設定「{path}」を読み取れませんでした。 | 端末の資料と書き込みはそのままです。 | 共有フォルダーの管理者にお知らせください。
share-damaged/line | 共有フォルダーの設定「{path}」の{line}行目を読み取れませんでした。 | 端末の資料と書き込みはそのままです。 | 共有フォルダーの管理者に、その行を直すようお伝えください。
share-damaged/key | 共有フォルダーの設定「{path}」にある「{key}」を読み取れませんでした。 | 端末の資料と書き込みはそのままです。 | 共有フォルダーの管理者に、そこに書いた値を直すようお伝えください。
share-damaged/encoding | 共有フォルダーの設定「{path}」は、UTF-8で保存されていません。 | 端末の資料と書き込みはそのままです。 | 共有フォルダーの管理者に、UTF-8で保存し直すようお伝えください。
share-denied | 共有フォルダー「{path}」を使う権限がありません。 | 端末の資料と書き込みはそのままです。 | 共有フォルダーの管理者に権限をご確認ください。
share-full | 共有フォルダー「{path}」の空き容量が足りません。 | すでに配布した資料はそのままです。途中のものは配布されていません。 | 空き容量を確保してから、もう一度行ってください。
share-busy | 「{path}」は、ほかのプログラムが使用中です。 | 元のファイルは変更していません。 | ほかで開いているときは閉じて、しばらくしてからもう一度行ってください。
packet-unknown | 会議・配布「{packet}」が見つかりません。 | ほかの資料と書き込みはそのままです。 | 一覧(dxmeet list)で、番号をお確かめください。
material-unknown | 資料「{material}」が見つかりません。 | ほかの資料と書き込みはそのままです。 | 一覧(dxmeet list)で、番号をお確かめください。
material-not-ready | 資料「{material}」は、いま開けません({state})。 | ほかの資料は開けます。書き込みは残っています。 | 共有フォルダーにつながるところで、更新を確認してください。
material-not-offline | 資料「{material}」は、端末に残さない設定で配布されています。 | ほかの資料は、このまま開けます。 | 共有フォルダーにつながるところで開いてください。
packet-not-published | 「{packet}」は普通のフォルダーのため、差し替えや回収の手続きができません。 | フォルダーの中身は変更していません。 | エクスプローラーで直接置き換えるか、dxmeetから配布してください。
packet-changed | 手続きの間に、ほかの人が「{packet}」を更新しました。 | 先に行われた更新はそのままです。こちらの変更は行っていません。 | 更新を確認し、内容を見てからもう一度行ってください。
printing-off | 資料「{material}」は、印刷しないように配布されています。 | 何も印刷していません。画面では今までどおり読めます。 | 紙が要るときは、配布した人にご相談ください。
pdf-invalid | 「{name}」はPDFではありません。 | ファイルは変更していません。 | PDFとして保存し直したものを選んでください。
pdf-damaged | 「{name}」は壊れているか、ページがないため開けません。 | ファイルは変更していません。ほかの資料は開けます。 | もう一度PDFを作るか、配布した人に確認してください。
pdf-password-needed | 「{name}」を開くにはパスワードが必要です。 | ファイルは変更していません。 | パスワードを入力してください。わからないときは、配布した人にお尋ねください。共有フォルダーに置くときは、パスワードを外して保存し直してください。
pdf-password-wrong | 「{name}」のパスワードが一致しませんでした。 | ファイルは変更していません。 | 大文字と小文字、全角と半角をお確かめのうえ、もう一度入力してください。
pdf-too-large | 「{name}」は大きすぎて扱えません({size}、上限 {limit})。 | ファイルは変更していません。 | 分けるか、画像を小さくしたPDFを用意してください。
page-unknown | {page}ページはありません({pages}ページまで)。 | 資料と書き込みはそのままです。 | あるページの番号を指定してください。
page-failed | {page}ページを表示できませんでした。 | ほかのページは読めます。書き込みも残っています。 | このページが必要なときは、配布した人にPDFを作り直すよう伝えてください。
printing-denied | 「{name}」は、作った人が印刷を許していないPDFです。 | 何も印刷していません。画面では今までどおり読めます。 | 紙が要るときは、配布した人にご相談ください。
export-failed | 「{path}」に書き出した内容を確認できなかったため、取りやめました。 | 元の資料と書き込みはそのままです。 | 別の場所を指定して、もう一度書き出してください。
note-unknown | 書き込み「{note}」が見つかりません。 | ほかの書き込みはそのままです。 | 書き込みの一覧で、番号をお確かめください。
note-invalid | 書き込みとして読み取れないものがあります({reason})。 | いまある書き込みは変更していません。 | 内容を直してから、もう一度行ってください。
figures-differ | 計算し直した数字が、書き出した数字と違います({where}: 書き出し {exported}、計算 {recomputed})。 | 元の記録は変更していません。 | 書き出したファイルが後から変更されていないか確かめ、もう一度書き出してください。
entries-invalid | 「{path}」の{line}行目を、記録として読み取れません。 | ファイルは変更していません。 | dxmeet stats export --entries で書き出したままのファイルを指定してください。
nothing-to-compare | 「{path}」には、比べる数字が付いていません。 | ファイルは変更していません。 | --entries を付けて書き出し、一緒にできた合計のファイルと同じ場所に置いてください。
entry-unknown | 「{entry}」という記録は、この端末にありません。 | 記録は何も変わっていません。 | dxmeet ledger で番号をお確かめください。
entry-corrected | 「{entry}」は、すでに取り消してあります。 | 記録は何も変わっていません。 | 取り消しをやめるときは、その取り消しの番号を指定してください。
purchases-invalid | 「{path}」の{line}行目を、購入枚数として読み取れません。 | 何も取り込んでいません。 | 月(2026-04)、枚数、種別(実績・推計)、出典の順に書いてください。
file-missing | 「{path}」が見つかりません。 | ほかのファイルはそのままです。 | 場所と名前をお確かめください。
file-is-folder | 「{path}」はフォルダーです。 | フォルダーの中身は変更していません。 | ファイルを指定してください。
file-empty | 「{path}」は空です(0バイト)。 | ファイルは変更していません。 | 保存し直したものを指定してください。
file-denied | 「{path}」を使う権限がありません。 | ファイルは変更していません。 | 別の場所を指定するか、権限をご確認ください。
file-exists | 「{path}」はすでにあるため、上書きしませんでした。 | すでにあるファイルはそのままです。 | 別の名前を指定してください。
file-invalid | 「{path}」を読み取れません({reason})。 | ファイルは変更していません。 | 形式をお確かめのうえ、もう一度指定してください。
disk-full | 空き容量が足りず、「{path}」に保存できませんでした。 | 前に保存したものはそのままです。 | 不要なファイルを片付けてから、もう一度行ってください。
printer-missing | プリンター「{printer}」が見つかりません。 | 何も印刷していません。枚数にも数えていません。 | プリンターの名前と接続をお確かめのうえ、選び直してください。
printer-refused | プリンター「{printer}」は、選んだ用紙・印刷面・部数のとおりには印刷できません。 | 何も印刷していません。枚数にも数えていません。 | 片面にするか、ほかのプリンターを選んでください。
printer-failed | プリンター「{printer}」が印刷を受け付けませんでした。 | 受け付けられなかった分は、枚数に数えていません。 | プリンターの状態を確かめて、もう一度印刷してください。
seal-broken | 端末に保存した資料の一つが壊れているか、変更されています。 | 書き込みは別に保存してあり、無事です。 | 共有フォルダーにつなぐと、資料を取り直します。
worker-died | {worker}が途中で終わりました。 | 保存した書き込みは無事です。 | もう一度行ってください。自動で立ち上がり直します。
worker-hung | {worker}から{seconds}秒の間、応答がありませんでした。 | 保存した書き込みは無事です。ほかの画面はそのまま使えます。 | しばらくしてから、もう一度行ってください。
worker-failed | {worker}で、予期しないことが起きました({cause})。 | 保存した書き込みは無事です。 | もう一度行ってください。続くときは、表示された内容を情報システム担当にお知らせください。
qt-missing | 画面の表示に必要な部品が、この端末にありません({library})。 | 資料と書き込みはそのままです。画面を使わないコマンドは動きます。 | 管理者権限で次を実行してください: {apt}
cancelled | 中止しました。 | そこまでに終わった分は保存されています。 | 続けるときは、もう一度始めてください。
input-invalid | 「{field}」に「{value}」は使えません。 | まだ何も変更していません。 | 値をお確かめのうえ、もう一度指定してください。
input-invalid/twice | 二つのパスフレーズが同じではありません。 | まだ何も変更していません。 | 「{field}」に、上と同じパスフレーズを入れてください。
unexpected | 予期しないことが起きました({code})。 | 保存した書き込みは無事です。 | もう一度行ってください。続くときは、情報システム担当にお知らせください。
""")

_ENGLISH = _rows("""
profile-missing | This machine has no reader set up yet ("{path}"). | The materials on the shared folder are as they were. | Run the first set-up (dxmeet setup).
profile-exists | "{path}" already holds a reader. | Materials and notes there were not changed. | Use it as it is, or give another place.
profile-newer | The records here were made by a later version of dxmeet (records {found}, this version {known}). | Materials and notes were not changed. | Update dxmeet, then open it again.
profile-damaged | The records on this machine ("{path}") cannot be read. | They were kept, not deleted. The shared folder is as it was. | A backup brings it back (dxmeet recover). If it does not, set up again (dxmeet setup --again): the materials are fetched again.
profile-denied | There is no permission to write to "{path}". | What is there was not changed. | Give a place you can write to, or ask your IT desk.
profile-in-use | Another window or command of dxmeet, or another program, is using "{path}". | Materials and notes were not changed. | Close them and the agent, then do it again.
passphrase-needed | A passphrase is needed to open this. | Materials and notes are on this machine, encrypted. | Enter the passphrase.
passphrase-wrong | The passphrase does not match. | Materials and notes are on this machine as before. | Check capital letters and the input mode, then enter it again.
passphrase-weak | The passphrase needs at least {minimum} characters. | Nothing was changed yet. | Enter a longer passphrase.
keyring-unavailable | This machine has no safe place for a key. | The key was not written anywhere. | Choose a passphrase (DXMEET_PASSPHRASE also works).
keyring-closed | The place where this machine keeps its key cannot be opened now. | Materials and notes are on this machine, encrypted, as before. | Sign in to this machine again, or unlock its keyring, then open dxmeet. If it stays, ask your IT desk.
key-lost | This machine's key was not found. | Nothing was deleted. The shared folder is as it was. | Set up again (dxmeet setup --again): the materials are fetched again. If the key may come back, ask your IT desk first.
profile-locked | dxmeet is locked on this machine. | Materials and notes are here, encrypted. | To use it, press "Open here" or enter the passphrase.
ordered-lock | dxmeet is locked on this machine by an administrator's order. | Materials and notes are here, encrypted. | Ask your IT desk to lift it, then open it where the shared folder can be reached.
ordered-forget | The materials and notes of this machine were erased by an administrator's order. | The shared folder, and the records that were sent, are as they were. | To go on using this machine, ask your IT desk and set it up again.
share-unreachable | The shared folder "{path}" cannot be reached. | Materials and notes kept on this machine can be used as before. | Check the network or the VPN. It is looked at again by itself.
share-unreachable/setup | The shared folder "{path}" is not there or cannot be reached. | Nothing was enrolled. What is on this machine was not changed. | Check the folder's place, and the network or the VPN, then try again.
share-unreachable/publishing | The shared folder "{path}" is not there or cannot be reached. | Nothing was written to the shared folder yet. | Check the folder's place, and the network or the VPN, then try again.
share-not-prepared | "{path}" is not prepared as a shared folder of dxmeet yet. | Nothing in the folder was changed. | Check the place. A new folder is prepared with dxmeet setup.
share-wrong | "{path}" is not the shared folder this machine is enrolled with. | Neither this machine nor that folder was changed. | Check which folder the path leads to.
share-damaged | The shared folder's settings "{path}" cannot be understood. | Materials and notes on this machine are as they were. | Please tell the shared folder's administrator.
share-damaged/line | Line {line} of the shared folder's settings "{path}" cannot be understood. | Materials and notes on this machine are as they were. | Please ask the shared folder's administrator to correct that line.
share-damaged/key | What stands under "{key}" in the shared folder's settings "{path}" cannot be understood. | Materials and notes on this machine are as they were. | Please ask the shared folder's administrator to correct it.
share-damaged/encoding | The shared folder's settings "{path}" were not saved as UTF-8. | Materials and notes on this machine are as they were. | Please ask the shared folder's administrator to save them as UTF-8.
share-denied | There is no permission for the shared folder "{path}". | Materials and notes on this machine are as they were. | Ask the shared folder's administrator for permission.
share-full | The shared folder "{path}" is full. | What was distributed is as it was. What was under way was not distributed. | Free some space, then do it again.
share-busy | "{path}" is in use by another program. | The file was not changed. | Close it there, wait a moment, then do it again.
packet-unknown | The packet "{packet}" was not found. | Other materials and notes are as they were. | Check its id in the list (dxmeet list).
material-unknown | The material "{material}" was not found. | Other materials and notes are as they were. | Check its id in the list (dxmeet list).
material-not-ready | The material "{material}" cannot be opened now ({state}). | Other materials open. Your notes are kept. | Look for updates where the shared folder can be reached.
material-not-offline | The material "{material}" was distributed not to be kept on this machine. | Other materials open as before. | Open it where the shared folder can be reached.
packet-not-published | "{packet}" is a plain folder, which cannot be replaced or withdrawn here. | Nothing in the folder was changed. | Replace the file in the folder itself, or publish it with dxmeet.
packet-changed | Somebody else updated "{packet}" meanwhile. | Their update stands. Yours was not made. | Look at the update, then do it again.
printing-off | The material "{material}" was distributed not to be printed. | Nothing was printed. It reads on the screen as before. | If you need paper, ask who distributed it.
pdf-invalid | "{name}" is not a PDF. | The file was not changed. | Choose one that was saved as a PDF.
pdf-damaged | "{name}" is damaged or has no page. | The file was not changed. Other materials open. | Make the PDF again, or ask who distributed it.
pdf-password-needed | "{name}" needs a password to open. | The file was not changed. | Enter the password, or ask who distributed it. To distribute it, save it without the password.
pdf-password-wrong | The password of "{name}" does not match. | The file was not changed. | Check capital letters and the input mode, then enter it again.
pdf-too-large | "{name}" is too large ({size}, at most {limit}). | The file was not changed. | Split it, or make its pictures smaller.
page-unknown | There is no page {page} (pages: {pages}). | The material and its notes are as they were. | Give the number of a page that is there.
page-failed | Page {page} cannot be shown. | Other pages can be read. Notes are kept. | If you need this page, ask who distributed it to make the PDF again.
printing-denied | The author of "{name}" does not allow this PDF to be printed. | Nothing was printed. It reads on the screen as before. | If you need paper, ask who distributed it.
export-failed | What was written to "{path}" could not be verified, so it was dropped. | The material and its notes are as they were. | Export again to another place.
note-unknown | The note "{note}" was not found. | Other notes are as they were. | Check its id in the list of notes.
note-invalid | Something here cannot be read as a note ({reason}). | The notes you have were not changed. | Correct it, then do it again.
figures-differ | The recomputed figure is not the exported one ({where}: exported {exported}, recomputed {recomputed}). | The records were not changed. | Check whether the file was changed after the export, and export again.
entries-invalid | Line {line} of "{path}" cannot be read as an entry. | The file was not changed. | Give a file as dxmeet stats export --entries wrote it.
nothing-to-compare | "{path}" has no figures to compare with. | The file was not changed. | Export with --entries and keep the file of totals beside it.
entry-unknown | This terminal has no entry "{entry}". | Nothing was recorded or changed. | Check its number with dxmeet ledger.
entry-corrected | "{entry}" was taken back before. | Nothing was recorded or changed. | To undo that, give the number of the correction itself.
purchases-invalid | Line {line} of "{path}" cannot be read as a purchase. | Nothing was taken in. | Write month (2026-04), sheets, kind (actual or estimate) and source, in this order.
file-missing | "{path}" was not found. | Other files are as they were. | Check the place and the name.
file-is-folder | "{path}" is a folder. | Nothing in it was changed. | Give a file.
file-empty | "{path}" is empty (0 bytes). | The file was not changed. | Save it again, then give it again.
file-denied | There is no permission for "{path}". | The file was not changed. | Give another place, or check the permissions.
file-exists | "{path}" is already there and was not overwritten. | The file that is there is as it was. | Give another name.
file-invalid | "{path}" cannot be read ({reason}). | The file was not changed. | Check its form, then give it again.
disk-full | There is no room to save "{path}". | What was saved before is as it was. | Free some space, then do it again.
printer-missing | The printer "{printer}" was not found. | Nothing was printed or counted. | Check its name and connection, then choose again.
printer-refused | The printer "{printer}" does not do the paper, sides or copies that were chosen. | Nothing was printed or counted. | Print on one side, or choose another printer.
printer-failed | The printer "{printer}" did not take the job. | What it did not take is not counted. | Look at the printer, then print again.
seal-broken | A material kept on this machine is damaged or was changed. | Your notes are kept apart and are safe. | Connect to the shared folder: the material is fetched again.
worker-died | {worker} stopped half-way. | Saved notes are safe. | Do it again: it starts anew by itself.
worker-hung | {worker} did not answer for {seconds} seconds. | Saved notes are safe. Other screens work. | Wait a moment, then do it again.
worker-failed | Something unexpected happened in {worker} ({cause}). | Saved notes are safe. | Do it again. If it stays, please tell your IT desk what is shown here.
qt-missing | This machine lacks a part needed to show a window ({library}). | Materials and notes are as they were. Commands without a window work. | As administrator, run: {apt}
cancelled | Stopped. | What was finished until then is saved. | To go on, start it again.
input-invalid | "{value}" cannot be used for "{field}". | Nothing was changed yet. | Check the value, then give it again.
input-invalid/twice | The two passphrases are not the same. | Nothing was changed yet. | Enter the same passphrase as above in "{field}".
unexpected | Something unexpected happened ({code}). | Saved notes are safe. | Do it again. If it stays, please tell your IT desk.
""")
