"""Understanding whose classifier is a Rasa server."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from typing_extensions import override

from voicebot.nlu.opinion import Judged, Silent
from voicebot.nlu.rasa import Judge
from voicebot.understanding.candidates import admitted
from voicebot.understanding.classifier import Classifier
from voicebot.understanding.guess import classified
from voicebot.understanding.hearsay import hearsay
from voicebot.understanding.meaning import Basis, Candidate, Meaning
from voicebot.understanding.reading import Reading
from voicebot.understanding.understander import Understander
from voicebot.understanding.verdict import Verdict
from voicebot.understanding.words import spoken_words

_CLASSIFIED = "classifier"
"""How `Meaning.why` names the layer whose place Rasa takes."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class JudgedWords(Classifier):
    """The embedded classifier, but for the one utterance that Rasa has judged."""

    judged: tuple[str, ...]
    rasa: tuple[Candidate, ...]

    @override
    def candidates(self, words: Sequence[str]) -> tuple[Candidate, ...]:
        if tuple(words) == self.judged:
            return self.rasa
        return Classifier.candidates(self, words)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class RasaUnderstander(Understander):
    """Phrases, rules, times and likeness as ever; Rasa in the classifier's place.

    So what the classifier may not do, Rasa may not do either: agree with a denial in
    the words, or overrule a known phrase or a rule. Every reading is asked about, and
    `why` tells what Rasa said, or that it was silent and the classifier answered.
    """

    server: Judge

    @classmethod
    def of(cls, embedded: Understander, server: Judge) -> "RasaUnderstander":
        parts = {one.name: getattr(embedded, one.name) for one in fields(Understander)}
        return cls(**parts, server=server)

    @override
    def understand(
        self,
        text: str,
        *,
        among: Collection[str] | None = None,
        now: datetime,
        alternatives: Sequence[str] = (),
    ) -> Meaning:
        words = spoken_words(text)
        opinion = self.server.ask(text) if words else None
        taught = self._taught(words, opinion) if isinstance(opinion, Judged) else self
        meaning = Understander.understand(
            taught, text, among=among, now=now, alternatives=alternatives
        )
        match opinion:
            case Judged():
                return replace(meaning, why=_told(meaning, opinion))
            case Silent(reason=reason):
                return replace(meaning, why=f"rasa {reason}; {meaning.why}")
            case None:
                return meaning

    @override
    def guess_at(
        self, readings: Sequence[Reading], among: Collection[str] | None
    ) -> tuple[Verdict, Sequence[Candidate]]:
        """Where Rasa judged the first reading, likeness or else Rasa decides."""
        first = readings[0]
        if not isinstance(self.classifier, JudgedWords):
            return Understander.guess_at(self, readings, among)
        likely = hearsay(first.heard, self.index.likest(first.heard), first.guesses)
        intent = likely and admitted(likely.intent, among)
        if likely and intent:
            return replace(likely, intent=intent), first.guesses
        words = first.repaired.words
        strange = self.familiarity.strangers(words) / len(words)
        verdict = classified(first.heard, first.guesses, among, strange=strange)
        return verdict, first.guesses

    def _taught(self, words: tuple[str, ...], opinion: Judged) -> Understander:
        """The same with Rasa's opinion of these words for the classifier's."""
        classifier = JudgedWords(
            **{
                one.name: getattr(self.classifier, one.name)
                for one in fields(Classifier)
            },
            judged=self.repair.repaired(words),
            rasa=opinion.candidates,
        )
        return replace(self, classifier=classifier)


def _told(meaning: Meaning, opinion: Judged) -> str:
    best = opinion.candidates[0]
    said = f"rasa: {best.intent} {best.confidence:.2f}"
    if meaning.basis is not Basis.GUESS:
        return f"{meaning.why}; {said}"
    if meaning.why == _CLASSIFIED:
        return said
    return f"{meaning.why.replace(_CLASSIFIED, 'rasa', 1)}; {said}"
