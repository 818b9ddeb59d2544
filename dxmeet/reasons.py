"""Why a material waits or is refused and what to do about it, in a few words, in Japanese and English."""

from typing import NamedTuple


class Pair(NamedTuple):
    """The same words in both languages."""

    ja: str
    en: str

    def of(self, language: str) -> str:
        return self.en if language.startswith("en") else self.ja


def reason(code: str, language: str = "ja") -> str:
    """A few words for why a material waits or is refused, or for the state of a pass. An unknown code is named as it is."""
    known = _REASONS.get(code)
    return known.of(language) if known else Pair(f"理由: {code}", f"reason: {code}").of(language)


def is_reason(code: object) -> bool:
    return code in _REASONS


def advice(code: str, language: str = "ja") -> str:
    """What to do about a material that waits or is refused for this reason; empty where nothing need be done."""
    for codes, words in _ADVICE:
        if code in codes:
            return words.of(language)
    return ""


_REASONS = {
    "still-writing": Pair("保存の途中です", "still being saved"),
    "missing-file": Pair("ファイルがまだ届いていません", "file not there yet"),
    "unlisted": Pair("配布の一覧に載っていません", "not listed in the packet"),
    "not-offline": Pair("端末に残しません。つながると開けます", "not kept here; opens with the shared folder"),
    "no-room": Pair("端末の空き容量が足りません", "not enough room on this machine"),
    "lease-over": Pair("持ち出しの期限が過ぎました", "the time for reading offline is over"),
    "keeping-over": Pair("保存期間が終わりました", "keeping time is over"),
    "two-organisers": Pair("二人が同時に配布し、合わせました", "two people published at once; both merged"),
    "duplicate-packet": Pair("同じ配布のフォルダーが二つあります", "two folders hold this packet"),
    "folder-unreadable": Pair("フォルダーを読めません", "folder unreadable"),
    "manifest-damaged": Pair("配布の一覧が壊れています", "the packet's list is damaged"),
    "vanished": Pair(
        "前に集めた記録が共有フォルダーからなくなっています", "gathered before, gone from the shared folder"
    ),
    "terminal-changed": Pair("端末の登録が別のものに変わっています", "the terminal's enrolment was changed"),
    "terminal-gone": Pair("端末の登録が共有フォルダーからなくなっています", "the terminal's enrolment is gone"),
    "unknown-terminal": Pair("登録されていない端末の記録です", "from a terminal that is not enrolled"),
    "signature": Pair("署名が一致しません", "signature does not match"),
    "hash": Pair("内容が途中で変わっています", "content was changed"),
    "chain": Pair("前の記録とつながりません", "does not follow the record before"),
    "form": Pair("記録の形式が異なります", "not in the form of a record"),
    "name-reserved": Pair("Windowsで使えない名前です", "name reserved by Windows"),
    "name-trailing": Pair("名前の前後に空白か点があります", "space or dot at an end of the name"),
    "name-control": Pair("名前に見えない文字があります", "invisible character in the name"),
    "name-characters": Pair("名前に使えない文字があります", "character that names cannot have"),
    "name-collides": Pair("同じ名前と見なされるファイルがあります", "same name as another file"),
    "too-deep": Pair("フォルダーが深すぎます", "folder too deep"),
    "pdf-invalid": Pair("PDFではありません", "not a PDF"),
    "pdf-damaged": Pair("PDFが壊れています", "damaged PDF"),
    "pdf-password-needed": Pair("パスワードを外したPDFが必要です", "a PDF without a password is needed"),
    "pdf-password-wrong": Pair("パスワードが一致しません", "password does not match"),
    "pdf-too-large": Pair("PDFが大きすぎます", "PDF too large"),
    "file-empty": Pair("ファイルが空です", "empty file"),
    "file-missing": Pair("ファイルが見つかりません", "file not found"),
    "file-denied": Pair("ファイルを読む権限がありません", "no permission to read the file"),
    "file-is-folder": Pair("フォルダーです", "is a folder"),
    "file-invalid": Pair("形式が異なります", "not in the expected form"),
    "not-a-file": Pair("普通のファイルではありません", "not an ordinary file"),
    "disk-full": Pair("端末の空き容量が足りません", "this machine's disk is full"),
    "seal-broken": Pair("端末の控えが壊れていたため取り直します", "local copy broken, fetching again"),
    "share-unreachable": Pair("共有フォルダーにつながりません", "shared folder not reachable"),
    "share-denied": Pair("共有フォルダーの権限がありません", "no permission on the shared folder"),
    "share-busy": Pair("ほかのプログラムが使用中です", "in use by another program"),
    "share-full": Pair("共有フォルダーの空き容量が足りません", "shared folder is full"),
    "share-damaged": Pair("共有フォルダーの設定が読めません", "shared folder's settings unreadable"),
    "share-not-prepared": Pair("共有フォルダーが準備されていません", "shared folder not prepared"),
    "share-wrong": Pair("別の共有フォルダーです", "another shared folder"),
    "wrong-share": Pair("別の共有フォルダーです", "another shared folder"),
    "held": Pair("一度に多くの資料が消えたため、確認を待っています", "too much vanished at once; waiting for you"),
    "worker-hung": Pair("応答がありませんでした", "no answer in time"),
    "worker-died": Pair("処理が途中で終わりました", "stopped half-way"),
    "worker-failed": Pair("処理できませんでした", "could not be processed"),
    "cancelled": Pair("中止しました", "stopped"),
    "never": Pair("共有フォルダーはまだ確認していません", "shared folder not looked at yet"),
    "ok": Pair("確認しました", "checked"),
    "ready": Pair("端末にあります", "on this machine"),
    "waiting": Pair("まだ届いていません", "not here yet"),
    "withdrawn": Pair("回収されました", "withdrawn"),
    "refused": Pair("取り込めません", "cannot be taken"),
    "erased": Pair("保存期間が終わりました", "keeping time is over"),
}


