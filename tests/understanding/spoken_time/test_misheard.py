"""Times as recognizers garble them."""

import pytest

from tests.understanding.spoken_time.calendar_now import NOW
from tests.understanding.spoken_time.rendering import rendered
from voicebot.understanding.spoken_time.reader import find_time


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("чирис дватцать менут", "через двадцать минут"),
        ("тересдва часа", "через два часа"),
        ("через пару чисов", "через пару часов"),
        ("часов в пясь", "часов в пять"),
        ("после треъх", "после трёх"),
        ("послешести вечера", "после шести вечера"),
        ("зафтра утрам", "завтра утром"),
        ("всредо вечером", "в среду вечером"),
        ("в пятнитсу после абеда", "в пятницу после обеда"),
        ("на следущий недели", "на следующей неделе"),
        ("в палавине третева", "в половине третьего"),
        ("без четвирти пядь", "без четверти пять"),
        ("в один нацать", "в одиннадцать"),
        ("позваните часа три", "часа в три"),
        ("2 до 4", "с двух до четырёх"),
        ("завтра ближык вечеру", "завтра ближе к вечеру"),
        ("перезваните бослезавтра", "послезавтра"),
        ("завтра после семьи", "завтра после семи"),
    ],
)
def test_what_sounds_like_a_time_is_read_as_that_time(heard: str, said: str) -> None:
    assert rendered(find_time(said, NOW)) != "nothing"
    assert rendered(find_time(heard, NOW)) == rendered(find_time(said, NOW))


@pytest.mark.parametrize(
    "heard",
    [
        "девять",
        "номер сорок пять",
        "мой визит",
        "не могу говарить сейчас",
        "кто эта звонид",
        "соедините с аператором",
        "у меня взе есть",
        "какая завтра погода",
        "жена в болнице",
        "мне не нужын кридит",
        "абонент вне зоны дейсвия",
        "я вас не слышу пафторите",
    ],
)
def test_other_garbled_words_are_no_time(heard: str) -> None:
    assert find_time(heard, NOW) is None


def test_where_a_time_was_asked_for_a_worse_likeness_is_believed() -> None:
    heard = "селес тва тяса"
    assert find_time(heard, NOW) is None
    assert rendered(find_time(heard, NOW, is_awaited=True)).endswith("in 120")


def test_a_time_that_stands_in_another_reading_alone_is_taken() -> None:
    heard, other = "с автор в одежде", "завтра в одиннадцать"
    found = find_time(heard, NOW, alternatives=["савторов", other])
    assert found == find_time(other, NOW)


def test_another_reading_may_only_narrow_what_was_heard_in_good_words() -> None:
    heard = "завтра на победу"
    assert find_time(heard, NOW, alternatives=["завтра после обеда"]) == find_time(
        "завтра после обеда", NOW
    )
    assert find_time("завтра жду", NOW, alternatives=["послезавтра"]) == find_time(
        "завтра", NOW
    )


def test_a_time_that_is_refused_is_not_looked_for_in_other_readings() -> None:
    assert find_time("завтра не могу", NOW, alternatives=["завтра могу"]) is None
