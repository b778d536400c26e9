import pytest

from voicebot.scenario.declension import decline


@pytest.mark.parametrize(
    ("name", "case", "declined"),
    [
        ("Анна Сергеевна", "dative", "Анне Сергеевне"),
        ("Анна Сергеевна", "genitive", "Анны Сергеевны"),
        ("Иванов Пётр Ильич", "instrumental", "Ивановым Петром Ильичом"),
        ("Иванова Мария", "accusative", "Иванову Марию"),
        ("Владимир", "prepositional", "Владимире"),
        ("Любовь", "dative", "Любови"),
        ("Анна-Мария", "genitive", "Анны-Марии"),
        ("Анна", "nominative", "Анна"),
    ],
)
def test_a_name_takes_the_case(name: str, case: str, declined: str) -> None:
    assert decline(name, case) == declined


@pytest.mark.parametrize("name", ["Джереми", "Smith", "ООО Ромашка", "", "Хрзщ"])
def test_what_is_no_known_name_stays(name: str) -> None:
    assert decline(name, "genitive") == name
