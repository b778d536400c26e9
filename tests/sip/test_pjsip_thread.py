import threading

from sip.pjsip_thread import NUDGED_POLL_S, POLL_S, PjsipThread


def waits_of(thread: PjsipThread, rounds: int) -> list[float]:
    """How long the thread would let the stack wait, round after round."""
    waits: list[float] = []
    thread.run(poll=waits.append, until=lambda: len(waits) == rounds)
    return waits


def test_a_thread_that_can_be_nudged_waits_longer_for_the_network() -> None:
    thread = PjsipThread()
    assert waits_of(thread, 2) == [POLL_S] * 2
    thread.nudge_by(lambda: None)
    assert waits_of(thread, 2) == [NUDGED_POLL_S] * 2


def test_it_waits_no_longer_than_until_its_next_timer() -> None:
    thread = PjsipThread()
    thread.nudge_by(lambda: None)
    thread.later(NUDGED_POLL_S / 2, lambda: None)
    [wait_s] = waits_of(thread, 1)
    assert 0 < wait_s <= NUDGED_POLL_S / 2


def test_a_command_nudges_it() -> None:
    thread = PjsipThread()
    nudged = threading.Event()
    thread.nudge_by(nudged.set)
    done = thread.submit(lambda: 7)
    assert nudged.is_set()
    waits_of(thread, 1)
    assert done.result() == 7
