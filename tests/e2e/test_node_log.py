"""One call through a node: its lines in the log, and what it adds to the figures."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from sip.subscriber_process import SubscriberProcess
from tests.e2e.conftest import Speak
from tests.e2e.json_node import Line, free_address, serving_json
from tests.e2e.stopped_thread import main_thread_stopped

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(240)]

NUMBER = "79261234567"
SAID = "Да, конечно."
ASKS_TWICE = """\
scenario: asks
about: Спрашивает дважды.
nodes:
  first:
    say: Это робот. Вам удобно говорить?
    on: {yes: second, no: bye}
  second:
    say: Спасибо. Можно ли задать ещё один вопрос?
    on: {yes: bye, no: bye}
  bye: {say: Хорошо. До свидания., hang_up: true}
"""
STALL_S = 12.0
"""Longer than a leg's door holds, shorter than the supervisor's patience."""


def test_a_call_is_found_by_its_id_and_counted_where_it_stands(
    speak: Speak, tmp_path: Path
) -> None:
    reply = ("--reply", str(speak(SAID)))

    async def scene() -> Sequence[Line]:
        async with SubscriberProcess() as provider:
            main = {"host": provider.uri.rpartition("@")[2]}
            trunks = {"main": main, "dead": {"host": free_address()}}
            async with serving_json(tmp_path, ASKS_TWICE, trunks) as node:
                called = await node.address_of("phone-0", NUMBER)
                async with SubscriberProcess("--place", called, *reply, *reply) as one:
                    await node.until_figure("voicebot_calls", 1, state="talking")
                    assert (await one.report())["disposition"] == "answered"
                await node.until_figure(
                    "voicebot_calls_ended_total", 1, disposition="answered"
                )
                await node.until_figure("voicebot_calls", 0)
                assert await node.figure("voicebot_turn_latency_seconds_count") >= 2
                assert await node.figure("voicebot_asr_wait_seconds_count") >= 2
                assert await node.figure("voicebot_dropped_chunks_total") == 0
                await node.until_figure("voicebot_trunk_up", 1, trunk="main")
                await node.until_figure("voicebot_trunk_up", 0, trunk="dead")
            return node.lines

    lines = asyncio.run(scene())
    arrived = next(line for line in lines if line["event"] == "call_arrived")
    of_call = [line for line in lines if line.get("call_id") == arrived["call_id"]]
    of_phone = [line for line in of_call if line["process"] == "phone-0"]
    assert {line["trunk"] for line in of_phone} == {"main"}
    told = [line["event"] for line in of_phone]
    expected = {"call_begun", "call_answered", "turn_taken", "reply_started"}
    assert expected <= set(told)
    assert told[-1] == "call_ended"
    assert ("speech-0", "work_done") in {
        (line["process"], line["event"]) for line in of_call
    }
    assert {"process_started", "node_serves", "node_leaves"} <= {
        line["event"] for line in lines if line["process"] == "supervisor"
    }
    down = [line["trunk"] for line in lines if line["event"] == "trunk_down"]
    assert down == ["dead"]
    everything = json.dumps(lines, ensure_ascii=False)
    assert NUMBER not in everything
    assert "конечно" not in everything


def test_what_a_stalled_process_loses_of_a_call_is_counted_and_told(
    tmp_path: Path,
) -> None:
    async def scene() -> tuple[float, Line]:
        async with serving_json(tmp_path, ASKS_TWICE, {}) as node:
            called = await node.address_of("phone-0", "100")
            async with SubscriberProcess("--place", called):
                answered = await node.until("call_answered")
                with main_thread_stopped(answered["pid"]):
                    await asyncio.sleep(STALL_S)
                lost = await node.some("voicebot_dropped_chunks_total")
            return lost, await node.until("ticks_dropped")

    lost, told = asyncio.run(scene())
    assert told["ticks"] == lost
    assert 0 < lost < STALL_S * 50
    assert told["call_id"]
