"""Tests of any scenario talked through as text, with one understanding for all."""

from pathlib import Path

from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.record import TalkRecord
from voicebot.rehearsal.remembered import Remembered
from voicebot.rehearsal.text_run import run_as_text
from voicebot.scenario.answer_understanding import AnswerUnderstanding
from voicebot.scenario.model import Scenario
from voicebot.understanding.understander import Understander


class TextRehearsal:
    """Understands each scenario with its own phrases, and the same words once."""

    def __init__(self, understander: Understander) -> None:
        self._understander = understander
        self._own: dict[Path, Remembered] = {}

    def __call__(self, case: Case, scenario: Scenario) -> TalkRecord:
        return run_as_text(case, scenario, self._reading(scenario))

    def _reading(self, scenario: Scenario) -> Remembered:
        found = self._own.get(scenario.path)
        if found is None:
            found = self._own[scenario.path] = Remembered(self._answers(scenario))
        return found

    def _answers(self, scenario: Scenario) -> AnswerUnderstanding:
        phrases = scenario.all_phrases
        known = self._understander
        own = known.with_local_phrases(phrases) if phrases else known
        return AnswerUnderstanding(scenario=scenario, understander=own)
