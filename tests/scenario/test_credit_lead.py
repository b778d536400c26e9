from datetime import date, datetime

import pytest

from tests.scenario.talking import ANNA, DIALOGS, NOW, Talk
from voicebot.errors import ScenarioError
from voicebot.scenario.actions import (
    AddToDoNotCall,
    BargeIn,
    Listen,
    RecordOutcome,
    Say,
    ScheduleCallback,
    SetSlot,
    Transfer,
)
from voicebot.scenario.interpreter import start
from voicebot.scenario.reading.loader import load_scenario
from voicebot.understanding.spoken_time.moment import At, Day


@pytest.fixture
def talk() -> Talk:
    return Talk.by("credit_lead")


def test_the_greeting_names_the_client_and_the_robot_and_asks(talk: Talk) -> None:
    assert talk.said.startswith("Добрый день, Анна Сергеевна! Это робот")
    assert talk.said.endswith("да, нет или перезвонить позже.")
    listen = talk.the(Listen)
    assert {"yes", "no", "call_later", "do_not_call", "operator"} <= {*listen.intents}
    assert listen.keys == {"1", "2", "3"}
    assert listen.complete_timeout_s == 0.3
    assert listen.barge_in is BargeIn.SPEECH


def test_only_the_text_without_a_slot_is_fixed(talk: Talk) -> None:
    assert [say.fixed for say in talk.all_of(Say)] == [False, True]


@pytest.mark.parametrize("intent", ["yes", "interested", "operator"])
def test_a_willing_caller_is_handed_to_the_managers(talk: Talk, intent: str) -> None:
    talk.hear(intent)
    assert talk.the(Transfer) == Transfer(to="managers", ring_s=20.0)
    assert talk.state.outcome == "interested"
    assert talk.state.path == ("greeting", "to_operator")
    assert talk.end_transfer(is_connected=True).is_over
    assert talk.state.outcome == "interested"


@pytest.mark.parametrize("intent", ["no", "not_interested"])
def test_a_refusal_is_a_rejected_lead(talk: Talk, intent: str) -> None:
    talk.hear(intent)
    assert talk.is_over
    assert talk.state.outcome == "rejected"
    assert talk.scenario.outcomes["rejected"] == "Отсев"


def test_later_without_a_time_means_exactly_two_hours(talk: Talk) -> None:
    talk.hear("call_later")
    assert "перезвоню через два часа, в шестнадцать десять" in talk.said
    assert talk.the(ScheduleCallback).at == datetime.fromisoformat(
        "2026-11-20T16:10+03:00"
    )
    assert talk.state.outcome == "callback"
    assert talk.is_over


def test_a_named_time_is_read_back_and_kept(talk: Talk) -> None:
    half_an_hour = At(value=NOW.replace(minute=40), relative_min=30)
    talk.hear("call_later", half_an_hour)
    assert "перезвоню сегодня в четырнадцать сорок" in talk.said
    assert talk.the(ScheduleCallback).at == NOW.replace(minute=40)
    assert talk.the(SetSlot) == SetSlot(
        slot="callback_at", value="2026-11-20T14:40:00+03:00"
    )


def test_tomorrow_without_an_hour_is_ten_in_the_morning(talk: Talk) -> None:
    talk.hear("call_later", Day(value=date(2026, 11, 21)))
    assert "завтра в десять часов утра" in talk.said


def test_late_in_the_evening_the_callback_waits_for_the_morning() -> None:
    evening = NOW.replace(hour=19, minute=30)
    talk = Talk(load_scenario(DIALOGS / "credit_lead.yaml"), ANNA, evening)
    talk.hear("call_later")
    assert "завтра в девять часов утра" in talk.said
    assert talk.the(ScheduleCallback).at == datetime.fromisoformat(
        "2026-11-21T09:00+03:00"
    )


