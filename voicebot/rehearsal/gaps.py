"""What of a scenario no test met, with the line where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from voicebot.i18n import _
from voicebot.rehearsal.record import Exchange, TalkRecord
from voicebot.scenario.actions import LeaveNode, RecordOutcome
from voicebot.scenario.coverage import Coverage
from voicebot.scenario.events import TurnHeard
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.roads import ANYWHERE, machine_exits, roads
from voicebot.scenario.survey import all_outcomes, all_replies

_REPLY_KEYS = ("on_noinput", "on_nomatch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """`sentence` names it; `line` is in the scenario's file, from 1."""

    path: Path
    line: int
    sentence: str


def gaps(scenario: Scenario, coverage: Coverage) -> Iterator[Gap]:
    """Nodes and branches that count for the percentage, in the order of the file."""
    for name in coverage.missing_nodes:
        sentence = _('no test comes to the node "{node}"').format(node=name)
        yield _gap(scenario, ("nodes", name), sentence)
    missing = set(coverage.missing_branches)
    for road in roads(scenario):
        if (road.source, road.exit) in missing:
            sentence = _("no test takes the branch {node} → {exit} → {target}").format(
                node=road.source, exit=road.exit, target=road.target
            )
            yield _gap(scenario, road.place, sentence)
    for exit_, target in machine_exits(scenario).items():
        if (ANYWHERE, exit_) in missing:
            key, by = exit_.split(".")
            sentence = _(
                "in no test {by} answers, which leads to {target}; write one with: "
                "- answered: {by}"
            ).format(by=by, target=target)
            yield _gap(scenario, (key, by), sentence)


def lesser_gaps(scenario: Scenario, records: Iterable[TalkRecord]) -> Iterator[Gap]:
    """Written outcomes and replies that lead nowhere: good to test, not counted."""
    met = _Met(records)
    for outcome, place in all_outcomes(scenario).items():
        if outcome not in met.outcomes:
            sentence = _('no test ends with the outcome "{outcome}"')
            yield _gap(scenario, place, sentence.format(outcome=outcome))
    for place, reply in all_replies(scenario):
        if reply.go is None and not met.has(scenario, place):
            sentence = _("no test hears the reply {place}")
            shown = ".".join(str(part) for part in place)
            yield _gap(scenario, place, sentence.format(place=shown))


class _Met:
    """What talks came across."""

    def __init__(self, records: Iterable[TalkRecord]) -> None:
        self.outcomes: set[str] = set()
        self._replies: set[tuple[str, str, int]] = set()
        self._intents: set[str] = set()
        for record in records:
            for before, after in zip(
                (None, *record.exchanges), record.exchanges, strict=False
            ):
                self._note(before, after)

    def has(self, scenario: Scenario, place: Place) -> bool:
        """Whether the reply at this place of the file was heard."""
        match place:
            case ("globals", str() as intent):
                return intent in self._intents
            case ("nodes", str() as node, str() as key, int() as index):
                return (node, key, index) in self._replies
            case ("defaults", str() as key, int() as index):
                return any(
                    (name, key, index) in self._replies
                    for name, node in scenario.nodes.items()
                    if getattr(node, key) is None
                )
            case _:
                return True

    def _note(self, before: Exchange | None, after: Exchange) -> None:
        left = None
        for action in after.actions:
            match action:
                case RecordOutcome(outcome=outcome):
                    self.outcomes.add(outcome)
                case LeaveNode(exit=exit_) if left is None:
                    left = exit_
                case _:
                    pass
        if isinstance(after.event, TurnHeard) and left is None:
            self._intents.add(after.event.meaning.intent or "")
        if before is not None and before.state.node == after.state.node:
            self._note_replies(before, after)

    def _note_replies(self, before: Exchange, after: Exchange) -> None:
        was, now = before.state, after.state
        counts = ((was.noinputs, now.noinputs), (was.nomatches, now.nomatches))
        for key, (earlier, later) in zip(_REPLY_KEYS, counts, strict=True):
            if later > earlier:
                self._replies.add((now.node, key, earlier))


def _gap(scenario: Scenario, place: Place, sentence: str) -> Gap:
    return Gap(path=scenario.path, line=scenario.line_of(place), sentence=sentence)
