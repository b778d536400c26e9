from dataclasses import replace
from pathlib import Path

import pytest

from tests.scenario.talking import NOW, Talk, meaning, write
from voicebot.errors import ScenarioError
from voicebot.scenario.actions import DigitInput, LeaveNode, Listen, SetSlot
from voicebot.scenario.callback_moment import (
    CALL_WINDOW,
    CALLS_FROM,
    CALLS_UNTIL,
    ClashReason,
)
from voicebot.scenario.events import TurnHeard
from voicebot.scenario.language import words_of
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.slot_type import SlotType
from voicebot.understanding.meaning import Basis
from voicebot.understanding.spoken_time.moment import After, At
from voicebot.understanding.spoken_time.reader import find_time

ORDER = """
    scenario: order
    about: Это робот.
    slots: {count: number, score: number, at: time}
    start: how_many
    nodes:
      how_many:
        ask: Сколько упаковок привезти?
        collect:
          slot: count
          min: 1
          max: 10
          confirm: "Упаковок {count}, верно?"
          on: {no: refused, key 0: refused}
        goto: rate
      rate:
        ask: Оцените нас от одного до пяти.
        scale: {slot: score, words: {отлично: 5, не очень: 2}}
        goto: thanks
      thanks: {say: "Записал {count} и {score}.", hang_up: true}
      refused: {outcome: rejected, hang_up: true}
    """


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk(load_scenario(write(tmp_path, ORDER)), {})


def say(talk: Talk, text: str, intent: str = "out_of_scope") -> Talk:
    return talk.take(TurnHeard(meaning=meaning(intent, text=text)))


def test_a_value_is_read_back_and_kept_after_a_yes(talk: Talk) -> None:
    assert say(talk, "пять").said == "Упаковок 5, верно?"
    assert talk.state.slots == {}
    assert say(talk, "да", "yes").the(SetSlot) == SetSlot(slot="count", value="5")
    assert talk.state.node == "rate"


def test_a_no_asks_again_and_leaves_the_slot_empty(talk: Talk) -> None:
    say(talk, "пять")
    assert say(talk, "нет", "no").said == "Сколько упаковок привезти?"
    assert talk.state.slots == {}
    assert talk.state.node == "how_many"


def test_a_no_with_another_value_corrects(talk: Talk) -> None:
    say(talk, "пять")
    assert say(talk, "нет, шесть", "no").said == "Упаковок 6, верно?"
    say(talk, "да", "yes")
    assert talk.state.slots["count"] == "6"


def test_a_confirmation_that_is_not_understood_is_asked_again(talk: Talk) -> None:
    say(talk, "пять")
    assert "Упаковок 5, верно?" in say(talk, "мяу").said
    assert "Упаковок 5, верно?" in talk.keep_silent().said


def test_who_never_confirms_is_let_go(talk: Talk) -> None:
    for _ in range(20):
        if talk.is_over:
            break
        say(talk, "пять")
        if not talk.is_over:
            say(talk, "нет", "no")
    assert talk.is_over
    assert "count" not in talk.state.slots


def test_a_value_out_of_bounds_is_not_understood(talk: Talk) -> None:
    assert "не удалось понять" in say(talk, "сто").said
    assert talk.state.pending == ""


def test_answers_that_are_no_value_lead_elsewhere(talk: Talk) -> None:
    say(talk, "нет", "no")
    assert LeaveNode(node="how_many", exit="collect.on.no", target="refused") in (
        talk.actions
    )


def test_keys_give_a_value_and_a_branch(talk: Talk) -> None:
    listen = talk.the(Listen)
    assert listen.collects is SlotType.NUMBER
    assert listen.digits == DigitInput(most=12, gap_s=3.0, end_key="#")
    assert talk.press("7").said == "Упаковок 7, верно?"
    assert talk.the(Listen).keys == {"1", "2"}
    talk.press("1")
    assert talk.state.slots["count"] == "7"


def test_a_branch_key_is_no_value(talk: Talk) -> None:
    talk.press("0")
    assert talk.state.outcome == "rejected"


@pytest.mark.parametrize(
    ("text", "score"),
    [("пять", "5"), ("отлично", "5"), ("ну не очень", "2"), ("четвёрка", "4")],
)
def test_a_score_is_a_number_or_a_word_for_one(
    talk: Talk, text: str, score: str
) -> None:
    say(say(talk, "три"), "да", "yes")
    say(talk, text)
    assert talk.state.slots["score"] == score
    assert talk.is_over


@pytest.mark.parametrize("text", ["десять", "полтора", "не отлично", "ноль"])
def test_what_is_not_on_the_scale_is_asked_again(talk: Talk, text: str) -> None:
    say(say(talk, "три"), "да", "yes")
    say(talk, text)
    assert "score" not in talk.state.slots
    assert talk.is_waiting


def test_a_score_by_key_needs_one_key(talk: Talk) -> None:
    say(say(talk, "три"), "да", "yes")
    digits = talk.the(Listen).digits
    assert digits is not None
    assert digits.most == 1
    assert talk.press("4").said == "Записал 3 и 4."


