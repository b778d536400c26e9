from pathlib import Path
from textwrap import dedent, indent

import pytest

from tests.scenario.talking import NOW, endings, meaning
from voicebot.scenario.checking.check import check_scenario
from voicebot.scenario.checking.rule import Severity
from voicebot.scenario.documenting.schema import schema_text
from voicebot.scenario.events import (
    CallerGone,
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
from voicebot.scenario.node import step_types
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.step import Step

EVENTS: list[Event] = [
    TurnHeard(meaning=meaning("yes")),
    TurnHeard(meaning=meaning("out_of_scope")),
    KeysPressed(keys="1"),
    SilenceKept(),
    TurnHeard(meaning=meaning("out_of_scope", text="пять")),
    KeysPressed(keys="1234"),
    WebhookAnswered(body={"manager": {"name": "Анна"}}),
    WebhookFailed(is_timeout=True, reason="late"),
    WebhookFailed(is_timeout=False, reason="refused"),
    HoldEnded(),
    TransferEnded(is_connected=True),
    TransferEnded(is_connected=False),
    CallerGone(),
]

SUBDIALOG = """\
    scenario: satisfaction
    about: Это робот.
    slots: {score: number}
    nodes:
      question:
        ask: Это робот. Всё хорошо?
        on: {yes: good, no: bad}
      good: {set: {score: "5"}, return: true}
      bad: {return: refused}
    """

pytestmark = pytest.mark.parametrize("step", step_types(), ids=lambda step: step.key)


def example(step: type[Step], folder: Path) -> Scenario:
    head = """\
        scenario: example
        about: Это робот.
        slots: {callback_at: time, debt: number, score: number}
        globals: {robot_check: Да.}
        start: greeting
        nodes:
          greeting: {say: Это робот., goto: shown}
          shown:
        """
    (folder / "satisfaction.yaml").write_text(dedent(SUBDIALOG), "utf-8")
    (folder / "music.wav").touch()
    path = folder / "example.yaml"
    path.write_text(dedent(head) + indent(dedent(step.example), " " * 4), "utf-8")
    return load_scenario(path)


def test_its_example_uses_it_and_passes_the_check(
    step: type[Step], tmp_path: Path
) -> None:
    scenario = example(step, tmp_path)
    assert step.key in {one.key for one in scenario.nodes["shown"].steps}
    known = {"yes", "no", "robot_check"}
    errors = [
        found
        for found in check_scenario(scenario, known)
        if found.severity is Severity.ERROR
    ]
    assert errors == []


def test_it_takes_every_event_and_every_batch_ends_once(
    step: type[Step], tmp_path: Path
) -> None:
    scenario = example(step, tmp_path)
    for event in EVENTS:
        state, actions = start(scenario, {}, NOW)
        assert endings(actions) == 1
        assert endings(actions[-1:]) == 1
        state, actions = advance(scenario, state, event, NOW)
        assert endings(actions) == 1
        assert endings(actions[-1:]) == 1


def test_its_exits_stand_where_they_say(step: type[Step], tmp_path: Path) -> None:
    scenario = example(step, tmp_path)
    for exit_ in scenario.nodes["shown"].exits:
        assert exit_.target in {*scenario.nodes, HANG_UP}
        place = ("nodes", "shown", *exit_.place)
        assert scenario.line_of(place) > scenario.line_of(("nodes", "shown"))


def test_it_explains_itself_to_authors_and_editors(
    step: type[Step], tmp_path: Path
) -> None:
    assert example(step, tmp_path).name == "example"
    assert step.__doc__
    assert f'"{step.key}"' in schema_text()


def test_no_other_step_has_its_key_or_its_place(
    step: type[Step], tmp_path: Path
) -> None:
    others = [other for other in step_types() if other is not step]
    assert example(step, tmp_path).nodes
    assert step.key not in {other.key for other in others}
    assert step.order not in {other.order for other in others}
