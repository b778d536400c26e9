from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario.talking import (
    ANNA,
    DIALOGS,
    NOW,
    Talk,
    endings,
    meaning,
    write,
)
from voicebot.errors import ScenarioError
from voicebot.scenario.actions import AddToDoNotCall, BargeIn, HangUp, Listen, Say
from voicebot.scenario.events import (
    CallerGone,
    Event,
    KeysPressed,
    SilenceKept,
    TransferEnded,
    TurnHeard,
)
from voicebot.scenario.interpreter import advance, start
from voicebot.scenario.reading.loader import load_scenario
from voicebot.understanding.meaning import Candidate

MEETING = {
    **ANNA,
    "meeting_at": "2026-11-23T15:30+03:00",
    "meeting_place": "улица Ленина, дом пять",
}

INTENTS = [
    None,
    "yes",
    "no",
    "call_later",
    "operator",
    "repeat",
    "who_is_it",
    "robot_check",
    "do_not_call",
    "wrong_number",
    "reschedule",
    "out_of_scope",
]
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.sampled_from(INTENTS).map(lambda name: TurnHeard(meaning=meaning(name))),
    st.sampled_from("0123456789*#").map(lambda key: KeysPressed(keys=key)),
    st.just(SilenceKept()),
    st.booleans().map(lambda is_up: TransferEnded(is_connected=is_up)),
    st.just(CallerGone()),
)


def talk_of(folder: Path, text: str) -> Talk:
    return Talk(load_scenario(write(folder, text)), {})


@pytest.mark.parametrize(
    ("name", "slots"), [("credit_lead", ANNA), ("appointment", MEETING)]
)
@settings(deadline=None)
@given(events=st.lists(EVENTS, max_size=12))
def test_every_batch_ends_once_and_a_replay_is_the_same(
    name: str, slots: dict[str, str], events: list[Event]
) -> None:
    scenario = load_scenario(DIALOGS / f"{name}.yaml")
    states = [start(scenario, slots, NOW)]
    for event in events:
        states.append(advance(scenario, states[-1][0], event, NOW))
    for state, actions in states:
        assert endings(actions) == 1
        assert endings(actions[-1:]) == 1
        assert state.is_over == isinstance(actions[-1], HangUp)
        assert not state.is_over or state.outcome
    replayed = [start(scenario, slots, NOW)]
    for event in events:
        replayed.append(advance(scenario, replayed[-1][0], event, NOW))
    assert replayed == states


def test_a_finished_talk_only_hangs_up() -> None:
    talk = Talk.by("credit_lead").hear("no")
    finished = talk.state
    talk.hear("yes")
    assert talk.actions == (HangUp(),)
    assert talk.state == finished


def test_the_meeting_is_moved_by_key_and_confirmed_by_voice() -> None:
    talk = Talk.by("appointment", MEETING)
    assert "в понедельник в пятнадцать тридцать, улица Ленина" in talk.said
    assert Talk.by("appointment", MEETING).press("1").state.outcome == "confirmed"
    assert Talk.by("appointment", MEETING).hear("yes").state.outcome == "confirmed"
    assert talk.press("2").state.path[-1] == "reschedule"


def test_a_korean_scenario_speaks_only_its_own_words() -> None:
    talk = Talk(load_scenario(Path("tests/scenario/korean.yaml")), {})
    assert talk.keep_silent().said == "지금 통화할 수 있습니까?"
    talk.hear("do_not_call")
    assert talk.all_of(AddToDoNotCall)
    assert talk.is_over
    assert not talk.said


def test_two_close_branches_are_asked_about() -> None:
    talk = Talk.by("credit_lead")
    rival = Candidate(intent="no", confidence=0.85)
    talk.take(TurnHeard(meaning=meaning("yes", rivals=(rival,))))
    assert talk.said == "Уточните, пожалуйста: да или нет?"
    talk.take(TurnHeard(meaning=meaning("yes", rivals=(rival,))))
    assert talk.state.path[-1] == "not_understood"


def test_a_rival_that_leads_to_the_same_node_is_no_rival() -> None:
    talk = Talk.by("credit_lead")
    rival = Candidate(intent="interested", confidence=0.89)
    talk.take(TurnHeard(meaning=meaning("yes", rivals=(rival,))))
    assert talk.state.path[-1] == "to_operator"