def test_a_time_is_collected_over_the_wish_to_be_called_later(tmp_path: Path) -> None:
    scenario = """
        scenario: later
        about: Это робот.
        slots: {at: time}
        nodes:
          ask:
            ask: Когда вам перезвонить?
            collect: {slot: at, on: {call_later: unsure}}
            callback: "{at}"
          unsure: {hang_up: true}
        """
    talk = Talk(load_scenario(write(tmp_path, scenario)), {})
    at = NOW.replace(hour=18, minute=0)
    heard = meaning("call_later", text="перезвоните в шесть", time=At(value=at))
    talk.take(TurnHeard(meaning=heard))
    assert talk.state.slots["at"] == at.isoformat()
    assert talk.state.outcome == "callback"


def guessed(talk: Talk, text: str, intent: str, basis: Basis) -> Talk:
    heard = replace(meaning(intent, text=text), basis=basis)
    return talk.take(TurnHeard(meaning=heard))


def test_a_guess_at_a_global_reply_yields_to_a_value(talk: Talk) -> None:
    guessed(talk, "пять", "repeat", Basis.GUESS)
    assert talk.state.pending == "5"
    guessed(talk, "пять упаковок", "repeat", Basis.RULE)
    assert talk.said == "Упаковок 5, верно?"


def test_any_words_are_a_text_but_a_known_phrase(tmp_path: Path) -> None:
    scenario = """
        scenario: opinion
        about: Это робот.
        slots: {opinion: text}
        nodes:
          ask:
            ask: Что нам улучшить?
            collect: {slot: opinion, confirm: "Записал: {opinion}?", on: {no: bye}}
            goto: bye
          bye: {hang_up: true}
        """
    path = write(tmp_path, scenario)

    def fresh() -> Talk:
        return Talk(load_scenario(path), {})

    said = guessed(fresh(), "курьер ошибся адресом", "wrong_number", Basis.RULE)
    assert said.state.pending == "курьер ошибся адресом"
    assert guessed(said, "да", "yes", Basis.PHRASE).state.slots["opinion"]
    assert guessed(fresh(), "нет", "no", Basis.PHRASE).is_over
    refusing = guessed(fresh(), "не звоните мне", "do_not_call", Basis.RULE)
    assert refusing.state.outcome == "do_not_call"


def test_what_stands_for_a_yes_confirms(talk: Talk) -> None:
    say(talk, "пять")
    guessed(talk, "интересно", "interested", Basis.RULE)
    assert talk.state.slots["count"] == "5"


LATER = """
    scenario: later
    about: Это робот.
    slots: {at: time}
    nodes:
      ask:
        ask: Когда вам перезвонить?
        collect: {slot: at}
        callback: "{at}"
    """
CONFIRMED = LATER.replace(
    "{slot: at}", '{slot: at, confirm: "Перезвоню {at | spoken}, верно?"}'
)


def asked_when(folder: Path, scenario: str = LATER) -> Talk:
    return Talk(load_scenario(write(folder, scenario)), {})


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (
            "завтра в семь утра",
            "Раньше девяти утра звонить нельзя. Удобно завтра в девять часов утра?",
        ),
        (
            "сегодня после девяти вечера",
            "После восьми вечера звонить нельзя. Удобно завтра в девять часов утра?",
        ),
    ],
)
def test_a_time_at_which_nobody_may_be_called_is_told_and_another_offered(
    tmp_path: Path, said: str, answer: str
) -> None:
    talk = say(asked_when(tmp_path), said)
    assert talk.said == answer
    assert talk.state.slots == {}
    say(talk, "да", "yes")
    assert talk.state.slots["at"] == "2026-11-21T09:00:00+03:00"
    assert talk.state.outcome == "callback"


def test_an_offer_that_does_not_suit_is_answered_by_another_hour_or_a_no(
    tmp_path: Path,
) -> None:
    talk = say(asked_when(tmp_path), "завтра в семь утра")
    say(talk, "нет, в одиннадцать", "no")
    assert talk.state.slots["at"] == "2026-11-21T11:00:00+03:00"
    talk = say(asked_when(tmp_path), "завтра в семь утра")
    assert say(talk, "нет", "no").said == "Когда вам перезвонить?"
    assert talk.state.slots == {}


def test_who_insists_on_an_hour_that_cannot_be_is_not_called_at_another(
    tmp_path: Path,
) -> None:
    talk = say(asked_when(tmp_path), "завтра в семь утра")
    for _ in range(9):
        if not talk.is_over:
            assert "звонить нельзя" in say(talk, "нет, в семь утра", "no").said
    assert talk.is_over
    assert talk.state.slots == {}


def test_an_offer_that_is_not_understood_is_asked_again(tmp_path: Path) -> None:
    talk = say(asked_when(tmp_path), "завтра в семь утра")
    assert "Удобно завтра в девять часов утра?" in say(talk, "мяу").said
    assert "Удобно завтра в девять часов утра?" in talk.keep_silent().said


