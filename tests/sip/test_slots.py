from hypothesis import given
from hypothesis import strategies as st

from sip.slots import Slots


def played(moves: str, *, kept: int = 1) -> Slots:
    """`c` a caller, `1`-`9` an agent for that caller (or the wait for one), `-N` an end."""
    slots = Slots(total=4, kept=kept)
    for last, move in enumerate(moves.split(), start=1):
        if move == "c":
            assert slots.has_room_for_caller
            slots = slots.with_caller(last)
        elif move.startswith("-"):
            slots = slots.without(int(move[1:]))
        elif slots.has_room_for_agent_of(int(move)):
            slots = slots.with_agent(last, caller=int(move))
        else:
            slots = slots.with_waiting(int(move))
    return slots


def test_callers_leave_the_kept_slot_to_an_agent() -> None:
    slots = played("c c c")
    assert not slots.has_room_for_caller
    assert slots.has_room_for_agent_of(2)


def test_room_is_what_callers_may_still_have() -> None:
    assert played("").room_for_callers == 3
    assert played("c c 1").room_for_callers == 1
    assert played("c c c 1 2").room_for_callers == 0


def test_without_a_kept_slot_callers_may_have_all() -> None:
    slots = played("c c c c", kept=0)
    assert slots.free == 0
    assert not slots.has_room_for_agent_of(1)


def test_the_second_who_wants_an_agent_waits_for_the_first_end() -> None:
    slots = played("c c c 1 2")
    assert slots.waiting == (2,)
    assert slots.agents_of(1) == (4,)
    assert slots.without(4).has_room_for_agent_of(2)


def test_a_caller_who_leaves_makes_room_for_who_waits_and_for_no_new_caller() -> None:
    slots = played("c c c 1 2 -3")
    assert slots.has_room_for_agent_of(2)
    assert not slots.has_room_for_caller


def test_who_came_first_is_served_first() -> None:
    slots = played("c c c 1 2 3 -4")
    assert slots.waiting == (2, 3)
    assert slots.has_room_for_agent_of(2)
    assert not slots.has_room_for_agent_of(3)


def test_who_leaves_waits_no_more() -> None:
    assert played("c c c 1 2 -2").waiting == ()
    assert played("c c c 1 2").without_waiting(2).waiting == ()


def test_a_line_of_one_slot_still_takes_a_call() -> None:
    assert Slots(total=1, kept=1).has_room_for_caller


def test_how_many_are_kept_may_change_while_calls_go_on() -> None:
    slots = played("c c c")
    assert slots.keeping(0).has_room_for_caller
    assert not played("c c").keeping(2).has_room_for_caller


@given(
    moves=st.lists(st.integers(min_value=0, max_value=12), max_size=60),
    kept=st.integers(min_value=0, max_value=4),
)
def test_no_order_of_things_takes_more_slots_than_there_are(
    moves: list[int], kept: int
) -> None:
    """0 is a new caller; others are, in turn, a wish of an agent and an end."""
    slots = Slots(total=4, kept=kept)
    for last, move in enumerate(moves, start=1):
        number = move // 2
        if not move:
            slots = slots.with_caller(last) if slots.has_room_for_caller else slots
        elif move % 2:
            slots = slots.without(number)
        elif number in slots.callers and slots.has_room_for_agent_of(number):
            slots = slots.with_agent(last, caller=number)
        elif number in slots.callers:
            slots = slots.with_waiting(number)
        assert slots.free >= 0
        assert set(slots.waiting) <= slots.callers
