from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicebot.understanding.meaning import Basis
from voicebot.understanding.spoken_time.moment import At
from voicebot.understanding.understander import Understander

# The same understander serves every example: it holds no state of the talk.
on_any_text = settings(max_examples=200, deadline=None)

RUSSIAN = st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё -,.?!", max_size=80)


@on_any_text
@given(text=st.one_of(st.text(max_size=80), RUSSIAN))
def test_any_text_has_a_meaning_with_a_confidence_and_the_same_one_again(
    understander: Understander, now: datetime, text: str
) -> None:
    meaning = understander.understand(text, now=now)
    assert 0.0 <= meaning.confidence <= 1.0
    assert all(0.0 <= rival.confidence <= 1.0 for rival in meaning.rivals)
    assert meaning == understander.understand(text, now=now)


@on_any_text
@given(text=RUSSIAN)
def test_only_intents_that_compete_win(
    understander: Understander, now: datetime, text: str
) -> None:
    among = {"yes", "no"}
    meaning = understander.understand(text, now=now, among=among)
    assert meaning.intent in {None, "out_of_scope", *among}
    assert {rival.intent for rival in meaning.rivals} <= among


@pytest.mark.parametrize("text", ["", "   ", "…", "?!", "- —", "\n"])
def test_nothing_said_has_no_intent(
    understander: Understander, now: datetime, text: str
) -> None:
    assert understander.understand(text, now=now).intent is None


@pytest.mark.parametrize("text", ["ммм", "э-э", "Эмм…", "хм", "м-м"])
def test_hesitation_means_none_of_the_expected(
    understander: Understander, now: datetime, text: str
) -> None:
    assert understander.understand(text, now=now).intent == "out_of_scope"


@pytest.mark.parametrize(
    ("heard", "intent"),
    [
        ("перезваните позжэ", "call_later"),
        ("саедините с аператором", "operator"),
        ("пирезвони те пожалуста вечерам", "call_later"),
        ("каму вы званите", "who_is_it"),
        ("ни интиресно", "not_interested"),
        ("павтарите пожалусто", "repeat"),
        ("вы ашиблись номирам", "wrong_number"),
        ("не званите мне больше", "do_not_call"),
    ],
)
def test_a_recognizers_spelling_is_understood(
    understander: Understander, now: datetime, heard: str, intent: str
) -> None:
    assert understander.understand(heard, now=now).intent == intent


def test_a_time_comes_with_the_meaning(
    understander: Understander, now: datetime
) -> None:
    meaning = understander.understand("наберите минут через сорок", now=now)
    assert meaning.intent == "call_later"
    assert meaning.time == At(value=now + timedelta(minutes=40), relative_min=40)


def test_a_refusal_of_the_offer_is_a_no_where_only_yes_and_no_compete(
    understander: Understander, now: datetime
) -> None:
    meaning = understander.understand(
        "меня это не интересует", now=now, among={"yes", "no", "repeat"}
    )
    assert meaning.intent == "no"


def test_an_intent_that_does_not_compete_is_a_no_match(
    understander: Understander, now: datetime
) -> None:
    meaning = understander.understand("скиньте на почту", now=now, among={"yes", "no"})
    assert meaning.intent == "out_of_scope"
    assert "subscribe" in meaning.why


def test_a_rule_says_its_name(understander: Understander, now: datetime) -> None:
    meaning = understander.understand("да я в общем-то не против", now=now)
    assert meaning.why == "rule: double negation consents"


def test_scenarios_own_phrases_go_first_in_any_language(
    understander: Understander, now: datetime
) -> None:
    local = understander.with_local_phrases(
        {"yes": ["네", "беру два"], "no": ["아니요"], "gift": ["хочу подарок"]}
    )
    said = {text: local.understand(text, now=now).intent for text in ("네", "아니요.")}
    assert said == {"네": "yes", "아니요.": "no"}
    assert local.understand("ну тогда беру два", now=now).intent == "yes"
    assert local.understand("хочу подарак", now=now).intent == "gift"
    assert local.understand("не беру два", now=now).intent != "yes"


