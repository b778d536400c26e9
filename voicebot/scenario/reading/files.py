"""Which files of a folder are scenarios."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from voicebot.errors import ScenarioError
from voicebot.i18n import _

BESIDE = (".tests.yaml", ".approved.yaml")
"""Endings of files that stand beside scenarios and belong to them."""


def scenario_files(places: Sequence[Path]) -> Iterator[Path]:
    """Files as they are named; of a folder its scenarios, by name.

    Raises:
        ScenarioError: a folder holds none.
    """
    for place in places:
        if not place.is_dir():
            yield place
            continue
        scenarios = scenarios_in(place)
        if not scenarios:
            raise ScenarioError(
                _(
                    "{folder}: there is no scenario (*.yaml) here; check the path"
                ).format(folder=place)
            )
        yield from scenarios


def scenarios_in(folder: Path) -> list[Path]:
    """Every scenario of a folder, by name; none where there is none."""
    return [path for path in sorted(folder.glob("*.yaml")) if not is_beside(path)]


def is_beside(path: Path) -> bool:
    """By its name it belongs to a scenario and is none itself.

    >>> is_beside(Path("survey.tests.yaml")), is_beside(Path("survey.yaml"))
    (True, False)
    """
    return path.name.endswith(BESIDE)