def test_a_scenario_may_change_and_switch_off_global_replies(tmp_path: Path) -> None:
    text = """
        scenario: own
        globals:
          do_not_call: "Исключаем вас из списка."
          robot_check: {say: "Да, робот.", go: bye}
          wrong_number: false
          subscribe: {go: bye, outcome: subscribed}
        nodes:
          ask: {ask: "Удобно?", on: {yes: bye, no: bye}}
          bye: {say: "До свидания.", hang_up: true}
    """
    talk = talk_of(tmp_path, text)
    assert "wrong_number" not in talk.the(Listen).intents
    assert talk.hear("do_not_call").said == "Исключаем вас из списка."
    assert talk.state.outcome == "do_not_call"
    assert talk.is_over
    robot = talk_of(tmp_path, text).hear("robot_check")
    assert robot.said == "Да, робот. До свидания."
    assert talk_of(tmp_path, text).hear("subscribe").state.outcome == "subscribed"


def test_do_not_call_counts_even_where_a_node_has_its_own_branch(
    tmp_path: Path,
) -> None:
    talk = talk_of(
        tmp_path,
        """
        scenario: own
        nodes:
          ask: {ask: "Удобно?", on: {yes: bye, do_not_call: bye}}
          bye: {say: "До свидания.", hang_up: true}
        """,
    )
    talk.hear("do_not_call")
    assert talk.all_of(AddToDoNotCall) == [AddToDoNotCall()]
    assert talk.state.path == ("ask", "bye")


def test_a_node_may_override_how_it_asks(tmp_path: Path) -> None:
    talk = talk_of(
        tmp_path,
        """
        scenario: own
        voice: {speaker: xenia}
        defaults: {noinput: 7s, barge_in: "off"}
        nodes:
          ask:
            ask: {text: "Удобно?", voice: aidar}
            say: Здравствуйте.
            barge_in: keypad_only
            max_speech: 2s
            on: {yes: hang_up}
        """,
    )
    listen = talk.the(Listen)
    assert (listen.noinput_s, listen.max_speech_s) == (7.0, 2.0)
    assert listen.barge_in is BargeIn.KEYPAD_ONLY
    assert [(say.text, say.voice) for say in talk.all_of(Say)] == [
        ("Здравствуйте.", "xenia"),
        ("Удобно?", "aidar"),
    ]
    assert talk.hear("yes").state.outcome == "completed"


def test_without_more_replies_silence_ends_the_talk(tmp_path: Path) -> None:
    talk = talk_of(
        tmp_path,
        """
        scenario: own
        nodes:
          ask: {ask: "Удобно?", on: {yes: hang_up}, on_noinput: ["Алло?"]}
        """,
    )
    assert talk.keep_silent().is_waiting
    assert talk.keep_silent().state.outcome == "no_input"
    assert talk.is_over


def test_a_talk_in_circles_ends(tmp_path: Path) -> None:
    talk = talk_of(
        tmp_path,
        """
        scenario: own
        nodes:
          one: {goto: two}
          two: {goto: one}
        """,
    )
    assert talk.is_over
    assert talk.state.outcome == "failed"


def test_an_event_nobody_waits_for_repeats_the_wait() -> None:
    talk = Talk.by("credit_lead").end_transfer(is_connected=False)
    assert talk.is_waiting
    assert not talk.said


def test_a_state_of_another_scenario_is_refused(tmp_path: Path) -> None:
    talk = Talk.by("credit_lead")
    other = load_scenario(
        write(tmp_path, 'scenario: other\nnodes: {n: {say: "a", hang_up: true}}')
    )
    with pytest.raises(ScenarioError, match="was started with"):
        advance(other, talk.state, SilenceKept(), NOW)


def test_a_slot_cannot_smuggle_markup_or_slots(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        scenario: own
        slots: {name: text}
        nodes:
          hi: {say: "<speak>Привет, {name}</speak>", hang_up: true}
        """,
    )
    talk = Talk(load_scenario(path), {"name": "<break/>{name}"})
    assert talk.said == "<speak>Привет, &lt;break/&gt;{name}</speak>"
