import pytest

from voicebot.understanding.rules.pattern import PatternMistake, compile_pattern
from voicebot.understanding.rules.rulebook import RULES
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.words import spoken_words

CLASSES = {"polite": "пожалуйста|будьте добры"}


def found(pattern: str, text: str) -> bool:
    return compile_pattern(pattern, CLASSES).is_in(Utterance(spoken_words(text)))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("перезвонить", "перезвоните мне"),
        ("перезвон*", "может, перезвоним завтра"),
        ("не (надо|нужно)", "нет, не нужно"),
        ("^ да $", "Да."),
        ("^ да $", "ну да"),
        ("^ да+ $", "да-да-да"),
        ("^ (ну|да)* нет $", "да ну нет"),
        ("^ да? нет $", "нет"),
        ("соединить ... оператор", "соедините меня пожалуйста с вашим оператором"),
        ("соедините <polite>", "соедините будьте добры"),
        ("не !надо хочу", "не хочу"),
        ("не @name", "я не Виктор"),
        ("нет|да", "да"),
    ],
)
def test_a_pattern_matches(pattern: str, text: str) -> None:
    assert found(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("перезвонить", "позвоните мне"),
        ("^ да $", "да нет"),
        ("соединить ... оператор", "соедините раз два три четыре пять оператор"),
        ("не !надо надо", "не надо"),
        ("не @name", "не номер"),
        ("дать", "давно"),
    ],
)
def test_a_pattern_does_not_match(pattern: str, text: str) -> None:
    assert not found(pattern, text)


@pytest.mark.parametrize("pattern", ["(да", "да)", "<unknown>", "+ да", "да; нет"])
def test_a_mistake_in_a_pattern_is_told(pattern: str) -> None:
    with pytest.raises(PatternMistake):
        compile_pattern(pattern, CLASSES)


def test_every_rule_compiles_and_has_a_name_of_its_own() -> None:
    for rule in RULES:
        rule.holds_in(Utterance(("да",)))
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
