"""Text to meaning: phrases, rules, spoken time, likeness, classifier, in this order."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from voicebot.understanding.candidates import admitted
from voicebot.understanding.channel import Channel
from voicebot.understanding.classifier import Classifier
from voicebot.understanding.corrections import (
    Corrections,
    TalkPlace,
    corrected,
    read_corrections,
)
from voicebot.understanding.familiarity import Familiarity
from voicebot.understanding.guess import classified, no_match
from voicebot.understanding.hearsay import POSITIVE, hearsay
from voicebot.understanding.making_out import made_out
from voicebot.understanding.meaning import Basis, Candidate, Meaning
from voicebot.understanding.model_cache import learnt_from
from voicebot.understanding.phrase_match import PhraseIndex
from voicebot.understanding.phrase_verdicts import (
    REPAIRED_CONFIDENCE,
    by_containing,
    by_phrase,
    by_sound,
)
from voicebot.understanding.phrases import (
    CORRECTIONS_FILE,
    OUT_OF_SCOPE,
    PhraseBook,
    answers,
    load_phrases,
)
from voicebot.understanding.repair import Repair
from voicebot.understanding.rivals import rivals
from voicebot.understanding.rules.only_time import is_only_time
from voicebot.understanding.rules.rule import matching
from voicebot.understanding.rules.rulebook import RULES, rule_patterns
from voicebot.understanding.spoken_time.moment import SpokenTime
from voicebot.understanding.spoken_time.reader import find_time
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.verdict import Verdict
from voicebot.understanding.words import is_russian_word, spoken_words

STRANGERS_FOR_A_RULE = 3
"""A rule is not believed in an utterance with more strange words than known ones,
and more of them than this: people at home talk of anything."""

TIME_CONFIDENCE = 0.95

LONGEST_HINT = 3
"""Words; longer phrases only dilute a recognizer's grammar."""

_WARMING_UP = "перезвоните завтра в десять"
"""Compiles the rules and opens the dictionary before the first call needs them."""

