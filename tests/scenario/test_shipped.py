"""What every scenario that ships with the robot promises."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from tests.scenario.talking import DIALOGS, meaning
from voicebot.rehearsal.suite import SuiteReport, open_suite, run_suite
from voicebot.rehearsal.text_rehearsal import TextRehearsal
from voicebot.scenario.actions import (
    Action,
    AddToDoNotCall,
    CallWebhook,
    HangUp,
    Listen,
    RecordOutcome,
    Say,
    ScheduleCallback,
    Transfer,
)
from voicebot.scenario.checking.check import check_file
from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.checking.parts import is_part
from voicebot.scenario.events import (
    Event,
    KeysPressed,
    SilenceKept,
    TransferEnded,
    TurnHeard,
    WebhookAnswered,
    WebhookFailed,
)
from voicebot.scenario.interpreter import advance, start
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.files import scenarios_in
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.russian.spoken_moment import spoken_moment
from voicebot.scenario.state import TalkState
from voicebot.settings import PROJECT_DIR
from voicebot.understanding.phrases import load_phrases
from voicebot.understanding.spoken_time.moment import At
from voicebot.understanding.understander import Understander, open_understander

NOW = datetime.fromisoformat("2026-11-20T14:10+03:00")
PATHS = scenarios_in(DIALOGS)
CASES = {
    "appointment",
    "base_refresh",
    "callback_controller",
    "credit_lead",
    "messenger_followup",
    "operator_connect",
    "payment_reminder",
    "satisfaction",
    "survey",
}

SPEAKABLE = re.compile(r"[а-яёА-ЯЁ «».,!?:]+")

Batch = tuple[TalkState, tuple[Action, ...]]

scenarios = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def understander() -> Understander:
    return open_understander(
        PROJECT_DIR / "dialogs" / "phrases", PROJECT_DIR / "var" / "understanding"
    )


def opening(scenario: Scenario) -> Batch:
    return start(scenario, contact(scenario), NOW)


def contact(scenario: Scenario) -> Mapping[str, str]:
    """A contact that brings an example of everything it may bring."""
    return {
        name: slot.example
        for name, slot in scenario.slots.items()
        if slot.example is not None
    }


def test_every_case_has_its_scenario() -> None:
    assert {load_scenario(path).name for path in PATHS} == CASES
    assert {path.stem for path in PATHS} == CASES


@scenarios
def test_nothing_is_to_mend(path: Path) -> None:
    phrases = load_phrases(DIALOGS / "phrases")
    assert check_file(path, phrases, Machine(phrases=phrases)) == ()


@scenarios
def test_its_own_tests_pass_and_leave_nothing_out(
    path: Path, understander: Understander
) -> None:
    report = rehearsed(path, understander)
    assert [verdict.case.name for verdict in report.failed] == []
    assert report.coverage.missing_nodes == ()
    assert report.coverage.missing_branches == ()


def rehearsed(path: Path, understander: Understander) -> SuiteReport:
    suite = open_suite(path)
    assert suite.cases, f"{path} has no tests"
    return run_suite(suite, TextRehearsal(understander), lambda _verdict: None)


@scenarios
def test_its_tests_tell_of_silence_keys_barge_in_and_refusals(path: Path) -> None:
    moves = [item for case in open_suite(path).cases for item in case.talk]
    callers = [item.caller for item in moves if item.caller]
    assert any(item.silence for item in moves)
    assert any(caller.keys for caller in callers)
    assert any(caller.after for caller in callers)
    assert any(case.expect.do_not_call for case in open_suite(path).cases)


@scenarios
def test_the_first_sentence_after_the_greeting_names_the_robot(path: Path) -> None:
    scenario = load_scenario(path)
    if is_part(scenario):
        return
    _state, actions = opening(scenario)
    first = next(action for action in actions if isinstance(action, Say))
    hello, named, *_rest = first.text.replace("!", ".").split(".")
    assert hello.startswith(("Здравствуйте", "Добрый день"))
    assert named.strip().startswith("Это робот")


@scenarios
def test_managers_read_every_outcome_in_russian(path: Path) -> None:
    scenario = load_scenario(path)
    if is_part(scenario):
        return
    recorded = {
        action.outcome
        for _question, batch in every_wait(scenario)
        for action in batch[1]
        if isinstance(action, RecordOutcome)
    }
    missing = recorded - {*scenario.outcomes}
    assert missing == set()


@scenarios
def test_do_not_call_is_honoured_wherever_the_robot_waits(path: Path) -> None:
    scenario = load_scenario(path)
    questions = [
        state for question, (state, _) in every_wait(scenario) if question is not None
    ]
    for state in questions:
        said = TurnHeard(meaning=meaning("do_not_call"))
        after, actions = advance(scenario, state, said, NOW)
        assert AddToDoNotCall() in actions, state.path
        assert isinstance(actions[-1], HangUp), state.path
        assert after.outcome == "do_not_call", state.path


@scenarios
def test_a_promised_call_is_read_back(path: Path) -> None:
    scenario = load_scenario(path)
    for _question, (_state, actions) in every_wait(scenario):
        said = " ".join(action.text for action in actions if isinstance(action, Say))
        for action in actions:
            if isinstance(action, ScheduleCallback):
                assert spoken_moment(action.at, NOW) in said


@scenarios
def test_a_voice_can_speak_every_word(path: Path) -> None:
    """Figures, dashes and foreign letters are read one way here and another there."""
    for _question, (_state, actions) in every_wait(load_scenario(path)):
        for action in actions:
            if isinstance(action, Say):
                assert SPEAKABLE.fullmatch(action.text), action.text


@scenarios
def test_every_question_is_reached(path: Path) -> None:
    scenario = load_scenario(path)
    asking = {
        name for name, node in scenario.nodes.items() if node.waits and node.questions
    }
    heard = {question for question, _ in every_wait(scenario) if question}
    assert asking <= heard


def every_wait(scenario: Scenario) -> list[tuple[str | None, Batch]]:
    """Every batch that talks of all kinds come to, with the node that listens in it.

    From states that differ in slots alone only one talk goes on.
    """
    met: dict[tuple[object, ...], tuple[str | None, Batch]] = {}
    waiting = [opening(scenario), sparse_opening(scenario)]
    while waiting:
        batch = waiting.pop()
        state, actions = batch
        last = actions[-1]
        asked = last.node if isinstance(last, Listen) else None
        key = (type(last), state.node, state.step, bool(state.pending), state.outcome)
        tries = (state.noinputs, state.nomatches)
        if (*key, tries) in met:
            continue
        met[(*key, tries)] = asked, batch
        waiting += [advance(scenario, state, event, NOW) for event in answers(last)]
    return list(met.values())


def sparse_opening(scenario: Scenario) -> Batch:
    """With a contact that brings nothing beyond what it must."""
    needed = {
        name: value
        for name, value in contact(scenario).items()
        if scenario.slots[name].required
    }
    return start(scenario, needed, NOW)


def answers(waiting: Action) -> Iterable[Event]:
    """One event of each kind that may answer the action a batch ends with."""
    match waiting:
        case Listen(intents=intents, keys=keys):
            yield SilenceKept()
            for intent in (*intents, "yes", "no", "out_of_scope"):
                yield TurnHeard(meaning=meaning(intent))
            at = At(value=NOW.replace(hour=16))
            yield TurnHeard(meaning=meaning("call_later", time=at))
            for key in sorted({*keys, "1", "5", "50000"}):
                yield KeysPressed(keys=key)
        case Transfer():
            yield TransferEnded(is_connected=True)
            yield TransferEnded(is_connected=False)
        case CallWebhook():
            yield WebhookAnswered(body={})
            yield WebhookFailed(is_timeout=True, reason="test")
        case _:
            return
