"""A scenario as it stands in its files now, with what understands its callers."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from voicebot.conversation.opening import open_understander_for
from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.checking.check import check_scenario
from voicebot.scenario.checking.rule import Severity
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.texts.approval import expect_approved
from voicebot.settings import Settings
from voicebot.understanding.understander import Understander

_MOST_READINGS = 5
"""Of a scenario that is given other subdialogs each time it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What calls talk by.

    `sources` are the files and folders that it was made from, `print` their
    fingerprint from just before: what was written while they were read differs.
    """

    scenario: Scenario
    understander: Understander
    sources: tuple[Path, ...]
    print: str


def open_edition(settings: Settings, path: Path) -> Edition:
    """Read a scenario with its subdialogs, and the phrase lists.

    Raises:
        ScenarioError: one of the files cannot be used.
    """
    phrases = settings.folders.dialogs / "phrases"
    sources: tuple[Path, ...] = (path, phrases)
    for _reading in range(_MOST_READINGS):
        seen = fingerprint(sources)
        scenario = load_scenario(path)
        if sources == (*scenario.paths, phrases):
            if settings.moderation == "required":
                expect_approved(scenario)
            understander = open_understander_for(settings, scenario)
            return Edition(
                scenario=scenario,
                understander=understander,
                sources=sources,
                print=seen,
            )
        sources = (*scenario.paths, phrases)
    raise ScenarioError(
        _("{path} changes while it is read; try again").format(path=path)
    )


def expect_no_errors(edition: Edition) -> None:
    """Pass what `voicebot check` finds no error in.

    Raises:
        ScenarioError: the first of its errors.
    """
    for finding in check_scenario(edition.scenario, edition.understander.book):
        if finding.severity is Severity.ERROR:
            place = f"{finding.path}:{finding.line}:{finding.column}"
            hint = f"; {finding.hint}" if finding.hint else ""
            raise ScenarioError(f"{place}: {finding.message}{hint}")


def fingerprint(sources: Iterable[Path]) -> str:
    """Differs when any of the files does, or any YAML file of the folders.

    By content, for two saves may fall into one tick of a file system's clock. A file
    that cannot be read counts as one without content.
    """
    whole = hashlib.sha256()
    for path in _files(sources):
        whole.update(str(path).encode())
        whole.update(hashlib.sha256(_content(path)).digest())
    return whole.hexdigest()


def _files(sources: Iterable[Path]) -> Iterator[Path]:
    for source in sources:
        if source.is_dir():
            yield from sorted(source.glob("*.y*ml"))
        else:
            yield source


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
