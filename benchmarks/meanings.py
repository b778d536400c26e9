"""Intents, understood from what was heard or written, as at one question or at none."""

import math
import time
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import NOW, Answer, Row, different_texts
from benchmarks.heard import Heard
from voicebot.conversation.opening import open_understander_for
from voicebot.scenario.competition import competing_intents
from voicebot.scenario.question_place import places_of
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.scene import scene_at
from voicebot.settings import Settings
from voicebot.understanding.meaning_json import slots_json
from voicebot.understanding.understander import Understander


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What competes for an answer: None is all there is, as without a scenario.

    `branches` are the intents that the question itself asks for; None is no question.
    """

    name: str | None
    understander: Understander
    competing: Sequence[str] | None
    branches: Set[str] | None

    @property
    def phrases(self) -> tuple[str, ...]:
        """What the recognizer is to expect, as in a call."""
        expected = self.competing or tuple(self.understander.book)
        return self.understander.phrases_of(expected)

    def asked(self, rows: Sequence[Row]) -> list[Row]:
        """Rows with an answer to the question."""
        if self.branches is None:
            return list(rows)
        return [row for row in rows if row.accept & self.branches]

    def understand(self, row: Row, heard: Heard) -> Answer:
        began_s, began_cpu_s = time.perf_counter(), time.process_time()
        meaning = self.understander.understand(
            heard.text, among=self.competing, now=NOW, alternatives=heard.alternatives
        )
        took_s = time.perf_counter() - began_s
        took_cpu_s = time.process_time() - began_cpu_s
        timing = heard.timing
        return Answer(
            row=row,
            heard=heard.text,
            intent=meaning.intent,
            confidence=meaning.confidence,
            slots=slots_json(meaning),
            latency_s=timing.wait_s + took_s if timing else math.nan,
            cpu_s=timing.cpu_s + took_cpu_s if timing else math.nan,
        )

    def read_texts(self, rows: Sequence[Row]) -> list[Answer]:
        """Each different utterance as written."""
        return [
            self.understand(row, Heard(text=row.text)) for row in different_texts(rows)
        ]


def no_question(settings: Settings) -> Question:
    return Question(
        name=None,
        understander=open_understander_for(settings),
        competing=None,
        branches=None,
    )


def question_at(settings: Settings, place: str) -> Question:
    """The question of `FILE:NODE`: its branches and the global intents compete.

    What was corrected for it holds.

    Raises:
        ScenarioError: the node is not there, or asks nothing.
    """
    path, _colon, node = place.rpartition(":")
    scenario = load_scenario(Path(path))
    answers = scene_at(scenario, node).answers.values()
    understander = open_understander_for(settings, scenario)
    return Question(
        name=place,
        understander=understander.within(*places_of(scenario, node)),
        competing=competing_intents(scenario, node),
        branches={branch for each in answers for branch in each.branches},
    )
