"""Tests of any scenario talked through as text, with one understanding for all."""

from pathlib import Path

from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.record import TalkRecord
from voicebot.rehearsal.remembered import Remembered
from voicebot.rehearsal.text_run import run_as_text
from voicebot.scenario.model import Scenario
from voicebot.understanding.understander import Understander


class TextRehearsal:
    """Understands each scenario with its own phrases, and the same words once."""

    def __init__(self, understander: Understander) -> None:
        self._understander = understander
        self._common = Remembered(understander.understand)
        self._own: dict[Path, Remembered] = {}

    def __call__(self, case: Case, scenario: Scenario) -> TalkRecord:
        return run_as_text(case, scenario, self._reading(scenario))

    def _reading(self, scenario: Scenario) -> Remembered:
        if not scenario.all_phrases:
            return self._common
        found = self._own.get(scenario.path)
        if found is None:
            own = self._understander.with_local_phrases(scenario.all_phrases)
            found = self._own[scenario.path] = Remembered(own.understand)
        return found
