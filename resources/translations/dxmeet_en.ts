<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="ja_JP">
<context>
    <name>AboutPart</name>
    <message>
        <source>自由なソフトウェアです。AGPL-3.0-or-later（GNU アフェロ一般公衆利用許諾書 第3版以降）のもとで使えます。</source>
        <translation>Free software, under AGPL-3.0-or-later (GNU Affero General Public License, version 3 or later).</translation>
    </message>
    <message>
        <source>ソースコードは、この端末に dxmeet を入れた配布物に含まれています。配布した担当者に求めることもできます。</source>
        <translation>The source code is part of the package from which dxmeet was installed on this device. You can also ask for it from whoever provided the package.</translation>
    </message>
    <message>
        <source>含まれているものの許諾書</source>
        <translation>Licences of what is included</translation>
    </message>
    <message>
        <source>上下キーで読み進めます</source>
        <translation>Scroll with the up and down keys</translation>
    </message>
</context>
<context>
    <name>Badge</name>
    <message>
        <source>新着</source>
        <translation>New</translation>
    </message>
    <message>
        <source>差し替え</source>
        <translation>Replaced</translation>
    </message>
    <message>
        <source>要確認</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>回収</source>
        <translation>Withdrawn</translation>
    </message>
</context>
<context>
    <name>BookmarkList</name>
    <message>
        <source>しおり</source>
        <translation>Bookmarks</translation>
    </message>
    <message>
        <source>Enter で移る、F2 で名前を付ける、Delete で外す</source>
        <translation>Enter goes there, F2 names it, Delete takes it out</translation>
    </message>
    <message>
        <source>{page}ページ</source>
        <translation>Page {page}</translation>
    </message>
    <message>
        <source>（通し{page}）</source>
        <translation> (page {page} of the meeting)</translation>
    </message>
</context>
<context>
    <name>BookmarksTab</name>
    <message>
        <source>まだしおりはありません</source>
        <translation>No bookmarks yet</translation>
    </message>
    <message>
        <source>このページにはさむ</source>
        <translation>Bookmark this page</translation>
    </message>
</context>
<context>
    <name>ColorName</name>
    <message>
        <source>黒</source>
        <translation>black</translation>
    </message>
    <message>
        <source>赤</source>
        <translation>red</translation>
    </message>
    <message>
        <source>青</source>
        <translation>blue</translation>
    </message>
    <message>
        <source>緑</source>
        <translation>green</translation>
    </message>
    <message>
        <source>茶</source>
        <translation>brown</translation>
    </message>
    <message>
        <source>黄</source>
        <translation>yellow</translation>
    </message>
    <message>
        <source>桃</source>
        <translation>pink</translation>
    </message>
    <message>
        <source>水</source>
        <translation>light blue</translation>
    </message>
    <message>
        <source>橙</source>
        <translation>orange</translation>
    </message>
</context>
<context>
    <name>ContentsScreen</name>
    <message>
        <source>端末の中身</source>
        <translation>On this device</translation>
    </message>
    <message>
        <source>ホーム</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>今すぐ確認</source>
        <translation>Check now</translation>
    </message>
    <message>
        <source>資料ごとに、端末にあるかどうかと理由</source>
        <translation>Each material: whether it is on this device, and why not</translation>
    </message>
    <message>
        <source>会議・資料</source>
        <translation>Meetings and materials</translation>
    </message>
    <message>
        <source>状態</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>確認した時点</source>
        <translation>Checked</translation>
    </message>
    <message>
        <source>未確認</source>
        <translation>Not yet checked</translation>
    </message>
    <message>
        <source>{here}/{count}件が端末にあります</source>
        <translation>{here} of {count} on this device</translation>
    </message>
    <message>
        <source>資料はまだありません</source>
        <translation>No materials yet</translation>
    </message>
    <message>
        <source>持ち出し確認（{at}）のあとに、{arrived}件が新しく届きました。もう一度確かめてください。</source>
        <translation>{arrived} arrived after the check before leaving ({at}). Please check again.</translation>
    </message>
    <message>
        <source>持ち出し確認: {whole}件を確かめました。すべて開けますが、{outdated}件は前の版です。新しい版は取り込めていません。（{at}）</source>
        <translation>Checked before leaving: {whole} materials were read to the end. All open, but {outdated} in an earlier version: the new one was not taken. ({at})</translation>
    </message>
    <message>
        <source>前の版が端末にあり、開けます</source>
        <translation>Earlier version here, it opens</translation>
    </message>
    <message>
        <source>前の版が端末にあります</source>
        <translation>Earlier version here</translation>
    </message>
    <message>
        <source>端末にあります</source>
        <translation>On this device</translation>
    </message>
    <message>
        <source>{here}（{reason}）</source>
        <translation>{here} ({reason})</translation>
    </message>
    <message>
        <source>保存期間が過ぎて消去しました</source>
        <translation>Erased: keeping period over</translation>
    </message>
    <message>
        <source>取り込めません</source>
        <translation>Not taken</translation>
    </message>
    <message>
        <source>待っています</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>持ち出し確認</source>
        <translation>Check before leaving</translation>
    </message>
    <message>
        <source>いつまで</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>すること: {todo}</source>
        <translation>To do: {todo}</translation>
    </message>
    <message>
        <source>{moment} まで</source>
        <translation>until {moment}</translation>
    </message>
    <message>
        <source>{day} まで</source>
        <translation>{day}</translation>
    </message>
    <message>
        <source>期限なし</source>
        <translation>no limit</translation>
    </message>
    <message>
        <source>持ち出し確認: {whole}件を確かめました。すべて開けます。（{at}）</source>
        <translation>Checked before leaving: {whole} materials were read to the end. All open. ({at})</translation>
    </message>
    <message>
        <source>持ち出し確認: {whole}件を確かめました。{missing}件は持ち出せません。下の「すること」をご覧ください。（{at}）</source>
        <translation>Checked before leaving: {whole} materials were read to the end. {missing} cannot be taken along: see what to do below. ({at})</translation>
    </message>
    <message>
        <source>端末にあります・確かめました</source>
        <translation>On this device, verified</translation>
    </message>
</context>
<context>
    <name>CostLine</name>
    <message>
        <source>見本</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>印刷した面を大きく見る</source>
        <translation>See a printed side large</translation>
    </message>
    <message>
        <source>―</source>
        <translation>–</translation>
    </message>
    <message>
        <source>印刷するページを入れてください。例: 1-4,7</source>
        <translation>Enter the pages to print, such as 1-4,7</translation>
    </message>
    <message>
        <source>両面</source>
        <translation>both sides</translation>
    </message>
    <message>
        <source>片面</source>
        <translation>one side</translation>
    </message>
    <message>
        <source>{sheets}・{sides}</source>
        <translation>{sheets}, {sides}</translation>
    </message>
    <message>
        <source>{pages}ページ × {copies}部。印刷した枚数として記録し、純削減から差し引きます。</source>
        <translation>Pages: {pages} × copies: {copies}. Recorded as printed, and taken off the net saving.</translation>
    </message>
    <message>
        <source>このプリンターに A3 がないため、A3 のページも A4 に縮めます。</source>
        <translation> This printer has no A3, so A3 pages shrink to A4.</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%nページ</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n件</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>書き込み%n件</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeedPanel</name>
    <message>
        <source>{0}（Enter）</source>
        <translation>{0} (Enter)</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>資料を閉じています</source>
        <translation>Locking the materials</translation>
    </message>
    <message>
        <source>鍵を替えています</source>
        <translation>Changing the key</translation>
    </message>
    <message>
        <source>鍵を替えました</source>
        <translation>The key was changed</translation>
    </message>
    <message>
        <source>資料と書き込みは、そのまま使えます。前の鍵で守られていた控えは、もう開けません。新しい鍵で控えを作りました。</source>
        <translation>Materials and notes can be used as before. Backups under the former key cannot be opened any more; a backup was made under the new one.</translation>
    </message>
    <message>
        <source>資料と書き込みを消しています</source>
        <translation>Erasing materials and notes</translation>
    </message>
    <message>
        <source>この端末の資料と書き込みを消しました</source>
        <translation>The materials and notes on this terminal were erased</translation>
    </message>
    <message>
        <source>共有フォルダーの資料と、送信済みの記録はそのままです。</source>
        <translation>The materials on the shared folder, and the records that were sent, are as they were.</translation>
    </message>
</context>
<context>
    <name>DifferenceList</name>
    <message>
        <source>このページで変わったところ</source>
        <translation>What changed on this page</translation>
    </message>
    <message>
        <source>{n}か所</source>
        <translation>{n} places</translation>
    </message>
    <message>
        <source>このページは変わっていません。</source>
        <translation>This page did not change.</translation>
    </message>
    <message>
        <source>前の版と比べています。</source>
        <translation>Being compared with the earlier edition.</translation>
    </message>
    <message>
        <source>新しく加わったページです。</source>
        <translation>This page is new.</translation>
    </message>
    <message>
        <source>なくなったページです。</source>
        <translation>This page was taken out.</translation>
    </message>
    <message>
        <source>文字の変わったところは見つかりません。図や位置が変わっていることがあります。</source>
        <translation>No words changed here. Figures or positions may have.</translation>
    </message>
</context>
<context>
    <name>DoorScreen</name>
    <message>
        <source>使い始める</source>
        <translation>Get started</translation>
    </message>
    <message>
        <source>確認しています</source>
        <translation>Checking</translation>
    </message>
    <message>
        <source>続ける</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>上のことをお読みください。続けると、この端末の資料を開きます。</source>
        <translation>Please read what is said above. Continue opens the materials on this terminal.</translation>
    </message>
    <message>
        <source>できませんでした</source>
        <translation>It was not done</translation>
    </message>
    <message>
        <source>この端末で使い始める</source>
        <translation>Start on this device</translation>
    </message>
    <message>
        <source>共有フォルダーの会議資料と配布資料を、この端末で読めるようにします。</source>
        <translation>This lets you read the meeting materials and circulars of the shared folder on this device.</translation>
    </message>
    <message>
        <source>この端末を登録し直す</source>
        <translation>Set this device up again</translation>
    </message>
    <message>
        <source>資料は共有フォルダーからもう一度届きます。開けない記録と書き込みは、消さずに別に残します。</source>
        <translation>The materials come again from the shared folder. Records and notes that cannot be opened are put aside, not deleted.</translation>
    </message>
    <message>
        <source>この端末には鍵をしまう場所がないため、パスフレーズで資料を守ります。忘れると開けません。</source>
        <translation> This device has no place to keep a key, so a passphrase protects the materials. If it is forgotten, they cannot be opened.</translation>
    </message>
    <message>
        <source>端末の資料を開く</source>
        <translation>Open the materials on this device</translation>
    </message>
    <message>
        <source>この端末の資料はパスフレーズで守られています。</source>
        <translation>The materials on this device are protected by a passphrase.</translation>
    </message>
    <message>
        <source>資料は閉じてあります</source>
        <translation>The materials are closed</translation>
    </message>
    <message>
        <source>この端末の資料は閉じられています。資料と書き込みは端末に残っています。</source>
        <translation>The materials on this device have been closed. They and your notes are still on the device.</translation>
    </message>
    <message>
        <source>ここで開く</source>
        <translation>Open here</translation>
    </message>
    <message>
        <source>閉じた資料をここで開く</source>
        <translation>Open the closed materials here</translation>
    </message>
    <message>
        <source>鍵が戻るかもしれないときは、先に情報システム担当にご相談ください。記録は消さずに残してあります。</source>
        <translation>If the key may come back, ask your IT desk first. Nothing was deleted.</translation>
    </message>
    <message>
        <source>登録し直す</source>
        <translation>Set up again</translation>
    </message>
    <message>
        <source>記録を控えから元に戻す</source>
        <translation>Bring the records back from a backup</translation>
    </message>
    <message>
        <source>書き込みの控えを使います。控えのあとに書いたものも、読めるかぎり戻します。壊れた記録は消さずに残します。</source>
        <translation>The newest good backup of your notes is used. What was written after it comes back as far as it can be read. The damaged records are kept, not deleted.</translation>
    </message>
    <message>
        <source>控えから元に戻す</source>
        <translation>Bring back from a backup</translation>
    </message>