_HESITATION = frozenset(spoken_words("э м мм эм хм гм кхм ээ эмм гмм"))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Understander:
    """Understands one utterance at a time; holds no state of the talk.

    No two are compared and none is printed: each holds thousands of phrases.
    """

    book: PhraseBook
    index: PhraseIndex
    local: PhraseIndex
    corrections: Corrections
    repair: Repair
    familiarity: Familiarity
    classifier: Classifier
    channel: Channel

    def understand(
        self,
        text: str,
        *,
        among: Collection[str] | None = None,
        now: datetime,
        alternatives: Sequence[str] = (),
    ) -> Meaning:
        """What `text` means at `now` (aware, in the contact's zone).

        `among` are the intents that compete; None lets every intent compete. An
        intent outside it wins only as its stand-in (`candidates.STANDS_FOR`).
        `alternatives` are the recognizer's other readings, likeliest first: one of
        them is taken where `text` means nothing expected.
        """
        meaning = self._told(text, among, now, alternatives)
        return replace(meaning, alternatives=tuple(alternatives))

    def _told(
        self,
        text: str,
        among: Collection[str] | None,
        now: datetime,
        alternatives: Sequence[str],
    ) -> Meaning:
        """The reading of `text`, or of the likeliest alternative that means something."""
        meaning = self._meaning(text, among, now, alternatives)
        if meaning.intent != OUT_OF_SCOPE:
            return meaning
        others = [self._meaning(other, among, now) for other in alternatives]
        told = [other for other in others if _is_told(other)]
        if not told:
            return self._made_out(meaning, among)
        if _disagree_on_yes(told):
            return meaning
        return replace(told[0], text=text, why=f"{told[0].why} (in «{told[0].text}»)")

    def _made_out(self, meaning: Meaning, among: Collection[str] | None) -> Meaning:
        """The same, or what its garbled words were likeliest to have been."""
        heard = Utterance(spoken_words(meaning.text))
        if all(map(is_russian_word, heard.words)):
            return meaning
        verdict = made_out(heard, self.channel.likelihoods(meaning.text), among)
        if verdict is None:
            return meaning
        return replace(
            meaning,
            intent=verdict.intent,
            confidence=verdict.confidence,
            why=verdict.why,
            basis=verdict.basis,
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

    def within(self, *places: TalkPlace) -> "Understander":
        """The same, with the corrections that hold at this place of a talk.

        It costs microseconds, but for the first time that a place is named.
        """
        if not self.corrections.has_narrow_ones:
            return self
        return replace(self, corrections=self.corrections.within(*places))

    def _meaning(
        self,
        text: str,
        among: Collection[str] | None,
        now: datetime,
        alternatives: Sequence[str] = (),
    ) -> Meaning:
        words = spoken_words(text)
        if not words:
            return Meaning(text=text, intent=None, confidence=1.0, why="nothing said")
        heard = Utterance(words)
        repaired = Utterance(self.repair.repaired(words))
        time = find_time(text, now, alternatives=alternatives)
        guesses = self.classifier.candidates(repaired.words)
        verdict = self._decide(heard, repaired, time, guesses, among)
        return Meaning(
            text=text,
            intent=verdict.intent,
            confidence=round(verdict.confidence, 3),
            why=verdict.why,
            basis=verdict.basis,
            time=time,
            rivals=rivals(verdict, guesses, among),
        )

    def _decide(
        self,
        heard: Utterance,
        repaired: Utterance,
        time: SpokenTime | None,
        guesses: Sequence[Candidate],
        among: Collection[str] | None,
    ) -> Verdict:
        if _HESITATION.issuperset(heard.words):
            return Verdict(intent=OUT_OF_SCOPE, confidence=0.9, why="only hesitation")
        for verdict in self._verdicts(heard, repaired, time, guesses):
            intent = admitted(verdict.intent, among)
            if intent is not None:
                return replace(verdict, intent=intent)
            if verdict.intent != "yes":
                return no_match(f"{verdict.why}; {verdict.intent} is not expected here")
        strange = self.familiarity.strangers(repaired.words) / len(repaired.words)
        return classified(heard, guesses, among, strange=strange)

    def _verdicts(
        self,
        heard: Utterance,
        repaired: Utterance,
        time: SpokenTime | None,
        guesses: Sequence[Candidate],
    ) -> Iterator[Verdict]:
        """Opinions from the most to the least specific."""
        yield from self.corrections.exact(heard)
        yield from by_phrase(self.local.exact(heard), "scenario's phrase")
        yield from by_phrase(self.index.exact(heard), "phrase")
        yield from self.corrections.near(heard)
        if not all(map(is_russian_word, heard.words)):
            yield from by_sound(self.local.sounding_equal(heard))
            yield from by_sound(self.index.sounding_equal(heard))
        within = self.local.within(heard)
        if within and within.words > 1:
            yield by_containing(within)
        local = hearsay(heard, self.local.likest(heard), guesses)
        is_timed = time is not None and is_only_time(repaired)
        if local is not None and local.intent != OUT_OF_SCOPE and not is_timed:
            yield local
        yield from self._by_patterns(heard, repaired, time)
        if within:
            yield by_containing(within)
        likely = hearsay(heard, self.index.likest(heard), guesses)
        if likely is not None:
            yield likely

    def _by_patterns(
        self, heard: Utterance, repaired: Utterance, time: SpokenTime | None
    ) -> Iterator[Verdict]:
        """What rules and times say. No rule agrees on the strength of replaced words."""
        is_repaired = heard.words != repaired.words
        rule = (
            None
            if self._is_other_talk(heard, repaired)
            else next(matching(RULES, repaired), None)
        )
        if rule is not None and not (is_repaired and rule.intent in POSITIVE):
            trust = REPAIRED_CONFIDENCE if is_repaired else 1.0
            yield Verdict(
                intent=rule.intent,
                confidence=rule.confidence * trust,
                why=f"rule: {rule.name}",
            )
        if time is not None and is_only_time(repaired):
            yield Verdict(
                intent="call_later",
                confidence=TIME_CONFIDENCE,
                why="rule: names a time",
            )

    def _is_other_talk(self, heard: Utterance, repaired: Utterance) -> bool:
        strangers = self.familiarity.strangers(repaired.words)
        borne = STRANGERS_FOR_A_RULE if heard.words == repaired.words else 0
        return strangers > borne and strangers * 2 >= len(repaired.words) + bool(borne)


def open_understander(
    phrases_dir: Path, cache_dir: Path, extra: Mapping[str, Sequence[str]] | None = None
) -> Understander:
    """Read phrase lists and corrections, and load, or train and keep, their classifier.

    `extra` are a scenario's own phrases, in any language.

    Raises:
        ScenarioError: a phrase file or the corrections cannot be used.
    """
    corrections = read_corrections(phrases_dir / CORRECTIONS_FILE)
    book = corrected(load_phrases(phrases_dir), corrections)
    learnt = learnt_from(book, rule_patterns(), cache_dir)
    plain = Understander(
        book=book,
        index=PhraseIndex(book),
        local=PhraseIndex({}),
        corrections=Corrections.of(corrections),
        repair=Repair.towards(
            word
            for said in (*answers(book), *rule_patterns())
            for word in spoken_words(said)
        ),
        familiarity=learnt.familiarity,
        classifier=learnt.classifier,
        channel=Channel(book),
    )
    plain.understand(_WARMING_UP, now=datetime.now(UTC))
    return plain.with_local_phrases(extra) if extra else plain


def _is_told(meaning: Meaning) -> bool:
    """Whether phrases or rules know it; a guess at a second reading is worth nothing."""
    is_guess = meaning.basis is Basis.GUESS
    return meaning.intent not in {None, OUT_OF_SCOPE} and not is_guess


def _disagree_on_yes(told: Sequence[Meaning]) -> bool:
    """Whether some reading is a yes and another something else: then none is believed."""
    intents = {meaning.intent for meaning in told}
    return "yes" in intents and len(intents) > 1
