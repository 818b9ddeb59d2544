"""A hundred and twenty names of every kind people and systems make; two thousand by the script itself."""

from names import KINDS, tried


def test_no_name_is_lost_and_none_is_merged_with_another() -> None:
    head, _, *rows = tried(120, 7)
    assert head.count("|") == 4
    assert len(rows) == len(KINDS)
    told = "\n".join(rows)
    for end in ("taken", "refused: name-collides", "refused: name-reserved", "refused: name-trailing"):
        assert end in told
