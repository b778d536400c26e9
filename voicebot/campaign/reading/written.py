"""A campaign's file."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import Field

from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.budget import Budget
from voicebot.campaign.callback_rules import CallbackRules
from voicebot.campaign.caps import NO_CAPS, Caps
from voicebot.campaign.law import BUSINESS_HOURS, PRESETS, RU_DEBT_230FZ, RU_DEFAULT
from voicebot.campaign.legal import LegalBasis
from voicebot.campaign.lists import Lists
from voicebot.campaign.outcomes import OutcomeRule
from voicebot.campaign.reading.amounts import End, Rate, Start
from voicebot.campaign.reading.spans import Count, Days, Span, Times
from voicebot.campaign.reading.written_retries import WrittenRetries
from voicebot.campaign.reading.written_running import (
    NO_BREAKERS,
    WrittenBreakers,
    WrittenCosts,
    WrittenMessage,
)
from voicebot.campaign.reading.written_window import WrittenWindow
from voicebot.campaign.rules import CampaignRules, NumberOrder
from voicebot.campaign.schedule import Schedule
from voicebot.campaign.window import CallWindow, narrowest
from voicebot.scenario.block import Block


class LawName(StrEnum):
    """Presets of what laws ask for."""

    RU_DEFAULT = RU_DEFAULT.name
    RU_DEBT_230FZ = RU_DEBT_230FZ.name
    BUSINESS_HOURS = BUSINESS_HOURS.name


class WrittenCaps(Block):
    """Most attempts in a period."""

    day: Count | None = Field(default=None, description="on one date of the contact's")
    rolling_24h: Count | None = Field(default=None, description="in any 24 hours")
    week: Count | None = Field(default=None, description="on any 7 dates in a row")
    month: Count | None = Field(default=None, description="on any 31 dates in a row")
    lifetime: Count | None = Field(default=None, description="in all")

    @property
    def caps(self) -> Caps:
        return Caps(**self.model_dump())


class CapsByWhom(Block):
    """Caps of a contact in this campaign, and of a number whoever called it."""

    contact: WrittenCaps | None = None
    phone: WrittenCaps | None = None


class WrittenCallbacks(Block):
    """How promised calls are kept."""

    attempts: Times = Field(default=3, description="tries if nobody answers then")
    every: Span = Field(
        default=900.0,
        description="from one try to the next",
        json_schema_extra={"default": "15min"},
    )
    ring: Span | None = Field(default=None, description="how long these calls ring")
    most: Times = Field(default=5, description="promises taken from one contact")
    then: str = Field(default=Lists.NOT_REACHED.value, min_length=1)

    @property
    def rules(self) -> CallbackRules:
        return CallbackRules(
            attempts=self.attempts,
            every_s=self.every,
            ring_s=self.ring,
            most=self.most,
            then=self.then,
        )


class WrittenOutcome(Block):
    """Where a talk's outcome leads."""

    shorthand: ClassVar[str | None] = "list"

    list: str = Field(default="", description="the list that the contact goes to")
    again: Days | None = Field(default=None, description="called anew after that time")
    as_result: AttemptResult | None = Field(
        default=None,
        alias="as",
        description="no result yet: retried like an attempt that ended so",
    )

    def rule(self, outcome: str) -> OutcomeRule:
        return OutcomeRule(
            list=self.list or outcome, again_days=self.again, counts_as=self.as_result
        )


class WrittenLegal(Block):
    """Without these three no campaign starts that is no test."""

    consent: str = Field(default="", description="where the consent is recorded")
    contract: str = Field(default="", description="with the operator: number and date")
    label: str = Field(default="", description="on the screen; 32 letters at most")

    @property
    def basis(self) -> LegalBasis:
        return LegalBasis(
            consent=self.consent, contract=self.contract, label=self.label
        )


class WrittenCampaign(Block):
    """By which rules a campaign calls."""

    campaign: str = Field(min_length=1, description="its name")
    title: str = Field(default="", description="as managers read it")
    scenario: str = Field(min_length=1, description="the name of the dialogue graph")
    laws: tuple[LawName, ...] = Field(
        default=(LawName.RU_DEFAULT,),
        min_length=1,
        description="the narrower of all of them is kept",
    )
    window: WrittenWindow | None = Field(
        default=None, description="narrower hours of its own"
    )
    zones: tuple[str, ...] = Field(
        default=(), description="where numbers may be whose prefix does not tell"
    )
    ring: Span = Field(
        default=30.0,
        description="how long a call rings",
        json_schema_extra={"default": "30s"},
    )
    numbers: NumberOrder = Field(
        default=NumberOrder.IN_TURN, description="of a person who has several"
    )
    priority: Count = Field(default=0, description="the higher goes first")
    caps: CapsByWhom = CapsByWhom()
    retries: Mapping[str, WrittenRetries] = Field(default_factory=dict)
    callbacks: WrittenCallbacks = WrittenCallbacks()
    lists: Mapping[str, WrittenOutcome] = Field(
        default_factory=dict, description="by the scenario's outcomes"
    )
    messages: Mapping[str, WrittenMessage] = Field(
        default_factory=dict, description="texts with slots, by name"
    )
    legal: WrittenLegal = WrittenLegal()
    test: bool = Field(default=False, description="may start without `legal`")
    lines: Times | None = Field(default=None, description="calls at once at most")
    calls_per_second: Rate | None = Field(
        default=None, description="how often a call begins at most"
    )
    trunks: tuple[str, ...] = Field(
        default=(), description="dialled by these only, the preferred one first"
    )
    share: Times = Field(
        default=1, description="lines for each one of another campaign with 1"
    )
    starts: Start | None = Field(default=None, description="no call before")
    ends: End | None = Field(default=None, description="no call from then on")
    cost: WrittenCosts | None = Field(default=None, description="for the report")
    breakers: WrittenBreakers | Literal["off"] = WrittenBreakers()

    @property
    def narrowest_window(self) -> CallWindow:
        own = (self.window.window,) if self.window else ()
        return narrowest((*(PRESETS[law].window for law in self.laws), *own))

    @property
    def rules(self) -> CampaignRules:
        return CampaignRules(
            name=self.campaign,
            title=self.title,
            scenario=self.scenario,
            laws=tuple(PRESETS[law] for law in self.laws),
            window=self.window.window if self.window else None,
            zones=self.zones,
            ring_s=self.ring,
            numbers=self.numbers,
            priority=self.priority,
            caps_per_contact=_caps(self.caps.contact),
            caps_per_phone=_caps(self.caps.phone),
            retries=tuple(each.rule(name) for name, each in self.retries.items()),
            callbacks=self.callbacks.rules,
            outcomes={name: each.rule(name) for name, each in self.lists.items()},
            messages={name: each.message for name, each in self.messages.items()},
            legal=self.legal.basis,
            is_test=self.test,
            budget=self._budget,
            schedule=Schedule(starts=self.starts, ends=self.ends),
            breakers=(
                NO_BREAKERS if self.breakers == "off" else self.breakers.breakers
            ),
            cost=self.cost.costs if self.cost else None,
        )

    @property
    def _budget(self) -> Budget:
        return Budget(
            lines=self.lines,
            calls_per_s=self.calls_per_second,
            trunks=self.trunks,
            share=self.share,
        )


def _caps(written: WrittenCaps | None) -> Caps:
    return written.caps if written else NO_CAPS
