"""A new scenario and its tests, to begin with: the template's, or a shipped one's."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template as Blank

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.files import scenarios_in
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.settings import PROJECT_DIR

TESTS_SUFFIX = ".tests.yaml"

_NAME = re.compile(r"[^\W_][\w-]{0,59}")
_COMPANY = re.compile(r"[\w][\w .&+№-]{0,79}")
_NAMED_COMPANY = re.compile(r"компани\w* «([^»]+)»")
_SCHEMA = re.compile(r"(?<=\$schema=)\S*(?=voicebot/\S+\.json$)", re.MULTILINE)

_TITLE = "Отзыв клиента"
_A_COMPANY = "Ромашка"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a new scenario is to be called; None keeps what the model has.

    Raises:
        ScenarioError: a name cannot be a file's, or a company stand in every text.
    """

    name: str
    title: str | None = None
    company: str | None = None

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ScenarioError(_name_complaint(self.name))
        if self.company is not None and not _COMPANY.fullmatch(self.company):
            raise ScenarioError(
                _(
                    'the company "{name}" cannot stand in a text; write letters, digits,'
                    " spaces and . - & + № only, without quotes"
                ).format(name=self.company)
            )

    @property
    def names(self) -> tuple[str, str]:
        """The file of the scenario, and that of its tests."""
        return f"{self.name}.yaml", f"{self.name}{TESTS_SUFFIX}"


def drafted(draft: Draft, folder: Path) -> Mapping[str, bytes]:
    """The template's files by name, filled in, to be written into `folder`."""
    values = {
        "name": draft.name,
        "title": _quoted(draft.title or _TITLE),
        "company": draft.company or _A_COMPANY,
        "project": way_to_project(folder),
    }
    templates = files("voicebot") / "templates"
    return {
        name: Blank((templates / template).read_text("utf-8"))
        .substitute(values)
        .encode()
        for name, template in zip(
            draft.names, ("scenario.yaml", "tests.yaml"), strict=True
        )
    }


def copied(
    draft: Draft, folder: Path, model: str, shipped: Path
) -> Mapping[str, bytes]:
    """The files of the scenario `model` of the folder `shipped`, under the new name.

    Its subdialogs keep theirs.

    Raises:
        ScenarioError: there is no such scenario, or it names no company to replace.
    """
    source = _shipped_path(model, shipped)
    scenario = load_scenario(source)
    files_there = {source: draft.names[0]}
    tests = source.with_name(f"{model}{TESTS_SUFFIX}")
    if tests.is_file():
        files_there[tests] = draft.names[1]
    for part in scenario.paths[1:]:
        files_there[part] = str(part.relative_to(source.parent))
    renamed = _replacements(draft, scenario)
    found = {
        name: _replaced(path.read_text("utf-8"), renamed, folder)
        for path, name in files_there.items()
    }
    found[draft.names[0]] = _headed(found[draft.names[0]], draft)
    return {name: text.encode() for name, text in found.items()}


def _name_complaint(name: str) -> str:
    bare = name.removesuffix(".yaml")
    if bare != name and _NAME.fullmatch(bare):
        return _('"{name}": write the name alone, without .yaml: {bare}').format(
            name=name, bare=bare
        )
    return _(
        '"{name}" cannot be the name of a scenario; begin with a letter or a'
        " digit and write letters, digits, _ and - only (the folder goes to --folder)"
    ).format(name=name)


def _shipped_path(model: str, shipped: Path) -> Path:
    path = shipped / f"{model}.yaml"
    known = sorted(found.stem for found in scenarios_in(shipped))
    if model not in known:
        raise ScenarioError(
            _('there is no shipped scenario "{name}"{hint}; there are {known}').format(
                name=model, hint=did_you_mean(model, known), known=", ".join(known)
            )
        )
    return path


def _replacements(draft: Draft, scenario: Scenario) -> Mapping[str, str]:
    """What stands for the shipped company's name."""
    if draft.company is None:
        return {}
    about = scenario.about.source if scenario.about else ""
    named = _NAMED_COMPANY.search(about)
    if named is None:
        raise ScenarioError(
            _(
                "{scenario} names no company that --company could replace;"
                " leave the option out and change the texts by hand"
            ).format(scenario=scenario.name)
        )
    return {named[1]: draft.company}


def _replaced(text: str, renamed: Mapping[str, str], folder: Path) -> str:
    for old, new in renamed.items():
        text = text.replace(old, new)
    way = way_to_project(folder)
    return _SCHEMA.sub(lambda _match: way, text, count=1)


def _headed(text: str, draft: Draft) -> str:
    """The scenario's own name and title in place of the model's."""
    text = re.sub(r"(?m)^scenario:.*$", f"scenario: {draft.name}", text, count=1)
    if draft.title is None:
        return text
    title = f"title: {_quoted(draft.title)}"
    return re.sub(r"(?m)^title:.*$", lambda _match: title, text, count=1)


def _quoted(text: str) -> str:
    """As YAML: a JSON string is one, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)


def way_to_project(folder: Path) -> str:
    """Where an editor finds `voicebot/…/schema.json`; short within the project."""
    place = folder.resolve()
    if not place.is_relative_to(PROJECT_DIR):
        return f"{PROJECT_DIR}/"
    return "../" * len(place.relative_to(PROJECT_DIR).parts)
