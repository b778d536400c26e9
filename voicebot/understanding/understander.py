"""Text to meaning: phrases, rules, spoken time, likeness, classifier, in this order."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from voicebot.understanding.candidates import admitted
from voicebot.understanding.classifier import Classifier
from voicebot.understanding.familiarity import Familiarity
from voicebot.understanding.meaning import Candidate, Meaning
from voicebot.understanding.model_cache import learnt_from
from voicebot.understanding.phrase_match import PhraseFound, PhraseIndex
from voicebot.understanding.phrases import (
    OUT_OF_SCOPE,
    PhraseBook,
    answers,
    load_phrases,
)
from voicebot.understanding.repair import Repair
from voicebot.understanding.rules.only_time import is_only_time
from voicebot.understanding.rules.rule import matching
from voicebot.understanding.rules.rulebook import RULES
from voicebot.understanding.rules.word_classes import WORD_CLASSES
from voicebot.understanding.spoken_time.moment import SpokenTime
from voicebot.understanding.spoken_time.reader import find_time
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.words import spoken_words

LEAST_SURE = 0.5
"""A classifier's choice below this probability is a no-match."""

UNSURE_A_STRANGER = 0.4
"""How much surer it must be when every word is strange to answers; less for fewer."""

STRANGERS_FOR_A_RULE = 3
"""A rule is not believed in an utterance with more strange words than known ones,
and more of them than this: people at home talk of anything."""

SURELY_NEAR = 0.9
"""A phrase that sounds this alike needs no second opinion."""

SECOND_OPINION = 0.2
"""Else the classifier must give its intent this much."""

LEAST_SURE_YES = 0.75
"""A yes that only the classifier sees must be surer: a false yes costs most."""

SUREST_NEEDED = 0.97
TIME_CONFIDENCE = 0.95
WITHIN_CONFIDENCE = 0.75
NEAR_DISCOUNT = 0.95
RIVAL_DISCOUNT = 0.5
"""The classifier's other choices count half where a phrase or a rule decided."""

_WARMING_UP = "перезвоните завтра в десять"
"""Compiles the rules and opens the dictionary before the first call needs them."""

RIVALS_KEPT = 3
NEGLIGIBLE = 0.05

