"""Campaigns that are shipped to begin with: rules, and the scenario that they use."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from voicebot.campaign.reading.loader import load_campaign
from voicebot.campaign.rules import CampaignRules
from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.scenario.draft import Draft, copied, way_to_project
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.settings import PROJECT_DIR

SHIPPED = PROJECT_DIR / "dialogs"
RULES_FOLDER = "campaigns"
PEOPLE_FOLDER = "populations"
"""Within the folder of dialogues, as `voicebot simulate` looks for them."""

_COMMENT = re.compile(r"^# (?!yaml-language-server)(.+)$", re.MULTILINE)
_SCHEMA = re.compile(r"(?<=\$schema=)\S*(?=voicebot/\S+\.json$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignTemplate:
    """`line` says in one sentence what it is for."""

    name: str
    line: str
    path: Path


def templates() -> Iterator[CampaignTemplate]:
    """By name; the first comment of a file says what it is for."""
    for path in sorted((SHIPPED / RULES_FOLDER).glob("*.yaml")):
        comment = _COMMENT.search(path.read_text("utf-8"))
        yield CampaignTemplate(
            name=path.stem, line=comment[1] if comment else "", path=path
        )


def template_named(name: str) -> CampaignTemplate:
    """The one of that name.

    Raises:
        CampaignError: there is none.
    """
    known = {template.name: template for template in templates()}
    if name not in known:
        raise CampaignError(
            _('there is no template "{name}"{hint}; there are {known}').format(
                name=name, hint=did_you_mean(name, known), known=", ".join(known)
            )
        )
    return known[name]


def files_of(
    template: CampaignTemplate, draft: Draft, folder: Path
) -> Mapping[str, bytes]:
    """What is to be written into `folder`: rules, scenario and its tests, people to try.

    The scenario takes the campaign's name, so that the shipped one stays as it is.

    Raises:
        VoicebotError: the template, or its scenario, cannot be used.
    """
    rules = load_campaign(template.path)
    scenario = {
        name: content
        for name, content in copied(draft, folder, rules.scenario, SHIPPED).items()
        # A subdialog that the house has already is the house's.
        if name in draft.names or not (folder / name).exists()
    }
    text = _renamed(template, rules, draft)
    way = way_to_project(folder / RULES_FOLDER)
    text = _SCHEMA.sub(lambda _match: way, text, count=1)
    people = _people(rules.scenario, draft, folder)
    return {f"{RULES_FOLDER}/{draft.names[0]}": text.encode(), **scenario, **people}


def _people(scenario: str, draft: Draft, folder: Path) -> Mapping[str, bytes]:
    """Who answers in a simulation, where the shipped scenario has such people."""
    path = SHIPPED / PEOPLE_FOLDER / f"{scenario}.yaml"
    if not path.is_file():
        return {}
    text = path.read_text("utf-8")
    for key in ("population", "scenario"):
        text = re.sub(rf"(?m)^{key}: .*$", f"{key}: {draft.name}", text, count=1)
    way = way_to_project(folder / PEOPLE_FOLDER)
    text = _SCHEMA.sub(lambda _match: way, text, count=1)
    return {f"{PEOPLE_FOLDER}/{draft.names[0]}": text.encode()}


def _renamed(template: CampaignTemplate, rules: CampaignRules, draft: Draft) -> str:
    text = template.path.read_text("utf-8")
    text = re.sub(r"(?m)^campaign: .*$", f"campaign: {draft.name}", text, count=1)
    text = re.sub(r"(?m)^(scenario: )\S+", rf"\g<1>{draft.name}", text, count=1)
    text = text.replace(f"dialogs/{rules.scenario}.yaml", f"dialogs/{draft.name}.yaml")
    if draft.title is not None:
        title = f"title: {json.dumps(draft.title, ensure_ascii=False)}"
        text = re.sub(r"(?m)^title: .*$", lambda _match: title, text, count=1)
    if draft.company is not None and rules.legal.label:
        text = text.replace(rules.legal.label, draft.company)
    return text
