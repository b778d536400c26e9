"""What is made of the callers' events, and the callers' program itself."""

import asyncio

import numpy as np
import pytest

from benchmarks.callers.cost import Cost, Meter, cpu_s
from benchmarks.callers.dialogue import Dialogues, dialogues_of
from benchmarks.callers.events import (
    CallerEvent,
    Stretch,
    by_call,
    failures,
    read_event,
    stops_s,
    stretches,
    turn_latencies_s,
)
from benchmarks.callers.node import KeptCall
from benchmarks.callers.noises import PEAK, noises
from benchmarks.callers.program import CallersFailed, calling
from benchmarks.capacity import is_borne, memory_a_call_mb
from benchmarks.memory import Look, growth
from tests.benchmarks.drawn_calls import drawn
from tests.sip.sipp_peer import sipp


def test_a_line_of_the_program_is_an_event() -> None:
    line = '{"call":3,"at":1.5,"event":"refused","code":486}'
    assert read_event(line) == CallerEvent(call=3, at_s=1.5, event="refused", code=486)


def test_events_that_were_told_late_stand_where_they_happened() -> None:
    told = [*drawn("iaR..r..C"), CallerEvent(call=0, at_s=0.6, event="robot_began")]
    assert [event.at_s for event in by_call(told)[0]] == [0, 0.1, 0.2, 0.5, 0.6, 0.8]


def test_a_turn_lasts_from_the_callers_last_sample_to_the_robots_first() -> None:
    call = drawn("iaR...r....C...c....R..r....C..c..R..rh")
    assert turn_latencies_s(call) == pytest.approx([0.5, 0.3])
    assert list(failures(call)) == []


def test_a_robot_that_speaks_into_the_reply_waits_less_than_nothing() -> None:
    assert turn_latencies_s(drawn("iaR...r....C....R..c..rh")) == pytest.approx([-0.3])


def test_pauses_between_sentences_belong_to_one_stretch() -> None:
    call = drawn("R..r..R..r......R.r")
    assert stretches(call, "robot", breath_s=0.35) == [
        Stretch(began_s=0.0, ended_s=0.9),
        Stretch(began_s=1.6, ended_s=1.8),
    ]


def test_a_robot_that_goes_on_over_the_caller_did_not_stop() -> None:
    assert stops_s(drawn("iaR.....C.r......c....R..r")) == pytest.approx([0.2])
    assert stops_s(drawn("iaR.....C.c.r...........R..r")) == pytest.approx([0.4])
    assert stops_s(drawn("iaR.....C......c....r..h")) == [None]
    assert stops_s(drawn("iaR..r......C......c....R..rh")) == []


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ("i", "not answered"),
        ("iaR..r....C..c..R..r..l", "not ended by the robot"),
        ("iaR..r....C..c........h", "a reply got no answer"),
    ],
)
def test_a_call_that_failed_says_why(marks: str, reason: str) -> None:
    assert list(failures(drawn(marks))) == [reason]


def test_a_refusal_is_told_with_its_code() -> None:
    refused = CallerEvent(call=0, at_s=0.1, event="refused", code=486)
    assert list(failures([*drawn("i"), refused])) == ["refused with 486"]


YES = KeptCall(
    report={"outcome": "finished"},
    timeline=(
        {"at_s": 0.0, "event": "Listen", "intents": ["yes"]},
        *({"at_s": at_s, "event": "TurnTaken", "intent": "yes"} for at_s in range(30)),
    ),
)
"""Of a robot that takes everything for a «да»."""


def step(*marks: str, memory_mb: float = 100.0) -> Dialogues:
    calls = {number: drawn(line, call=number) for number, line in enumerate(marks)}
    return dialogues_of(
        calls,
        {str(number): YES for number in calls},
        at_once=len(calls),
        good_end="finished",
        spent=Cost(cpu_s=1.0, memory_mb=memory_mb),
    )


def test_a_steps_latency_is_that_of_the_replies_that_were_understood() -> None:
    found = step("iaR..r....C..c..R..r....C..c.................R..rh").figures()
    assert (found["turns"], found["understood"], found["no_match"]) == (2, 2, 0)
    assert (found["p50_ms"], found["max_ms"], found["all_p95_ms"]) == (300, 1800, 1800)


