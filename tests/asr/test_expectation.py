from asr.expectation import MARGIN, choose
from asr.whisper_model import Hypothesis


def reading(text: str, log: float) -> Hypothesis:
    return Hypothesis(text=text, mean_log_probability=log)


def test_the_most_probable_reading_is_chosen() -> None:
    assert choose([reading("Да", -1.0), reading("Дай", -0.5)], ()) == reading(
        "Дай", -0.5
    )


def test_an_expected_phrase_wins_when_it_is_nearly_as_probable() -> None:
    near = reading("Перезвоните позже.", -0.5 - MARGIN / 2)
    assert (
        choose([reading("Перезвони те позже", -0.5), near], {"перезвоните позже"})
        == near
    )


def test_an_expected_phrase_that_is_hardly_heard_does_not_win() -> None:
    best = reading("Кто это?", -0.2)
    assert choose([best, reading("Нет.", -0.3 - MARGIN)], {"нет"}) == best


def test_nothing_to_choose_from_is_nothing() -> None:
    assert choose([], {"да"}) is None