</context>
<context>
    <name>DoubtsPage</name>
    <message>
        <source>欠けている記録と数えなかった記録</source>
        <translation>Records that are missing or were not counted</translation>
    </message>
    <message>
        <source>欠け、食い違い、読めない記録があるあいだ、数字は暫定です。端末が共有フォルダーにつながると、欠けた記録は送り直されます。</source>
        <translation>The figures are provisional while records are missing, in conflict or unreadable. What is missing is sent again when the device is back at the shared folder.</translation>
    </message>
    <message>
        <source>種類</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>端末・記録</source>
        <translation>Device, record</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>What</translation>
    </message>
    <message>
        <source>欠け</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>食い違い(どちらも数えません)</source>
        <translation>In conflict (neither counts)</translation>
    </message>
    <message>
        <source>読めない記録</source>
        <translation>Unreadable record</translation>
    </message>
    <message>
        <source>30日連絡のない端末</source>
        <translation>Device not heard from for 30 days</translation>
    </message>
    <message>
        <source>数字があり得ないため数えない記録</source>
        <translation>Not counted: its figures cannot be</translation>
    </message>
    <message>
        <source>ありません</source>
        <translation>None</translation>
    </message>
</context>
<context>
    <name>EntriesPage</name>
    <message>
        <source>この数字のもとになった記録はありません。</source>
        <translation>No record is behind this number.</translation>
    </message>
    <message>
        <source>日時</source>
        <translation>When</translation>
    </message>
    <message>
        <source>したこと</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>会議・配布資料</source>
        <translation>Meetings and circulars</translation>
    </message>
    <message>
        <source>資料</source>
        <translation>Material</translation>
    </message>
    <message>
        <source>部署</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>仮名</source>
        <translation>Pseudonym</translation>
    </message>
    <message>
        <source>区分</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>もとの記録</source>
        <translation>Records behind it</translation>
    </message>
    <message>
        <source>{name} のもとの記録</source>
        <translation>Records behind {name}</translation>
    </message>
    <message>
        <source>全{n}件</source>
        <translation>{n} entries</translation>
    </message>
    <message>
        <source>全{n}件のうち {first}〜{last}件目 · 会議・配布資料ごとに並べています</source>
        <translation>{first}–{last} of {n} entries · ordered by meeting or circular</translation>
    </message>
    <message>
        <source>前の{n}件</source>
        <translation>Previous {n}</translation>
    </message>
    <message>
        <source>次の{n}件</source>
        <translation>Next {n}</translation>
    </message>
    <message>
        <source>枚数は、差し替えでは変わったページだけ、同じ人の2回目からは0枚です。参考 C は足しません。人は仮名で記録しています。</source>
        <translation>Of a replacement only changed pages count; a second time counts nothing. Reference C is not added. People are recorded under pseudonyms.</translation>
    </message>
</context>
<context>
    <name>FavouriteMenu</name>
    <message>
        <source>いまの道具を {n} に覚える</source>
        <translation>Remember this tool as {n}</translation>
    </message>
</context>
<context>
    <name>FiguresTable</name>
    <message>
        <source>ここに数える記録はまだありません。</source>
        <translation>Nothing is counted here yet.</translation>
    </message>
    <message>
        <source>枚数の表</source>
        <translation>Table of sheets</translation>
    </message>
    <message>
        <source>合計の行</source>
        <translation>Total</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>この資料の中を探す</source>
        <translation>Find in this material</translation>
    </message>
    <message>
        <source>前へ</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>前の見つかったところ</source>
        <translation>Previous place found</translation>
    </message>
    <message>
        <source>次へ</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>次の見つかったところ</source>
        <translation>Next place found</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>探すのをやめる</source>
        <translation>Stop finding</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>  （{read}/{pages}ページまで）</source>
        <translation>  (up to page {read} of {pages})</translation>
    </message>
    <message>
        <source>探しています</source>
        <translation>Looking</translation>
    </message>
    <message>
        <source>文字情報がありません（スキャンなど）</source>
        <translation>No text in it (a scan)</translation>
    </message>
    <message>
        <source>見つかりません</source>
        <translation>Not found</translation>
    </message>
</context>
<context>
    <name>ForgetPage</name>
    <message>
        <source>設定に戻る</source>
        <translation>Back to settings</translation>
    </message>
    <message>
        <source>この端末の資料と書き込みを消す</source>
        <translation>Erase materials and notes here</translation>
    </message>
    <message>
        <source>この端末にある資料、書き込み、鍵と控えをすべて消し、使い始める前に戻します。端末を返すときや、人に渡すときに使います。まだ送っていない記録は、共有フォルダーにつながれば、送ってから消します。共有フォルダーにある資料は、なくなりません。</source>
        <translation>Erases every material and note on this terminal, its key and its backups; it is as before the first set-up. For a terminal that is returned or handed on. Records not sent yet are sent first if the shared folder can be reached. Nothing on the shared folder is lost.</translation>
    </message>
    <message>
        <source>消してよいことを確かめました(&amp;S)</source>
        <translation>I am &amp;sure that it may be erased</translation>
    </message>
    <message>
        <source>消してよいことを確かめました</source>
        <translation>I am sure that it may be erased</translation>
    </message>
    <message>
        <source>チェックを付けると、消すボタンを押せます</source>
        <translation>Once this is ticked, the button that erases can be pressed</translation>
    </message>
    <message>
        <source>資料と書き込みを消す</source>
        <translation>Erase materials and notes</translation>
    </message>
    <message>
        <source>この端末の{notes}は、書き出して別に残したもののほか、なくなります。元に戻せません。</source>
        <translation>On this terminal: {notes}. What was not exported will be lost. This cannot be undone.</translation>
    </message>
    <message>
        <source>すぐに消します</source>
        <translation>Erases at once</translation>
    </message>
    <message>
        <source>上のことを確かめて、チェックを付けると押せます</source>
        <translation>Read the above and tick the box to press this</translation>
    </message>
</context>
<context>
    <name>HitRow</name>
    <message>
        <source>{page}ページ</source>
        <translation>Page {page}</translation>
    </message>
    <message>
        <source>書き込み</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message>
        <source>取り込み中 あと{n}件</source>
        <translation>Fetching, {n} to go</translation>
    </message>
    <message>
        <source>前の版を表示: {n}件</source>
        <translation>Earlier version: {n}</translation>
    </message>
    <message>
        <source>持ち出しできます</source>
        <translation>Ready to take out</translation>
    </message>
    <message>
        <source>資料はまだありません</source>
        <translation>No materials yet</translation>
    </message>
    <message>
        <source>通し {span}</source>
        <translation>running {span}</translation>
    </message>
    <message>
        <source>前の版</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>（{items}・{pages}）</source>
        <translation>({items}, {pages})</translation>
    </message>
    <message>
        <source>（{items}・{pages}  {moment} 照合）</source>
        <translation>({items}, {pages}, {moment})</translation>
    </message>
    <message>
        <source>資料を開く</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>{title} の資料を開く</source>
        <translation>Open the materials of {title}</translation>
    </message>
    <message>
        <source>資料が端末に届くと開けます</source>
        <translation>Opens once the materials are on this device</translation>
    </message>
    <message>
        <source>未読</source>
        <translation>Unread</translation>
    </message>
    <message>
        <source>既読</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>{page}ページ</source>
        <translation>Page {page}</translation>
    </message>
    <message>
        <source>（通し{page}）</source>
        <translation> (running p. {page})</translation>
    </message>
    <message>
        <source>{n}件は持ち出せません（端末に残しません）</source>
        <translation>{n} cannot be taken along (not kept here)</translation>
    </message>
</context>
<context>
    <name>HomeScreen</name>
    <message>
        <source>ホーム</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>共有フォルダーをいま確認します（F5）</source>
        <translation>Check the shared folder now (F5)</translation>
    </message>
    <message>
        <source>すべての会議を見る</source>
        <translation>All meetings</translation>
    </message>
    <message>
        <source>きょうの会議 {n}件</source>
        <translation>Meetings today: {n}</translation>
    </message>
    <message>
        <source>きょうの会議はありません</source>
        <translation>No meetings today</translation>
    </message>
    <message>
        <source>次の会議</source>
        <translation>Next meeting</translation>
    </message>
    <message>
        <source>最近の会議</source>
        <translation>Latest meeting</translation>
    </message>
    <message>
        <source>資料はまだありません</source>
        <translation>No materials yet</translation>
    </message>
    <message>
        <source>共有フォルダーの「会議」と「配布」にある PDF が、ここに並びます。取り込んだ資料は、つながっていないときも読めます。</source>
        <translation>The PDF files in the meeting and circular folders (会議, 配布) of the shared folder are listed here. Once fetched, materials can be read without a connection.</translation>
    </message>
    <message>
        <source>今すぐ確認</source>
        <translation>Check now</translation>
    </message>
    <message>
        <source>共有フォルダーを今すぐ確認</source>
        <translation>Check the shared folder now</translation>
    </message>
    <message>
        <source>これからの会議</source>
        <translation>Coming meetings</translation>
    </message>
    <message>
        <source>未読 {n}件</source>
        <translation>{n} unread</translation>
    </message>
    <message>
        <source>すべて見る</source>
        <translation>See all</translation>
    </message>
    <message>
        <source>配布資料</source>
        <translation>Circulars</translation>
    </message>
    <message>
        <source>配布資料はありません</source>
        <translation>No circulars</translation>
    </message>
    <message>
        <source>続きから</source>
        <translation>Continue reading</translation>
    </message>
    <message>
        <source>読みかけの資料はありません</source>
        <translation>Nothing left half-read</translation>
    </message>
    <message>
        <source>端末の中身</source>
        <translation>On this device</translation>
    </message>
    <message>
        <source>一つずつ見る</source>
        <translation>See each one</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>ホーム</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>会議</source>
        <translation>Meetings</translation>
    </message>
    <message>
        <source>配布資料</source>
        <translation>Circulars</translation>
    </message>
    <message>
        <source>統計（管理者だけ）、なければ設定</source>
        <translation>Statistics (admins), else Settings</translation>
    </message>
    <message>
        <source>設定（管理者だけ）</source>
        <translation>Settings (admins)</translation>
    </message>
    <message>
        <source>どの画面でも</source>
        <translation>On every screen</translation>
    </message>
    <message>
        <source>読む画面: 道具</source>
        <translation>Reading: tools</translation>
    </message>
    <message>
        <source>次の項目へ・前の項目へ</source>
        <translation>Next item, previous item</translation>
    </message>
    <message>
        <source>えらぶ・押す</source>
        <translation>Choose, press</translation>
    </message>
    <message>
        <source>数字</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>通しページへ移る</source>
        <translation>Go to that page of the meeting</translation>
    </message>
    <message>
        <source>キーの一覧</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>閉じる（Esc）</source>
        <translation>Close (Esc)</translation>
    </message>
    <message>
        <source>このキーの一覧</source>
        <translation>This list of keys</translation>
    </message>
    <message>
        <source>ホームに戻る</source>
        <translation>Back to Home</translation>
    </message>
    <message>
        <source>会議・資料・書き込みを探す</source>
        <translation>Search meetings, materials and notes</translation>
    </message>
    <message>
        <source>端末の中身を見る</source>
        <translation>See what is on this device</translation>
    </message>
    <message>
        <source>共有フォルダーを今すぐ確認する</source>
        <translation>Check the shared folder now</translation>
    </message>
    <message>
        <source>全画面にする・戻す</source>
        <translation>Full screen on and off</translation>
    </message>
    <message>
        <source>持ち出し確認をする（端末の中身の画面）</source>
        <translation>Check before leaving (on the screen On this device)</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>未読</source>
        <translation>Unread</translation>
    </message>
    <message>
        <source>既読</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>差し替え</source>
        <translation>Replaced</translation>
    </message>
    <message>
        <source>回収</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>保存期間が過ぎて消去しました</source>
        <translation>Erased: keeping period over</translation>
    </message>
    <message>
        <source>会議・資料</source>
        <translation>Meetings and materials</translation>
    </message>
    <message>
        <source>状態</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>ページ</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>書き込み</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>{ready}/{count}件が端末にあります</source>
        <translation>{ready} of {count} on this device</translation>
    </message>
    <message>
        <source>資料はまだありません</source>
        <translation>No materials yet</translation>
    </message>