_ADVICE = (
    (
        ("name-reserved", "name-trailing", "name-control", "name-characters"),
        Pair("ファイルの名前を変えるよう、置いた人に伝えてください。", "Ask who put it there to rename the file."),
    ),
    (
        ("name-collides",),
        Pair(
            "どちらかの名前を変えるよう、置いた人に伝えてください。", "Ask who put them there to rename one of the two."
        ),
    ),
    (
        ("too-deep",),
        Pair(
            "浅いフォルダーに移すよう、置いた人に伝えてください。",
            "Ask who put it there to move it to an upper folder.",
        ),
    ),
    (
        ("pdf-invalid", "pdf-damaged", "pdf-too-large", "file-empty", "not-a-file"),
        Pair("PDFを作り直すよう、配布した人に伝えてください。", "Ask who distributed it to make the PDF again."),
    ),
    (
        ("no-room", "disk-full"),
        Pair(
            "端末の不要なファイルを片付けて、今すぐ確認を押してください。",
            "Free some space on this machine, then look again.",
        ),
    ),
    (
        ("still-writing", "missing-file", "share-busy", "waiting"),
        Pair("届くと、自動で取り込みます。", "It is fetched by itself once it is there."),
    ),
    (
        ("worker-hung", "worker-died", "worker-failed"),
        Pair("次に確認するとき、もう一度取り込みます。", "It is fetched again at the next look."),
    ),
    (
        ("seal-broken", "share-unreachable"),
        Pair(
            "共有フォルダーにつながると、自動で取り込みます。",
            "It is fetched by itself where the shared folder can be reached.",
        ),
    ),
    (
        ("not-offline",),
        Pair("共有フォルダーにつながるところで開いてください。", "Open it where the shared folder can be reached."),
    ),
    (
        ("share-denied", "file-denied"),
        Pair(
            "共有フォルダーの管理者に、権限をご確認ください。", "Ask the shared folder's administrator for permission."
        ),
    ),
)
