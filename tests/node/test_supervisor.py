"""A node comes up in order, and goes down in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.node.conftest import MakeChild
from tests.node.test_child import until
from voicebot.errors import SettingsError
from voicebot.node.child import Phase
from voicebot.node.status_socket import ask_status, offering_status
from voicebot.node.supervisor import Supervisor

IGNORES_TERM = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
MARKS_ITS_END = """
import pathlib
def end(*_):
    with pathlib.Path(__file__).with_name("ends").open("a") as ends:
        ends.write(pathlib.Path(__file__).stem + " ")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
"""


@asynccontextmanager
async def running(supervisor: Supervisor) -> AsyncIterator[asyncio.Task[None]]:
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        task = group.create_task(supervisor.run())
        yield task
        supervisor.leave()
        supervisor.leave()
        await task


def test_phones_start_when_speech_is_there(child: MakeChild) -> None:
    speech = child("speech-0", setup="time.sleep(0.5)")
    phone = child("phone-0")
    supervisor = Supervisor([speech], [phone], drain_s=5)

    async def check() -> None:
        async with running(supervisor):
            await until(lambda: speech.status.pid is not None)
            assert phone.status.pid is None
            await supervisor.ready()
            assert [each.phase for each in supervisor.status.processes] == [
                Phase.SERVING,
                Phase.SERVING,
            ]

    asyncio.run(check())


def test_phones_end_before_the_speech_that_their_calls_need(
    child: MakeChild, tmp_path: Path
) -> None:
    supervisor = Supervisor(
        [child("speech-0", setup=MARKS_ITS_END)],
        [child("phone-0", setup=MARKS_ITS_END)],
        drain_s=20,
    )

    async def check() -> None:
        async with running(supervisor) as task:
            await supervisor.ready()
            supervisor.leave()
            await task

    asyncio.run(check())
    assert (tmp_path / "ends").read_text().split() == ["phone-0", "speech-0"]


def test_told_twice_it_does_not_wait_for_live_calls(child: MakeChild) -> None:
    phone = child("phone-0", setup=IGNORES_TERM)
    supervisor = Supervisor([], [phone], drain_s=1000)

    async def check() -> None:
        async with running(supervisor) as task:
            await supervisor.ready()
            supervisor.leave()
            await until(lambda: phone.status.phase is Phase.DRAINING)
            assert supervisor.status.is_draining
            supervisor.leave()
            await task

    asyncio.run(check())


def test_calls_that_do_not_end_are_cut_off_when_the_drain_is_over(
    child: MakeChild,
) -> None:
    phone = child("phone-0", setup=IGNORES_TERM)
    supervisor = Supervisor([], [phone], drain_s=0.3)

    async def check() -> None:
        async with running(supervisor) as task:
            await supervisor.ready()
            supervisor.leave()
            await task

    asyncio.run(check())


def test_told_to_leave_while_it_starts_it_leaves(child: MakeChild) -> None:
    supervisor = Supervisor(
        [child("speech-0", setup="time.sleep(60)")], [child("phone-0")], drain_s=5
    )

    async def check() -> None:
        async with running(supervisor):
            supervisor.leave()
            assert not await supervisor.ready()

    asyncio.run(check())


def test_the_node_serves_without_what_no_call_needs(child: MakeChild) -> None:
    jobs = child("jobs", setup="sys.exit(2)", is_needed=False)
    supervisor = Supervisor([], [child()], beside=[jobs], drain_s=1, trouble="away")

    async def check() -> None:
        async with running(supervisor):
            assert await supervisor.ready()
            await until(lambda: jobs.status.restarts >= 1)
            assert supervisor.status.trouble == "away"

    asyncio.run(check())


def test_those_beside_end_with_the_speech_when_all_calls_have(
    child: MakeChild, tmp_path: Path
) -> None:
    supervisor = Supervisor(
        [],
        [child("phone-0", setup=MARKS_ITS_END)],
        beside=[child("jobs", setup=MARKS_ITS_END)],
        drain_s=20,
    )

    async def check() -> None:
        async with running(supervisor) as task:
            await supervisor.ready()
            supervisor.leave()
            await task

    asyncio.run(check())
    assert (tmp_path / "ends").read_text().split() == ["phone-0", "jobs"]


def test_without_phones_nothing_is_drained_for_long(child: MakeChild) -> None:
    supervisor = Supervisor([], [], beside=[child("web")], drain_s=1000)

    async def check() -> None:
        async with running(supervisor) as task:
            assert await supervisor.ready()
            supervisor.leave()
            await task

    asyncio.run(check())


def test_anybody_here_may_ask_how_it_is(child: MakeChild, tmp_path: Path) -> None:
    supervisor = Supervisor([], [child()], drain_s=1)
    path = tmp_path / "node.sock"

    async def check() -> None:
        async with (
            running(supervisor),
            offering_status(path, lambda: supervisor.status),
        ):
            await supervisor.ready()
            status = await asyncio.to_thread(ask_status, path)
            assert status == supervisor.status
            with pytest.raises(SettingsError):
                async with offering_status(path, lambda: supervisor.status):
                    pass

    asyncio.run(check())
    with pytest.raises(SettingsError):
        ask_status(path)
