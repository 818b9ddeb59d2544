"""Who reads on this machine: the name others see, the department, the pseudonym the ledger uses, and the terminal."""

from dataclasses import dataclass

from dxmeet.domain.packet import ReaderId, ShareId, TerminalId


@dataclass(frozen=True)
class Reader:
    """Set once by setup. ``name`` never leaves this machine; the share sees ``pseudonym``."""

    name: str
    department: str
    pseudonym: ReaderId
    terminal: TerminalId
    share: ShareId
    share_path: str
