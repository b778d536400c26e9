"""Which intents compete for an answer at a node."""

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.model import Scenario
from voicebot.scenario.question_place import all_nodes, standing_in
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.scenario.scene import scene_at


def competing_intents(scenario: Scenario, name: str) -> tuple[str, ...]:
    """The branches of the node `name` and the global intents.

    A subdialog's node is named as in a talk's path: `survey/price`.

    Raises:
        ScenarioError: there is no such node, or it does not wait for an answer.
    """
    standing = standing_in(scenario, name)
    if standing is None:
        raise ScenarioError(
            _('{path}: there is no node "{name}"{hint}').format(
                path=scenario.path,
                name=name,
                hint=did_you_mean(name, list(all_nodes(scenario))),
            )
        )
    for listen in scene_at(*standing).listens.values():
        return listen.intents
    raise ScenarioError(
        _('{path}: the node "{name}" asks nothing; name one that has "on"').format(
            path=scenario.path, name=name
        )
    )
