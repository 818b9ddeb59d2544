"""The few words of the commands' plain output, in Japanese and English."""

from collections.abc import Mapping

_WORDS: Mapping[str, tuple[str, str]] = {
    "ready": ("端末にあります", "ready"),
    "newest": ("新しい版: {why}", "new version: {why}"),
    "waiting": ("準備中", "waiting"),
    "withdrawn": ("回収済み", "withdrawn"),
    "refused": ("取り込めません", "refused"),
    "erased": ("消去済み", "erased"),
    "meeting": ("会議", "meeting"),
    "circular": ("配布資料", "circular"),
    "unnamed day": ("日付なし", "no date"),
    "pages": ("{count}ページ", "{count} pages"),
    "notes": ("書き込み {count}件", "{count} notes"),
    "checked": ("{at} に確認", "checked {at}"),
    "not checked": ("共有フォルダーはまだ確認していません。", "The shared folder was not looked at yet."),
    "no packets": (
        "資料はまだありません。dxmeet sync で取り込みます。",
        "No materials yet. dxmeet sync brings them here.",
    ),
    "synced": (
        "同期しました: 追加 {added}, 差し替え {replaced}, 回収 {withdrawn}, 準備中 {waiting}, 取り込めないもの {refused}",
        "Synchronised: added {added}, replaced {replaced}, withdrawn {withdrawn}, waiting {waiting}, refused {refused}",
    ),
    "not synced": ("同期できませんでした。", "Not synchronised."),
    "published": ("配布しました: {packet} ({count}件)", "Distributed: {packet} ({count} materials)"),
    "replaced": ("差し替えました: {packet} (第{generation}版)", "Replaced: {packet} (generation {generation})"),
    "taken back": ("回収しました: {packet} (第{generation}版)", "Withdrawn: {packet} (generation {generation})"),
    "page drawn": ("{out} に書き出しました ({width}×{height})。", "Written to {out} ({width}×{height})."),
    "printed to file": (
        "{out} に書き出しました({sheets}、{copies}部)。印刷した枚数として記録しました。",
        "Written to {out} ({sheets}, {copies} copies), and recorded as printed.",
    ),
    "sheets a4": ("A4 {count}枚", "A4 {count} sheets"),
    "sheets a3": ("A3 {count}枚", "A3 {count} sheets"),
    "no notes": ("書き込みはありません。", "No notes."),
    "notes added": ("書き込みを {count}件 追加しました。", "{count} notes added."),
    "notes restored": (
        "書き込みを番号 {number} の時点に戻しました。",
        "The notes are as they were after step {number}.",
    ),
    "nothing to restore": ("書き込みはもうその時点のままです。", "The notes are already as they were then."),
    "notes exported": (
        "書き込み {count}件 を付けて {out} に書き出しました。",
        "Written to {out} with {count} notes.",
    ),
    "notes carried": (
        "書き込みを引き継ぎました: そのまま {kept}, 移動 {moved}, 要確認 {review}, 行き先なし {unplaced}",
        "Notes carried: kept {kept}, moved {moved}, to be checked {review}, without a place {unplaced}",
    ),
    "comparing": ("新旧を比べています", "Comparing the revisions"),
    "carrying": ("書き込みを移しています", "Carrying notes"),
    "nothing to carry": ("引き継ぐ書き込みはありません。", "There are no notes to carry."),
    "hits": ("{total}件あります。", "{total} hits."),
    "named so": ("名前に含む資料:", "Materials with it in their names:"),
    "no hits": ("見つかりませんでした。", "Nothing found."),
    "names only": ("本文と書き込みには見つかりませんでした。", "Nothing found in the pages and the notes."),
    "note mark": ("書き込み: ", "note: "),
    "silent text": (
        "文字情報がありません(スキャンなど。探せません): {names}",
        "No text in them (scans; they cannot be searched): {names}",
    ),
    "doubtful text": (
        "文字情報が壊れていて、探しきれないものがあります: {names}",
        "Their text is damaged, so that a search may miss something: {names}",
    ),
    "locked text": ("開けないため、探せません: {names}", "They cannot be opened, so they were not searched: {names}"),
    "unread text": ("まだ読み取り中です: {names}", "Still being read: {names}"),
    "did opened": ("開いた", "opened"),
    "did printed": ("印刷した", "printed"),
    "did distributed": ("配布した", "distributed"),
    "did correction": ("取り消した", "corrected"),
    "entry undone": ("取り消し済み", "taken back"),
    "pages of": ("A4 {a4}ページ A3 {a3}ページ", "A4 {a4} pages, A3 {a3} pages"),
    "sheets of": ("A4 {a4}枚 A3 {a3}枚", "A4 {a4} sheets, A3 {a3} sheets"),
    "entry corrected": (
        "記録 {entry} を取り消す記録を加えました。元の記録は残ります。",
        "Entry {entry} is taken back by one more entry. The entry itself stays.",
    ),
    "purchase entered": ("{month} の購入枚数を {sheets}枚 と記録しました。", "Purchases of {month}: {sheets} sheets."),
    "target entered": ("{fy}年度の目標を {sheets}枚 と記録しました。", "Target of fiscal {fy}: {sheets} sheets."),
    "no entries": ("記録はありません。", "No entries."),
    "merged": (
        "集計しました: 記録ファイル {segments}, 新しい記録 {events}, 取り込めないもの {problems}",
        "Merged: segments {segments}, new entries {events}, not believed {problems}",
    ),
    "purchases taken": ("購入量を {new}件 取り込みました。", "Purchases taken in: {new}."),
    "provisional": ("この数字は暫定です。", "These figures are provisional."),
    "gap": (
        "{terminal} の {first}〜{last}番の記録が届いていません。",
        "Entries {first} to {last} of {terminal} are missing.",
    ),
    "fork": ("{terminal} の {seq}番に食い違う記録があります。", "There are different entries {seq} of {terminal}."),
    "kind actual": ("実績", "actual"),
    "kind estimate": ("推計", "estimate"),
    "kind target": ("目標", "target"),
    "exported entries": (
        "もとの記録は {entries}、照らし合わせる合計は {totals} にあります。検算: dxmeet stats verify {entries}",
        "The entries are in {entries}, the totals to compare with in {totals}. Check: dxmeet stats verify {entries}",
    ),
    "exported": ("{fy}年度の報告を {out} に書き出しました。", "The report of fiscal year {fy} is in {out}."),
    "verified": (
        "{fy}年度の数字は {events}件 の記録から計算し直した結果と一致しました。",
        "The figures of fiscal year {fy} equal those recomputed from {events} entries.",
    ),
    "set up": ("この端末の準備ができました: {profile}", "This terminal is ready: {profile}"),
    "prepared": (
        "共有フォルダーに dxmeet.toml と 会議・配布 のフォルダーを用意しました: {share}",
        "The shared folder was given dxmeet.toml and the folders 会議 and 配布: {share}",
    ),
    "locked": ("閉じました。次に使うときは開き直します。", "Locked. It opens again only when you unlock it."),
    "rekeyed": (
        "鍵を替えました。前の鍵で守られていた控えは、もう開けません。",
        "The key was changed. Backups under the former one cannot be opened any more.",
    ),
    "ordered": (
        "指示を出しました。端末 {terminal} は、次に共有フォルダーにつながったときに従います。",
        "Ordered. Terminal {terminal} obeys when it next sees the shared folder.",
    ),
    "no terminals": ("登録された端末はありません。", "No terminal has enrolled."),
    "order lock": ("閉じる指示", "lock"),
    "order forget": ("消去の指示", "erase"),
    "done lock": ("閉じました", "locked"),
    "done forget": ("消去しました", "erased"),
    "not heard": ("まだ届いていません", "not heard yet"),
    "lifted": ("解除済み", "lifted"),
    "recovered": (
        "控えから元に戻しました(書き込み {notes}件)。壊れた記録は消さずに残してあります。",
        "Brought back from the backup ({notes} notes). The damaged records were kept.",
    ),
    "forgotten": (
        "この端末の資料と書き込みを消しました。共有フォルダーはそのままです。",
        "Everything of this profile is erased. The shared folder is as it was.",
    ),
    "forget?": (
        "{profile} の資料と書き込みをすべて消します。元に戻せません。よろしいですか",
        "Erase every material and note in {profile}? This cannot be undone",
    ),
    "forget other?": (
        "端末 {terminal} の資料と、その人の書き込みをすべて消す指示です。取り消せません。よろしいですか",
        "Order terminal {terminal} to erase every material and every note in it? This cannot be taken back",
    ),
    "forget own?": (
        "いま使っているこの端末 {terminal} の資料と書き込みをすべて消す指示です。取り消せません。よろしいですか",
        "Order this very terminal {terminal} to erase every material and note in it? This cannot be taken back",
    ),
    "this one": ("{terminal}(この端末)", "{terminal} (this one)"),
    "unlock?": ("閉じてあります。開きますか", "It is locked. Open it"),
    "passphrase": ("パスフレーズ", "Passphrase"),
    "again": ("もう一度", "Once more"),
    "pdf password": ("PDFのパスワード", "Password of the PDF"),
    "good": ("○", "ok"),
    "bad": ("×", "!!"),
    "looking": ("確認中", "looking"),
    "another": ("ほかの dxmeet の同期が終わるのを待っています", "waiting for another dxmeet to finish"),
    "settling": ("保存が終わるのを待っています", "waiting for files being saved"),
    "fetching": ("取り込み中", "fetching"),
    "indexing": ("検索の準備中", "preparing the search"),
    "reading": ("読み取り中", "reading"),
    "merging": ("集計中", "merging"),
}


_ONE = {
    "pages": "{count} page",
    "notes": "{count} note",
    "published": "Distributed: {packet} ({count} material)",
    "sheets a4": "A4 {count} sheet",
    "sheets a3": "A3 {count} sheet",
    "notes added": "{count} note added.",
}
"""The English of one, where it is not that of several."""


def said(word: str, language: str, **facts: object) -> str:
    """The word or sentence in ``ja`` or ``en``; one that is not listed is said as it is."""
    japanese, english = _WORDS.get(word, (word, word))
    english = _ONE.get(word, english) if facts.get("count") == 1 else english
    return (english if language == "en" else japanese).format(**facts)