_HESITATION = frozenset(
    ["э", "м", "мм", "эм", "хм", "гм", "кхм", "ээ", "ммм", "эмм", "гмм"]
)
_DENIALS = frozenset(["не", "нет", "ни", "неа", "никак", "нельзя", "нету"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One layer's opinion."""

    intent: str
    confidence: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understander:
    """Understands one utterance at a time; holds no state of the talk."""

    book: PhraseBook
    index: PhraseIndex
    local: PhraseIndex
    repair: Repair
    familiarity: Familiarity
    classifier: Classifier

    def understand(
        self, text: str, *, among: Collection[str] | None = None, now: datetime
    ) -> Meaning:
        """What `text` means at `now` (aware, in the contact's zone).

        `among` are the intents that compete; None lets every intent compete. An
        intent outside it wins only as its stand-in (`candidates.STANDS_FOR`).
        """
        words = spoken_words(text)
        if not words:
            return Meaning(text=text, intent=None, confidence=1.0, why="nothing said")
        utterance = Utterance(self.repair.repaired(words))
        time = find_time(text, now)
        guesses = self.classifier.candidates(utterance.words)
        verdict = self._decide(utterance, time, guesses, among)
        return Meaning(
            text=text,
            intent=verdict.intent,
            confidence=round(verdict.confidence, 3),
            why=verdict.why,
            time=time,
            rivals=_rivals(verdict, guesses, among),
        )

    def phrases_of(self, intents: Collection[str]) -> tuple[str, ...]:
        """Short phrases of these intents, to bias a recognizer with."""
        return tuple(
            dict.fromkeys(
                phrase
                for intent in intents
                for phrase in self.book.get(intent, ())
                if len(spoken_words(phrase)) <= LONGEST_HINT
            )
        )

    def with_local_phrases(self, extra: Mapping[str, Sequence[str]]) -> "Understander":
        """The same, with a scenario's own phrases going before all else."""
        book = dict(self.book)
        for intent, phrases in extra.items():
            book[intent] = tuple(dict.fromkeys((*phrases, *book.get(intent, ()))))
        return replace(self, book=book, local=PhraseIndex(extra))

    def _decide(
        self,
        utterance: Utterance,
        time: SpokenTime | None,
        guesses: Sequence[Candidate],
        among: Collection[str] | None,
    ) -> Verdict:
        if _HESITATION.issuperset(utterance.words):
            return Verdict(intent=OUT_OF_SCOPE, confidence=0.9, why="only hesitation")
        for verdict in self._verdicts(utterance, time, guesses):
            intent = admitted(verdict.intent, among)
            if intent is not None:
                return replace(verdict, intent=intent)
            if verdict.intent != "yes":
                return _no_match(
                    f"{verdict.why}; {verdict.intent} is not expected here"
                )
        return self._classified(utterance, guesses, among)

    def _verdicts(
        self,
        utterance: Utterance,
        time: SpokenTime | None,
        guesses: Sequence[Candidate],
    ) -> Iterator[Verdict]:
        """Opinions from the most to the least specific."""
        yield from _by_phrase(self.local.exact(utterance), "scenario's phrase")
        yield from _by_phrase(self.index.exact(utterance), "phrase")
        yield from _by_phrase(
            self.local.near(utterance), "sounds like scenario's phrase"
        )
        within = self.local.within(utterance)
        if within and within.words > 1:
            yield _by_containing(within)
        if not self._is_other_talk(utterance):
            yield from _by_rule(utterance)
        if time is not None and is_only_time(utterance):
            yield Verdict(
                intent="call_later",
                confidence=TIME_CONFIDENCE,
                why="rule: names a time",
            )
        if within:
            yield _by_containing(within)
        near = self.index.near(utterance)
        if near and (
            near.likeness >= SURELY_NEAR or _is_seconded(near.intent, guesses)
        ):
            yield from _by_phrase(near, "sounds like")

    def _is_other_talk(self, utterance: Utterance) -> bool:
        strangers = self.familiarity.strangers(utterance.words)
        return strangers > STRANGERS_FOR_A_RULE and strangers * 2 > len(utterance.words)

    def _classified(
        self,
        utterance: Utterance,
        guesses: Sequence[Candidate],
        among: Collection[str] | None,
    ) -> Verdict:
        best = guesses[0]
        intent = admitted(best.intent, among)
        if intent is None:
            return _no_match(f"classifier: {best.intent} is not expected here")
        if intent == "yes" and not _DENIALS.isdisjoint(utterance.words):
            return _no_match("classifier: a yes with a denial in it is not believed")
        if intent != OUT_OF_SCOPE and best.confidence < self._needed(intent, utterance):
            return _no_match(f"classifier: not sure of {best.intent}")
        return Verdict(intent=intent, confidence=best.confidence, why="classifier")

    def _needed(self, intent: str, utterance: Utterance) -> float:
        """The probability below which the classifier's choice is a no-match."""
        least = LEAST_SURE_YES if intent == "yes" else LEAST_SURE
        strange = self.familiarity.strangers(utterance.words) / len(utterance.words)
        return min(least + UNSURE_A_STRANGER * strange, SUREST_NEEDED)


LONGEST_HINT = 3
"""Words; longer phrases only dilute a recognizer's grammar."""


def open_understander(
    phrases_dir: Path, cache_dir: Path, extra: Mapping[str, Sequence[str]] | None = None
) -> Understander:
    """Read the phrase lists and load, or train and keep, their classifier.

    Raises:
        ScenarioError: a phrase file cannot be used.
    """
    book = load_phrases(phrases_dir)
    learnt = learnt_from(book, _rule_patterns(), cache_dir)
    plain = Understander(
        book=book,
        index=PhraseIndex(book),
        local=PhraseIndex({}),
        repair=Repair.towards(
            word for phrase in answers(book) for word in spoken_words(phrase)
        ),
        familiarity=learnt.familiarity,
        classifier=learnt.classifier,
    )
    plain.understand(_WARMING_UP, now=datetime.now(UTC))
    return plain.with_local_phrases(extra) if extra else plain


def _rule_patterns() -> Iterator[str]:
    for rule in RULES:
        yield from rule.says
    yield from WORD_CLASSES.values()


def _by_phrase(found: PhraseFound | None, how: str) -> Iterator[Verdict]:
    if found is not None:
        is_exact = found.likeness == 1.0
        yield Verdict(
            intent=found.intent,
            confidence=found.likeness * (1.0 if is_exact else NEAR_DISCOUNT),
            why=f"{how}: {found.phrase}",
        )


def _by_containing(found: PhraseFound) -> Verdict:
    return Verdict(
        intent=found.intent,
        confidence=WITHIN_CONFIDENCE,
        why=f"contains scenario's phrase: {found.phrase}",
    )


def _by_rule(utterance: Utterance) -> Iterator[Verdict]:
    """Only the first rule's: those after it are for utterances it does not fit."""
    rule = next(matching(RULES, utterance), None)
    if rule is not None:
        yield Verdict(
            intent=rule.intent, confidence=rule.confidence, why=f"rule: {rule.name}"
        )


def _is_seconded(intent: str, guesses: Sequence[Candidate]) -> bool:
    return any(
        guess.intent == intent and guess.confidence >= SECOND_OPINION
        for guess in guesses
    )


def _no_match(why: str) -> Verdict:
    return Verdict(intent=OUT_OF_SCOPE, confidence=LEAST_SURE, why=why)


def _rivals(
    verdict: Verdict, guesses: Sequence[Candidate], among: Collection[str] | None
) -> tuple[Candidate, ...]:
    discount = 1.0 if verdict.why == "classifier" else RIVAL_DISCOUNT
    rivals: dict[str, float] = {}
    for guess in guesses:
        intent = admitted(guess.intent, among)
        if intent not in {None, verdict.intent, OUT_OF_SCOPE}:
            rivals.setdefault(str(intent), round(guess.confidence * discount, 3))
    return tuple(
        Candidate(intent=intent, confidence=confidence)
        for intent, confidence in rivals.items()
        if confidence >= NEGLIGIBLE
    )[:RIVALS_KEPT]