</context>
<context>
    <name>LibraryScreen</name>
    <message>
        <source>資料を押すと開きます（Enter）</source>
        <translation>Click a material to open it (Enter)</translation>
    </message>
    <message>
        <source>資料はまだありません</source>
        <translation>No materials yet</translation>
    </message>
</context>
<context>
    <name>LinkStrip</name>
    <message>
        <source>資料の外へのリンク</source>
        <translation>A link that leads outside</translation>
    </message>
    <message>
        <source>開く</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>外のページを開く</source>
        <translation>Open the page outside</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>開かずに閉じる</source>
        <translation>Close without opening</translation>
    </message>
    <message>
        <source>資料の外へのリンクです。開きますか。</source>
        <translation>This link leads outside the material. Open it?</translation>
    </message>
    <message>
        <source>資料の外へのリンクです。安全のため、ここからは開けません。</source>
        <translation>This link leads outside the material. To be safe it cannot be opened from here.</translation>
    </message>
</context>
<context>
    <name>LookPane</name>
    <message>
        <source>前の面</source>
        <translation>Previous side</translation>
    </message>
    <message>
        <source>次の面</source>
        <translation>Next side</translation>
    </message>
    <message>
        <source>{n} / {faces} 面</source>
        <comment>which printed side of how many</comment>
        <translation>Side {n} of {faces}</translation>
    </message>
</context>
<context>
    <name>MaterialRow</name>
    <message>
        <source>通し {numbers}</source>
        <translation>running p. {numbers}</translation>
    </message>
    <message>
        <source>回収</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>まだ端末にありません</source>
        <translation>Not yet on this device</translation>
    </message>
    <message>
        <source>差し替え</source>
        <translation>Replaced</translation>
    </message>
    <message>
        <source>未読</source>
        <translation>Unread</translation>
    </message>
    <message>
        <source>つながると開けます</source>
        <translation>opens with the shared folder</translation>
    </message>
</context>
<context>
    <name>MaterialsList</name>
    <message>
        <source>会議の資料</source>
        <translation>Meeting materials</translation>
    </message>
</context>
<context>
    <name>NavigationBar</name>
    <message>
        <source>画面の切り替え</source>
        <translation>Screens</translation>
    </message>
    <message>
        <source>会議・資料・書き込みを探す  Ctrl+Shift+F</source>
        <translation>Search materials  Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>会議・資料・書き込みを探す</source>
        <translation>Search meetings, materials and notes</translation>
    </message>
    <message>
        <source>会議・資料・書き込みを探す（Ctrl+Shift+F）</source>
        <translation>Search meetings, materials and notes (Ctrl+Shift+F)</translation>
    </message>
    <message>
        <source>ホーム</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>会議</source>
        <translation>Meetings</translation>
    </message>
    <message>
        <source>配布資料</source>
        <translation>Circulars</translation>
    </message>
    <message>
        <source>統計</source>
        <translation>Statistics</translation>
    </message>
    <message>
        <source>設定</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>NoteList</name>
    <message>
        <source>わたしの書き込み</source>
        <translation>My notes</translation>
    </message>
    <message>
        <source>わたしの書き込み {n}件</source>
        <translation>My notes: {n}</translation>
    </message>
    <message>
        <source>すべて点線の場所に付ける</source>
        <translation>Put all where the dotted lines are</translation>
    </message>
    <message>
        <source>つかんで新しい版のページへ動かせます</source>
        <translation>Take it and drag it to the page of the new edition</translation>
    </message>
    <message>
        <source>ここに付ける</source>
        <translation>Put it here</translation>
    </message>
    <message>
        <source>場所を選ぶ</source>
        <translation>Choose a place</translation>
    </message>
    <message>
        <source>前の版に残す</source>
        <translation>Leave it behind</translation>
    </message>
</context>
<context>
    <name>NoteListModel</name>
    <message>
        <source>{title} {count}件</source>
        <translation>{title}, {count} notes</translation>
    </message>
    <message>
        <source>{page}ページ {count}件</source>
        <translation>Page {page}, notes: {count}</translation>
    </message>
</context>
<context>
    <name>NoteOutlet</name>
    <message>
        <source>確認しています</source>
        <translation>Checking</translation>
    </message>
    <message>
        <source>{time}（書き込み {n}件）</source>
        <translation>{time} ({n} notes)</translation>
    </message>
    <message>
        <source>戻せる時点はまだありません</source>
        <translation>There is no earlier moment yet</translation>
    </message>
    <message>
        <source>書き出しています</source>
        <translation>Exporting</translation>
    </message>
    <message>
        <source>PDF に付いている書き込みを {n}件 一覧に加えました</source>
        <translation>{n} annotations of the PDF were listed</translation>
    </message>
    <message>
        <source>PDF に付いている書き込みで、一覧にないものはありません</source>
        <translation>All annotations of the PDF are listed already</translation>
    </message>
    <message>
        <source>書き込み {n}件 を「{name}」に書き出しました</source>
        <translation>{n} notes written to &quot;{name}&quot;</translation>
    </message>
</context>
<context>
    <name>NotePainter</name>
    <message>
        <source>付箋 自分だけ</source>
        <translation>Sticky note, only you</translation>
    </message>
</context>
<context>
    <name>NoteRowDelegate</name>
    <message>
        <source>{page}ページ</source>
        <translation>Page {page}</translation>
    </message>
    <message>
        <source>通し{page}</source>
        <translation>running p. {page}</translation>
    </message>
    <message>
        <source>{n}件</source>
        <translation>Notes: {n}</translation>
    </message>
    <message>
        <source>書き込みの文</source>
        <translation>Text of the note</translation>
    </message>
</context>
<context>
    <name>NoteWords</name>
    <message>
        <source>「{words}」</source>
        <translation>“{words}”</translation>
    </message>
    <message>
        <source>しおり「{words}」</source>
        <translation>Bookmark “{words}”</translation>
    </message>
    <message>
        <source>手書き</source>
        <translation>Handwriting</translation>
    </message>
    <message>
        <source>{kind}・{color} {when}</source>
        <translation>{kind}, {color} {when}</translation>
    </message>
    <message>
        <source>ペン</source>
        <translation>Pen</translation>
    </message>
    <message>
        <source>マーカー</source>
        <translation>Highlighter</translation>
    </message>
    <message>
        <source>付箋</source>
        <translation>Sticky note</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>図形</source>
        <translation>Shape</translation>
    </message>
    <message>
        <source>しおり</source>
        <translation>Bookmark</translation>
    </message>
    <message>
        <source>確認</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>重要</source>
        <translation>Important</translation>
    </message>
    <message>
        <source>質問</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>直線</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>矢印</source>
        <translation>Arrow</translation>
    </message>
    <message>
        <source>四角</source>
        <translation>Rectangle</translation>
    </message>
    <message>
        <source>丸</source>
        <translation>Ellipse</translation>
    </message>
</context>
<context>
    <name>NoteWriting</name>
    <message>
        <source>付箋の文</source>
        <translation>Text of the sticky note</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>ここに書きます（Ctrl+Enter で確定）</source>
        <translation>Write here (Ctrl+Enter to finish)</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>書き込み</source>
        <translation>Notes</translation>
    </message>
</context>
<context>
    <name>NotesTab</name>
    <message>
        <source>{title}（書き込み）</source>
        <translation>{title} (notes)</translation>
    </message>
    <message>
        <source>会議の全資料</source>
        <translation>Whole meeting</translation>
    </message>
    <message>
        <source>この会議のすべての資料の書き込みを見せる</source>
        <translation>Show the notes on all materials of this meeting</translation>
    </message>
    <message>
        <source>書き込みを探す</source>
        <translation>Search notes</translation>
    </message>
    <message>
        <source>種類や色で絞る</source>
        <translation>Filter by kind or colour</translation>
    </message>
    <message>
        <source>書き込みを書き出す・前に戻す</source>
        <translation>Export notes, or go back</translation>
    </message>
    <message>
        <source>当てはまる書き込みはありません。</source>
        <translation>No such notes.</translation>
    </message>
    <message>
        <source>自分だけに見えます</source>
        <translation>Only you can see these</translation>
    </message>
    <message>
        <source>すべて見せる</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>書き込みを付けたPDFを作る…</source>
        <translation>Make a PDF with the notes…</translation>
    </message>
    <message>
        <source>名前と日時を付けずにPDFを作る…</source>
        <translation>Make a PDF without names and times…</translation>
    </message>
    <message>
        <source>ページに焼き付けたPDFを作る…</source>
        <translation>Make a PDF with the notes drawn in…</translation>
    </message>
    <message>
        <source>一覧をPDFまたは文字で書き出す…</source>
        <translation>Export the list as PDF or text…</translation>
    </message>
    <message>
        <source>会議の全資料の一覧を書き出す…</source>
        <translation>Export the list of the whole meeting…</translation>
    </message>
    <message>
        <source>PDFに付いている書き込みを一覧に加える</source>
        <translation>List the annotations that the PDF carries</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;文字 (*.txt)</source>
        <translation>PDF (*.pdf);;Text (*.txt)</translation>
    </message>
    <message>
        <source>書き込みをこの時点に戻す</source>
        <translation>Bring the notes back to</translation>
    </message>
    <message>
        <source>書き出す場所</source>
        <translation>Where to write it</translation>
    </message>
    <message>
        <source>まだ書き込みはありません。ペンやマーカーを選び、ページの上で書きます。</source>
        <translation>No notes yet. Choose the pen or the highlighter and write on the page.</translation>
    </message>
</context>
<context>
    <name>OrderQuestion</name>
    <message>
        <source>やめる</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>指示を出さずに戻る (Esc)</source>
        <translation>Go back without ordering anything (Esc)</translation>
    </message>
    <message>
        <source>閉じる指示を出す</source>
        <translation>Order to lock</translation>
    </message>
    <message>
        <source>閉じる指示を解く</source>
        <translation>Lift the lock</translation>
    </message>
    <message>
        <source>消す指示を出す</source>
        <translation>Order to erase</translation>
    </message>
