"""Scenarios by name, each read once and understood from memory."""

from pathlib import Path

from voicebot.nlu.choice import chosen_understander
from voicebot.scenario.answer_understanding import AnswerUnderstanding
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import Settings
from voicebot.simulator.outside import ALL_CONNECT, Outside
from voicebot.simulator.remembered import RememberedMeanings
from voicebot.simulator.text_talk import TextScript
from voicebot.understanding.understander import Understander, open_understander


class Scripts:
    """Those of the folder of dialogues, under the names of their files."""

    def __init__(
        self, dialogs: Path, understander: Understander, outside: Outside = ALL_CONNECT
    ) -> None:
        self._dialogs = dialogs
        self._understander = understander
        self._outside = outside
        self._open: dict[str, TextScript] = {}

    def __call__(self, scenario: str) -> TextScript:
        """The script of this name.

        Raises:
            ScenarioError: there is none, or it cannot be used.
        """
        found = self._open.get(scenario)
        if found is None:
            scene = load_scenario(self._dialogs / f"{scenario}.yaml")
            found = self._open[scenario] = self._script(scene)
        return found

    def _script(self, scenario: Scenario) -> TextScript:
        phrases = scenario.all_phrases
        known = self._understander
        own = known.with_local_phrases(phrases) if phrases else known
        answers = AnswerUnderstanding(scenario=scenario, understander=own)
        return TextScript(
            scenario=scenario,
            understand=RememberedMeanings(answers),
            outside=self._outside,
        )


def open_scripts(settings: Settings, outside: Outside = ALL_CONNECT) -> Scripts:
    """Understood as calls are: by the lists of phrases, and Rasa where it is set.

    Raises:
        ScenarioError: a phrase file or the corrections cannot be used.
    """
    embedded = open_understander(
        settings.folders.dialogs / "phrases", settings.folders.var / "understanding"
    )
    understander = chosen_understander(settings.nlu, embedded)
    return Scripts(settings.folders.dialogs, understander, outside)
