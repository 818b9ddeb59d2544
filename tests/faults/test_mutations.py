"""The simulation catches bugs: three of those that ``mutations.py`` puts in, each within the first histories."""

from pathlib import Path

import pytest
from mutations import BUGS, ROOT, caught_by

EASY = ("begin a held write again", "use a look as a claim", "keep what was withdrawn")


@pytest.mark.parametrize("name", EASY)
def test_a_bug_is_caught(name: str, tmp_path: Path) -> None:
    assert caught_by(BUGS[name], 200, tmp_path)


def test_every_bug_can_still_be_put_in() -> None:
    stale = [name for name, (module, there, _) in BUGS.items() if there not in (ROOT / "dxmeet" / module).read_text()]
    assert stale == []
