"""All that one run of the ear test found, row by row."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from benchmarks import intents, party, times
from benchmarks.corpus import Answer
from benchmarks.party import Judged
from benchmarks.section import TEXT, Section, section
from benchmarks.times import TimeRead

One = TypeVar("One")

INTENT, TIME, PARTY, ASKED = "intent", "spoken_time", "who_answered", "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Rows by condition; `asked` are those of the one question, empty without one."""

    answers: Mapping[str, Sequence[Answer]]
    times: Mapping[str, Sequence[TimeRead]]
    parties: Mapping[str, Sequence[Judged]]
    asked: Mapping[str, Sequence[Answer]]
    question: str | None

    def sections(self) -> dict[str, Section]:
        """What was asked at all, by its name in JSON."""
        found = {
            INTENT: section(
                "Intents, all competing", self.answers, intents.summary, _of_answer
            ),
            TIME: section("Named times", self.times, times.summary, _of_time),
            PARTY: section("Who answered", self.parties, party.summary, _of_party),
            ASKED: section(
                f"Answers to one question, {self.question}",
                self.asked,
                intents.summary,
                _of_answer,
            ),
        }
        return {name: each for name, each in found.items() if each.figures}


def by_condition(
    texts: Sequence[One], heard: Iterable[One], condition: Callable[[One], str]
) -> dict[str, list[One]]:
    """Texts first, then each condition in the order in which it comes."""
    groups: dict[str, list[One]] = defaultdict(list)
    if texts:
        groups[TEXT] = list(texts)
    for one in heard:
        groups[condition(one)].append(one)
    return dict(groups)


def _of_answer(answer: Answer) -> tuple[str, bool]:
    return answer.row.utterance, answer.is_right


def _of_time(reading: TimeRead) -> tuple[str, bool]:
    return reading.row.utterance, reading.is_right


def _of_party(judged: Judged) -> tuple[str, bool]:
    return judged.greeting.utterance, judged.is_right