def test_a_clash_is_told_before_the_scenarios_own_confirmation(tmp_path: Path) -> None:
    talk = say(asked_when(tmp_path, CONFIRMED), "завтра в семь утра")
    assert talk.said == (
        "Раньше девяти утра звонить нельзя. "
        "Перезвоню завтра в девять часов утра, верно?"
    )


def test_an_hour_that_is_keyed_outside_of_the_call_window_is_told_too(
    tmp_path: Path,
) -> None:
    assert (
        "Раньше девяти утра звонить нельзя" in asked_when(tmp_path).press("0730").said
    )


def test_an_hour_alone_corrects_the_hour_of_the_day_that_was_agreed(
    tmp_path: Path,
) -> None:
    talk = say(asked_when(tmp_path, CONFIRMED), "завтра в пять")
    assert (
        say(talk, "нет, в шесть", "no").said
        == "Перезвоню завтра в восемнадцать часов, верно?"
    )
    assert "завтра в семнадцать тридцать" in say(talk, "на полчаса раньше").said
    say(talk, "да", "yes")
    assert talk.state.slots["at"] == "2026-11-21T17:30:00+03:00"


def test_a_time_that_is_only_like_what_was_heard_is_asked_about(tmp_path: Path) -> None:
    talk = Talk(load_scenario(write(tmp_path, NARROW)), {})
    talk.hear("call_later")
    assert say(talk, "савтра в тва").said == "Удобно завтра в четырнадцать часов?"
    assert talk.state.slots == {}
    say(talk, "да", "yes")
    assert talk.state.slots["at"] == "2026-11-21T14:00:00+03:00"


def test_a_language_without_words_for_it_takes_the_nearest_time(tmp_path: Path) -> None:
    talk = say(asked_when(tmp_path, LATER + "language: ko\n"), "завтра в семь утра")
    assert talk.state.slots["at"] == "2026-11-21T09:00:00+03:00"


def test_the_words_tell_the_hours_of_the_call_window() -> None:
    words = words_of("ru")
    for reason, hour in (
        (ClashReason.EARLY, CALLS_FROM),
        (ClashReason.LATE, CALLS_UNTIL),
    ):
        told = words.clash(reason, CALL_WINDOW)
        assert told is not None
        text = told.source.removesuffix("звонить нельзя.").replace("Раньше", "После")
        found = find_time(text, NOW)
        assert isinstance(found, After)
        assert found.start.time() == hour


def test_a_promise_without_a_confirmation_tells_that_the_time_was_moved(
    tmp_path: Path,
) -> None:
    scenario = """
        scenario: later
        about: Это робот.
        nodes:
          ask: {ask: Удобно говорить?, on: {call_later: when}}
          when:
            say: "{time_clash} Перезвоню {time | spoken}."
            callback: "{time | in 2 hours}"
        """
    path = write(tmp_path, scenario)

    def promised(hour: int) -> str:
        moment = NOW.replace(day=21, hour=hour, minute=0)
        talk = Talk(load_scenario(path), {})
        return talk.hear("call_later", At(value=moment)).said

    assert promised(7).startswith("Раньше девяти утра звонить нельзя. Перезвоню завтра")
    assert promised(22).startswith("После восьми вечера звонить нельзя. Перезвоню")
    assert promised(11) == "Перезвоню завтра в одиннадцать часов утра."


NARROW = """
    scenario: later
    about: Это робот.
    call_window: {opens: "10:30", closes: "18:00"}
    slots: {at: time}
    nodes:
      ask: {ask: Удобно говорить?, on: {call_later: when}}
      when:
        ask: Когда вам перезвонить?
        collect: at
        goto: bye
      bye:
        say: Хорошо.
        callback: "{at}"
    """


def test_a_scenarios_own_call_window_is_told_and_kept(tmp_path: Path) -> None:
    talk = Talk(load_scenario(write(tmp_path, NARROW)), {})
    talk.hear("call_later")
    assert say(talk, "завтра в девять утра").said == (
        "Раньше десяти тридцати утра звонить нельзя. Удобно завтра в десять тридцать?"
    )
    assert "После шести вечера звонить нельзя." in say(talk, "в семь вечера").said
    say(talk, "нет, завтра в пять", "no")
    say(talk, "да", "yes")
    assert talk.state.slots["at"] == "2026-11-21T17:00:00+03:00"


def test_a_wider_call_window_leaves_a_late_hour_as_it_is(tmp_path: Path) -> None:
    wide = NARROW.replace('opens: "10:30", closes: "18:00"', 'closes: "22:00"')
    talk = Talk(load_scenario(write(tmp_path, wide)), {})
    talk.hear("call_later")
    say(talk, "завтра в девять вечера")
    assert talk.state.slots["at"] == "2026-11-21T21:00:00+03:00"


@pytest.mark.parametrize(
    "window", ['opens: "18:00", closes: "9:00"', 'opens: "7:00"', 'closes: "23:00"']
)
def test_a_call_window_that_is_none_or_breaks_the_law_is_refused(
    tmp_path: Path, window: str
) -> None:
    wrong = NARROW.replace('opens: "10:30", closes: "18:00"', window)
    with pytest.raises(ScenarioError, match="call_window"):
        load_scenario(write(tmp_path, wrong))
