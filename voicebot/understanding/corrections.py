"""What listeners corrected: texts that were misunderstood, with what was meant."""

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.understanding.meaning import Basis
from voicebot.understanding.phrase_file import Example, read_examples
from voicebot.understanding.phrase_match import PhraseIndex
from voicebot.understanding.phrases import PhraseBook
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.verdict import Verdict
from voicebot.understanding.words import spoken_words

NEAR = 0.92
"""Likeness of sounds, 0 to 1, from which a correction holds for an utterance as well."""

SHORTEST_NEAR = 6
"""Sounds; a shorter utterance must be the corrected one word for word."""

NEAR_CONFIDENCE = 0.9

_HEADING = (
    "# Поправки слушателей: что было понято неверно и что имелось в виду.\n"
    "# Идут раньше списков и правил. Добавить: voicebot correct «текст» намерение\n"
    'version: "3.1"\n\nnlu:\n'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPlace:
    """Where a correction may hold: a scenario by its name, a question by its node's."""

    scenario: str | None = None
    question: str | None = None


EVERYWHERE = TalkPlace()


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections that hold at one place of a talk; general ones hold everywhere."""

    listed: tuple[Example, ...] = ()
    index: PhraseIndex = field(default_factory=lambda: PhraseIndex({}))
    _narrowed: dict[tuple[TalkPlace, ...], "Corrections"] = field(
        default_factory=dict, repr=False, compare=False
    )
    """As many as scenarios have questions."""

    @classmethod
    def of(cls, listed: Sequence[Example], *places: TalkPlace) -> "Corrections":
        """A question's go before its scenario's, and these before general ones.

        One place may have several names, as a subdialog's question has; the earlier go
        before the later.
        """
        names = places or (EVERYWHERE,)
        held = [one for one in listed if any(_holds(one, name) for name in names)]
        winners: dict[tuple[str, ...], Example] = {}
        for one in sorted(held, key=lambda one: _breadth(one, names)):
            winners.setdefault(spoken_words(one.text), one)
        phrases: dict[str, list[str]] = {}
        for one in winners.values():
            phrases.setdefault(one.intent, []).append(one.text)
        return cls(tuple(listed), PhraseIndex(phrases))

    def within(self, *places: TalkPlace) -> "Corrections":
        """The same list as it holds at another place, made at the first asking.

        Two threads may both make it; they get equal values.
        """
        found = self._narrowed.get(places)
        if found is None:
            found = Corrections.of(self.listed, *places)
            self._narrowed[places] = found
        return found

    @property
    def has_narrow_ones(self) -> bool:
        """Whether some of all that are listed hold in one place only."""
        return any(one.scenario or one.question for one in self.listed)

    def exact(self, utterance: Utterance) -> Iterator[Verdict]:
        """The corrected text, but for fillers."""
        found = self.index.exact(utterance)
        if found is not None:
            yield Verdict(
                intent=found.intent,
                confidence=1.0,
                why=f"correction: {found.phrase}",
                basis=Basis.PHRASE,
            )

    def near(self, utterance: Utterance) -> Iterator[Verdict]:
        """A text that sounds nearly so, where both deny something or neither does."""
        if len(utterance.key) < SHORTEST_NEAR:
            return
        found = self.index.likest(utterance).values()
        best = max(found, key=lambda one: one.likeness, default=None)
        if best is not None and best.likeness >= NEAR:
            yield Verdict(
                intent=best.intent,
                confidence=NEAR_CONFIDENCE,
                why=f"like a correction: {best.phrase}",
                basis=Basis.LIKENESS,
            )


def read_corrections(path: Path) -> tuple[Example, ...]:
    """What stands in the file; nothing where there is none.

    Raises:
        ScenarioError: a malformed file, or one text corrected in two ways (file:line).
    """
    if not path.exists():
        return ()
    listed = tuple(read_examples(path))
    seen: dict[object, Example] = {}
    for one in listed:
        first = seen.setdefault(_place_of(one), one)
        if first.intent != one.intent:
            raise ScenarioError(
                _(
                    '{path}:{line}: "{text}" is corrected to {intent} here, to'
                    " {other} in line {first}; leave one of them"
                ).format(
                    path=path,
                    line=one.line,
                    text=one.text,
                    intent=one.intent,
                    other=first.intent,
                    first=first.line,
                )
            )
    return listed


def conflicting(listed: Sequence[Example], new: Example) -> Example | None:
    """The correction of the same text at the same place to something else, if any."""
    return next(
        (
            one
            for one in listed
            if _place_of(one) == _place_of(new) and one.intent != new.intent
        ),
        None,
    )


def write_correction(path: Path, new: Example) -> None:
    """Add it to the file, or put it in the place of an older one of the same text.

    The file is written anew, whole or not at all; comments in it are not kept.
    """
    older = read_corrections(path)
    kept = [one for one in older if _place_of(one) != _place_of(new)]
    text = _HEADING + "".join(map(_written, [*kept, new]))
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".partial")
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        partial.chmod(0o644)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def corrected(book: PhraseBook, listed: Sequence[Example]) -> PhraseBook:
    """The lists with the general corrections, without phrases that they contradict."""
    intents = {
        spoken_words(one.text): one.intent
        for one in listed
        if one.scenario is None and one.question is None
    }
    kept = {
        intent: [
            phrase
            for phrase in phrases
            if intents.get(spoken_words(phrase), intent) == intent
        ]
        for intent, phrases in book.items()
    }
    for words, intent in intents.items():
        kept.setdefault(intent, []).append(" ".join(words))
    return {
        intent: tuple(dict.fromkeys(phrases))
        for intent, phrases in kept.items()
        if phrases
    }


def _holds(one: Example, place: TalkPlace) -> bool:
    is_there = one.scenario in {None, place.scenario}
    return is_there and one.question in {None, place.question}


def _breadth(one: Example, names: Sequence[TalkPlace]) -> tuple[int, int]:
    name = next(at for at, name in enumerate(names) if _holds(one, name))
    return (one.question is None) * 2 + (one.scenario is None), name


def _place_of(one: Example) -> object:
    return spoken_words(one.text), one.scenario, one.question


def _written(one: Example) -> str:
    told = {"scenario": one.scenario, "question": one.question}
    named = {key: name for key, name in told.items() if name}
    metadata = (
        f"    metadata: {json.dumps(named, ensure_ascii=False)}\n" if named else ""
    )
    quoted = json.dumps(one.text, ensure_ascii=False)
    return f"- intent: {one.intent}\n  examples:\n  - text: {quoted}\n{metadata}"
