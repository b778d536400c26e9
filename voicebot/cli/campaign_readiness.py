"""What would stop a campaign from starting, and what is worth knowing before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from voicebot.campaign.caps import NO_CAPS, Caps
from voicebot.campaign.reading.house import house_rules
from voicebot.campaign.reading.loader import UnusableCampaign, read_campaign
from voicebot.campaign.refusal import Refusal, Why
from voicebot.campaign.rules import CampaignRules
from voicebot.campaign.starting import start_refusal
from voicebot.cli.campaign_hours import remarks_on_hours
from voicebot.cli.campaign_remark import About, Remark, error, fact, warning
from voicebot.errors import CampaignError, ScenarioError, VoicebotError
from voicebot.i18n import _
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.files import scenarios_in
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.settings import Settings
from voicebot.store.campaigns import rules_of

_LACKING = {
    Why.NO_CONSENT: "consent",
    Why.NO_CONTRACT: "contract",
    Why.NO_LABEL: "label",
    Why.LONG_LABEL: "label",
}
"""Which key under `legal` mends a refusal to start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRules:
    """The text of a campaign's rules; `named` is what complaints call it."""

    text: str
    named: Path


def remarks_on(
    written: WrittenRules, settings: Settings, now: datetime
) -> tuple[CampaignRules | None, list[Remark]]:
    """The rules, None where they cannot be read, and all that is to be said of them."""
    try:
        rules = read_campaign(written.text, written.named)
    except CampaignError as unusable:
        return None, list(_complaints(unusable))
    return rules, [
        *_on_scenario(written, rules, settings),
        *_on_law(rules),
        *remarks_on_hours(
            rules,
            house_rules(settings),
            now,
            has_register=settings.campaigns.mobile_ranges is not None,
        ),
        *_on_lines(rules, settings),
        *_on_messages(rules, settings),
    ]


def _complaints(unusable: CampaignError) -> Iterator[Remark]:
    for line in str(unusable).splitlines():
        yield error(About.RULES, line)


def _on_scenario(
    written: WrittenRules, rules: CampaignRules, settings: Settings
) -> Iterator[Remark]:
    try:
        scenario = scenario_of(rules, settings)
    except ScenarioError as unusable:
        yield from (error(About.SCENARIO, line) for line in str(unusable).splitlines())
        return
    try:
        read_campaign(written.text, written.named, scenario.outcomes)
    except UnusableCampaign as unusable:
        yield from _complaints(unusable)
    needed = required_slots(scenario)
    yield fact(
        About.SCENARIO,
        _("the scenario {name} needs of each contact: {slots}").format(
            name=scenario.name, slots=", ".join(needed) or _("nothing but a number")
        ),
    )


def scenario_of(rules: CampaignRules, settings: Settings) -> Scenario:
    """The dialogue graph that the rules name.

    Raises:
        ScenarioError: there is none, or it cannot be used.
    """
    dialogs = settings.folders.dialogs
    path = dialogs / f"{rules.scenario}.yaml"
    if path.is_file():
        return load_scenario(path)
    known = [found.stem for found in scenarios_in(dialogs)]
    raise ScenarioError(
        _('there is no scenario "{name}" in {folder}{hint}').format(
            name=rules.scenario,
            folder=dialogs,
            hint=did_you_mean(rules.scenario, known),
        )
    )


def outcome_titles(text: str, settings: Settings) -> Mapping[str, str]:
    """A scenario's outcomes as managers read them; none where it cannot be used now."""
    try:
        return scenario_of(rules_of(text), settings).outcomes
    except VoicebotError:
        return {}


def required_slots(scenario: Scenario) -> tuple[str, ...]:
    """What every contact has to bring."""
    return tuple(
        name
        for name, slot in scenario.slots.items()
        if slot.required and not slot.default
    )


def _on_law(rules: CampaignRules) -> Iterator[Remark]:
    refusals = list(_refused(rules))
    yield from (error(About.LAW, refusal.sentence) for refusal in refusals)
    if rules.is_test:
        sentence = _("a test: consent, contract and label are not asked for")
        yield fact(About.LAW, sentence)
    elif not refusals:
        yield fact(About.LAW, _("consent, contract and label are named"))
    for law in rules.laws:
        if law.caps != NO_CAPS:
            yield fact(About.LAW, f"{law.title}: {_most(law.caps)}")


def _most(caps: Caps) -> str:
    """What `caps` allow, as «at most 1 a day, 2 in 7 days»."""
    told = {
        _("{count} a day"): caps.day,
        _("{count} in 24 hours"): caps.rolling_24h,
        _("{count} in 7 days"): caps.week,
        _("{count} in 31 days"): caps.month,
        _("{count} in all"): caps.lifetime,
    }
    counts = [
        text.format(count=most) for text, most in told.items() if most is not None
    ]
    return _("one person is called at most {counts}").format(counts=", ".join(counts))


def _refused(rules: CampaignRules) -> Iterator[Refusal]:
    """All that the law asks for and the rules lack; starting names the first only."""
    legal = rules.legal
    while refusal := start_refusal(replace(rules, legal=legal)):
        yield refusal
        legal = replace(legal, **{_LACKING[refusal.why]: "…"})


def _on_lines(rules: CampaignRules, settings: Settings) -> Iterator[Remark]:
    unknown = [name for name in rules.budget.trunks if name not in settings.trunks]
    if unknown:
        yield error(
            About.LINES,
            _("the settings have no trunk {names}; correct `trunks`").format(
                names=", ".join(unknown)
            ),
        )
    elif not settings.trunks:
        yield warning(
            About.LINES,
            _("the settings name no trunk, so that nobody can be dialled from here"),
        )
    if settings.campaigns.lines == 0:
        yield warning(
            About.LINES,
            _(
                "this machine dials for no campaign; write campaigns.lines in the"
                " settings, and run voicebot serve"
            ),
        )
        return
    yield fact(
        About.LINES,
        _("lines at once: {own} of the campaign, {here} of this machine").format(
            own=rules.budget.lines or _("any number"), here=settings.campaigns.lines
        ),
    )


def _on_messages(rules: CampaignRules, settings: Settings) -> Iterator[Remark]:
    for name, message in rules.messages.items():
        if message.channel not in settings.messages:
            yield warning(
                About.MESSAGES,
                _(
                    'the message "{name}" will not be sent: the settings have no'
                    ' "{channel}" under messages'
                ).format(name=name, channel=message.channel),
            )
