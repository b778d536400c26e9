import asyncio
import threading
import time

import pytest

from voicebot.rehearsal.virtual_loop import is_working, run_virtually


def test_an_hour_of_waiting_takes_no_time_and_is_an_hour() -> None:
    async def wait() -> float:
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        await asyncio.sleep(3600)
        return loop.time() - began_s

    began_s = time.monotonic()
    assert run_virtually(wait()) == pytest.approx(3600)
    assert time.monotonic() - began_s < 1


def test_waits_end_in_the_order_of_their_times() -> None:
    ended: list[str] = []

    async def wait(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        ended.append(name)

    async def all_of_them() -> None:
        async with asyncio.TaskGroup() as group:
            for name, seconds in (("late", 2.0), ("soon", 0.02), ("later", 2.02)):
                group.create_task(wait(name, seconds))

    run_virtually(all_of_them())
    assert ended == ["soon", "late", "later"]


def test_a_timeout_comes_when_the_calls_time_says_so() -> None:
    async def wait() -> float:
        loop = asyncio.get_running_loop()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(5):
                await asyncio.sleep(60)
        return loop.time()

    assert run_virtually(wait()) == pytest.approx(5)


def test_work_takes_no_time_unless_it_is_counted() -> None:
    async def work() -> float:
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        assert await loop.run_in_executor(None, _busy, 0.05) == "done"
        return loop.time() - began_s

    assert run_virtually(work()) == 0
    assert 0.05 <= run_virtually(work(), counts_work=True) < 1


def test_ticks_go_on_while_counted_work_is_under_way() -> None:
    async def scene() -> tuple[int, bool]:
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(None, _busy, 0.2)
        was_working = is_working()
        ticks = 0
        while not work.done():
            await asyncio.sleep(0.02)
            ticks += 1
        assert not is_working()
        return ticks, was_working

    ticks, was_working = run_virtually(scene(), counts_work=True)
    assert was_working
    assert 1 <= ticks <= 40  # a busy machine gives the work less of its time


def test_an_error_of_the_work_reaches_who_waits_for_it() -> None:
    async def work() -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, _break)

    with pytest.raises(OSError, match="gone"):
        run_virtually(work())


def test_another_thread_can_wake_a_loop_that_has_nothing_else() -> None:
    async def wait() -> str:
        loop = asyncio.get_running_loop()
        woken = loop.create_future()
        other = threading.Thread(
            target=lambda: loop.call_soon_threadsafe(woken.set_result, "woken")
        )
        other.start()
        found: str = await woken
        other.join()
        return found

    assert run_virtually(wait()) == "woken"


def test_no_work_is_seen_on_a_loop_of_real_time() -> None:
    async def ask() -> bool:
        return is_working()

    assert asyncio.run(ask()) is False


def _busy(seconds: float) -> str:
    until_s = time.monotonic() + seconds
    while time.monotonic() < until_s:
        pass
    return "done"


def _break() -> None:
    raise OSError("gone")
