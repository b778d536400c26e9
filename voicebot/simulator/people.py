"""People who answer calls by their numbers, as text: what a campaign dials in a simulation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from voicebot.answering.verdict import Answerer
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.zone import zone_named
from voicebot.scenario.interpreter import ANSWERING_MACHINE
from voicebot.simulator.person import Person
from voicebot.simulator.text_talk import Talked, TextScript, talk

_BUSY_S = 2.0
_UNREACHABLE_S = 5.0
_PICKUP_S = (2.0, 30.0, 8.0)
"""From a phone's first ring until it is picked up: soonest, latest, likeliest."""

_NOT_RUNG = {
    AttemptResult.BUSY: _BUSY_S,
    AttemptResult.UNAVAILABLE: _UNREACHABLE_S,
    AttemptResult.INVALID_NUMBER: _BUSY_S,
    AttemptResult.FAILED: _BUSY_S,
}
"""How long a call takes that nobody's phone rings for, in seconds."""

_NO_SLOTS: Mapping[str, str] = {}


@dataclass(slots=True)
class _Memory:
    """How often somebody was called so far, and how often talked with."""

    calls: int = 0
    talks: int = 0


class People:
    """Everybody by their numbers; each remembers their own calls, at all their numbers."""

    def __init__(self, persons: Mapping[str, Person]) -> None:
        self._persons = persons
        self._memories: dict[int, _Memory] = {}
        """By the identity of a person of `persons`, who may have several numbers."""

    def called(
        self,
        number: str,
        script: TextScript,
        at: datetime,
        *,
        ring_s: float = 30.0,
        slots: Mapping[str, str] = _NO_SLOTS,
    ) -> Attempt:
        """What a call comes to that is dialled at `at`, an aware moment.

        Raises:
            ScenarioError: the contact lacks a slot, or one holds what it cannot.
            KeyError: nobody has the number.
        """
        person = self._persons[number]
        memory = self._memories.setdefault(id(person), _Memory())
        source = person.chance(memory.calls)
        local = at.astimezone(zone_named(person.zone))
        result = person.kind.result(memory.calls, local.hour, source)
        rang_s = _rang_s(result, ring_s, source)
        if rang_s > ring_s:
            is_sure = person.kind.is_sure_to_answer(memory.calls)
            result = result if is_sure else AttemptResult.NO_ANSWER
            rang_s = ring_s
        memory.calls += 1
        answered_at = local + timedelta(seconds=rang_s)
        manner = person.kind.manner(memory.talks)
        if result is AttemptResult.ANSWERED:
            memory.talks += 1
            talked = talk(script, manner, source, slots, answered_at)
        elif result is AttemptResult.MACHINE:
            machine = Answerer.MACHINE.value
            talked = talk(script, manner, source, slots, answered_at, machine)
            result = _result_of_machine(talked)
        else:
            return Attempt(at=at, phone=number, result=result, rang_s=rang_s)
        return _attempt(at, number, result, rang_s, talked)


def _rang_s(result: AttemptResult, ring_s: float, source: Random) -> float:
    """Until something comes of the call, or would have come of it."""
    if result is AttemptResult.NO_ANSWER:
        return ring_s
    if result in _NOT_RUNG:
        return _NOT_RUNG[result]
    return round(source.triangular(*_PICKUP_S), 1)


def _result_of_machine(talked: Talked) -> AttemptResult:
    """One to which the scenario spoke, with an outcome of its own, is a talk."""
    is_spoken_to = talked.outcome not in (None, ANSWERING_MACHINE)
    return AttemptResult.ANSWERED if is_spoken_to else AttemptResult.MACHINE


def _attempt(
    at: datetime, number: str, result: AttemptResult, rang_s: float, talked: Talked
) -> Attempt:
    return Attempt(
        at=at,
        phone=number,
        result=result,
        outcome=talked.outcome if result is AttemptResult.ANSWERED else None,
        rang_s=rang_s,
        talked_s=talked.talked_s,
        promised_at=talked.promised_at,
        is_do_not_call=talked.is_do_not_call,
        turns=talked.turns,
        no_matches=talked.no_matches,
        hung_up=talked.hung_up,
        fields=talked.fields,
    )