</context>
<context>
    <name>OutlineTree</name>
    <message>
        <source>目次</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>この資料には目次がありません</source>
        <translation>This material has no contents list</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>購入枚数</source>
        <translation>Purchased</translation>
    </message>
    <message>
        <source>A4·枚</source>
        <translation>A4 sheets</translation>
    </message>
    <message>
        <source>記録された純削減</source>
        <translation>Net avoided, as recorded</translation>
    </message>
    <message>
        <source>目標 月あたり {sheets}枚(12等分)</source>
        <translation>Target {sheets} a month (a twelfth)</translation>
    </message>
    <message>
        <source>まだ記録がありません。「記録を集める」を押すと、各端末の記録をここにまとめます。</source>
        <translation>No records yet. “Collect records” brings the records of the devices together here.</translation>
    </message>
    <message>
        <source>□ 前年度</source>
        <translation>□ last year</translation>
    </message>
    <message>
        <source>年度ごとの購入枚数</source>
        <translation>Sheets purchased by fiscal year</translation>
    </message>
    <message>
        <source>□ 目標</source>
        <translation>□ target</translation>
    </message>
    <message>
        <source>■ 今年度</source>
        <translation>■ this year</translation>
    </message>
    <message>
        <source>■ 購入</source>
        <translation>■ purchased</translation>
    </message>
    <message>
        <source>目盛りは左と別です</source>
        <translation>own scale</translation>
    </message>
    <message>
        <source>内訳</source>
        <translation>Breakdown</translation>
    </message>
    <message>
        <source>月別</source>
        <translation>By month</translation>
    </message>
    <message>
        <source>会議・配布別</source>
        <translation>By meeting and circular</translation>
    </message>
    <message>
        <source>部署別</source>
        <translation>By department</translation>
    </message>
    <message>
        <source>種類別</source>
        <translation>By kind</translation>
    </message>
    <message>
        <source>印刷の理由</source>
        <translation>Reasons for printing</translation>
    </message>
    <message>
        <source>グラフと表</source>
        <translation>Charts and tables</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>会議の資料</source>
        <translation>Meeting materials</translation>
    </message>
    <message>
        <source>会議の資料を出す</source>
        <translation>Show the meeting materials</translation>
    </message>
    <message>
        <source>右の欄</source>
        <translation>Right panel</translation>
    </message>
    <message>
        <source>書き込みや縮小表示を出す</source>
        <translation>Show notes and thumbnails</translation>
    </message>
    <message>
        <source>前</source>
        <translation>Prev</translation>
    </message>
    <message>
        <source>前のページ</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>次</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>次のページ</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>小さく</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>大きく</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>ページ番号</source>
        <translation>Page number</translation>
    </message>
    <message>
        <source>通しページ（数字と Enter でも移れます）</source>
        <translation>Running page (or type a number and press Enter)</translation>
    </message>
    <message>
        <source>ページ</source>
        <translation>pages</translation>
    </message>
    <message>
        <source>通し</source>
        <translation>Running</translation>
    </message>
    <message>
        <source>ページの大きさ</source>
        <translation>Page size</translation>
    </message>
    <message>
        <source>ページの大きさ、全体に戻す</source>
        <translation>Page size, back to the whole page</translation>
    </message>
    <message>
        <source>ページ全体</source>
        <translation>Fit page</translation>
    </message>
    <message>
        <source>幅に合わせる</source>
        <translation>Fit width</translation>
    </message>
    <message>
        <source>実寸</source>
        <translation>Actual size</translation>
    </message>
    <message>
        <source>自由な大きさ</source>
        <translation>Any size</translation>
    </message>
</context>
<context>
    <name>PageCanvas</name>
    <message>
        <source>ページ</source>
        <translation>Page</translation>
    </message>
</context>
<context>
    <name>PagePane</name>
    <message>
        <source>{n}版</source>
        <translation>Edition {n}</translation>
    </message>
    <message>
        <source>{n}ページ</source>
        <translation>page {n}</translation>
    </message>
    <message>
        <source>この版にはないページです</source>
        <translation>This edition has no such page</translation>
    </message>
    <message>
        <source>前の版は保存期間が過ぎ、端末から消えています</source>
        <translation>The old edition&apos;s keeping time is over; it is no longer on this machine</translation>
    </message>
</context>
<context>
    <name>PageSpeech</name>
    <message>
        <source>ページ {page} / {pages}</source>
        <translation>Page {page} / {pages}</translation>
    </message>
</context>
<context>
    <name>PageStrip</name>
    <message>
        <source>ページ</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>{n}ページ</source>
        <translation>page {n}</translation>
    </message>
</context>
<context>
    <name>PaneTitle</name>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>見比べをやめる</source>
        <translation>Stop comparing</translation>
    </message>
</context>
<context>
    <name>PaperPainter</name>
    <message>
        <source>このページの表示には少し時間がかかります</source>
        <translation>This page takes a moment to draw</translation>
    </message>
    <message>
        <source>このページは表示できませんでした</source>
        <translation>This page could not be shown</translation>
    </message>
    <message>
        <source>ほかのページと書き込みは無事です</source>
        <translation>The other pages and your notes are safe</translation>
    </message>
    <message>
        <source>配布した人に、元のファイルを確かめてもらってください</source>
        <translation>Please ask whoever distributed it to check the original file</translation>
    </message>
</context>
<context>
    <name>PasswordPrompt</name>
    <message>
        <source>PDF のパスワード</source>
        <translation>PDF password</translation>
    </message>
    <message>
        <source>パスワードが必要です</source>
        <translation>A password is needed</translation>
    </message>
    <message>
        <source>「{name}」はパスワード付きの PDF です。</source>
        <translation>“{name}” is a PDF with a password.</translation>
    </message>
    <message>
        <source>パスワードが違いました。ファイルはそのままです。もう一度入れてください。</source>
        <translation>The password was not right. The file is unchanged. Please enter it again.</translation>
    </message>
    <message>
        <source>この PDF のパスワード</source>
        <translation>The password of this PDF</translation>
    </message>
    <message>
        <source>この端末に残し、次からは聞かない（暗号化して保存します）</source>
        <translation>Keep it on this computer, encrypted, and do not ask again</translation>
    </message>
    <message>
        <source>パスワードを暗号化して端末に残す</source>
        <translation>Keep the password on this computer, encrypted</translation>
    </message>
    <message>
        <source>開く</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>購入枚数はまだ入っていません。上に1か月ずつ入れるか、CSVから取り込むと、統計の図に前年と目標に並べて出ます。</source>
        <translation>No purchases have been entered yet. Enter them above month by month, or import a CSV: the statistics then show them beside last year and the target.</translation>
    </message>
    <message>
        <source>購入枚数と目標</source>
        <translation>Purchases and targets</translation>
    </message>
    <message>
        <source>A4の購入枚数を月ごとに入力します。同じ月をもう一度入力すると訂正になり、前の値も残ります。実績は推計より優先します。</source>
        <translation>Enter A4 sheets purchased, month by month. Entering a month again corrects it; the earlier value stays. Actual figures count before estimates.</translation>
    </message>
    <message>
        <source>実績</source>
        <translation>Actual</translation>
    </message>
    <message>
        <source>推計</source>
        <translation>Estimate</translation>
    </message>
    <message>
        <source>目標</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>枚数</source>
        <translation>Sheets</translation>
    </message>
    <message>
        <source>種別</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>出典</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>扱い</source>
        <translation>Standing</translation>
    </message>
    <message>
        <source>月</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Fiscal year</translation>
    </message>
    <message>
        <source>購入枚数</source>
        <translation>Purchased</translation>
    </message>
    <message>
        <source>今の値</source>
        <translation>Counts now</translation>
    </message>
    <message>
        <source>前の値</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>購入を記録</source>
        <translation>Record purchase</translation>
    </message>
    <message>
        <source>CSVから取り込む</source>
        <translation>Import a CSV</translation>
    </message>
    <message>
        <source>購入枚数(A4)</source>
        <translation>Purchases (A4)</translation>
    </message>
    <message>
        <source>目標を記録</source>
        <translation>Record target</translation>
    </message>
    <message>
        <source>目標(A4購入枚数)</source>
        <translation>Targets (A4 purchased)</translation>
    </message>
</context>
<context>
    <name>PrintDesk</name>
    <message>
        <source>PDF ファイルに保存</source>
        <translation>Save as a PDF file</translation>
    </message>
    <message>
        <source>{sheets}を「{where}」に渡し、記録しました {time}</source>
        <translation>{sheets} sent to “{where}” and recorded {time}</translation>
    </message>
    <message>
        <source>やめる前に{sheets}を「{where}」に渡していて、記録しました {time}</source>
        <translation>{sheets} had been handed to “{where}” before you stopped, and recorded {time}</translation>
    </message>
</context>
<context>
    <name>PrintFoot</name>
    <message>
        <source>印刷の進み具合</source>
        <translation>Progress of the print job</translation>
    </message>
    <message>
        <source>印刷するページを入れると印刷できます</source>
        <translation>Enter the pages to print first</translation>
    </message>
    <message>
        <source>理由を選ぶと印刷できます</source>
        <translation>Choose a reason to print</translation>
    </message>
    <message>
        <source>資料を準備しています</source>
        <translation>Getting the material ready</translation>
    </message>
    <message>
        <source>印刷する</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>{sheets}を PDF にする</source>
        <translation>Make a PDF: {sheets}</translation>
    </message>
    <message>
        <source>{sheets}を印刷する</source>
        <translation>Print {sheets}</translation>
    </message>
    <message>
        <source>{words} (Enter)</source>
        <translation>{words} (Enter)</translation>
    </message>
    <message>
        <source>印刷しています {done} / {total} 面</source>
        <translation>Printing side {done} of {total}</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>印刷をやめる。渡していない分は印刷も記録もしません (Esc)</source>
        <translation>Stop printing. What was not sent is neither printed nor recorded (Esc)</translation>
    </message>
    <message>
        <source>やめています</source>
        <translation>Stopping</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>この窓を閉じる (Esc)</source>
        <translation>Close this window (Esc)</translation>
    </message>
</context>
<context>
    <name>PrintForm</name>
    <message>
        <source>PDF ファイルに保存</source>
        <translation>Save as a PDF file</translation>
    </message>
    <message>
        <source>この資料に書き込みはありません</source>
        <translation>There are no notes on this material</translation>
    </message>
    <message>
        <source>このプリンターは両面に印刷できません</source>
        <translation>This printer does not print on both sides</translation>
    </message>
    <message>
        <source>{n}ページずつ集約すると {sheets}</source>
        <translation>{n} pages on a side: {sheets}</translation>
    </message>
    <message>
        <source>プリンター</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>部数</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>書き込みも印刷</source>
        <translation>With my notes</translation>
    </message>
    <message>
        <source>印刷するページ</source>
        <translation>Pages to print</translation>
    </message>
    <message>
        <source>例: 1-4,7</source>
        <translation>e.g. 1-4,7</translation>
    </message>
    <message>
        <source>すべて</source>
        <translation>All</translation>
    </message>
    <message>
        <source>今のページ</source>
        <translation>This page</translation>
    </message>
    <message>
        <source>指定</source>
        <translation>Range</translation>
    </message>
    <message>
        <source>ページ</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>両面</source>
        <translation>both sides</translation>
    </message>
    <message>
        <source>片面</source>
        <translation>one side</translation>
    </message>
    <message>
        <source>印刷面</source>
        <translation>Sides</translation>
    </message>
    <message>
        <source>しない</source>
        <translation>1 page</translation>
    </message>
    <message>
        <source>2ページ</source>
        <translation>2 pages</translation>
    </message>
    <message>
        <source>4ページ</source>
        <translation>4 pages</translation>
    </message>
    <message>
        <source>集約</source>
        <translation>On a side</translation>
    </message>
    <message>
        <source>なぜ紙が要りますか</source>
        <translation>Why is paper needed?</translation>
    </message>
    <message>
        <source>ひとつ押すだけです。</source>
        <translation>One click.</translation>
    </message>
</context>
<context>
    <name>PrintWindow</name>
    <message>
        <source>印刷 ― {title}</source>
        <translation>Print – {title}</translation>
    </message>
    <message>
        <source>やめました。何も渡していないので、印刷も記録もしていません。</source>
        <translation>Stopped. Nothing was handed over, so nothing is printed or recorded.</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>A4 {n}枚</source>
        <translation>{n} × A4</translation>
    </message>
    <message>
        <source>A3 {n}枚</source>
        <translation>{n} × A3</translation>
    </message>
    <message>
        <source>{a4}・{a3}</source>
        <comment>two numbers of sheets, of A4 and of A3</comment>
        <translation>{a4} + {a3}</translation>
    </message>
    <message>
        <source>文字が小さい</source>
        <translation>Small type</translation>
    </message>
    <message>
        <source>見比べたい</source>
        <translation>To compare</translation>
    </message>
    <message>
        <source>書き込みたい</source>
        <translation>To write on</translation>
    </message>
    <message>
        <source>提出・決裁</source>
        <translation>To submit</translation>
    </message>
    <message>
        <source>来庁者用</source>
        <translation>For visitors</translation>
    </message>
    <message>
        <source>その他</source>
        <translation>Other</translation>
    </message>
