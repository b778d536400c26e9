"""Reads files of populations."""

from collections.abc import Collection, Iterator
from pathlib import Path
from zoneinfo import available_timezones

from pydantic import ValidationError

from voicebot.campaign.reading.written_file import UnusableFile, text_of
from voicebot.i18n import _
from voicebot.scenario.model import Scenario
from voicebot.scenario.question_place import all_nodes
from voicebot.scenario.reading.complaints import problems_of
from voicebot.scenario.reading.document import Document, mark_of, read_document
from voicebot.scenario.reading.problem import Place, Problem
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.simulator.population import Population
from voicebot.simulator.written_population import (
    CONFIRMATION,
    ELSEWHERE,
    WrittenPopulation,
)

_ROUNDING = 1e-6

_Complaint = tuple[Place, str]


class UnusablePopulation(UnusableFile):
    """Of people to try a campaign on."""


def load_population(
    path: Path, scenario: Scenario | None = None, lists: Collection[str] = ()
) -> Population:
    """Read a population; `scenario` is the one that it answers, where it is at hand.

    `lists` are those that people may end in; none: any.

    Raises:
        UnusablePopulation: the file has problems; all of them are in the error.
        CampaignError: it cannot be read at all.
    """
    document = read_document(text_of(path))
    if document.problems:
        raise UnusablePopulation(path, document.problems)
    written = _build(path, document)
    complaints = [*_wrong_scenario(written, scenario)] or [
        *_wrong_sums(written),
        *_wrong_zones(written),
        *(_wrong_nodes(written, scenario) if scenario else ()),
        *(_wrong_lists(written, lists) if lists else ()),
    ]
    if complaints:
        raise UnusablePopulation(
            path, [_problem(document, place, told) for place, told in complaints]
        )
    return written.facts


def _problem(document: Document, place: Place, told: str) -> Problem:
    mark = mark_of(document.spots, place)
    return Problem(line=mark.line, column=mark.column, message=told)


def _wrong_scenario(
    written: WrittenPopulation, scenario: Scenario | None
) -> Iterator[_Complaint]:
    if scenario is not None and written.scenario != scenario.name:
        message = _(
            'these people answer the scenario "{theirs}", the campaign talks by '
            '"{ours}"; name other people'
        )
        told = message.format(theirs=written.scenario, ours=scenario.name)
        yield ("scenario",), told


def _wrong_sums(written: WrittenPopulation) -> Iterator[_Complaint]:
    people = sum(each.share for each in written.people.values())
    sums = {
        "people": people,
        "zones": sum(written.zones.values()),
        "numbers": sum(written.numbers.values()),
    }
    for key, whole in sums.items():
        if abs(whole - 1) > _ROUNDING:
            message = _("the shares make {whole:.4g}% together; they must make 100%")
            yield (key,), message.format(whole=whole * 100)


def _wrong_zones(written: WrittenPopulation) -> Iterator[_Complaint]:
    known = available_timezones()
    for zone in written.zones:
        if zone not in known:
            message = _('there is no time zone "{zone}"').format(zone=zone)
            yield ("zones", zone), message + did_you_mean(zone, known)


def _wrong_nodes(
    written: WrittenPopulation, scenario: Scenario
) -> Iterator[_Complaint]:
    known = {*all_nodes(scenario), ELSEWHERE, CONFIRMATION}
    for name, kind in written.people.items():
        for at, talk in enumerate(kind.says):
            for node in talk:
                if node not in known:
                    message = _('the scenario "{scenario}" has no node "{node}"')
                    told = message.format(scenario=scenario.name, node=node)
                    place = ("people", name, "says", at, node)
                    yield place, told + did_you_mean(node, known)


def _wrong_lists(
    written: WrittenPopulation, lists: Collection[str]
) -> Iterator[_Complaint]:
    for name, kind in written.people.items():
        if kind.belongs is not None and kind.belongs not in lists:
            message = _('the campaign has no list "{list}"').format(list=kind.belongs)
            yield (
                ("people", name, "belongs"),
                message + did_you_mean(kind.belongs, lists),
            )


def _build(path: Path, document: Document) -> WrittenPopulation:
    if not isinstance(document.value, dict):
        message = _('a population begins with "population: NAME" and tells of "people"')
        raise UnusablePopulation(path, [Problem(line=1, message=message)])
    try:
        return WrittenPopulation.model_validate(document.value)
    except ValidationError as error:
        problems = problems_of(error, document, WrittenPopulation)
        raise UnusablePopulation(path, problems) from error
