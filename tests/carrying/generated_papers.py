"""Small papers of a city hall, made on the spot: minutes, a budget with the same figures again and again, a deck, a scan."""

from random import Random
from typing import Any

import pymupdf

_SENTENCES = (
    "令和八年度の予算編成にあたり、各部局の要求を取りまとめた結果を報告する。",
    "前回の会議で出された意見を踏まえ、資料の一部を見直した。",
    "財源については、基金の繰入れと市債の発行により確保する見込みである。",
    "今後の日程は別紙のとおりとし、関係部局と調整を進める。",
    "公共施設の老朽化に対応するため、長寿命化計画に基づき改修を行う。",
    "子育て支援策として、保育所の定員を拡大し待機児童の解消を図る。",
    "防災体制を強化するため、避難所の備蓄品を計画的に更新する。",
    "地域公共交通の維持のため、路線の再編と運行補助を継続する。",
)
_HEADS = (
    "総務費",
    "民生費",
    "衛生費",
    "労働費",
    "農林水産業費",
    "商工費",
    "土木費",
    "消防費",
    "教育費",
    "公債費",
    "予備費",
)


def minutes(random: Random, pages: int = 5) -> bytes:
    document: Any = pymupdf.open()
    for number in range(pages):
        page = document.new_page(width=595, height=842)
        page.insert_text((60, 70), f"第{number + 1}回 庁議 議事概要", fontname="japan", fontsize=14)
        for line in range(26):
            words = random.choice(_SENTENCES)[random.randint(0, 6) :]
            page.insert_text((60, 110 + line * 25), f"({line + 1}) {words}", fontname="japan", fontsize=10.5)
    return document.tobytes()


def budget(random: Random, pages: int = 5) -> bytes:
    """Every page has the same heads and frame, and many equal figures."""
    document: Any = pymupdf.open()
    for number in range(pages):
        page = document.new_page(width=595, height=842)
        page.insert_text((220, 60), "歳入歳出予算事項別明細書", fontname="japan", fontsize=13)
        page.insert_text((60, 85), f"{number + 1} 歳出 (単位:千円)", fontname="japan", fontsize=10)
        for row in range(28):
            y = 110 + row * 24
            page.draw_line((55, y + 6), (540, y + 6), width=0.4)
            page.insert_text((60, y), f"{random.choice(_HEADS)} {row % 5 + 1}目", fontname="japan", fontsize=10)
            for x in (230, 310, 390, 470):
                figure = random.choice(("0", "1,000", f"{random.randint(100, 99999):,}", f"△{random.randint(1, 999)}"))
                page.insert_text((x, y), figure, fontname="japan", fontsize=10)
    return document.tobytes()


def deck(random: Random, pages: int = 5) -> bytes:
    document: Any = pymupdf.open()
    for number in range(pages):
        page = document.new_page(width=842, height=595)
        page.draw_rect((0, 0, 842, 70), fill=(0.1, 0.3, 0.45))
        page.insert_text(
            (40, 45), f"{random.choice(_HEADS)}の見直し {number + 1}", fontname="japan", fontsize=24, color=(1, 1, 1)
        )
        for bar in range(6):
            height = random.randint(40, 260)
            page.draw_rect((90 + bar * 60, 480 - height, 130 + bar * 60, 480), fill=(0.4, 0.6, random.random()))
        for line in range(5):
            page.insert_text(
                (500, 150 + line * 60), "・" + random.choice(_SENTENCES)[:14], fontname="japan", fontsize=15
            )
    return document.tobytes()


def scan(random: Random, pages: int = 3) -> bytes:
    """The minutes as pictures."""
    source: Any = pymupdf.open("pdf", minutes(random, pages))
    document: Any = pymupdf.open()
    for page in source:
        fresh = document.new_page(width=page.rect.width, height=page.rect.height)
        image = page.get_pixmap(dpi=110, colorspace=pymupdf.csGRAY)
        fresh.insert_image(fresh.rect, stream=image.tobytes("jpeg", jpg_quality=70))
    return document.tobytes()


PAPERS = {"minutes": minutes, "budget": budget, "deck": deck, "scan": scan}