</context>
<context>
    <name>ReaderHead</name>
    <message>
        <source>ホーム</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>ホームに戻る</source>
        <translation>Back to Home</translation>
    </message>
    <message>
        <source>戻る</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>移る前の場所に戻る</source>
        <translation>Back to where you jumped from</translation>
    </message>
    <message>
        <source>進む</source>
        <translation>Forward</translation>
    </message>
    <message>
        <source>戻る前の場所に進む</source>
        <translation>Forward again</translation>
    </message>
    <message>
        <source>見比べ</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>二つ並べて見比べる</source>
        <translation>Compare two side by side</translation>
    </message>
    <message>
        <source>連動</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>二つを一緒にめくる・動かす</source>
        <translation>Turn and scroll the two together</translation>
    </message>
    <message>
        <source>印刷</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>この資料を印刷する</source>
        <translation>Print this material</translation>
    </message>
    <message>
        <source>全画面</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>ページだけにする</source>
        <translation>Show only the page</translation>
    </message>
</context>
<context>
    <name>ReaderKeys</name>
    <message>
        <source>読む画面: めくる・移る</source>
        <translation>Reading: turning and going</translation>
    </message>
    <message>
        <source>読む画面: 見え方</source>
        <translation>Reading: how pages are shown</translation>
    </message>
    <message>
        <source>読む画面: 見比べ・欄・書き込み</source>
        <translation>Reading: comparing, panels, notes</translation>
    </message>
    <message>
        <source>先へ読む（大きいページは一画面ずつ）</source>
        <translation>Read on (a large page by screenfuls)</translation>
    </message>
    <message>
        <source>前へ戻って読む</source>
        <translation>Read backwards</translation>
    </message>
    <message>
        <source>右へめくる</source>
        <translation>Turn to the right</translation>
    </message>
    <message>
        <source>左へめくる</source>
        <translation>Turn to the left</translation>
    </message>
    <message>
        <source>下へ少し動かす</source>
        <translation>Scroll down a little</translation>
    </message>
    <message>
        <source>上へ少し動かす</source>
        <translation>Scroll up a little</translation>
    </message>
    <message>
        <source>最初のページ</source>
        <translation>First page</translation>
    </message>
    <message>
        <source>最後のページ</source>
        <translation>Last page</translation>
    </message>
    <message>
        <source>ページ番号を入れる</source>
        <translation>Type a page number</translation>
    </message>
    <message>
        <source>この資料の中を探す</source>
        <translation>Find in this material</translation>
    </message>
    <message>
        <source>次の見つかったところ</source>
        <translation>Next place found</translation>
    </message>
    <message>
        <source>前の見つかったところ</source>
        <translation>Previous place found</translation>
    </message>
    <message>
        <source>移る前の場所に戻る（なければ、資料を開いた画面へ）</source>
        <translation>Back to where you jumped from (else to where you opened it)</translation>
    </message>
    <message>
        <source>戻る前の場所に進む</source>
        <translation>Forward again</translation>
    </message>
    <message>
        <source>文字をキーで選ぶ（矢印で動き、Shiftと矢印で選ぶ。Ctrlと矢印は語ごと）</source>
        <translation>Select text by keys (arrows move, Shift and arrows select, Ctrl goes by words)</translation>
    </message>
    <message>
        <source>次のリンクをえらぶ</source>
        <translation>Choose the next link</translation>
    </message>
    <message>
        <source>えらんだリンクの先へ移る・付箋や文字を画面の中央に置く</source>
        <translation>Follow the chosen link · put a sticky note or text in the middle</translation>
    </message>
    <message>
        <source>次の資料</source>
        <translation>Next material</translation>
    </message>
    <message>
        <source>前の資料</source>
        <translation>Previous material</translation>
    </message>
    <message>
        <source>大きく</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>小さく</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>ページ全体</source>
        <translation>Whole page</translation>
    </message>
    <message>
        <source>幅に合わせる</source>
        <translation>Fit to width</translation>
    </message>
    <message>
        <source>実寸</source>
        <translation>Actual size</translation>
    </message>
    <message>
        <source>1ページずつ</source>
        <translation>Single page</translation>
    </message>
    <message>
        <source>見開き</source>
        <translation>Spread</translation>
    </message>
    <message>
        <source>続けて</source>
        <translation>Continuous</translation>
    </message>
    <message>
        <source>見開きを右とじに（縦書き）</source>
        <translation>Bind the spread at the right</translation>
    </message>
    <message>
        <source>右に回す</source>
        <translation>Turn the view right</translation>
    </message>
    <message>
        <source>左に回す</source>
        <translation>Turn the view left</translation>
    </message>
    <message>
        <source>ページだけにする・戻す</source>
        <translation>Only the page, or everything</translation>
    </message>
    <message>
        <source>二つ並べて見比べる・やめる</source>
        <translation>Compare two side by side, or stop</translation>
    </message>
    <message>
        <source>見比べを連動させる・やめる</source>
        <translation>Link the two, or unlink</translation>
    </message>
    <message>
        <source>見比べのもう一方へ</source>
        <translation>To the other of the two</translation>
    </message>
    <message>
        <source>会議の資料の欄を出す・たたむ</source>
        <translation>Show or fold the materials</translation>
    </message>
    <message>
        <source>右の欄を出す・たたむ</source>
        <translation>Show or fold the right panel</translation>
    </message>
    <message>
        <source>書き込みの一覧へ</source>
        <translation>To the list of notes</translation>
    </message>
    <message>
        <source>しおりの一覧へ</source>
        <translation>To the list of bookmarks</translation>
    </message>
    <message>
        <source>縮小表示へ</source>
        <translation>To the small pages</translation>
    </message>
    <message>
        <source>目次へ</source>
        <translation>To the contents</translation>
    </message>
    <message>
        <source>選んだ書き込み・文字を写す</source>
        <translation>Copy the chosen notes or the selected text</translation>
    </message>
    <message>
        <source>写した書き込みを貼る</source>
        <translation>Paste the copied notes</translation>
    </message>
    <message>
        <source>選んだ書き込みを複製する</source>
        <translation>Duplicate the selected notes</translation>
    </message>
    <message>
        <source>このページにしおりをはさむ・外す</source>
        <translation>Put a bookmark here, or take it out</translation>
    </message>
    <message>
        <source>印刷する</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>書き込みを元に戻す</source>
        <translation>Undo a note</translation>
    </message>
    <message>
        <source>書き込みをやり直す</source>
        <translation>Redo a note</translation>
    </message>
    <message>
        <source>選んだ書き込みを消す</source>
        <translation>Delete the chosen note</translation>
    </message>
    <message>
        <source>やめる・選ぶ道具に戻る・全画面を終える</source>
        <translation>Give up, back to Select, leave full screen</translation>
    </message>
    <message>
        <source>ホームに戻る</source>
        <translation>Back to Home</translation>
    </message>
</context>
<context>
    <name>RecordsScreen</name>
    <message>
        <source>まだ記録はありません。</source>
        <translation>Nothing has been recorded yet.</translation>
    </message>
    <message>
        <source>設定に戻る</source>
        <translation>Back to settings</translation>
    </message>
    <message>
        <source>私の記録</source>
        <translation>My records</translation>
    </message>
    <message>
        <source>共有フォルダーへ送るのは、ここにある行だけです。名前は送らず、仮名 {pseudonym} と部署「{department}」で記録します。どのページを読んだか、書き込みの内容、検索した言葉は記録しません。行を選ぶと、送る内容をそのまま示します。</source>
        <translation>Only these lines are sent to the shared folder: not your name, but the pseudonym {pseudonym} and the department “{department}”. Which pages you read, what you wrote and what you searched for is not recorded. Choose a line to see exactly what is sent.</translation>
    </message>
    <message>
        <source>日時</source>
        <translation>When</translation>
    </message>
    <message>
        <source>したこと</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>会議・配布資料</source>
        <translation>Meetings and circulars</translation>
    </message>
    <message>
        <source>資料</source>
        <translation>Material</translation>
    </message>
    <message>
        <source>記録</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>送る内容</source>
        <translation>What is sent</translation>
    </message>
    <message>
        <source>取り消し済み</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>有効</source>
        <translation>Counts</translation>
    </message>
    <message>
        <source>開いた: A4 {a4}ページ・A3 {a3}ページ</source>
        <translation>Opened: {a4} A4 pages, {a3} A3 pages</translation>
    </message>
    <message>
        <source>印刷した: A4 {a4}枚・A3 {a3}枚({reason})</source>
        <translation>Printed: {a4} A4 sheets, {a3} A3 sheets ({reason})</translation>
    </message>
    <message>
        <source>配布した: 第{n}版</source>
        <translation>Distributed: generation {n}</translation>
    </message>
    <message>
        <source>記録を取り消した: {why}</source>
        <translation>Took a record back: {why}</translation>
    </message>
    <message>
        <source>取り消す理由</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>この記録を取り消す</source>
        <translation>Take this record back</translation>
    </message>
    <message>
        <source>行を選び、理由を書くと取り消せます。元の記録も残ります。</source>
        <translation>Choose a line and say why. The record itself stays.</translation>
    </message>
</context>
<context>
    <name>RekeyPage</name>
    <message>
        <source>設定に戻る</source>
        <translation>Back to settings</translation>
    </message>
    <message>
        <source>鍵を替える</source>
        <translation>Change the key</translation>
    </message>
    <message>
        <source>この端末の資料と書き込みを守る鍵を、新しくします。鍵やパスフレーズを人に見られたかもしれないときに使います。資料と書き込みはそのままで、前の鍵で守られていた控えは開けなくなります。ほかに開いている dxmeet があれば、先に閉じてください。</source>
        <translation>Makes a new key for the materials and notes on this terminal. For when somebody may have seen the key or the passphrase. Materials and notes stay; backups under the former key can no longer be opened. If another dxmeet is open here, close it first.</translation>
    </message>
    <message>
        <source>今のパスフレーズ</source>
        <translation>Present passphrase</translation>
    </message>
    <message>
        <source>今のパスフレーズ(&amp;P)</source>
        <translation>&amp;Present passphrase</translation>
    </message>
    <message>
        <source>新しいパスフレーズ</source>
        <translation>New passphrase</translation>
    </message>
    <message>
        <source>新しいパスフレーズ(&amp;N)</source>
        <translation>&amp;New passphrase</translation>
    </message>
    <message>
        <source>新しいパスフレーズをもう一度</source>
        <translation>New passphrase again</translation>
    </message>
    <message>
        <source>新しいパスフレーズをもう一度(&amp;A)</source>
        <translation>New passphrase &amp;again</translation>
    </message>
    <message>
        <source>鍵を替えて、開き直します（Enter）</source>
        <translation>Changes the key and opens again (Enter)</translation>
    </message>
    <message>
        <source>替えないときは、空のまま</source>
        <translation>Empty: it stays the same</translation>
    </message>
</context>
<context>
    <name>ReplacedStrip</name>
    <message>
        <source>変わったところを見る</source>
        <translation>See what changed</translation>
    </message>
    <message>
        <source>お知らせを閉じる</source>
        <translation>Close this notice</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>{title} が差し替わりました: 変更 {changed}, 追加 {inserted}, 削除 {removed}.</source>
        <translation>{title} was replaced: changed {changed}, added {inserted}, removed {removed}.</translation>
    </message>
    <message>
        <source>書き込み {n}件: {parts}</source>
        <translation>Notes {n}: {parts}</translation>
    </message>
    <message>
        <source>そのまま</source>
        <translation>kept</translation>
    </message>
    <message>
        <source>移動</source>
        <translation>moved</translation>
    </message>
    <message>
        <source>要確認</source>
        <translation>to be checked</translation>
    </message>
    <message>
        <source>行き先なし</source>
        <translation>without a place</translation>
    </message>
    <message>
        <source>変更</source>
        <translation>changed</translation>
    </message>
    <message>
        <source>→移動</source>
        <translation>→moved</translation>
    </message>
    <message>
        <source>＋追加</source>
        <translation>+added</translation>
    </message>
    <message>
        <source>−削除</source>
        <translation>−removed</translation>
    </message>
    <message>
        <source>書き込みの下の内容が変わりました。右の点線の場所でよいですか。</source>
        <translation>What is under this note changed. Is the dotted place on the right its place?</translation>
    </message>
    <message>
        <source>前と同じ場所が見分けられません。右の点線の場所でよいですか。</source>
        <translation>The same place cannot be told for certain. Is the dotted place on the right its place?</translation>
    </message>
    <message>
        <source>書き込みのあったページがなくなりました。書き込みは残っています。</source>
        <translation>The page of this note was taken out. The note is kept.</translation>
    </message>
    <message>
        <source>書き込みのあった内容がなくなりました。書き込みは残っています。</source>
        <translation>What this note was on is gone. The note is kept.</translation>
    </message>
    <message>
        <source>前の版に残しました。</source>
        <translation>Left on the old edition.</translation>
    </message>
    <message>
        <source>{n}ページ</source>
        <translation>page {n}</translation>
    </message>
    <message>
        <source>{a} → {b}ページ</source>
        <translation>page {a} → {b}</translation>
    </message>
