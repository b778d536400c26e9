"""Talks to a scenario without a telephone: events in, actions out."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from textwrap import dedent
from typing import TypeVar

from voicebot.scenario.actions import (
    Action,
    CallWebhook,
    HangUp,
    Hold,
    Listen,
    Say,
    Transfer,
)
from voicebot.scenario.events import (
    CallerGone,
    Event,
    KeysPressed,
    SilenceKept,
    TransferEnded,
    TurnHeard,
)
from voicebot.scenario.interpreter import advance, start
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario
from voicebot.understanding.meaning import Candidate, Meaning
from voicebot.understanding.spoken_time.moment import SpokenTime

DIALOGS = Path("dialogs")
NOW = datetime.fromisoformat("2026-11-20T14:10+03:00")
ANNA = {"client_name": "Анна Сергеевна"}

Ending = Listen | Transfer | CallWebhook | Hold | HangUp

Kind = TypeVar("Kind", bound=Action)


def write(folder: Path, text: str) -> Path:
    path = folder / "scenario.yaml"
    path.write_text(dedent(text), encoding="utf-8")
    return path


def meaning(
    intent: str | None,
    *,
    text: str = "…",
    time: SpokenTime | None = None,
    rivals: tuple[Candidate, ...] = (),
) -> Meaning:
    return Meaning(
        text=text, intent=intent, confidence=0.9, why="test", time=time, rivals=rivals
    )


class Talk:
    """One talk; `actions` are the last batch's."""

    def __init__(
        self, scenario: Scenario, slots: Mapping[str, str] = ANNA, now: datetime = NOW
    ) -> None:
        self.scenario = scenario
        self.now = now
        self.state, self.actions = start(scenario, slots, now)

    @classmethod
    def by(cls, name: str, slots: Mapping[str, str] = ANNA) -> "Talk":
        return cls(load_scenario(DIALOGS / f"{name}.yaml"), slots)

    def take(self, event: Event) -> "Talk":
        self.state, self.actions = advance(self.scenario, self.state, event, self.now)
        return self

    def hear(self, intent: str | None, time: SpokenTime | None = None) -> "Talk":
        return self.take(TurnHeard(meaning=meaning(intent, time=time)))

    def keep_silent(self) -> "Talk":
        return self.take(SilenceKept())

    def press(self, keys: str) -> "Talk":
        return self.take(KeysPressed(keys=keys))

    def end_transfer(self, *, is_connected: bool) -> "Talk":
        return self.take(TransferEnded(is_connected=is_connected))

    def leave(self) -> "Talk":
        return self.take(CallerGone())

    @property
    def said(self) -> str:
        return " ".join(say.text for say in self.all_of(Say))

    def all_of(self, kind: type[Kind]) -> list[Kind]:
        return [action for action in self.actions if isinstance(action, kind)]

    def the(self, kind: type[Kind]) -> Kind:
        (action,) = self.all_of(kind)
        return action

    @property
    def is_waiting(self) -> bool:
        return isinstance(self.actions[-1], Listen)

    @property
    def is_over(self) -> bool:
        return isinstance(self.actions[-1], HangUp) and self.state.is_over


def endings(actions: tuple[Action, ...]) -> int:
    """How many of the actions end a batch."""
    return sum(isinstance(action, Ending) for action in actions)
