from hypothesis import given
from hypothesis import strategies as st

from voicebot.scenario.checking.knots import knots
from voicebot.scenario.roads import reachable

EDGES = st.lists(st.tuples(*[st.sampled_from("abcdefg")] * 2), max_size=20)


@given(edges=EDGES)
def test_two_nodes_have_one_knot_when_each_leads_to_the_other(
    edges: list[tuple[str, str]],
) -> None:
    found = knots(edges)
    for one in found:
        for other in found:
            together = other in reachable([one], edges) and one in reachable(
                [other], edges
            )
            assert (found[one] == found[other]) == together


def test_a_long_way_takes_no_recursion() -> None:
    edges = [(str(place), str(place + 1)) for place in range(5000)]
    assert len(set(knots([*edges, ("5000", "0")]).values())) == 1