</context>
<context>
    <name>ReviewDesk</name>
    <message>
        <source>差し替えの確認</source>
        <translation>What changed</translation>
    </message>
</context>
<context>
    <name>ReviewFrame</name>
    <message>
        <source>戻る</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>戻る (Alt+←)</source>
        <translation>Back (Alt+←)</translation>
    </message>
    <message>
        <source> 戻る</source>
        <translation> Back</translation>
    </message>
    <message>
        <source>取り消し線: 消えた内容</source>
        <translation>Struck out: what went</translation>
    </message>
    <message>
        <source>下線: 新しい内容</source>
        <translation>Underlined: what came</translation>
    </message>
    <message>
        <source>前の版のページ</source>
        <translation>Page of the old edition</translation>
    </message>
    <message>
        <source>新しい版のページ</source>
        <translation>Page of the new edition</translation>
    </message>
    <message>
        <source>元に戻す</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>最後に決めたことを元に戻す (Ctrl+Z)</source>
        <translation>Take back the last decision (Ctrl+Z)</translation>
    </message>
    <message>
        <source>前の版を開く</source>
        <translation>Open the old one</translation>
    </message>
    <message>
        <source>新しい版を読む</source>
        <translation>Read the new one</translation>
    </message>
    <message>
        <source>前の変更</source>
        <translation>Previous change</translation>
    </message>
    <message>
        <source>次の変更</source>
        <translation>Next change</translation>
    </message>
</context>
<context>
    <name>ReviewScreen</name>
    <message>
        <source>{a}版 → {b}版</source>
        <translation>edition {a} → {b}</translation>
    </message>
    <message>
        <source>新しい版の、付けたい場所を押します。矢印キーで動かし、Enterで置くこともできます。Escでやめます。</source>
        <translation>Press its place on the page of the new edition, or move the note with the arrow keys and put it down with Enter. Esc gives up.</translation>
    </message>
    <message>
        <source>新しい版の、付けたい場所で放します。ほかのページは上の番号に重ねます。この一覧で放すと前の版に残します。</source>
        <translation>Let go at its place on the page of the new edition. For another page, rest on its number above. Let go over this list, it stays with the old edition.</translation>
    </message>
    <message>
        <source>書き込みはつかんで動かせます。決めなくても会議は続けられます。</source>
        <translation>Notes can be dragged to their place. The meeting can go on without a decision.</translation>
    </message>
</context>
<context>
    <name>RightPanel</name>
    <message>
        <source>右の欄</source>
        <translation>Right panel</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>入力を消す</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>SavedMark</name>
    <message>
        <source>書いています</source>
        <translation>Writing</translation>
    </message>
    <message>
        <source>保存しています</source>
        <translation>Saving</translation>
    </message>
    <message>
        <source>保存しました {time}</source>
        <translation>Saved {time}</translation>
    </message>
    <message>
        <source>保存できていません</source>
        <translation>Not saved</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>会議</source>
        <translation>Meetings</translation>
    </message>
    <message>
        <source>配布資料</source>
        <translation>Circulars</translation>
    </message>
    <message>
        <source>端末の資料を確かめています</source>
        <translation>Reading what is on this device</translation>
    </message>
</context>
<context>
    <name>SearchScreen</name>
    <message>
        <source>検索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>検索の準備をしています（{done}/{total}ページ）。まだ読んでいない資料は見つかりません。</source>
        <translation>Preparing the search (page {done} of {total}). Materials that were not read yet are not found.</translation>
    </message>
    <message>
        <source>見つかったところ</source>
        <translation>What was found</translation>
    </message>
    <message>
        <source>資料の中の言葉や、自分の書き込みを探せます。言葉を二つ入れると、どちらもあるページを探します。</source>
        <translation>Find words in the materials and in your own notes. With two words, pages that have both are found.</translation>
    </message>
    <message>
        <source>{n}件（ページと書き込みの数）</source>
        <translation>{n} found (pages and notes)</translation>
    </message>
    <message>
        <source>見つかりませんでした</source>
        <translation>Nothing was found</translation>
    </message>
    <message>
        <source>ページと書き込みには見つかりませんでした</source>
        <translation>Nothing was found in pages and notes</translation>
    </message>
    <message>
        <source>名前に含む資料</source>
        <translation>Materials of that name</translation>
    </message>
    <message>
        <source>続きを見る（あと{n}件）</source>
        <translation>Show more ({n} left)</translation>
    </message>
    <message>
        <source>文字情報がありません（スキャンなど。探せません）: {names}</source>
        <translation>No text in them (scans; they cannot be searched): {names}</translation>
    </message>
    <message>
        <source>文字情報が壊れていて、探しきれません: {names}</source>
        <translation>Their text is damaged, so a search may miss something: {names}</translation>
    </message>
    <message>
        <source>開けないため、探せません: {names}</source>
        <translation>They cannot be opened, so they were not searched: {names}</translation>
    </message>
    <message>
        <source>まだ読み取り中です: {names}</source>
        <translation>Still being read: {names}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{names} ほか{n}件</source>
        <translation>{names} and {n} more</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>共有フォルダーを確認しています</source>
        <translation>Checking the shared folder</translation>
    </message>
    <message>
        <source>ほかの画面の同期が終わるのを待っています</source>
        <translation>Waiting until another dxmeet has synchronised</translation>
    </message>
    <message>
        <source>共有フォルダーで保存中の資料を待っています</source>
        <translation>Waiting for materials still being saved in the shared folder</translation>
    </message>
    <message>
        <source>取り込み中 あと{n}件</source>
        <translation>Fetching, {n} to go</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>色(&amp;C)</source>
        <translation>&amp;Colours</translation>
    </message>
    <message>
        <source>色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>画面の色をえらぶ（Alt+C）</source>
        <translation>Choose the colours of the screen (Alt+C)</translation>
    </message>
    <message>
        <source>明るい</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>暗い</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>高コントラスト</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>文字の大きさ(&amp;T)</source>
        <translation>&amp;Text size</translation>
    </message>
    <message>
        <source>文字の大きさ</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>文字と画面の部品の大きさをえらぶ（Alt+T）</source>
        <translation>Choose the size of text and controls (Alt+T)</translation>
    </message>
    <message>
        <source>ことば(&amp;L)</source>
        <translation>&amp;Language</translation>
    </message>
    <message>
        <source>ことば Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>画面のことばをえらぶ（Alt+L）</source>
        <translation>Choose the language of the screen (Alt+L)</translation>
    </message>
    <message>
        <source>共有フォルダーの確認(&amp;K)</source>
        <translation>Chec&amp;k shared folder</translation>
    </message>
    <message>
        <source>共有フォルダーを確認する間隔</source>
        <translation>How often the shared folder is checked</translation>
    </message>
    <message>
        <source>共有フォルダーを確認する間隔をえらぶ（Alt+K）</source>
        <translation>Choose how often the shared folder is checked (Alt+K)</translation>
    </message>
    <message>
        <source>担当者の画面（統計・端末）(&amp;A)</source>
        <translation>For those in charge (&amp;A)</translation>
    </message>
    <message>
        <source>担当者の画面（統計・端末）</source>
        <translation>For those in charge: statistics, terminals</translation>
    </message>
    <message>
        <source>統計をまとめる人と、なくした端末に指示を出す人だけが使います（Alt+A）</source>
        <translation>Only for those who keep the statistics or order lost terminals (Alt+A)</translation>
    </message>
    <message>
        <source>使わない</source>
        <translation>Off</translation>
    </message>
    <message>
        <source>使う</source>
        <translation>On</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>設定</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>画面</source>
        <translation>Screen</translation>
    </message>
    <message>
        <source>使う人と共有フォルダー</source>
        <translation>Reader and shared folder</translation>
    </message>
    <message>
        <source>この端末の資料と書き込み</source>
        <translation>On this terminal</translation>
    </message>
    <message>
        <source>なくした端末</source>
        <translation>Lost terminals</translation>
    </message>
    <message>
        <source>この端末が記録し、共有フォルダーへ送っている内容です。</source>
        <translation>What this terminal records and sends to the shared folder.</translation>
    </message>
    <message>
        <source>私の記録を見る</source>
        <translation>See my records</translation>
    </message>
    <message>
        <source>dxmeet について</source>
        <translation>About dxmeet</translation>
    </message>
    <message>
        <source>すぐに閉じます。「ここで開く」を押すか、パスフレーズを入れるまで開きません。資料と書き込みは残ります。</source>
        <translation>Locks at once, until you press “Open here” or enter the passphrase. Materials and notes stay.</translation>
    </message>
    <message>
        <source>資料を閉じる</source>
        <translation>Lock the materials</translation>
    </message>
    <message>
        <source>資料と書き込みを守る鍵を新しくします。パスフレーズも替えられます。</source>
        <translation>Makes a new key for materials and notes; the passphrase can be changed, too.</translation>
    </message>
    <message>
        <source>鍵を替える</source>
        <translation>Change the key</translation>
    </message>
    <message>
        <source>端末を返すときや、人に渡すときに使います。消す前に、なくなるものをお知らせします。</source>
        <translation>For a terminal that is returned or handed on. What will be lost is told before.</translation>
    </message>
    <message>
        <source>この端末の資料と書き込みを消す</source>
        <translation>Erase materials and notes here</translation>
    </message>
    <message>
        <source>登録された端末の一覧です。なくした端末に、閉じる指示や消す指示を出します。</source>
        <translation>The terminals that have enrolled. Lost ones can be ordered to lock or to erase.</translation>
    </message>
    <message>
        <source>端末と指示</source>
        <translation>Terminals and orders</translation>
    </message>
    <message>
        <source>{n}分ごと</source>
        <translation>Every {n} min</translation>
    </message>
    <message>
        <source>名前</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>部署</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>共有フォルダー</source>
        <translation>Shared folder</translation>
    </message>
    <message>
        <source>端末の番号</source>
        <translation>Terminal id</translation>
    </message>
    <message>
        <source>確認</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message>
        <source>共有フォルダー</source>
        <translation>Shared folder</translation>
    </message>
    <message>
        <source>名前</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>部署</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>パスフレーズをもう一度</source>
        <translation>Passphrase again</translation>
    </message>
