"""Text to meaning: phrases, rules, spoken time, other readings, what noise left of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from voicebot.understanding.belief import believed
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
from voicebot.understanding.guess import no_match
from voicebot.understanding.hearsay import POSITIVE, hearsay
from voicebot.understanding.hints import Hints
from voicebot.understanding.meaning import Basis, Candidate, Meaning
from voicebot.understanding.model_cache import learnt_from
from voicebot.understanding.phrase_file import Example
from voicebot.understanding.phrase_match import PhraseIndex, denies
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
from voicebot.understanding.reading import Reading
from voicebot.understanding.repair import Repair
from voicebot.understanding.rivals import rivals
from voicebot.understanding.rules.only_time import is_only_time
from voicebot.understanding.rules.rule import matching
from voicebot.understanding.rules.rulebook import RULES, rule_patterns
from voicebot.understanding.spoken_time.reader import HeardTime, heard_time
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.verdict import Verdict
from voicebot.understanding.weighing import Opinions, weighed
from voicebot.understanding.words import is_russian_word, spoken_words

STRANGERS_FOR_A_RULE = 3
"""A rule is not believed in an utterance with more strange words than known ones,
and more of them than this: people at home talk of anything."""

TIME_CONFIDENCE = 0.95

YES = "yes"

_WARMING_UP = ("перезвоните завтра в десять", "тилипаните зафтра в дисядь")
"""Compile the rules, open the dictionary, and lay out the times that a garbled reply is
compared with, before the first call needs them."""

_HESITATION = frozenset(spoken_words("э м мм эм хм гм кхм ээ эмм гмм"))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Understander:
    """Understands one utterance at a time; holds no state of the talk.

    No two are compared and none is printed: each holds thousands of phrases.
    """

    book: PhraseBook
    hints: Hints
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
        `alternatives` are the recognizer's other readings, likeliest first: where
        `text` means nothing expected, one that does is taken, or all are weighed.
        """
        readings = self._readings(text, now, alternatives)
        if readings is None:
            return Meaning(text=text, intent=None, confidence=1.0, why="nothing said")
        first, *others = readings
        source, verdict = first, self._known(first, among)
        candidates: Sequence[Candidate] = first.guesses
        if verdict is None or verdict.intent in {OUT_OF_SCOPE, YES}:
            source, verdict = self._second_opinion(first, verdict, others, among)
        if verdict is None:
            verdict, candidates = self.guess_at(readings, among)
        return Meaning(
            text=text,
            intent=verdict.intent,
            confidence=round(verdict.confidence, 3),
            why=verdict.why,
            basis=verdict.basis,
            rivals=rivals(verdict, candidates, among),
            alternatives=tuple(alternatives),
        ).with_time(source.time)

    def phrases_of(self, intents: Collection[str]) -> tuple[str, ...]:
        """Short phrases of these intents, to bias a recognizer with."""
        return self.hints.of(intents)

    def with_local_phrases(self, extra: Mapping[str, Sequence[str]]) -> "Understander":
        """The same, with a scenario's own phrases going before all else."""
        book = dict(self.book)
        for intent, phrases in extra.items():
            book[intent] = tuple(dict.fromkeys((*phrases, *book.get(intent, ()))))
        hints = self.hints.after(extra)
        return replace(self, book=book, hints=hints, local=PhraseIndex(extra))

    def within(self, *places: TalkPlace) -> "Understander":
        """The same, with the corrections that hold at this place of a talk.

        It costs microseconds, but for the first time that a place is named.
        """
        if not self.corrections.has_narrow_ones:
            return self
        return replace(self, corrections=self.corrections.within(*places))

    def _readings(
        self, text: str, now: datetime, alternatives: Sequence[str]
    ) -> list[Reading] | None:
        """The text and the other readings that have words; None where it has none."""
        words = [spoken_words(one) for one in (text, *alternatives)]
        if not words[0]:
            return None
        times = [
            heard_time(text, now, alternatives=alternatives),
            *(heard_time(other, now) for other in alternatives),
        ]
        return [
            self._reading(said, time)
            for said, time in zip(words, times, strict=True)
            if said
        ]

    def _reading(self, words: tuple[str, ...], time: HeardTime | None) -> Reading:
        repaired = Utterance(self.repair.repaired(words))
        return Reading(
            heard=Utterance(words),
            repaired=repaired,
            time=time,
            guesses=self.classifier.candidates(repaired.words),
        )

    def _known(self, reading: Reading, among: Collection[str] | None) -> Verdict | None:
        """What the first layer that knows the reading says; None where none does."""
        if _HESITATION.issuperset(reading.heard.words):
            return Verdict(intent=OUT_OF_SCOPE, confidence=0.9, why="only hesitation")
        for verdict in self._verdicts(reading):
            intent = admitted(verdict.intent, among)
            if intent is not None:
                return replace(verdict, intent=intent)
            if verdict.intent != YES:
                return no_match(f"{verdict.why}; {verdict.intent} is not expected here")
        return None

    def _verdicts(self, reading: Reading) -> Iterator[Verdict]:
        """Opinions from the most to the least specific."""
        heard = reading.heard
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
        local = hearsay(heard, self.local.likest(heard), reading.guesses)
        is_timed = reading.time is not None and is_only_time(reading.repaired)
        if local is not None and local.intent != OUT_OF_SCOPE and not is_timed:
            yield local
        yield from self._by_patterns(reading)
        if within:
            yield by_containing(within)

    def _by_patterns(self, reading: Reading) -> Iterator[Verdict]:
        """What rules and times say. No rule agrees where words are replaced or garbled."""
        rule = (
            None
            if self._is_other_talk(reading)
            else next(matching(RULES, reading.repaired), None)
        )
        is_doubtful = reading.is_repaired or self._is_garbled(reading)
        if rule is not None and not (is_doubtful and rule.intent in POSITIVE):
            trust = REPAIRED_CONFIDENCE if reading.is_repaired else 1.0
            yield Verdict(
                intent=rule.intent,
                confidence=rule.confidence * trust,
                why=f"rule: {rule.name}",
            )
        if reading.time is not None and is_only_time(reading.repaired):
            yield Verdict(
                intent="call_later",
                confidence=TIME_CONFIDENCE,
                why="rule: names a time",
            )

    def _is_garbled(self, reading: Reading) -> bool:
        """Whether some word is neither the dictionary's nor the answers'."""
        unknown = [word for word in reading.heard.words if not is_russian_word(word)]
        return self.familiarity.strangers(unknown) > 0

    def _is_other_talk(self, reading: Reading) -> bool:
        words = reading.repaired.words
        strangers = self.familiarity.strangers(words)
        borne = 0 if reading.is_repaired else STRANGERS_FOR_A_RULE
        return strangers > borne and strangers * 2 >= len(words) + bool(borne)

    def _second_opinion(
        self,
        first: Reading,
        verdict: Verdict | None,
        others: Sequence[Reading],
        among: Collection[str] | None,
    ) -> tuple[Reading, Verdict | None]:
        """What other readings are known for, where the first means nothing or a yes.

        The likeliest of them is taken; of those that agree, only one that was said word
        for word, where the first denies nothing. No yes is believed where another
        reading is known for what is not positive.
        """
        known = [(other, self._known(other, among)) for other in others]
        told = [
            (other, replace(found, why=f"{found.why} (in «{other.heard.joined}»)"))
            for other, found in known
            if found is not None and found.intent != OUT_OF_SCOPE
        ]
        intents = {found.intent for _other, found in told}
        if verdict is not None and verdict.intent == YES:
            intents.add(YES)
        if YES in intents and not intents <= POSITIVE:
            return first, no_match("readings disagree on a yes")
        taken = [
            (other, found)
            for other, found in told
            if found.intent != YES or _is_plain_yes(found, first)
        ]
        is_known = verdict is not None and verdict.intent == YES
        return taken[0] if taken and not is_known else (first, verdict)

    def guess_at(
        self, readings: Sequence[Reading], among: Collection[str] | None
    ) -> tuple[Verdict, Sequence[Candidate]]:
        """What readings that no layer knows were likeliest to have been."""
        opinions = [self.opinions(reading) for reading in readings]
        candidates = weighed(opinions)
        return believed(opinions, candidates, among), candidates

    def opinions(self, reading: Reading) -> Opinions:
        return Opinions(
            heard=reading.heard,
            sounds=self.index.likest(reading.heard),
            letters=self.channel.likelihoods(reading.heard.joined),
            chances={one.intent: one.confidence for one in reading.guesses},
        )


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
    plain = understander_of(book, corrections, cache_dir)
    return plain.with_local_phrases(extra) if extra else plain


def understander_of(
    book: PhraseBook, corrections: Sequence[Example], cache_dir: Path
) -> Understander:
    """One that knows these phrases; loaded, or trained and kept."""
    learnt = learnt_from(book, rule_patterns(), cache_dir)
    plain = Understander(
        book=book,
        hints=Hints(book),
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
    for text in _WARMING_UP:
        plain.understand(text, now=datetime.now(UTC))
    return plain


def _is_plain_yes(found: Verdict, first: Reading) -> bool:
    return found.basis is Basis.PHRASE and not denies(first.heard.words)
