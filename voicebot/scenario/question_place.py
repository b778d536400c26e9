"""Where a question stands, as corrections name it."""

from collections.abc import Iterator

from voicebot.scenario.model import Scenario
from voicebot.scenario.whole_talk import part_name
from voicebot.understanding.corrections import TalkPlace


def places_of(scenario: Scenario, node: str) -> tuple[TalkPlace, ...]:
    """The names of one place, from the whole talk inwards; `node` as `Listen` has it.

    A subdialog's question is one of the scenario that is talked (`shop` and
    `survey/price`), and one of the file that it stands in (`survey` and `price`).
    """
    return scenario.kept(
        ("places", node),
        lambda: tuple(
            dict.fromkeys(
                TalkPlace(scenario=around.name, question=name)
                for around, name in _ways(scenario, node)
            )
        ),
    )


def standing_in(scenario: Scenario, node: str) -> tuple[Scenario, str] | None:
    """The file of a node, and what it is called there; None where there is no such."""
    ways = _ways(scenario, node)
    return next(((file, name) for file, name in ways if name in file.nodes), None)


def all_nodes(scenario: Scenario, prefix: str = "") -> Iterator[str]:
    """Nodes as a talk's path names them, those of subdialogs too."""
    yield from (prefix + name for name in scenario.nodes)
    for src, part in scenario.parts.items():
        yield from all_nodes(part, f"{prefix}{part_name(src)}/")


def _ways(scenario: Scenario, node: str) -> Iterator[tuple[Scenario, str]]:
    yield scenario, node
    name, _slash, rest = node.partition("/")
    if node in scenario.nodes or not rest:
        return
    for src, part in scenario.parts.items():
        if part_name(src) == name:
            yield from _ways(part, rest)
