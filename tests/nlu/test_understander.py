"""Who decides: phrases and rules as ever, Rasa where only the classifier would guess."""

from dataclasses import dataclass, field

import pytest

from tests.nlu.contract import NOW, ODD
from voicebot.nlu.opinion import Judged, Opinion, Silent
from voicebot.nlu.understander import RasaUnderstander
from voicebot.understanding.meaning import Basis, Candidate
from voicebot.understanding.understander import Understander


@dataclass(slots=True)
class Oracle:
    """Implements `voicebot.nlu.rasa.Judge` with one opinion of everything."""

    opinion: Opinion
    asked: list[str] = field(default_factory=list)

    def ask(self, text: str) -> Opinion:
        self.asked.append(text)
        return self.opinion


def judged(**confidences: float) -> Judged:
    return Judged(
        candidates=tuple(
            Candidate(intent=intent, confidence=confidence)
            for intent, confidence in confidences.items()
        )
    )


def taught(embedded: Understander, opinion: Opinion) -> RasaUnderstander:
    return RasaUnderstander.of(embedded, Oracle(opinion))


def test_what_only_a_classifier_could_guess_is_rasas_to_say(
    embedded: Understander,
) -> None:
    rasa = taught(embedded, judged(subscribe=0.91, no=0.05))
    meaning = rasa.understand(ODD, now=NOW)
    assert meaning.intent == "subscribe"
    assert meaning.basis is Basis.GUESS
    assert meaning.confidence == pytest.approx(0.91)
    assert meaning.why == "rasa: subscribe 0.91"
    assert meaning.rivals == (Candidate(intent="no", confidence=0.05),)


def test_an_intent_of_ones_own_that_only_rasa_knows_wins_where_it_is_expected(
    embedded: Understander,
) -> None:
    rasa = taught(embedded, judged(tractor=0.95))
    assert rasa.understand(ODD, now=NOW, among=["tractor", "no"]).intent == "tractor"
    unexpected = rasa.understand(ODD, now=NOW, among=["no"])
    assert unexpected.intent == "out_of_scope"
    assert "tractor is not expected here" in unexpected.why


def test_a_known_phrase_stands_and_tells_what_rasa_said(embedded: Understander) -> None:
    meaning = taught(embedded, judged(no=0.99)).understand("да", now=NOW)
    assert meaning.intent == "yes"
    assert meaning.why == "phrase: да; rasa: no 0.99"


def test_rasa_agrees_to_nothing_that_is_denied(embedded: Understander) -> None:
    rasa = taught(embedded, judged(yes=0.99))
    assert rasa.understand("синий трактор не едет", now=NOW).intent != "yes"


def test_what_rasa_is_unsure_of_is_a_no_match(embedded: Understander) -> None:
    meaning = taught(embedded, judged(subscribe=0.4)).understand(ODD, now=NOW)
    assert meaning.intent == "out_of_scope"
    assert meaning.why.startswith("rasa: not sure of subscribe")


def test_without_rasa_the_embedded_classifier_answers_and_why_says_so(
    embedded: Understander,
) -> None:
    silent = Silent(reason="did not answer in 300 ms")
    rasa = taught(embedded, silent)
    for text in ("да", ODD, "перезвоните попозже", "минтересно"):
        alone = embedded.understand(text, now=NOW)
        meaning = rasa.understand(text, now=NOW)
        assert meaning.why == f"rasa did not answer in 300 ms; {alone.why}"
        assert (meaning.intent, meaning.confidence) == (alone.intent, alone.confidence)


def test_every_reading_with_words_is_asked_about_and_silence_is_not(
    embedded: Understander,
) -> None:
    oracle = Oracle(judged(no=0.9))
    rasa = RasaUnderstander.of(embedded, oracle)
    for text in ("да", "", "…", ODD):
        rasa.understand(text, now=NOW, alternatives=["нет"])
    assert oracle.asked == ["да", ODD]


def test_rasas_opinion_of_the_first_reading_says_nothing_of_the_others(
    embedded: Understander,
) -> None:
    rasa = taught(embedded, judged(yes=0.99))
    among = ["operator", "no"]
    others = ["позовите оператора"]
    alone = embedded.understand(ODD, now=NOW, among=among, alternatives=others)
    meaning = rasa.understand(ODD, now=NOW, among=among, alternatives=others)
    assert meaning.intent == alone.intent == "operator"


def test_a_scenarios_own_phrases_keep_rasa(embedded: Understander) -> None:
    local = taught(embedded, judged(subscribe=0.9)).with_local_phrases({"gift": ["а"]})
    assert "rasa: subscribe 0.90" in local.understand(ODD, now=NOW).why