</context>
<context>
    <name>SetupForm</name>
    <message>
        <source>共有フォルダー(&amp;S)</source>
        <translation>&amp;Shared folder</translation>
    </message>
    <message>
        <source>共有フォルダー</source>
        <translation>Shared folder</translation>
    </message>
    <message>
        <source>会議と配布のフォルダーがある場所</source>
        <translation>Where the folders 会議 (meetings) and 配布 (circulars) are</translation>
    </message>
    <message>
        <source>\\server\共有 など</source>
        <translation>such as \\server\share</translation>
    </message>
    <message>
        <source>共有フォルダーを選ぶ</source>
        <translation>Choose the shared folder</translation>
    </message>
    <message>
        <source>共有フォルダーを選ぶ（Alt+F）</source>
        <translation>Choose the shared folder (Alt+F)</translation>
    </message>
    <message>
        <source>フォルダーを選ぶ(&amp;F)</source>
        <translation>Choose &amp;folder</translation>
    </message>
    <message>
        <source>名前(&amp;N)</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>名前</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>名前はこの端末の中だけで使います</source>
        <translation>Your name is used on this device only</translation>
    </message>
    <message>
        <source>部署(&amp;D)</source>
        <translation>&amp;Department</translation>
    </message>
    <message>
        <source>部署</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>部署ごとの配布と集計に使います</source>
        <translation>Used for circulars and totals by department</translation>
    </message>
    <message>
        <source>パスフレーズ(&amp;P)</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>パスフレーズ</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>端末の資料を開くときに毎回たずねます</source>
        <translation>Asked each time the materials are opened</translation>
    </message>
    <message>
        <source>パスフレーズをもう一度(&amp;A)</source>
        <translation>Passphrase &amp;again</translation>
    </message>
    <message>
        <source>パスフレーズをもう一度</source>
        <translation>Passphrase again</translation>
    </message>
    <message>
        <source>打ち間違いを防ぐため、同じパスフレーズをもう一度</source>
        <translation>The same passphrase again, to guard against slips</translation>
    </message>
    <message>
        <source>この端末で使い始める</source>
        <translation>Start on this device</translation>
    </message>
    <message>
        <source>この端末で使い始める（Enter）</source>
        <translation>Start on this device (Enter)</translation>
    </message>
</context>
<context>
    <name>SetupPanel</name>
    <message>
        <source>戻る</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>登録し直さずに戻る</source>
        <translation>Go back without setting this device up again</translation>
    </message>
    <message>
        <source>登録し直さずに戻る (Esc)</source>
        <translation>Go back without setting this device up again (Esc)</translation>
    </message>
    <message>
        <source>共有フォルダーを選ぶ</source>
        <translation>Choose the shared folder</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>たたむ</source>
        <translation>Fold</translation>
    </message>
    <message>
        <source>この欄をたたむ</source>
        <translation>Fold this panel away</translation>
    </message>
</context>
<context>
    <name>SideTabs</name>
    <message>
        <source>書き込み</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>しおり</source>
        <translation>Bookmarks</translation>
    </message>
    <message>
        <source>ページ</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>目次</source>
        <translation>Contents</translation>
    </message>
</context>
<context>
    <name>Sides</name>
    <message>
        <source>前の版</source>
        <translation>Old edition</translation>
    </message>
    <message>
        <source>新しい版</source>
        <translation>New edition</translation>
    </message>
</context>
<context>
    <name>Statistics</name>
    <message>
        <source>{size}·枚</source>
        <translation>{size} sheets</translation>
    </message>
    <message>
        <source>4〜{last}</source>
        <translation>April–{last}</translation>
    </message>
    <message>
        <source>{month}は途中です</source>
        <translation>{month} so far</translation>
    </message>
    <message>
        <source>計算方法 第{n}版</source>
        <translation>Method, version {n}</translation>
    </message>
    <message>
        <source>会議</source>
        <translation>Meetings</translation>
    </message>
    <message>
        <source>配布資料</source>
        <translation>Circulars</translation>
    </message>
    <message>
        <source>種類の記録がないもの</source>
        <translation>Kind not recorded</translation>
    </message>
    <message>
        <source>購入</source>
        <translation>Purchased</translation>
    </message>
    <message>
        <source>前年同月</source>
        <translation>Year before</translation>
    </message>
    <message>
        <source>前年との差</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>M</source>
        <comment>a month under its bar: letters of Qt</comment>
        <translation>MMM</translation>
    </message>
    <message>
        <source>月</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>会議・配布資料</source>
        <translation>Meetings and circulars</translation>
    </message>
    <message>
        <source>部署</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>計</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>{fy}(推計)</source>
        <translation>{fy} (est.)</translation>
    </message>
    <message>
        <source>種類</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>記録の欠け {n}か所</source>
        <translation>Gaps in records: {n}</translation>
    </message>
    <message>
        <source>食い違う記録 {n}件</source>
        <translation>Conflicting records: {n}</translation>
    </message>
    <message>
        <source>読めない記録 {n}件</source>
        <translation>Unreadable records: {n}</translation>
    </message>
    <message>
        <source>記録に欠けがあります</source>
        <translation>Records are incomplete</translation>
    </message>
    <message>
        <source>30日連絡のない端末 {n}台</source>
        <translation>Devices silent for 30 days: {n}</translation>
    </message>
    <message>
        <source>印刷した({reason})</source>
        <translation>Printed ({reason})</translation>
    </message>
    <message>
        <source>理由なし</source>
        <translation>no reason</translation>
    </message>
    <message>
        <source>開いた</source>
        <translation>Opened</translation>
    </message>
    <message>
        <source>実績 A</source>
        <translation>Recorded A</translation>
    </message>
    <message>
        <source>申告 B</source>
        <translation>Declared B</translation>
    </message>
    <message>
        <source>印刷</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>純削減</source>
        <translation>Net avoided</translation>
    </message>
    <message>
        <source>参考 C</source>
        <translation>Reference C</translation>
    </message>
    <message>
        <source>{size} 純削減</source>
        <translation>{size} net avoided</translation>
    </message>
    <message>
        <source>印刷の理由</source>
        <translation>Reasons for printing</translation>
    </message>
    <message>
        <source>印刷 計</source>
        <translation>Printed in all</translation>
    </message>
    <message>
        <source>A4換算</source>
        <translation>A4 equiv.</translation>
    </message>
    <message>
        <source>M&apos;月&apos;</source>
        <comment>a month: letters of Qt</comment>
        <translation>MMMM</translation>
    </message>
    <message>
        <source>{fy}年度</source>
        <translation>FY {fy}</translation>
    </message>
    <message>
        <source>元</source>
        <translation>1</translation>
    </message>
    <message>
        <source>令和{era}年度({fy})</source>
        <translation>FY {fy}</translation>
    </message>
    <message>
        <source>統計に戻る</source>
        <translation>Back to statistics</translation>
    </message>
    <message>
        <source>押すと、もとの記録を開きます</source>
        <translation>Press to open the records behind it</translation>
    </message>
</context>
<context>
    <name>StatisticsFoot</name>
    <message>
        <source>? 暫定</source>
        <translation>? Provisional</translation>
    </message>
    <message>
        <source>暫定の数字です</source>
        <translation>These figures are provisional</translation>
    </message>
    <message>
        <source>一覧</source>
        <translation>List</translation>
    </message>
    <message>
        <source>欠けている記録の一覧</source>
        <translation>List of what is missing</translation>
    </message>
    <message>
        <source>欠けている記録の一覧 (Alt+D)</source>
        <translation>List of what is missing (Alt+D)</translation>
    </message>
</context>
<context>
    <name>StatisticsHead</name>
    <message>
        <source>用紙の購入と削減</source>
        <translation>Paper purchased and avoided</translation>
    </message>
    <message>
        <source>記録を集める</source>
        <translation>Collect records</translation>
    </message>
    <message>
        <source>購入と目標</source>
        <translation>Purchases, targets</translation>
    </message>
    <message>
        <source>次の年度はまだ始まっていません</source>
        <translation>The next fiscal year has not begun</translation>
    </message>
    <message>
        <source>書き出し</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>前の年度</source>
        <translation>Previous fiscal year</translation>
    </message>
    <message>
        <source>次の年度</source>
        <translation>Next fiscal year</translation>
    </message>
    <message>
        <source>A4の枚数</source>
        <translation>A4 sheets</translation>
    </message>
    <message>
        <source>A3の枚数</source>
        <translation>A3 sheets</translation>
    </message>
    <message>
        <source>A4換算(A3は2枚)</source>
        <translation>A4 equivalent (A3 counts as 2)</translation>
    </message>
    <message>
        <source>{name}に書き出す</source>
        <translation>Export to {name}</translation>
    </message>
</context>
<context>
    <name>StatisticsScreen</name>
    <message>
        <source>各端末の記録を集めています</source>
        <translation>Collecting the records of the devices</translation>
    </message>
    <message>
        <source>記録を集められませんでした</source>
        <translation>The records could not be collected</translation>
    </message>
    <message>
        <source>各端末の記録を集めています {n}件</source>
        <translation>Collecting the records of the devices: {n}</translation>
    </message>
    <message>
        <source>{n}件の記録を集めました</source>
        <translation>Records collected: {n}</translation>
    </message>
    <message>
        <source>新しい記録はありませんでした</source>
        <translation>There were no new records</translation>
    </message>
    <message>
        <source>書き出し先</source>
        <translation>Export to</translation>
    </message>
    <message>
        <source>用紙の削減_{year}</source>
        <translation>Paper avoided {year}</translation>
    </message>
    <message>
        <source>購入枚数のCSV(月,枚数,種別,出典)</source>
        <translation>CSV of purchases (month, sheets, kind, source)</translation>
    </message>
    <message>
        <source>書き出しています</source>
        <translation>Exporting</translation>
    </message>
    <message>
        <source>書き出しました: {name}</source>
        <translation>Exported: {name}</translation>
    </message>
    <message>
        <source>書き出せませんでした: {name}</source>
        <translation>Could not be exported: {name}</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>状態</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>文字 {n}%</source>
        <translation>Text {n}%</translation>
    </message>
    <message>
        <source>端末の中身</source>
        <translation>On this device</translation>
    </message>
    <message>
        <source>{words}
押すと端末の中身を見ます（Ctrl+Shift+D）</source>
        <translation>{words}
Press to see what is on this device (Ctrl+Shift+D)</translation>
    </message>
</context>
<context>
    <name>SumBlock</name>
    <message>
        <source>実績 A</source>
        <translation>Recorded A</translation>
    </message>
    <message>
        <source>申告 B</source>
        <translation>Declared B</translation>
    </message>
    <message>
        <source>印刷した枚数</source>
        <translation>Sheets printed</translation>
    </message>
    <message>
        <source>純削減</source>
        <translation>Net avoided</translation>
    </message>
    <message>
        <source>参考 C(足しません)</source>
        <translation>Reference C (not added)</translation>
    </message>
    <message>
        <source>{period}の純削減</source>
        <translation>Net, {period}</translation>
    </message>
</context>
<context>
    <name>Surroundings</name>
    <message>
        <source>会議の資料</source>
        <translation>Meeting materials</translation>
    </message>
</context>
<context>
    <name>Terminals</name>
    <message>
        <source>、</source>
        <comment>between two orders</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>消す</source>
        <translation>Erase</translation>
    </message>
    <message>
        <source>{kind}: 解除済み</source>
        <translation>{kind}: lifted</translation>
    </message>
    <message>
        <source>{kind}: 実行済み（{at}）</source>
        <translation>{kind}: done ({at})</translation>
    </message>
    <message>
        <source>{kind}: 指示済み（{at}）</source>
        <translation>{kind}: ordered ({at})</translation>
    </message>
    <message>
        <source>まだありません</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>{happens}これは、今お使いのこの端末です。</source>
        <translation>{happens} This is the terminal you are using now.</translation>
    </message>
    <message>
        <source>{department}の端末 {terminal} は、次に共有フォルダーにつながったときに閉じ、指示を解くまで開きません。資料と書き込みは、端末に残ります。共有フォルダーにつながらないあいだは、指示は届きません。</source>
        <translation>Terminal {terminal} ({department}) locks when it next reaches the shared folder, and opens only after the lock is lifted. Its materials and notes stay on it. The order is not heard while the terminal cannot reach the shared folder.</translation>
    </message>
    <message>
        <source>{department}の端末 {terminal} は、次に共有フォルダーにつながったときに、記録を送ってから資料と書き込みをすべて消します。書き出していない書き込みは、なくなります。この指示は取り消せません。共有フォルダーにつながらないあいだは、指示は届きません。</source>
        <translation>Terminal {terminal} ({department}) sends its records and then erases every material and note when it next reaches the shared folder. Notes not exported are lost. This order cannot be taken back. The order is not heard while the terminal cannot reach the shared folder.</translation>
    </message>
    <message>
        <source>{department}の端末 {terminal} に出した閉じる指示を解きます。共有フォルダーにつながるところで、また開けます。</source>
        <translation>Lifts the lock of terminal {terminal} ({department}). It can be opened again where it reaches the shared folder.</translation>
    </message>
    <message>
        <source>閉じる指示を解きました。</source>
        <translation>The lock is lifted.</translation>
    </message>
    <message>
        <source>指示を出しました。実行されると「実行済み」に変わります。</source>
        <translation>Ordered. It says “done” once the terminal has obeyed.</translation>
    </message>
