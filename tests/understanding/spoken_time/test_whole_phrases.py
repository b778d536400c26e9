"""What is known by all its letters, where noise left no word of a time."""

import pytest

from tests.understanding.spoken_time.calendar_now import NOW
from tests.understanding.spoken_time.rendering import rendered
from voicebot.understanding.spoken_time.reader import find_time


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
