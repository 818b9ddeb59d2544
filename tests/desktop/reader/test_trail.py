"""Back and forward over jumps."""

from hypothesis import given
from hypothesis import strategies as st

from dxmeet.desktop.reader.trail import Place, Trail

places = st.builds(Place, st.sampled_from(["m0", "m1"]), st.integers(1, 4))


@given(st.lists(places, min_size=1, max_size=30))
def test_back_to_the_start_and_forward_again_to_where_one_was(visited: list[Place]) -> None:
    trail, here = Trail(), visited[0]
    distinct = [here]
    for place in visited[1:]:
        if place != here:
            trail.leave(here)
            here = place
            distinct.append(place)
    way = [here]
    while (place := trail.back(way[-1])) is not None:
        way.append(place)
    assert way[::-1] == distinct
    assert not trail.can_go_back
    there = [way[-1]]
    while (place := trail.forward(there[-1])) is not None:
        there.append(place)
    assert there == distinct


def test_a_jump_gives_up_what_lay_ahead() -> None:
    trail = Trail()
    trail.leave(Place("m", 1))
    assert trail.back(Place("m", 9)) == Place("m", 1)
    assert trail.can_go_forward
    trail.leave(Place("m", 1))
    assert not trail.can_go_forward
