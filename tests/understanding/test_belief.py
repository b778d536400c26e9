"""A garbled phrase is believed by what a mistake would cost."""

from collections.abc import Callable

import pytest

from voicebot.understanding.belief import believed
from voicebot.understanding.channel import Channel
from voicebot.understanding.meaning import Basis, Candidate
from voicebot.understanding.phrase_match import PhraseIndex
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.verdict import Verdict
from voicebot.understanding.weighing import Opinions, weighed
from voicebot.understanding.words import spoken_words

BOOK = {
    "yes": ["ну говорите только быстро", "да удобно", "готовы", "почему бы и нет"],
    "no": ["мне это не нужно", "нет спасибо"],
    "interested": ["мне это нужно", "интересно"],
    "not_interested": ["неинтересно"],
    "do_not_call": ["вычеркните меня из списка"],
    "who_is_it": ["кто это"],
    "out_of_scope": ["пожарная машина", "какая завтра погода"],
}

Ask = Callable[..., Verdict]


@pytest.fixture(scope="module")
def opinions() -> Callable[[str], Opinions]:
    """What sounds and letters say; the classifier knows nothing."""
    index, channel = PhraseIndex(BOOK), Channel(BOOK)

    def of(text: str) -> Opinions:
        heard = Utterance(spoken_words(text))
        return Opinions(
            heard=heard,
            sounds=index.likest(heard),
            letters=channel.likelihoods(text),
            chances=dict.fromkeys(BOOK, 1 / len(BOOK)),
        )

    return of


@pytest.fixture(scope="module")
def ask(opinions: Callable[[str], Opinions]) -> Ask:
    def asked(*texts: str, among: tuple[str, ...] | None = None) -> Verdict:
        readings = [opinions(text) for text in texts]
        return believed(readings, weighed(readings), among)

    return asked


def test_what_is_weighed_is_a_probability_of_every_intent(
    opinions: Callable[[str], Opinions],
) -> None:
    candidates = weighed([opinions("вычеркнице мина"), opinions("вычерпните меня")])
    assert {one.intent for one in candidates} == set(BOOK)
    assert sum(one.confidence for one in candidates) == pytest.approx(1.0)
    confidences = [one.confidence for one in candidates]
    assert confidences == sorted(confidences, reverse=True)


def test_a_garbled_phrase_is_made_out_and_never_as_if_it_was_said(ask: Ask) -> None:
    found = ask("вычеркнице мина из спизка")
    assert found.intent == "do_not_call"
    assert not found.basis.is_sure
    assert found.why == "sounds like: вычеркните меня из списка"


def test_readings_that_agree_are_surer_than_one(
    opinions: Callable[[str], Opinions],
) -> None:
    def chance(*texts: str) -> float:
        found = weighed([opinions(text) for text in texts])
        return next(one.confidence for one in found if one.intent == "who_is_it")

    assert chance("кото это", "кто эта") > chance("кото это", "пожарна")


def test_a_long_garbled_yes_is_believed(ask: Ask) -> None:
    assert ask("нугаварите тока быстра").intent == "yes"


@pytest.mark.parametrize("heard", ["готовец", "готовета", "комменно да", "да удбн"])
def test_a_short_strange_word_is_no_yes(ask: Ask, heard: str) -> None:
    assert ask(heard).intent != "yes"


def test_one_reading_that_says_something_else_spoils_a_yes(ask: Ask) -> None:
    assert ask("нугаварите тока быстра", "мне ета ненужна").intent != "yes"
    assert ask("нугаварите тока быстра", "не гаварите быстра").intent != "yes"


def test_a_refusal_that_may_have_lost_its_denial_is_no_interest(ask: Ask) -> None:
    assert ask("минтересно").intent == "out_of_scope"


def test_an_intent_that_is_not_asked_for_is_not_made_out(ask: Ask) -> None:
    found = ask("вычеркнице мина из спизка", among=("yes", "repeat"))
    assert found.intent == "out_of_scope"
    assert "do_not_call is not expected here" in found.why


def test_garbled_talk_of_other_things_stays_so(ask: Ask) -> None:
    assert ask("пажарнава машинна").intent == "out_of_scope"


def test_what_is_like_nothing_is_a_guess(
    opinions: Callable[[str], Opinions],
) -> None:
    guessed = (Candidate(intent="who_is_it", confidence=0.9),)
    assert believed([opinions("ыыы")], guessed, None).basis is Basis.GUESS