def test_busy_managers_lead_to_a_promised_callback(talk: Talk) -> None:
    talk.hear("yes").end_transfer(is_connected=False)
    assert "менеджеры сейчас заняты" in talk.said
    assert talk.the(ScheduleCallback).at == NOW.replace(hour=16)
    assert talk.state.outcome == "callback"


def test_silence_twice_ends_the_talk(talk: Talk) -> None:
    talk.keep_silent()
    assert talk.said.startswith("Вы меня слышите? Готовы пообщаться")
    assert talk.is_waiting
    talk.keep_silent()
    assert talk.is_over
    assert talk.state.outcome == "no_input"


def test_not_understood_twice_ends_the_talk(talk: Talk) -> None:
    talk.hear("out_of_scope")
    assert talk.said.startswith("Извините, не удалось понять. Готовы")
    talk.hear("out_of_scope")
    assert talk.is_over
    assert talk.state.outcome == "no_match"


def test_silence_and_misunderstanding_are_counted_apart(talk: Talk) -> None:
    assert talk.keep_silent().hear("out_of_scope").is_waiting


def test_an_empty_turn_is_silence(talk: Talk) -> None:
    assert talk.hear(None).said.startswith("Вы меня слышите?")


def test_who_asks_never_to_be_called_never_is(talk: Talk) -> None:
    talk.hear("do_not_call")
    assert talk.all_of(AddToDoNotCall) == [AddToDoNotCall()]
    assert "больше не позвоним" in talk.said
    assert talk.state.outcome == "do_not_call"
    assert talk.is_over


def test_a_wrong_number_gets_an_apology(talk: Talk) -> None:
    talk.hear("wrong_number")
    assert talk.said.startswith("Извините")
    assert talk.state.outcome == "wrong_number"
    assert talk.is_over


@pytest.mark.parametrize(
    ("intent", "answer"),
    [
        ("who_is_it", "Это робот компании «Кредитная компания»"),
        ("robot_check", "Да, с вами говорит робот."),
    ],
)
def test_questions_to_the_robot_are_answered_and_its_own_repeated(
    talk: Talk, intent: str, answer: str
) -> None:
    talk.hear(intent)
    assert talk.said.startswith(answer)
    assert talk.said.endswith("перезвонить позже.")
    assert talk.is_waiting
    assert talk.state.nomatches == 0


def test_repeat_says_the_last_prompt_again(talk: Talk) -> None:
    greeting = talk.said
    assert talk.hear("repeat").said == greeting
    assert talk.is_waiting


@pytest.mark.parametrize(
    ("key", "node"), [("1", "to_operator"), ("2", "rejected"), ("3", "when")]
)
def test_keys_answer_too(talk: Talk, key: str, node: str) -> None:
    assert talk.press(key).state.path[-1] == node


def test_a_key_that_leads_nowhere_is_a_no_match(talk: Talk) -> None:
    assert talk.press("7").said.startswith("Извините, не удалось понять.")


def test_a_caller_who_leaves_has_hung_up(talk: Talk) -> None:
    talk.leave()
    assert talk.the(RecordOutcome) == RecordOutcome(outcome="hung_up")
    assert talk.state.is_over


def test_leaving_during_the_transfer_keeps_the_interest(talk: Talk) -> None:
    assert talk.hear("yes").leave().state.outcome == "interested"


def test_a_call_without_the_name_is_refused() -> None:
    scenario = load_scenario(DIALOGS / "credit_lead.yaml")
    with pytest.raises(ScenarioError) as caught:
        start(scenario, {}, NOW)
    assert str(caught.value) == (
        'credit_lead needs the slot "client_name"; pass --slot client_name=…'
    )


def test_a_time_slot_takes_only_times() -> None:
    scenario = load_scenario(DIALOGS / "credit_lead.yaml")
    with pytest.raises(ScenarioError, match="write a time like"):
        start(scenario, {**ANNA, "callback_at": "скоро"}, NOW)
