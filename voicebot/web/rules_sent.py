"""A campaign's rules as a request brings them: YAML, or the same keys as JSON."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import yaml
from fastapi import Depends, Request

from voicebot.campaign.reading.loader import UnusableCampaign, read_campaign
from voicebot.campaign.rules import CampaignRules
from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import Settings
from voicebot.web.json_sent import json_sent
from voicebot.web.problem import Complaint, Kind, RequestRefused

YAML_MEDIA = ("application/yaml", "application/x-yaml", "text/yaml", "text/plain")
JSON_MEDIA = "application/json"

RULES_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            YAML_MEDIA[0]: {"schema": {"type": "string"}},
            JSON_MEDIA: {"schema": {"type": "object"}},
        },
    }
}


async def _rules_text(request: Request) -> str:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == JSON_MEDIA:
        return _yaml_of(json_sent(await request.body()))
    if media not in YAML_MEDIA:
        raise RequestRefused(
            Kind.WRONG_MEDIA,
            _(
                'rules come as application/yaml or application/json, not "{media}";'
                " name one as Content-Type"
            ).format(media=media),
        )
    try:
        return (await request.body()).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _("the rules are not UTF-8 text; send them as UTF-8")
        raise RequestRefused(Kind.INVALID, sentence) from error


RulesSent = Annotated[str, Depends(_rules_text)]
"""The text of a campaign's file, as an endpoint's parameter."""


def _yaml_of(rules: Any) -> str:
    if not isinstance(rules, dict):
        sentence = _("rules are an object with keys: {{…}}").format()
        raise RequestRefused(Kind.INVALID, sentence)
    return yaml.safe_dump(rules, allow_unicode=True, sort_keys=False)


async def checked_rules(text: str, settings: Settings) -> CampaignRules:
    """The rules, held against their scenario too.

    Raises:
        RequestRefused: something is wrong; every complaint is in it.
    """
    rules = await asyncio.to_thread(_checked, text, settings)
    if "/" in rules.name:
        sentence = _('the name "{name}" stands in addresses; write it without "/"')
        raise RequestRefused(Kind.INVALID, sentence.format(name=rules.name))
    return rules


def _checked(text: str, settings: Settings) -> CampaignRules:
    shown = Path(_("rules"))
    try:
        rules = read_campaign(text, shown)
        return read_campaign(text, shown, _outcomes(rules.scenario, settings))
    except UnusableCampaign as error:
        complaints = [
            Complaint(where=f"{one.line}:{one.column}", detail=one.message)
            for one in error.problems
        ]
        first = str(error).partition("\n")[0]
        raise RequestRefused(Kind.INVALID, first, complaints) from error


def _outcomes(scenario: str, settings: Settings) -> tuple[str, ...]:
    """What a talk by the scenario can come to.

    Raises:
        RequestRefused: there is no such scenario, or it cannot be used.
    """
    path = settings.folders.dialogs / f"{scenario}.yaml"
    is_name = Path(scenario).name == scenario
    if not is_name or not path.is_file():
        raise RequestRefused(
            Kind.INVALID,
            _(
                'there is no scenario "{name}" here; put its file among the dialogues'
                ' or correct "scenario"'
            ).format(name=scenario),
        )
    try:
        return tuple(load_scenario(path).outcomes)
    except ScenarioError as error:
        sentence = _('the scenario "{name}" cannot be used: {why}').format(
            name=scenario, why=str(error).removeprefix(f"{path}:")
        )
        raise RequestRefused(Kind.INVALID, sentence) from error