def test_calls_that_came_to_the_good_end_or_were_sent_on_are_counted() -> None:
    good = "iaR..r....C..c..R..rh"
    found = step(good, "im" + good[1:]).figures()
    assert (found["finished"], found["redirected"], found["failed"]) == (2, 1, 0)


def test_a_step_with_a_failed_call_is_not_borne() -> None:
    good = "iaR..r....C..c..R..rh"
    assert is_borne(step(good, good))
    assert not is_borne(step(good, "i"))


def test_a_step_is_judged_slow_by_many_turns_only() -> None:
    slow = "ia" + "R.r.C.c............" + "R.rh"
    assert is_borne(step(slow))
    assert not is_borne(step(*[slow] * 40))


def test_memory_a_call_is_what_the_last_borne_step_added() -> None:
    good = "iaR..r....C..c..R..rh"
    held = [step(good), step(good, good, memory_mb=160.0), step("i", memory_mb=500.0)]
    assert memory_a_call_mb(held, 100.0) == 30.0


def test_growth_is_told_by_process_and_in_all_and_a_call() -> None:
    looks = [
        Look(
            memory_mb={
                "supervisor": 50.0,
                "phone-0": 100.0,
                "phone-1": 100.0 + grown_mb,
            },
            calls={"phone-0": 10, "phone-1": 10 + taken},
        )
        for grown_mb, taken in ((0, 0), (2, 5), (4, 10), (5, 20), (10, 40))
    ]
    found = growth(looks)
    names = ("supervisor", "phone-0", "phone-1", "all")
    assert [found[name]["growth"] for name in names] == [0.0, 0.0, 0.1, 0.04]
    assert [found[name]["calls"] for name in names] == [40, 0, 40, 40]
    assert [found[name]["kb_a_call"] for name in names] == [0.0, 0.0, 256.0, 256.0]


def test_processor_time_is_read_behind_a_name_with_brackets() -> None:
    fields = ["S", *["0"] * 10, "150", "50", "7"]
    assert cpu_s(f"1 (a (b) c) {' '.join(fields)}") == 2.0


def test_a_process_that_died_spends_nothing_further() -> None:
    meter = Meter({"gone": 2**22 + 1})
    assert meter.spent() == Cost(cpu_s=0.0, memory_mb=0.0)


def test_every_noise_is_audible_and_not_too_loud() -> None:
    voice = np.sin(np.arange(8000) / 5)
    for sound in noises([voice]).values():
        assert np.abs(sound).max() == pytest.approx(PEAK)
        assert 0.1 < len(sound) / 8000 < 2


@pytest.mark.live
def test_callers_without_an_address_say_what_they_want() -> None:
    async def call() -> None:
        async for _event in calling([], [], "--calls", "1"):
            pass

    with pytest.raises(CallersFailed, match="USER@IP:PORT"):
        asyncio.run(call())


def called(peer: str, *options: str) -> list[str]:
    """What a caller tells of a sipp that serves one call by `peer`.xml.

    How often it had to ask before that one listened is left out.
    """

    async def call() -> list[str]:
        async with sipp(peer) as uri:
            address = uri.removeprefix("sip:")
            return [event.event async for event in calling([address], [], *options)]

    return [event for event in asyncio.run(call()) if event != "sent_again"]


@pytest.mark.live
def test_a_caller_that_leaves_says_bye() -> None:
    events = called("answers_and_is_silent", "--leave", "0.2")
    assert events == ["invited", "answered", "left"]


@pytest.mark.live
def test_a_caller_that_is_refused_acknowledges_it() -> None:
    assert called("busy") == ["invited", "refused"]


@pytest.mark.live
def test_a_caller_goes_where_a_redirection_points_in_the_same_call() -> None:
    events = called("moved_once", "--leave", "0.2")
    assert events == ["invited", "redirected", "answered", "left"]


@pytest.mark.live
def test_a_caller_that_is_sent_on_a_third_time_is_refused() -> None:
    assert called("moved_always") == ["invited", "redirected", "redirected", "refused"]


@pytest.mark.live
def test_an_overloaded_peer_refuses_its_caller() -> None:
    assert called("overloaded") == ["invited", "refused"]
