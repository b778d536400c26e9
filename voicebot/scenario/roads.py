"""The edges of a dialogue graph."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voicebot.scenario.model import Scenario
from voicebot.scenario.options import Options
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.scene import global_replies, options_of
from voicebot.scenario.step import ExitKind, exit_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """One way from a node to another, or to `hang_up`.

    One that is not written is the language's own end to silence or a no-match.
    """

    source: str
    target: str
    kind: ExitKind
    label: str
    place: Place
    is_written: bool = True
    fills: frozenset[str] = frozenset()

    @property
    def exit(self) -> str:
        """The exit's name within the node, as `LeaveNode` tells it."""
        return exit_id(self.place[2:])


def roads(scenario: Scenario) -> list[Road]:
    """Every road but those of global intents, in the order of the file."""
    found = scenario.kept(
        "roads",
        lambda: tuple(
            road for name in scenario.nodes for road in _roads_from(scenario, name)
        ),
    )
    return list(found)


def global_targets(scenario: Scenario) -> dict[str, str]:
    """Global intents that lead to a node, with it."""
    return {
        intent: reply.go
        for intent, reply in global_replies(scenario).items()
        if reply.go is not None and reply.go != HANG_UP
    }


ANYWHERE = ""
"""Where talks leave for a machine's node from; no node is named so."""


def machine_exits(scenario: Scenario) -> dict[str, str]:
    """The exit that a talk takes when no person answered, with its target, as written."""
    return {
        f"answering.{by}": target for by, target in scenario.answering.targets.items()
    }


def starting_nodes(scenario: Scenario) -> list[str]:
    """Where a talk may come without a road: its start, and from anywhere."""
    machines = (
        target for target in scenario.answering.targets.values() if target != HANG_UP
    )
    return [scenario.first, *global_targets(scenario).values(), *machines]


def reachable(starts: Iterable[str], edges: Iterable[tuple[str, str]]) -> set[str]:
    """Everything that `edges` lead to from `starts`, these included."""
    following: dict[str, list[str]] = {}
    for source, target in edges:
        following.setdefault(source, []).append(target)
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(following.get(name, ()))
    return seen


def _roads_from(scenario: Scenario, name: str) -> Iterator[Road]:
    node = scenario.nodes[name]
    for exit_ in node.exits:
        yield Road(
            source=name,
            target=exit_.target,
            kind=exit_.kind,
            label=exit_.label,
            place=("nodes", name, *exit_.place),
            fills=exit_.fills,
        )
    if node.waits:
        options = options_of(scenario).under(node)
        for key in _KINDS:
            written = node.model_fields_set | scenario.defaults.model_fields_set
            yield from _reply_roads(name, options, key, is_written=key in written)


_KINDS = {"on_noinput": ExitKind.SILENCE, "on_nomatch": ExitKind.NOMATCH}


def _reply_roads(
    name: str, options: Options, key: str, *, is_written: bool
) -> Iterator[Road]:
    for index, reply in enumerate(getattr(options, key) or ()):
        if reply.go is not None:
            yield Road(
                source=name,
                target=reply.go,
                kind=_KINDS[key],
                label=_KINDS[key].value,
                place=("nodes", name, key, index, "go"),
                is_written=is_written,
            )
            return
