"""What every understanding promises, whoever classifies."""

from dataclasses import replace
from datetime import datetime

import pytest

from voicebot.understanding.corrections import Corrections, TalkPlace
from voicebot.understanding.phrase_file import Example
from voicebot.understanding.spoken_time.moment import At
from voicebot.understanding.understander import Understander

NOW = datetime.fromisoformat("2026-03-11T11:20+03:00")

ODD = "синий трактор едет в поле"
"""Nothing that a phrase or a rule knows."""


class UnderstandingContract:
    """Subclasses give the fixture `understander`."""

    def test_silence_means_nothing(self, understander: Understander) -> None:
        assert understander.understand(" … ", now=NOW).intent is None

    def test_a_listed_phrase_is_what_its_list_says(
        self, understander: Understander
    ) -> None:
        for text, intent in (
            ("да конечно", "yes"),
            ("не интересует", "not_interested"),
            ("соедините с оператором", "operator"),
        ):
            assert understander.understand(text, now=NOW).intent == intent

    def test_a_plea_not_to_call_again_is_heard(
        self, understander: Understander
    ) -> None:
        for text in ("больше мне не звоните", "удалите мой номер из базы"):
            meaning = understander.understand(text, now=NOW)
            assert meaning.intent == "do_not_call"

    def test_only_intents_that_compete_win(self, understander: Understander) -> None:
        among = ("no", "call_later")
        for text in ("да конечно", "а кто это", ODD, "перезвоните завтра", "не надо"):
            meaning = understander.understand(text, now=NOW, among=among)
            assert meaning.intent in {*among, "out_of_scope"}

    @pytest.mark.parametrize(
        "text", ["да нет не надо", "да не хочу я", "нет спасибо", "да ну вас", "не да"]
    )
    def test_a_denial_is_no_yes(self, understander: Understander, text: str) -> None:
        among = ("yes", "no", "call_later")
        meaning = understander.understand(text, now=NOW, among=among)
        assert meaning.intent != "yes"

    def test_a_time_is_read_by_our_own_grammar(
        self, understander: Understander
    ) -> None:
        meaning = understander.understand("наберите завтра в десять утра", now=NOW)
        assert meaning.intent == "call_later"
        expected = datetime.fromisoformat("2026-03-12T10:00+03:00")
        assert isinstance(meaning.time, At)
        assert meaning.time.value == expected

    def test_a_scenarios_own_phrase_goes_before_all_else(
        self, understander: Understander
    ) -> None:
        local = understander.with_local_phrases({"gift": [ODD]})
        assert local.understand(ODD, now=NOW, among=["gift", "no"]).intent == "gift"

    def test_another_reading_of_the_recognizer_is_taken_where_the_first_says_nothing(
        self, understander: Understander
    ) -> None:
        meaning = understander.understand(
            ODD, now=NOW, among=["operator", "no"], alternatives=["позовите оператора"]
        )
        assert meaning.intent == "operator"
        assert meaning.text == ODD

    def test_why_is_told(self, understander: Understander) -> None:
        for text in ("да", ODD, "перезвоните"):
            assert understander.understand(text, now=NOW).why

    def test_a_correction_of_one_question_holds_at_it_and_nowhere_else(
        self, understander: Understander
    ) -> None:
        one = Example(
            intent="gift", text=ODD, line=0, scenario="shop", question="price"
        )
        taught = replace(understander, corrections=Corrections.of([one]))
        place = TalkPlace(scenario="shop", question="price")
        among = ["gift", "no"]
        there = taught.within(place).understand(ODD, now=NOW, among=among)
        elsewhere = taught.within(TalkPlace(scenario="shop", question="name"))
        assert there.intent == "gift"
        assert elsewhere.understand(ODD, now=NOW, among=among).intent != "gift"
