"""What purchases beside recorded avoidance mean, in sentences: facts side by side, and what the quotient is not."""

from collections.abc import Mapping
from typing import Any

from dxmeet.domain import fiscal
from dxmeet.domain.fiscal import Comparison, Forecast, Intended, Purchase, Target

_WORDS: Mapping[str, tuple[str, str]] = {
    "months": (
        "比べられる{n}か月の購入は {now}枚で、前年の同じ月({before}枚)より ",
        "In the {n} months that can be compared, {now} sheets were purchased, against {before} in the same months of the "
        "year before: ",
    ),
    "year": (
        "{fy}年度の購入は {now}枚で、{last}年度({before}枚)より ",
        "In fiscal {fy}, {now} sheets were purchased, against {before} in fiscal {last}: ",
    ),
    "fell": ("{fall}枚 減りました", "{fall} fewer"),
    "rose": ("{rise}枚 増えました", "{rise} more"),
    "same": ("増減がありません", "no difference"),
    "estimated": ("(推計を含みます)", " (estimates among them)"),
    "stop": ("。", ". "),
    "net of months": (
        "その{n}か月に記録された純削減は {net}枚で",
        "Net avoidance recorded in these {n} months is {net} sheets",
    ),
    "net": ("記録された純削減は {net}枚で", "Recorded net avoidance is {net} sheets"),
    "no share": ("す。", ". "),
    "share": ("、減った枚数の{share}にあたります。", ", {share} of the fall. "),
    "half": ("半分(50%)", "half (50 %)"),
    "percent": ("{percent}%", "{percent} %"),
    "others": (
        "購入枚数は、電子決裁や事業の増減、買い置きなど、ほかの理由でも変わります。",
        "Purchases also change for other reasons: electronic approval, more or fewer programmes, stock. ",
    ),
    "quotient": (
        "実現率(購入の減少÷純削減)は {rate} です。減少がすべてこの取り組みの成果だという意味ではありません。",
        "The realisation rate (fall in purchases ÷ net avoidance) is {rate}. It does not mean that the whole fall is this "
        "programme's doing.",
    ),
    "no quotient": (
        "実現率は、純削減が0枚以下のため算出しません。",
        "There is no realisation rate: net avoidance is not above zero.",
    ),
    "unknown": (
        "今年度と前年同月の購入枚数を入力すると、購入の増減と記録された純削減を並べて示します。",
        "Once purchases of this year and of the same months before are entered, their fall is shown beside the recorded net avoidance.",
    ),
    "intended": (
        "{fy}年度の目標は {target}枚で、{last}年度の購入 {before}枚{estimated}より {fall}枚 少ない数です。"
        "これまでに記録された純削減は {net}枚です。",
        "The target of fiscal {fy} is {target} sheets, {fall} fewer than the {before} of fiscal {last}{estimated}. "
        "Net avoidance recorded so far is {net} sheets. ",
    ),
    "estimate": ("(推計)", " (an estimate)"),
    "forecast": (
        "年度末の見込みは {sheets}枚({low}〜{high}枚。残りの月は前年同月×今年度の増減)です。",
        "The year is likely to end at {sheets} ({low} to {high}: the months to come as the year before, changed in "
        "proportion).",
    ),
    "moving": ("直近12か月の購入は {sheets}枚です。", "Purchases of the last twelve months: {sheets} sheets. "),
    "target": (
        "目標は {sheets}枚で、グラフの線はその12分の1です。",
        "The target is {sheets} sheets; the line in the chart is a twelfth of it. ",
    ),
}


def of_document(document: dict[str, Any]) -> str:
    """``compared`` for the document of ``figures.to_json``."""
    said, fy = document["comparison"], document["fy"]
    if said is None:
        purchases = [Purchase(**each) for each in document["purchases"]]
        targets = [Target(**each) for each in document["targets"]]
        plan = fiscal.intended(fy, purchases, targets)
        return not_yet(plan, fy, document["total"]["net"]["a4"])
    facts = {name: said[name] for name in ("before", "now", "net", "estimated")}
    return compared(Comparison(tuple(said["months"]), **facts), fy)


def outlook_of(document: dict[str, Any]) -> str:
    """``outlook`` for the document of ``figures.to_json``."""
    sums, said = document["moving_sums"], document["forecast"]
    target = None
    if fiscal.knows_months(document["fy"], fiscal.by_month(Purchase(**each) for each in document["purchases"])):
        target = next((each["sheets"] for each in document["targets"] if each["fy"] == document["fy"]), None)
    forecast = Forecast(tuple(said["months"]), said["sheets"], said["low"], said["high"]) if said else None
    return outlook(sums[max(sums)] if sums else None, target, forecast)


def not_yet(plan: Intended | None, fy: int, net: int, language: str = "ja") -> str:
    """Where purchases cannot be compared: what the plan means to save beside what was recorded, and what is wanted."""
    told = ""
    if plan is not None:
        about = {"target": f"{plan.target:,}", "before": f"{plan.before:,}", "fall": _signed(plan.before - plan.target)}
        estimated = _say("estimate", language) if plan.estimated else ""
        told = _say("intended", language, fy=fy, last=fy - 1, net=_signed(net), estimated=estimated, **about)
    return told + _say("unknown", language)


def compared(comparison: Comparison, fy: int, language: str = "ja") -> str:
    """What was bought beside what was recorded, and that other causes exist."""

    def say(word: str, **facts: object) -> str:
        return _say(word, language, **facts)

    about: dict[str, object] = {"now": f"{comparison.now:,}", "before": f"{comparison.before:,}"}
    months = comparison.months
    told = say("months", n=len(months), **about) if months else say("year", fy=fy, last=fy - 1, **about)
    fall = comparison.fall
    told += say("fell", fall=f"{fall:,}") if fall > 0 else say("rose", rise=f"{-fall:,}") if fall else say("same")
    told += (say("estimated") if comparison.estimated else "") + say("stop")
    net = _signed(comparison.net)
    told += say("net of months", n=len(months), net=net) if months else say("net", net=net)
    told += say("share", share=_share(comparison, language)) if fall > 0 and comparison.net > 0 else say("no share")
    rate = comparison.realisation
    return told + say("others") + (say("no quotient") if rate is None else say("quotient", rate=_decimal(rate)))


def outlook(moving: int | None, target: int | None, forecast: Forecast | None, language: str = "ja") -> str:
    """The twelve months' sum, the target, and where the year is likely to end; what is not known is left out."""
    parts = [_say("moving", language, sheets=f"{moving:,}")] if moving is not None else []
    parts += [_say("target", language, sheets=f"{target:,}")] if target is not None else []
    if forecast is not None:
        ends = {name: f"{getattr(forecast, name):,}" for name in ("sheets", "low", "high")}
        parts.append(_say("forecast", language, **ends))
    return "".join(parts)


def _share(comparison: Comparison, language: str) -> str:
    """How much of the fall the recorded avoidance is, in whole percent."""
    percent = round(100 * comparison.net / comparison.fall)
    exact = 2 * comparison.net == comparison.fall
    return _say("half", language) if exact else _say("percent", language, percent=f"{percent:,}")


def _signed(sheets: int) -> str:
    return f"{sheets:,}".replace("-", "−")


def _decimal(rate: float) -> str:
    return f"{rate:.2f}".replace("-", "−")


def _say(word: str, language: str, **facts: object) -> str:
    japanese, english = _WORDS[word]
    return (english if language == "en" else japanese).format(**facts)