</context>
<context>
    <name>TerminalsScreen</name>
    <message>
        <source>設定に戻る</source>
        <translation>Back to settings</translation>
    </message>
    <message>
        <source>端末と指示</source>
        <translation>Terminals and orders</translation>
    </message>
    <message>
        <source>共有フォルダーに登録された端末です。「最後の連絡」は、端末が記録などを最後に送ったときで、見ただけのときは変わりません。なくした端末を選ぶと、指示を出せます。指示できるのは、共有フォルダーで権限のある人だけです。</source>
        <translation>The terminals enrolled on the shared folder. “Last heard” is when one last sent records or the like; a mere look does not count. Choose a lost terminal to order it. Only those with permission on the shared folder can.</translation>
    </message>
    <message>
        <source>端末</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>部署</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>登録</source>
        <translation>Enrolled</translation>
    </message>
    <message>
        <source>最後の連絡</source>
        <translation>Last heard</translation>
    </message>
    <message>
        <source>指示</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>登録された端末はありません。</source>
        <translation>No terminal has enrolled.</translation>
    </message>
    <message>
        <source>端末の一覧を読んでいます</source>
        <translation>Reading the list of terminals</translation>
    </message>
    <message>
        <source>端末 {n}台</source>
        <translation>Terminals: {n}</translation>
    </message>
    <message>
        <source>一覧を読めませんでした。下の一覧は、前に読んだものです。</source>
        <translation>The list could not be read. Below is the one read before.</translation>
    </message>
    <message>
        <source>{terminal}（この端末）</source>
        <translation>{terminal} (this one)</translation>
    </message>
    <message>
        <source>指示を出しています</source>
        <translation>Giving the order</translation>
    </message>
    <message>
        <source>指示は出ていません。</source>
        <translation>Nothing was ordered.</translation>
    </message>
    <message>
        <source>閉じる指示を出す</source>
        <translation>Order to lock</translation>
    </message>
    <message>
        <source>閉じる指示を解く</source>
        <translation>Lift the lock</translation>
    </message>
    <message>
        <source>消す指示を出す</source>
        <translation>Order to erase</translation>
    </message>
    <message>
        <source>端末を選ぶと押せます。出す前に、何が起きるかをお知らせします。</source>
        <translation>Choose a terminal first. What will happen is told before anything is ordered.</translation>
    </message>
    <message>
        <source>読み直す</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>端末の一覧を読み直す</source>
        <translation>Read the list of terminals again</translation>
    </message>
</context>
<context>
    <name>TextCaret</name>
    <message>
        <source>このページには、選べる文字の情報がありません。</source>
        <translation>This page has no text that could be selected.</translation>
    </message>
</context>
<context>
    <name>TextSelection</name>
    <message>
        <source>文字を写し取りました</source>
        <translation>The text was copied</translation>
    </message>
    <message>
        <source>このPDFは、作った人が文字の写し取りを許していません。読むことと書き込みはできます。</source>
        <translation>The author of this PDF does not allow its text to be copied. You can read it and write notes on it.</translation>
    </message>
</context>
<context>
    <name>ThumbnailList</name>
    <message>
        <source>縮小表示</source>
        <translation>Thumbnails</translation>
    </message>
</context>
<context>
    <name>ThumbnailModel</name>
    <message>
        <source>{page}ページ</source>
        <translation>Page {page}</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>複製</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>消す</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>お気に入り</source>
        <translation>Favourites</translation>
    </message>
    <message>
        <source>元に戻す</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>やり直す</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>選ぶ</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>囲む</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>ペン</source>
        <translation>Pen</translation>
    </message>
    <message>
        <source>マーカー</source>
        <translation>Highlighter</translation>
    </message>
    <message>
        <source>付箋</source>
        <translation>Sticky note</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>図形</source>
        <translation>Shape</translation>
    </message>
    <message>
        <source>はんこ</source>
        <translation>Stamp</translation>
    </message>
    <message>
        <source>消しゴム</source>
        <translation>Eraser</translation>
    </message>
    <message>
        <source>いまの道具をお気に入りに覚える</source>
        <translation>Keep the present tool as a favourite</translation>
    </message>
    <message>
        <source>書き込みを線で囲むと、まとめて動かす・色を変える・複製する・消すことができます</source>
        <translation>Draw a loop around notes to move, recolour, duplicate or delete them together</translation>
    </message>
    <message>
        <source>書き終わりで少し止めると、まっすぐな線になります</source>
        <translation>Hold the pen still at the end for a straight line</translation>
    </message>
    <message>
        <source>E を押している間だけ消すこともできます</source>
        <translation>Hold E to erase only for the moment</translation>
    </message>
    <message>
        <source>色: {name}</source>
        <translation>Colour: {name}</translation>
    </message>
    <message>
        <source>小さい文字</source>
        <translation>Small text</translation>
    </message>
    <message>
        <source>ふつうの文字</source>
        <translation>Normal text</translation>
    </message>
    <message>
        <source>大きい文字</source>
        <translation>Large text</translation>
    </message>
    <message>
        <source>細い</source>
        <translation>Thin</translation>
    </message>
    <message>
        <source>ふつうの太さ</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>太い</source>
        <translation>Thick</translation>
    </message>
</context>
<context>
    <name>ToolMenus</name>
    <message>
        <source>直線</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>矢印</source>
        <translation>Arrow</translation>
    </message>
    <message>
        <source>四角</source>
        <translation>Rectangle</translation>
    </message>
    <message>
        <source>丸</source>
        <translation>Ellipse</translation>
    </message>
    <message>
        <source>線をまるごと消す</source>
        <translation>Whole strokes</translation>
    </message>
    <message>
        <source>なぞった所だけ消す（ペンの線）</source>
        <translation>Only what is rubbed (pen strokes)</translation>
    </message>
</context>
<context>
    <name>TroubleStrip</name>
    <message>
        <source>お知らせ</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>起きたこと</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>無事なもの</source>
        <translation>What is safe</translation>
    </message>
    <message>
        <source>すること</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>お知らせを閉じる</source>
        <translation>Close the notice</translation>
    </message>
</context>
<context>
    <name>UnlockForm</name>
    <message>
        <source>パスフレーズ(&amp;P)</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>パスフレーズ</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>この端末の資料を開くパスフレーズ</source>
        <translation>The passphrase that opens the materials on this device</translation>
    </message>
    <message>
        <source>開く</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>端末の資料を開く（Enter）</source>
        <translation>Open the materials on this device (Enter)</translation>
    </message>
    <message>
        <source>パスフレーズを忘れたので、この端末を登録し直す</source>
        <translation>The passphrase is forgotten: set this device up again</translation>
    </message>
    <message>
        <source>パスフレーズを忘れたとき、この端末を登録し直す（Alt+R）</source>
        <translation>If the passphrase is forgotten, set this device up again (Alt+R)</translation>
    </message>
    <message>
        <source>パスフレーズを忘れたとき(&amp;R)</source>
        <translation>Fo&amp;rgot the passphrase</translation>
    </message>
</context>
<context>
    <name>UnsavedStrip</name>
    <message>
        <source>書いたものは画面に残っています。保存できるまで dxmeet を閉じないでください。</source>
        <translation>What you wrote is still on the screen. Please keep dxmeet open until it has been saved.</translation>
    </message>
    <message>
        <source>ディスクの空きを確かめて、もう一度保存してください。</source>
        <translation>Check the free space on the disk and save again.</translation>
    </message>
    <message>
        <source>もう一度保存する</source>
        <translation>Save again</translation>
    </message>
    <message>
        <source>書き込み {n}件 を保存できませんでした</source>
        <translation>Notes that could not be saved: {n}</translation>
    </message>
</context>
<context>
    <name>ViewButton</name>
    <message>
        <source>ページの並べ方と向き (Alt+1 … 4)</source>
        <translation>How pages are laid out and turned (Alt+1 … 4)</translation>
    </message>
    <message>
        <source>並べ方: {view}</source>
        <translation>Layout: {view}</translation>
    </message>
</context>
<context>
    <name>WaitingNotice</name>
    <message>
        <source>資料を開いています</source>
        <translation>Opening the material</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>M&apos;月&apos;d&apos;日&apos;</source>
        <comment>a date: letters of Qt, words in quotes</comment>
        <translation>dddd d MMMM</translation>
    </message>
    <message>
        <source>dddd  &apos;令和{era}年&apos;</source>
        <comment>a date: what the heading leaves out</comment>
        <translation>yyyy</translation>
    </message>
    <message>
        <source>M/d</source>
        <comment>a date: day and month</comment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>M/d ddd</source>
        <comment>a date: with its weekday</comment>
        <translation>ddd d MMM</translation>
    </message>
    <message>
        <source>yyyy/M/d</source>
        <comment>a date: day, month and year</comment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>yyyy/M/d ddd</source>
        <comment>a date: with weekday and year</comment>
        <translation>ddd d MMM yyyy</translation>
    </message>
    <message>
        <source>yyyy&apos;年&apos;M&apos;月&apos;</source>
        <comment>a date: a month of a year</comment>
        <translation>MMMM yyyy</translation>
    </message>
    <message>
        <source>日付なし</source>
        <translation>No date</translation>
    </message>
    <message>
        <source>{words}（{key}）</source>
        <translation>{words} ({key})</translation>
    </message>
    <message>
        <source>共有フォルダーはまだ確認していません</source>
        <translation>Shared folder not yet checked</translation>
    </message>
    <message>
        <source>{moment} に確認</source>
        <translation>Checked {moment}</translation>
    </message>
    <message>
        <source>共有フォルダーにつながりません。端末にある資料は読めます。（{checked}）</source>
        <translation>The shared folder cannot be reached. Materials on this device can be read. ({checked})</translation>
    </message>
    <message>
        <source>共有フォルダーにつながりません。端末にある資料は読めます。</source>
        <translation>The shared folder cannot be reached. Materials on this device can be read.</translation>
    </message>
    <message>
        <source>登録したものと違う共有フォルダーです。端末にある資料は読めます。</source>
        <translation>This is not the shared folder that was registered. Materials on this device can be read.</translation>
    </message>
    <message>
        <source>共有フォルダーから多くの資料が見えなくなりました。端末の資料はそのまま残しています。</source>
        <translation>Many materials are missing from the shared folder. Those on this device are kept as they are.</translation>
    </message>
    <message>
        <source>{checked}・{here}</source>
        <translation>{checked} · {here}</translation>
    </message>
    <message>
        <source>{ready}件が端末にあります</source>
        <translation>{ready} on this device</translation>
    </message>
    <message>
        <source>{ready}件が端末にあります。あと{waiting}件</source>
        <translation>{ready} on this device, {waiting} to go</translation>
    </message>
    <message>
        <source>{ready}件すべて端末にあります</source>
        <translation>All {ready} on this device</translation>
    </message>
    <message>
        <source>資料はまだありません</source>
        <translation>No materials yet</translation>
    </message>
    <message>
        <source>{words}。{more}</source>
        <comment>two sentences</comment>
        <translation>{words}. {more}</translation>
    </message>
    <message>
        <source>取り込めない資料: {n}件</source>
        <translation>Cannot be taken: {n}</translation>
    </message>
    <message>
        <source>新しい版を取り込めていません（前の版を表示）: {n}件</source>
        <translation>New version not taken (earlier one shown): {n}</translation>
    </message>
    <message>
        <source>新しい版: {reason}</source>
        <translation>New version: {reason}</translation>
    </message>
    <message>
        <source>ja</source>
        <comment>the code of this language: ja or en</comment>
        <translation>en</translation>
    </message>
    <message>
        <source>これから取り込みます</source>
        <translation>To be fetched</translation>
    </message>
</context>
</TS>
