"""Reads scenario files."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.model import Scenario, Source
from voicebot.scenario.reading.allowances import read_allowances
from voicebot.scenario.reading.complaints import problems_of
from voicebot.scenario.reading.document import Document, read_document
from voicebot.scenario.reading.problem import Problem, UnusableScenario
from voicebot.scenario.reading.references import broken_references
from voicebot.scenario.survey import all_subdialogs

_LARGEST_BYTES = 1_000_000


_DEEPEST = 8
"""Subdialogs within subdialogs."""


def load_scenario(path: Path) -> Scenario:
    """Read a scenario, with its subdialogs, in which every name stands for something.

    Raises:
        UnusableScenario: it has problems; all of them are in the error.
        ScenarioError: the file cannot be read at all.
    """
    return _load(path, ())


def _load(path: Path, around: tuple[Path, ...]) -> Scenario:
    """`around` are the files of the scenarios that it is a subdialog of."""
    if path.resolve() in around or len(around) > _DEEPEST:
        message = _("{path}: a subdialog may not hold the scenario it is in")
        raise ScenarioError(message.format(path=path))
    content = _read(path)
    text = _decode(path, content)
    document = read_document(text)
    if document.problems:
        raise UnusableScenario(path, document.problems)
    source = Source(
        path=path,
        content_hash=hashlib.sha256(content).hexdigest(),
        spots=document.spots,
        allowances=read_allowances(text),
    )
    scenario = _build(source, document)
    problems = [*broken_references(scenario), *_bind_parts(scenario, around)]
    if problems:
        raise UnusableScenario(path, problems)
    return scenario


def _bind_parts(scenario: Scenario, around: tuple[Path, ...]) -> list[Problem]:
    """Load every subdialog that the scenario names; what is wrong with them."""
    chain = (*around, scenario.path.resolve())
    problems: list[Problem] = []
    for place, src in all_subdialogs(scenario):
        if src in scenario.parts:
            continue
        path = scenario.path.parent / src
        try:
            scenario.take_part(src, _load(path, chain))
        except ScenarioError as error:
            mark = scenario.position_of(place, is_value=True)
            problems.append(
                Problem(
                    line=mark.line,
                    column=mark.column,
                    message=str(error),
                    rule="unusable_subdialog",
                )
            )
    return problems


def _build(source: Source, document: Document) -> Scenario:
    if not isinstance(document.value, dict):
        message = _('a scenario begins with "scenario: NAME" and holds "nodes"')
        raise UnusableScenario(source.path, [Problem(line=1, message=message)])
    try:
        return Scenario.model_validate(document.value, context=source)
    except ValidationError as error:
        raise UnusableScenario(source.path, problems_of(error, document)) from error


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise ScenarioError(
            _("{path} is a folder; name a scenario file in it").format(path=path)
        )
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise ScenarioError(
            _("{path}: there is no such scenario; check the path").format(path=path)
        ) from error
    except OSError as error:
        raise ScenarioError(
            _("{path} cannot be read: {reason}; check the path and its rights").format(
                path=path, reason=error.strerror
            )
        ) from error
    if len(content) > _LARGEST_BYTES:
        raise ScenarioError(
            _("{path} is larger than a megabyte; is it a scenario?").format(path=path)
        )
    return content


def _decode(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = _("the file is not UTF-8 text; save it as UTF-8")
        raise UnusableScenario(path, [Problem(line=line, message=message)]) from error
