"""Talks that go any way at all, and callers who say nothing more."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from tests.scenario.talking import NOW
from voicebot.scenario.actions import Action, CallWebhook, Hold, Listen, Transfer
from voicebot.scenario.events import (
    Event,
    HoldEnded,
    KeysPressed,
    SilenceKept,
    TransferEnded,
    TurnHeard,
    WebhookAnswered,
    WebhookFailed,
)
from voicebot.scenario.interpreter import advance, start
from voicebot.scenario.model import Scenario
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.state import TalkState
from voicebot.understanding.meaning import Candidate, Meaning
from voicebot.understanding.spoken_time.reader import find_time

LIKELY: Mapping[SlotType, str] = {
    SlotType.TEXT: "Анна",
    SlotType.TIME: "2026-11-23T15:30+03:00",
    SlotType.DATE: "2026-11-23",
    SlotType.NUMBER: "3",
    SlotType.PHONE: "+79261234567",
    SlotType.DIGITS: "0042",
    SlotType.YES_NO: "yes",
}

SAID = [
    "да",
    "нет",
    "три",
    "завтра в пять",
    "двадцать третьего ноября",
    "девятьсот двадцать шесть сто двадцать три сорок пять шестьдесят семь",
    "ну не знаю",
    "сто миллионов",
    "э",
    "nan",
]

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.sampled_from(["да", "", "{time}", "2026-11-20", "NaN", "a" * 5]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "0"]), inner, max_size=3)
    ),
    max_leaves=5,
)


class RandomTalk:
    """One talk; every event is drawn from those that its last action may bring."""

    def __init__(self, draws: st.DataObject, scenario: Scenario) -> None:
        self._draw = draws.draw
        self._scenario = scenario
        self.now: datetime = NOW
        slots = {
            name: slot.example if slot.type is SlotType.TEXT and slot.example else value
            for name, slot in scenario.slots.items()
            for value in [LIKELY[slot.type]]
            if slot.required or self._draw(st.booleans())
        }
        self.state: TalkState
        self.actions: tuple[Action, ...]
        self.state, self.actions = start(
            scenario, slots, self.now, seed=self._draw(st.integers(0, 3))
        )

    def go_on(self, events: int) -> None:
        for _time in range(events):
            if not self.state.is_over:
                self._take(self._any_event())

    def fall_silent(self, most: int) -> None:
        """Until the talk is over, or `most` events went by."""
        while not self.state.is_over and most:
            most -= 1
            is_asked = isinstance(self.actions[-1], Listen)
            self._take(SilenceKept() if is_asked else self._any_event())

    def _take(self, event: Event) -> None:
        self.state, self.actions = advance(self._scenario, self.state, event, self.now)

    def _any_event(self) -> Event:
        draw = self._draw
        match self.actions[-1]:
            case Listen() as listen:
                return draw(_answers(listen, self.now))
            case Transfer():
                return TransferEnded(is_connected=draw(st.booleans()))
            case CallWebhook():
                if draw(st.booleans()):
                    return WebhookAnswered(body=draw(JSON))
                return WebhookFailed(is_timeout=draw(st.booleans()), reason="refused")
            case Hold():
                return HoldEnded()
            case other:
                raise AssertionError(f"{other} ends no batch")


def _answers(listen: Listen, now: datetime) -> st.SearchStrategy[Event]:
    intents = [*listen.intents, "yes", "no", "out_of_scope", None, "reschedule"]
    keys = [*sorted(listen.keys), "1", "3", "#", "79261234567", "0042"]
    return st.one_of(
        st.builds(
            lambda intent, said, rival, confidence: TurnHeard(
                meaning=Meaning(
                    text=said,
                    intent=intent,
                    confidence=0.9,
                    why="test",
                    time=find_time(said, now),
                    rivals=(Candidate(intent=rival, confidence=confidence),),
                )
            ),
            st.sampled_from(intents),
            st.sampled_from(SAID),
            st.sampled_from([intent for intent in intents if intent]),
            st.sampled_from([0.1, 0.88]),
        ),
        st.sampled_from(keys).map(lambda pressed: KeysPressed(keys=pressed)),
        st.just(SilenceKept()),
    )
