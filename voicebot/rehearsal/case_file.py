"""Reads files of tests."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.rehearsal.cases import Case, TestFile, cases_of
from voicebot.rehearsal.misplaced import misplaced_moves
from voicebot.rehearsal.unknown_names import unknown_names
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.complaints import problems_of
from voicebot.scenario.reading.document import Document, read_document
from voicebot.scenario.reading.problem import Problem, UnusableScenario
from voicebot.scenario.starting_slots import starting_slots

ENDING = ".tests.yaml"

_SCENARIO_ENDING = ".yaml"


def tests_of(scenario: Path) -> Path:
    """Where the tests of a scenario stand, if it has any.

    >>> tests_of(Path("dialogs/survey.yaml")).name
    'survey.tests.yaml'
    """
    return scenario.with_name(scenario.name.removesuffix(_SCENARIO_ENDING) + ENDING)


def scenario_of(tests: Path) -> Path:
    """The scenario beside its tests."""
    return tests.with_name(tests.name.removesuffix(ENDING) + _SCENARIO_ENDING)


def load_cases(path: Path, scenario: Scenario) -> tuple[Case, ...]:
    """Read the tests of `scenario`, in the order of the file.

    A required slot that a test does not give takes the slot's `example`.

    Raises:
        UnusableTests: the file has problems; all of them are in the error.
        ScenarioError: it cannot be read at all.
    """
    document = read_document(_read(path))
    if document.problems:
        raise UnusableTests(path, document.problems)
    written = _build(path, document)
    problems = [*misplaced_moves(written), *unknown_names(written, scenario)]
    if problems:
        raise UnusableTests(path, problems)
    cases = cases_of(written, path, _usual_slots(scenario))
    for case in cases:
        _expect_complete(case, scenario)
    return cases


class UnusableTests(UnusableScenario):
    """A file of tests with all of its problems; the message has each on a line."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        super().__init__(path, tuple(problems))
        lines = (
            f"{path}:{problem.line}:{problem.column}: {problem.message}"
            for problem in self.problems
        )
        self.args = ("\n".join(lines),)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ScenarioError(
            _("{path} cannot be read: {reason}; check the path and its rights").format(
                path=path, reason=error.strerror
            )
        ) from error
    except UnicodeDecodeError as error:
        raise ScenarioError(
            _("{path}: the file is not UTF-8 text; save it as UTF-8").format(path=path)
        ) from error


def _build(path: Path, document: Document) -> TestFile:
    if not isinstance(document.value, dict | tuple):
        message = _('tests are a list; begin with "- test: what is promised"')
        raise UnusableTests(path, [Problem(line=1, message=message)])
    try:
        return TestFile.model_validate(document.value, context=document.spots)
    except ValidationError as error:
        raise UnusableTests(path, problems_of(error, document, TestFile)) from error


def _usual_slots(scenario: Scenario) -> Mapping[str, str]:
    """Examples of slots without which no talk starts."""
    return {
        name: slot.example
        for name, slot in scenario.slots.items()
        if slot.required and slot.default is None and slot.example is not None
    }


def _expect_complete(case: Case, scenario: Scenario) -> None:
    try:
        starting_slots(scenario, case.given)
    except ScenarioError as error:
        raise ScenarioError(
            _('{path}:{line}: {reason}; write it under "with"').format(
                path=case.path, line=case.line, reason=error
            )
        ) from error
