"""Calls as text go through the true graph and come to what the person does."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.simulator.townsfolk import BEGINNING, NUMBER, person, saying, scripts
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.simulator.kind import Kind, Manner, Reply, reach_of
from voicebot.simulator.outside import Outside
from voicebot.simulator.people import People
from voicebot.simulator.text_caller import TextCaller

NAMED = {"client_name": "Анна Сергеевна"}


def called(kind: Kind, scenario: str = "base_refresh") -> Attempt:
    people = People({NUMBER: person(kind)})
    return people.called(NUMBER, scripts()(scenario), BEGINNING, slots=NAMED)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("интересно", "interested"),
        ("неинтересно", "not_interested"),
        ("информировать об акциях", "subscribed"),
        ("дайте менеджера", "interested"),
        ("здесь таких нет", "wrong_number"),
    ],
)
def test_a_reply_leads_to_the_graphs_own_outcome(words: str, outcome: str) -> None:
    attempt = called(saying(words))
    assert attempt.result is AttemptResult.ANSWERED
    assert attempt.outcome == outcome


def test_keys_are_pressed_at_the_question() -> None:
    manner = Manner(elsewhere=(Reply(keys="3"),))
    assert called(Kind(name="keys", manners=(manner,))).outcome == "subscribed"


def test_who_keeps_silent_is_asked_until_the_graph_gives_up() -> None:
    attempt = called(Kind(name="silent", manners=(Manner(elsewhere=(Reply(),)),)))
    assert attempt.outcome == "no_input"
    assert attempt.talked_s > 25


def test_who_leaves_at_once_has_hung_up() -> None:
    assert called(Kind(name="gone")).outcome == "hung_up"


def test_who_has_no_patience_leaves_in_the_middle() -> None:
    manner = Manner(elsewhere=(Reply(says="мама мыла раму"),), patience_s=12.0)
    assert called(Kind(name="hasty", manners=(manner,))).outcome == "hung_up"


def test_a_promise_is_counted_from_the_moment_of_the_words() -> None:
    attempt = called(saying("перезвоните завтра в десять утра"))
    assert attempt.promised_at == datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert attempt.outcome == "callback"


def test_who_asks_for_silence_is_never_to_be_called() -> None:
    assert called(saying("удалите мой номер и больше не звоните")).is_do_not_call


def test_the_first_call_may_fail_and_the_second_be_answered() -> None:
    kind = Kind(
        name="busy at first",
        reaches=(
            reach_of({AttemptResult.BUSY: 1.0}),
            reach_of({AttemptResult.ANSWERED: 1.0}),
        ),
        manners=(Manner(elsewhere=(Reply(says="интересно"),)),),
    )
    people = People({NUMBER: person(kind)})
    results = [
        people.called(NUMBER, scripts()("base_refresh"), BEGINNING, slots=NAMED).result
        for _call in range(2)
    ]
    assert results == [AttemptResult.BUSY, AttemptResult.ANSWERED]


def test_whoever_is_called_in_between_people_do_the_same() -> None:
    kind = Kind(name="moody", reaches=(reach_of({AttemptResult.ANSWERED: 0.5}),))
    numbers = [f"+7916000000{digit}" for digit in range(9)]
    persons = {each: person(kind, seed=at) for at, each in enumerate(numbers)}
    script = scripts()("base_refresh")

    def results(order: list[str]) -> dict[str, Attempt]:
        people = People(persons)
        return {
            each: people.called(each, script, BEGINNING, slots=NAMED) for each in order
        }

    assert results(numbers) == results(numbers[::-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    number: str = NUMBER
    ring_s: float = 30.0
    scenario: str = "base_refresh"
    slots: Mapping[str, str] = field(default_factory=lambda: NAMED)


def test_a_caller_has_as_many_lines_as_it_was_given() -> None:
    async def two_calls() -> None:
        over = asyncio.Event()

        async def until_over(_seconds: float) -> None:
            await over.wait()

        caller = TextCaller(
            People({NUMBER: person(saying("интересно"))}),
            scripts(),
            lambda: BEGINNING,
            lines=2,
            lasts=until_over,
        )
        async with asyncio.TaskGroup() as calls:
            first = calls.create_task(caller.call(Wanted()))
            calls.create_task(caller.call(Wanted()))
            await asyncio.sleep(0)
            assert caller.free == 0
            over.set()
        assert first.result().outcome == "interested"
        assert caller.free == 2

    asyncio.run(two_calls())


def test_words_that_name_a_time_are_understood_at_the_moment_they_are_said() -> None:
    script = scripts()("base_refresh")
    people = People({NUMBER: person(saying("перезвоните через два часа"))})
    first, second = (
        people.called(NUMBER, script, at, slots=NAMED).promised_at
        for at in (BEGINNING, BEGINNING + timedelta(hours=5))
    )
    assert first is not None
    assert second is not None
    assert second - first > timedelta(hours=4.9)


def test_nobody_takes_a_transfer_where_no_agent_answers() -> None:
    alone = replace(scripts()("credit_lead"), outside=Outside(agent_chance=0.0))
    people = People({NUMBER: person(saying("да"))})
    attempt = people.called(NUMBER, alone, BEGINNING, slots=NAMED)
    assert attempt.promised_at is not None
    free = people.called(NUMBER, scripts()("credit_lead"), BEGINNING, slots=NAMED)
    assert (free.outcome, free.promised_at) == ("interested", None)


def test_what_was_said_and_not_understood_is_counted() -> None:
    attempt = called(saying("у нас во дворе трактор"))
    assert (attempt.outcome, attempt.turns, attempt.no_matches) == ("no_match", 3, 3)
    assert not attempt.hung_up


def test_a_machine_hears_nothing_where_the_scenario_has_no_words_for_it() -> None:
    machine = Kind(name="machine", reaches=(reach_of({AttemptResult.MACHINE: 1.0}),))
    attempt = called(machine)
    assert (attempt.result, attempt.outcome) == (AttemptResult.MACHINE, None)
    assert attempt.turns == 0


def test_a_machine_that_was_left_a_message_is_a_talk_with_its_outcome() -> None:
    machine = Kind(name="machine", reaches=(reach_of({AttemptResult.MACHINE: 1.0}),))
    people = People({NUMBER: person(machine)})
    meeting = {
        "client_name": "Анна",
        "meeting_at": "2026-11-24T15:30+03:00",
        "meeting_place": "улица Ленина, дом пять",
    }
    script = scripts()("appointment")
    attempt = people.called(NUMBER, script, BEGINNING, slots=meeting)
    assert attempt.result is AttemptResult.ANSWERED
    assert attempt.outcome == "left_message"


def test_a_value_that_the_robot_repeats_is_confirmed() -> None:
    manner = Manner(
        replies={
            "greeting": (Reply(says="перезвоните"),),
            "ask_when": (Reply(says="завтра в десять"),),
        }
    )
    attempt = called(Kind(name="waits", manners=(manner,)), "callback_controller")
    assert attempt.promised_at == datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert attempt.turns == 3
