"""What is known by all its letters, where noise left no word of a time."""

import pytest

from tests.understanding.spoken_time.calendar_now import NOW
from tests.understanding.spoken_time.rendering import rendered
from voicebot.understanding.spoken_time.reader import find_time, heard_time


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("терйез болчас", "через полчаса"),
        ("чоща терз пачторна", "часа через полтора"),
        ("нинвт челйз сорок", "минут через сорок"),
        ("черзчас дэедцочь", "через час двадцать"),
        ("втреду", "в среду"),
        ("звмра эечетлом", "завтра вечером"),
        ("в сридвуром", "в среду утром"),
        ("зывйра в оюид", "завтра в обед"),
        ("без четверте семь месера", "без четверти семь вечера"),
        ("в девяддадцатд трбцть", "в девятнадцать тридцать"),
        ("в вййоедные", "в выходные"),
        ("чариз полтора месяца", "через полтора месяца"),
    ],
)
def test_a_phrase_is_known_by_its_letters(heard: str, said: str) -> None:
    assert rendered(find_time(said, NOW)) != "nothing"
    assert rendered(find_time(heard, NOW)) == rendered(find_time(said, NOW))


@pytest.mark.parametrize(
    "heard", ["парэквитор", "дощетка", "не лавтрат", "авокадр", "ырщб 17 фывзапр", ""]
)
def test_letters_that_could_be_anything_are_no_time(heard: str) -> None:
    assert find_time(heard, NOW) is None


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("завтра в два", True),
        ("алло, эээ, завтра в два", True),
        ("савтра в тва", False),
        ("зывйра в оюид", False),
    ],
)
def test_a_time_tells_whether_it_was_said_or_is_only_like_what_was_heard(
    text: str, is_said: bool
) -> None:
    found = heard_time(text, NOW)
    assert found
    assert found.is_said is is_said


def test_another_reading_in_which_a_time_was_said_is_no_guess() -> None:
    found = heard_time("савтра в тва", NOW, alternatives=["завтра в два"])
    assert found
    assert found.is_said
