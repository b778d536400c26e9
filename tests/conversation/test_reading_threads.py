"""A job that hangs takes no thread from the others."""

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError

import pytest

from voicebot.conversation.reading_threads import ReadingThreads


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def released() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def hang(pool: ReadingThreads, released: threading.Event) -> None:
    """Give the pool a job that never ends, and wait until it is at it."""
    begun = threading.Event()

    def job() -> None:
        begun.set()
        released.wait()

    pool.submit(job)
    begun.wait()


def test_work_is_done_and_its_errors_arrive() -> None:
    with ReadingThreads(2, name="reading") as pool:
        assert list(pool.map(abs, [-1, -2, -3])) == [1, 2, 3]
        with pytest.raises(ZeroDivisionError):
            pool.submit(divmod, 1, 0).result()


def test_threads_that_hang_are_replaced(
    clock: Clock, released: threading.Event
) -> None:
    pool = ReadingThreads(2, name="reading", hung_after_s=2.0, now=clock)
    hang(pool, released)
    hang(pool, released)
    waiting = pool.submit(abs, -1)
    assert not waiting.done()
    clock.now_s = 2.1
    assert pool.submit(abs, -2).result(timeout=5) == 2
    assert waiting.result(timeout=5) == 1


def test_a_thread_that_hung_takes_no_more_work_when_it_comes_back(
    clock: Clock, released: threading.Event
) -> None:
    pool = ReadingThreads(1, name="reading", hung_after_s=2.0, now=clock)
    hang(pool, released)
    clock.now_s = 2.1
    first = pool.submit(threading.get_ident).result(timeout=5)
    released.set()
    assert {pool.submit(threading.get_ident).result(timeout=5) for _ in range(9)} == {
        first
    }


def test_closing_waits_for_no_thread_that_hangs(released: threading.Event) -> None:
    with ReadingThreads(1, name="reading", hung_after_s=0.05) as pool:
        hang(pool, released)
    with pytest.raises(RuntimeError):
        pool.submit(abs, -1)


def test_what_waits_may_be_given_up_at_closing(released: threading.Event) -> None:
    pool = ReadingThreads(1, name="reading", hung_after_s=0.05)
    hang(pool, released)
    waiting = pool.submit(abs, -1)
    pool.shutdown(cancel_futures=True)
    with pytest.raises(CancelledError):
        waiting.result(timeout=5)
