import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicebot.understanding.channel import LETTERS, LONGEST, Channel, letters_of

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


def test_a_phrase_written_rightly_is_its_own_likeliest_source(channel: Channel) -> None:
    for intent, phrases in BOOK.items():
        for phrase in phrases:
            first = next(iter(channel.likelihoods(phrase).values()))
            assert (first.intent, first.phrase) == (intent, phrase)


def test_intents_come_in_the_order_of_their_likelihood(channel: Channel) -> None:
    logs = [each.log for each in channel.likelihoods("нугаварите тока быстра").values()]
    assert logs == sorted(logs, reverse=True)


@given(st.text(alphabet=LETTERS + " abc", max_size=2 * LONGEST))
def test_any_letters_are_compared_or_refused(text: str) -> None:
    channel = Channel({"no": ["нет", "не надо"], "yes": ["да"]})
    found = channel.likelihoods(text)
    is_comparable = 0 < len(letters_of(text)) <= LONGEST
    assert set(found) == ({"no", "yes"} if is_comparable else set())


def test_without_phrases_nothing_is_likely() -> None:
    assert Channel({}).likelihoods("да") == {}
