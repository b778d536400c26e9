"""A process of the node is started, watched, restarted and ended."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from tests.node.conftest import ENDS_ON_TERM, MakeChild
from voicebot.node.child import CannotStart, Child, Phase
from voicebot.node.reports import SpeechLoad

LOOK_S = 0.02


@asynccontextmanager
async def kept(child: Child) -> AsyncIterator[Child]:
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        keeping = group.create_task(child.keep())
        await child.ready()
        yield child
        child.kill()
        await keeping


async def until(is_so: Callable[[], bool]) -> None:
    """Polls, because what is awaited happens in another process."""
    while not is_so():  # noqa: ASYNC110  # it has no event of ours
        await asyncio.sleep(LOOK_S)


def test_it_is_ready_when_it_says_so_and_tells_its_load(child: MakeChild) -> None:
    async def check() -> None:
        async with kept(child()) as one:
            await until(lambda: one.status.load is not None)
            status = one.status
            assert status.phase is Phase.SERVING
            assert status.address == "sip:test"
            assert status.load == SpeechLoad(waiting=0, working=0, done=1, refused=0)

    asyncio.run(check())


def test_it_is_started_again_when_it_is_killed(child: MakeChild) -> None:
    async def check() -> None:
        async with kept(child()) as one:
            first = one.status.pid
            assert first
            os.kill(first, signal.SIGKILL)
            await until(lambda: one.status.restarts == 1)
            await until(lambda: one.status.phase is Phase.SERVING)
            assert one.status.pid != first

    asyncio.run(check())


def test_told_to_leave_it_is_not_started_again(child: MakeChild) -> None:
    async def check() -> None:
        async with kept(child()) as one:
            one.drain()
            await until(lambda: one.status.phase is Phase.ENDED)
            assert one.status.restarts == 0

    asyncio.run(check())


def test_it_is_left_alone_while_it_drains(child: MakeChild) -> None:
    async def check() -> None:
        async with kept(
            child(setup="signal.signal(signal.SIGTERM, signal.SIG_IGN)")
        ) as one:
            one.drain()
            assert one.status.phase is Phase.DRAINING
            assert one.status.pid is not None

    asyncio.run(check())


def test_what_hangs_is_killed_and_started_again(
    child: MakeChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voicebot.node.child.SILENT_FOR_S", 0.3)

    async def check() -> None:
        async with kept(child(body="time.sleep(60)")) as one:
            await until(lambda: one.status.restarts >= 1)

    asyncio.run(check())


def test_words_that_are_no_report_harm_nothing(child: MakeChild) -> None:
    setup = f"{ENDS_ON_TERM}\nprint('a library greets', flush=True)"

    async def check() -> None:
        async with kept(child(setup=setup)) as one:
            assert one.status.phase is Phase.SERVING

    asyncio.run(check())


def test_what_only_a_person_can_mend_is_not_tried_again(child: MakeChild) -> None:
    one = child(setup="sys.exit(2)")
    with pytest.raises(CannotStart, match="phone-0 cannot start"):
        asyncio.run(one.keep())


def test_who_served_once_is_tried_again_whatever_it_says(child: MakeChild) -> None:
    async def check() -> None:
        async with kept(child(body="sys.exit(2)")) as one:
            await until(lambda: one.status.restarts >= 1)

    asyncio.run(check())


def test_who_is_not_needed_is_tried_again_even_if_it_never_served(
    child: MakeChild,
) -> None:
    async def check() -> None:
        async with kept(child(setup="sys.exit(2)", is_needed=False)) as one:
            await until(lambda: one.status.restarts >= 2)

    asyncio.run(check())


def test_it_gets_its_own_environment_beside_ours(child: MakeChild) -> None:
    asks = "import os\nsys.exit(0 if os.environ['WHERE'] and os.environ['PATH'] else 2)"

    async def check() -> None:
        one = child(setup=asks, environment={"WHERE": "here"})
        async with asyncio.timeout(30), asyncio.TaskGroup() as group:
            keeping = group.create_task(one.keep())
            await until(lambda: one.status.restarts >= 1)
            one.kill()
            await keeping

    asyncio.run(check())
