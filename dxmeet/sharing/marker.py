"""The marker dxmeet.toml at the root of a share: which share this is, its folders, policy, baselines and targets."""

import re
import secrets
import tomllib
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, get_args

from dxmeet.domain.counting import BaselineRule
from dxmeet.domain.fiscal import FigureKind
from dxmeet.domain.packet import Basis, Keeping, Per, ShareId
from dxmeet.sharing.layout import name_key, plain_file_name

MARKER_LIMIT = 1 << 20
"""Bytes; a larger dxmeet.toml is not ours."""

_MOST_SHEETS = 10**9
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class Target:
    """A fiscal year's purchases of A4 paper: ``sheets``, ``kind`` (``estimate``, ``actual`` or ``target``), where from."""

    sheets: int
    kind: str = "target"
    source: str = ""


@dataclass(frozen=True)
class ShareIdentity:
    """What the marker says. ``pseudonym_key`` is hexadecimal; ``targets`` go by fiscal year."""

    id: ShareId
    organisation: str
    meetings: str
    circulars: str
    pseudonym_key: str
    rules: tuple[BaselineRule, ...] = ()
    policy: Mapping[str, Any] = field(default_factory=dict[str, Any])
    targets: Mapping[int, Target] = field(default_factory=dict[int, Target])

    @property
    def keeping(self) -> Keeping:
        """The offline policy for plain folders."""
        return Keeping.parse(self.policy.get("offline", "keep"))


class MarkerInvalid(ValueError):
    """Where the marker cannot be understood: ``facts`` has the case (``encoding``, ``line`` or ``key``) and the place."""

    def __init__(self, **facts: str | int) -> None:
        super().__init__(str(facts))
        self.facts = facts


def parse_marker(untrusted: bytes) -> ShareIdentity:
    """Raises MarkerInvalid."""
    try:
        text = untrusted.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MarkerInvalid(case="encoding") from error
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))  # else it is the end of the file that came too soon
        raise MarkerInvalid(case="line", line=int(found[1]) if found else text.count("\n") + 1) from error
    return _identity(content)


def new_marker(organisation: str) -> bytes:
    """A marker for a share of its own, with everything an admin may want to change in it."""
    return _TEMPLATE.format(
        share=f"s{secrets.token_hex(12)}", organisation=_quoted(organisation), key=secrets.token_hex(32)
    ).encode()


def _identity(untrusted: dict[str, Any]) -> ShareIdentity:
    with _reading("share"):
        share = untrusted["share"]
        if not isinstance(share, str) or not 4 <= len(share) <= 64 or not share.isascii() or not share.isalnum():
            raise ValueError(share)
    with _reading("pseudonym_key"):
        key = str(untrusted["pseudonym_key"])
        if len(bytes.fromhex(key)) < 16:
            raise ValueError(key)
    with _reading("folders"):
        folders = untrusted.get("folders", {})
        meetings, circulars = str(folders.get("meetings", "会議")), str(folders.get("circulars", "配布"))
        if not plain_file_name(meetings) or not plain_file_name(circulars) or name_key(meetings) == name_key(circulars):
            raise ValueError(folders)
    with _reading("paper.baseline"):
        rules = tuple(_rule(each) for each in untrusted.get("paper", {}).get("baseline", []))
    with _reading("targets"):
        targets = {_year(year): _target(each) for year, each in untrusted.get("targets", {}).items()}
    with _reading("policy"):
        policy = dict(untrusted.get("policy", {}))
        Keeping.parse(policy.get("offline", "keep"))  # what nobody understands is refused here, not when a file arrives
    organisation = str(untrusted.get("organisation", ""))
    return ShareIdentity(ShareId(share), organisation, meetings, circulars, key.lower(), rules, policy, targets)


@contextmanager
def _reading(key: str) -> Generator[None]:
    """An admin who looks for what was typed wrong is told under which key."""
    try:
        yield
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise MarkerInvalid(case="key", key=key) from error


def _rule(untrusted: dict[str, Any]) -> BaselineRule:
    since = untrusted.get("from")
    if isinstance(since, str):
        since = date.fromisoformat(since)
    if isinstance(since, datetime):
        since = since.date()
    return BaselineRule(
        str(untrusted["match"]),
        int(untrusted["copies"]),
        int(untrusted.get("sides", 2)),
        int(untrusted.get("nup", 1)),
        Basis(untrusted.get("basis", "declared")),
        Per(untrusted.get("per", "reader")),
        since,
    )


def _year(untrusted: str) -> int:
    if not 2000 <= int(untrusted) <= 2100:
        raise ValueError(untrusted)
    return int(untrusted)


def _target(untrusted: Any) -> Target:
    if isinstance(untrusted, int):
        target = Target(untrusted)
    else:
        kind, source = str(untrusted.get("kind", "target")), str(untrusted.get("source", ""))
        target = Target(int(untrusted["sheets"]), kind, source)
    if not 0 <= target.sheets <= _MOST_SHEETS or target.kind not in get_args(FigureKind):
        raise ValueError(untrusted)
    return target


def _quoted(text: str) -> str:
    """A TOML basic string."""
    plain = "".join(letter if ord(letter) >= 0x20 and ord(letter) != 0x7F else " " for letter in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


_TEMPLATE = """\
# dxmeet: この共有フォルダーの目印です。消したり、別の共有フォルダーへ写したりしないでください。
# This file marks the shared folder. Do not delete it, and do not copy it to another share.
share = "{share}"
organisation = {organisation}
pseudonym_key = "{key}"

[folders]
meetings = "会議"
circulars = "配布"

# 端末に置いてよい期間: keep / lease(14) = 14日つながらないと閉じる / memory = 端末に残さない
# [policy]
# offline = "lease(14)"

# これまで紙で配っていた会議 (下の例では 2026年4月から、1人1部、両面)
# [[paper.baseline]]
# match = "会議/*庁議*"
# copies = 20
# sides = 2
# nup = 1
# basis = "printed_before"
# per = "reader"
# from = 2026-04-01

# 年度ごとのA4用紙購入枚数
[targets]
2025 = {{ sheets = 4600000, kind = "estimate", source = "" }}
2026 = {{ sheets = 4480000, kind = "target", source = "" }}
2027 = {{ sheets = 4310000, kind = "target", source = "" }}
2028 = {{ sheets = 4115000, kind = "target", source = "" }}
"""
