import pytest

from tts.normalize.names import decline
from tts.normalize.numeral import Case


@pytest.mark.parametrize(
    ("name", "case", "declined"),
    [
        ("Анна Сергеевна", "d", "Анне Сергеевне"),
        ("Анна Сергеевна", "g", "Анны Сергеевны"),
        ("Иванов Пётр Ильич", "i", "Ивановым Петром Ильичом"),
        ("Иванова Мария", "a", "Иванову Марию"),
        ("Владимир", "p", "Владимире"),
        ("Любовь", "d", "Любови"),
        ("Анна-Мария", "g", "Анны-Марии"),
        ("Анна", "n", "Анна"),
    ],
)
def test_a_name_takes_the_case(name: str, case: Case, declined: str) -> None:
    assert decline(name, case) == declined


@pytest.mark.parametrize("name", ["Джереми", "Smith", "ООО Ромашка", "", "Хрзщ"])
def test_what_is_no_known_name_stays(name: str) -> None:
    assert decline(name, "g") == name
