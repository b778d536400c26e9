"""Where a correction is to hold, looked up among the scenarios that there are."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.competition import competing_intents
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.files import scenarios_in
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.reading.similar import did_you_mean


def scenario_named(name: str, dialogs: Path) -> Scenario:
    """The scenario of that name in the folder, or the one in the file `name`.

    Raises:
        ScenarioError: there is none; a correction for it would hold nowhere.
    """
    if Path(name).is_file():
        return load_scenario(Path(name))
    known = {scenario.name: scenario for scenario in _usable(dialogs)}
    if name not in known:
        raise ScenarioError(
            _(
                'there is no scenario "{name}" in {folder} (one of another folder is '
                "named by its file){hint}"
            ).format(name=name, folder=dialogs, hint=did_you_mean(name, known))
        )
    return known[name]


def expect_asked_somewhere(question: str, dialogs: Path) -> None:
    """Pass a question that a scenario of the folder asks.

    Raises:
        ScenarioError: none does.
    """
    scenarios = list(_usable(dialogs))
    if not any(_asks(scenario, question) for scenario in scenarios):
        nodes = {node for scenario in scenarios for node in scenario.nodes}
        raise ScenarioError(
            _(
                'no scenario in {folder} asks anything at a node "{question}"{hint}'
            ).format(
                folder=dialogs, question=question, hint=did_you_mean(question, nodes)
            )
        )


def _asks(scenario: Scenario, question: str) -> bool:
    try:
        return bool(competing_intents(scenario, question))
    except ScenarioError:
        return False


def _usable(dialogs: Path) -> Iterator[Scenario]:
    """What can be read: another scenario that is being edited is no hindrance."""
    for path in scenarios_in(dialogs):
        with suppress(ScenarioError):
            yield load_scenario(path)
