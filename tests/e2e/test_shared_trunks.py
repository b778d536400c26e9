"""A trunk's limits over two phones of one node, with the provider at the far end."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from sip.subscriber_process import SubscriberProcess
from tests.e2e.conftest import run_voicebot
from tests.e2e.crowd import crowd
from tests.e2e.test_trunks import (
    ELSEWHERE,
    STATUS,
    host_of,
    phones_of,
    serving_by,
    settings_file,
)

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(240)]

CHANNELS = 3
WAITS = """\
scenario: waits
about: Ждёт ответа.
defaults: {noinput: 60s}
nodes:
  hello: {say: Это робот. Вам удобно говорить?, on: {yes: bye, no: bye}}
  bye: {say: До свидания., outcome: done, hang_up: true}
"""
TRANSFERS = """\
scenario: transfers
about: Соединяет с сотрудником.
nodes:
  hello:
    transfer: {to: desk, how: attended, ring: 60s, wait: 1s, failed: nobody}
  nobody: {say: Сейчас никто не отвечает., outcome: nobody, hang_up: true}
"""


class Node:
    """A running node of two phones, as its administrator sees it."""

    def __init__(self, config: str, supervisor: int) -> None:
        self._config = config
        self._supervisor = supervisor

    async def phones(self) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        phones = await phones_of(self._config)
        return phones["phone-0"], phones["phone-1"]

    async def until_used(self, channels: int) -> None:
        """`voicebot status` says so; asking again takes as long as it takes to start."""
        while True:
            told = json.loads((await run_voicebot(*STATUS, self._config)).out)
            if told["trunks"] == [
                {"name": "main", "used": channels, "channels": CHANNELS}
            ]:
                return

    @contextmanager
    def supervisor_stands_still(self) -> Iterator[None]:
        os.kill(self._supervisor, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self._supervisor, signal.SIGCONT)


@asynccontextmanager
async def node(
    folder: Path, scenario: str, trunk: Mapping[str, Any], **more: Any
) -> AsyncIterator[Node]:
    """The trunk `main` is its only one, and whoever is `ELSEWHERE` calls by it."""
    path = folder / "scenario.yaml"
    path.write_text(scenario, encoding="utf-8")
    main = {"host": ELSEWHERE, "keep_alive_s": 0, "channels": CHANNELS, **trunk}
    config = settings_file(
        folder,
        {"main": main},
        numbers={"default": str(path)},
        folders={"recordings": str(folder / "recordings"), "run": str(folder)},
        **{"node": {"calls": 8, "metrics": None, "retry_after_s": 7}, **more},
    )
    async with serving_by(config) as supervisor:
        yield Node(config, supervisor)


def by_trunk(phone: Mapping[str, Any], *options: str) -> SubscriberProcess:
    """A call that the provider sends."""
    return SubscriberProcess("--bind", ELSEWHERE, "--place", phone["address"], *options)


async def code_of(caller: SubscriberProcess) -> int:
    async with caller:
        code: int = (await caller.report())["sip_code"]
    return code


def test_the_fourth_call_of_three_is_refused_whichever_phone_it_comes_to(
    tmp_path: Path,
) -> None:
    by_sipp = {"calls_from": ["127.0.0.1"]}

    async def check() -> None:
        async with node(tmp_path, WAITS, by_sipp) as own:
            phones = await own.phones()
            async with asyncio.TaskGroup() as group:
                group.create_task(own.until_used(CHANNELS), name="look")
                calling = [
                    group.create_task(crowd(phone["address"], calls=2), name="call")
                    for phone in phones
                ]
            one, other = (task.result() for task in calling)
            codes = one.codes + other.codes
            assert codes == {"200": CHANNELS, "503": 1}
            assert one.retry_after + other.retry_after == (" retry after 7",)
            await own.until_used(0)

    asyncio.run(check())


def test_a_killed_phone_s_channels_come_back_and_nobody_waits_for_the_supervisor(
    tmp_path: Path,
) -> None:
    async def check() -> None:
        async with node(tmp_path, WAITS, {}) as own, AsyncExitStack() as calls:
            first, second = await own.phones()
            for phone in (first, first, second):
                await calls.enter_async_context(by_trunk(phone))
            await own.until_used(CHANNELS)
            with own.supervisor_stands_still():
                assert await code_of(by_trunk(second)) == 503
                os.kill(first["pid"], signal.SIGKILL)
                assert await code_of(by_trunk(second, "--hang-up-after", "1s")) == 200
            await own.until_used(1)

    asyncio.run(check())


def test_an_agent_whom_one_phone_called_leaves_no_channel_to_the_other(
    tmp_path: Path,
) -> None:
    neighbours = {"bind": "127.0.0.1", "port": 0, "accept_from": ["127.0.0.1"]}

    async def check() -> None:
        async with SubscriberProcess("--bind", ELSEWHERE, "--ring", "60s") as provider:
            trunk = {"host": host_of(provider.uri)}
            async with (
                node(
                    tmp_path,
                    TRANSFERS,
                    trunk,
                    sip=neighbours,
                    agents={"desk": "+79261234567"},
                    node={"calls": 6, "metrics": None},
                ) as own,
                AsyncExitStack() as calls,
            ):
                first, second = await own.phones()
                assert first["load"]["slots"] == second["load"]["slots"] == 3
                for phone in (first, first, second):
                    caller = SubscriberProcess("--place", phone["address"])
                    await calls.enter_async_context(caller)
                await own.until_used(CHANNELS)
                async with SubscriberProcess("--place", second["address"]) as late:
                    assert (await late.report())["disposition"] == "answered"
        [tried] = [
            event
            for timeline in (tmp_path / "recordings").rglob("timeline.jsonl")
            for event in map(json.loads, timeline.read_text("utf-8").splitlines())
            if event["event"] == "TransferTried" and event["sip_code"] == 0
        ]
        assert tried["reason"].startswith("no trunk of main takes another call")

    asyncio.run(check())
