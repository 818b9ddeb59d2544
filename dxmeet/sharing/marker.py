"""The marker dxmeet.toml at the root of a share: which share this is, its folders, policy, baselines and targets."""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dxmeet.domain.counting import BaselineRule
from dxmeet.domain.packet import Basis, Keeping, Per, ShareId
from dxmeet.sharing.layout import name_key, plain_file_name

MARKER_LIMIT = 1 << 20
"""Bytes; a larger dxmeet.toml is not ours."""


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


def parse_marker(untrusted: bytes) -> ShareIdentity:
    """Raises ValueError where the marker cannot be understood."""
    try:
        return _identity(tomllib.loads(untrusted.decode("utf-8-sig")))
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def new_marker(organisation: str) -> bytes:
    """A marker for a share of its own, with everything an admin may want to change in it."""
    return _TEMPLATE.format(
        share=f"s{secrets.token_hex(12)}", organisation=_quoted(organisation), key=secrets.token_hex(32)
    ).encode()


def _identity(untrusted: dict[str, Any]) -> ShareIdentity:
    key = str(untrusted["pseudonym_key"])
    if len(bytes.fromhex(key)) < 16:
        raise ValueError("pseudonym_key")
    folders = untrusted.get("folders", {})
    meetings, circulars = str(folders.get("meetings", "会議")), str(folders.get("circulars", "配布"))
    if not plain_file_name(meetings) or not plain_file_name(circulars) or name_key(meetings) == name_key(circulars):
        raise ValueError("folders")
    share = untrusted["share"]
    if not isinstance(share, str) or not 4 <= len(share) <= 64 or not share.isascii() or not share.isalnum():
        raise ValueError("share")
    identity = ShareIdentity(
        ShareId(share),
        str(untrusted.get("organisation", "")),
        meetings,
        circulars,
        key.lower(),
        tuple(_rule(each) for each in untrusted.get("paper", {}).get("baseline", [])),
        dict(untrusted.get("policy", {})),
        {int(year): _target(each) for year, each in untrusted.get("targets", {}).items()},
    )
    _ = identity.keeping  # a policy nobody understands is refused here, not when a file arrives
    return identity


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


def _target(untrusted: Any) -> Target:
    if isinstance(untrusted, int):
        return Target(untrusted)
    return Target(int(untrusted["sheets"]), str(untrusted.get("kind", "target")), str(untrusted.get("source", "")))


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
