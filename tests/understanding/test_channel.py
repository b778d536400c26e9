import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicebot.understanding.channel import LETTERS, LONGEST, Channel, letters_of
from voicebot.understanding.making_out import made_out
from voicebot.understanding.meaning import Basis
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.verdict import Verdict
from voicebot.understanding.words import spoken_words

BOOK = {
    "yes": ["ну говорите только быстро", "да удобно"],
    "no": ["мне это не нужно", "нет спасибо"],
    "interested": ["мне это нужно"],
    "do_not_call": ["вычеркните меня из списка"],
    "out_of_scope": ["пожарная машина", "какая завтра погода"],
}


@pytest.fixture(scope="module")
def channel() -> Channel:
    return Channel(BOOK)


def verdict(
    channel: Channel, text: str, among: tuple[str, ...] | None = None
) -> Verdict | None:
    heard = Utterance(spoken_words(text))
    return made_out(heard, channel.likelihoods(text), among)


def test_a_phrase_written_rightly_is_its_own_likeliest_source(channel: Channel) -> None:
    for intent, phrases in BOOK.items():
        for phrase in phrases:
            first = next(iter(channel.likelihoods(phrase).values()))
            assert (first.intent, first.phrase) == (intent, phrase)


def test_intents_come_in_the_order_of_their_likelihood(channel: Channel) -> None:
    logs = [each.log for each in channel.likelihoods("нугаварите тока быстра").values()]
    assert logs == sorted(logs, reverse=True)


def test_a_garbled_phrase_is_made_out_and_never_surely(channel: Channel) -> None:
    found = verdict(channel, "вычеркнице мина из спизка")
    assert found is not None
    assert found.intent == "do_not_call"
    assert found.basis is Basis.LIKENESS
    assert found.confidence < 0.7


def test_what_is_well_spelt_means_what_it_says(channel: Channel) -> None:
    assert verdict(channel, "вычеркните вас из списков") is None


def test_a_denial_is_neither_lost_nor_added(channel: Channel) -> None:
    assert verdict(channel, "не вычеркнице мина из спизка") is None


def test_an_intent_that_is_not_asked_for_is_not_made_out(channel: Channel) -> None:
    assert verdict(channel, "вычеркнице мина из спизка", ("yes", "repeat")) is None


def test_garbled_talk_of_other_things_stays_so(channel: Channel) -> None:
    assert verdict(channel, "пажарнава машинна") is None


@given(st.text(alphabet=LETTERS + " abc", max_size=2 * LONGEST))
def test_any_letters_are_compared_or_refused(text: str) -> None:
    channel = Channel({"no": ["нет", "не надо"], "yes": ["да"]})
    found = channel.likelihoods(text)
    is_comparable = 0 < len(letters_of(text)) <= LONGEST
    assert set(found) == ({"no", "yes"} if is_comparable else set())


def test_without_phrases_nothing_is_likely() -> None:
    assert Channel({}).likelihoods("да") == {}