def test_hints_for_a_recognizer_are_short_and_of_the_asked_intents(
    understander: Understander,
) -> None:
    hints = understander.phrases_of(["yes", "no"])
    assert {"да", "нет"} <= set(hints)
    assert "перезвоните позже" not in hints
    assert max(len(hint.split()) for hint in hints) <= 3


def test_another_reading_is_taken_where_the_first_means_nothing(
    understander: Understander, now: datetime
) -> None:
    meaning = understander.understand(
        "трынь брынь", now=now, alternatives=["трынь брысь", "перезвоните потом"]
    )
    assert (meaning.text, meaning.intent) == ("трынь брынь", "call_later")
    assert "перезвоните потом" in meaning.why


def test_readings_that_disagree_on_a_yes_are_not_believed(
    understander: Understander, now: datetime
) -> None:
    meaning = understander.understand(
        "трынь брынь", now=now, alternatives=["да конечно", "нет конечно"]
    )
    assert meaning.intent == "out_of_scope"


def test_a_yes_that_another_reading_contradicts_is_not_believed(
    understander: Understander, now: datetime
) -> None:
    meaning = understander.understand(
        "говорит и могу", now=now, alternatives=["говорить не могу"]
    )
    assert meaning.intent == "out_of_scope"


def test_a_yes_is_believed_where_another_reading_is_as_positive(
    understander: Understander, now: datetime
) -> None:
    meaning = understander.understand("ну да", now=now, alternatives=["нужно", "нудам"])
    assert meaning.intent == "yes"


def test_a_yes_said_word_for_word_in_another_reading_is_taken(
    understander: Understander, now: datetime
) -> None:
    taken = understander.understand("там", now=now, alternatives=["да", "кам"])
    assert taken.intent == "yes"
    denied = understander.understand("не допустим", now=now, alternatives=["да"])
    assert denied.intent != "yes"


def test_a_time_named_in_another_reading_comes_with_its_meaning(
    understander: Understander, now: datetime
) -> None:
    meaning = understander.understand(
        "трынь брынь", now=now, alternatives=["наберите минут через сорок"]
    )
    assert meaning.intent == "call_later"
    assert meaning.time == At(value=now + timedelta(minutes=40), relative_min=40)


def test_no_rule_agrees_with_garbled_words(
    understander: Understander, now: datetime
) -> None:
    meaning = understander.understand("сценти и совали рассказывайте", now=now)
    assert meaning.intent != "yes"


def test_a_refusal_that_lost_its_first_sound_is_no_interest(
    understander: Understander, now: datetime
) -> None:
    assert understander.understand("минтересно", now=now).intent != "interested"


def test_a_named_time_goes_before_what_only_sounds_like_a_scenarios_phrase(
    understander: Understander, now: datetime
) -> None:
    local = understander.with_local_phrases({"now": ["позвоните мне сейчас"]})
    assert local.understand("позвоните мне сейчас", now=now).intent == "now"
    assert local.understand("позвоните мне через час", now=now).intent == "call_later"


@pytest.mark.parametrize(
    "garbage",
    ["ф", "плохо", "неплохо", "у нас выдворит рактор", "митрактор едет в поле"],
)
def test_garbage_is_no_answer(
    understander: Understander, now: datetime, garbage: str
) -> None:
    assert understander.understand(garbage, now=now).intent == "out_of_scope"


@pytest.mark.parametrize("text", ["да я звонил", "да я вам звонил уже"])
def test_telling_of_a_call_forbids_none(
    understander: Understander, now: datetime, text: str
) -> None:
    assert understander.understand(text, now=now).intent != "do_not_call"


@pytest.mark.parametrize(
    "text", ["я с работым разговариваю", "я с роботым разговариваю"]
)
def test_a_misheard_robot_is_a_robot_still(
    understander: Understander, now: datetime, text: str
) -> None:
    assert understander.understand(text, now=now).intent == "robot_check"


@pytest.mark.parametrize(
    ("text", "basis"),
    [("завтра в два", Basis.RULE), ("савтра в тва", Basis.LIKENESS)],
)
def test_a_meaning_tells_what_its_time_rests_on(
    understander: Understander, now: datetime, text: str, basis: Basis
) -> None:
    meaning = understander.understand(text, now=now)
    assert meaning.time
    assert meaning.time_basis is basis
