"""What a recognizer is told to expect costs a call's loop nothing."""

from voicebot.understanding.hints import Hints

BOOK = {"yes": ["да", "да я готов слушать вас", "да, конечно"], "no": ["нет", "да нет"]}


def test_only_short_phrases_of_the_asked_intents_are_hints_in_the_books_order() -> None:
    assert Hints(BOOK).of(["no", "yes"]) == ("нет", "да нет", "да", "да, конечно")
    assert Hints(BOOK).of(["call_later"]) == ()


def test_a_question_asked_again_gets_the_very_same_phrases() -> None:
    hints = Hints(BOOK)
    assert hints.of(["yes"]) is hints.of(("yes",))


def test_a_scenarios_own_phrases_go_first_and_stand_once() -> None:
    hints = Hints(BOOK).after({"yes": ["беру", "да"], "gift": ["хочу подарок"]})
    assert hints.of(["yes", "gift"]) == ("беру", "да", "да, конечно", "хочу подарок")
    assert Hints(BOOK).of(["yes"]) == ("да", "да, конечно")
