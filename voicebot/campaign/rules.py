"""By which rules a campaign calls."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.breakers import Breakers
from voicebot.campaign.budget import UNLIMITED, Budget
from voicebot.campaign.callback_rules import CallbackRules
from voicebot.campaign.caps import NO_CAPS, Caps
from voicebot.campaign.costs import Costs
from voicebot.campaign.day_off import RUSSIAN_DAYS_OFF, DaysOff
from voicebot.campaign.law import RU_DEFAULT, Law
from voicebot.campaign.legal import LegalBasis
from voicebot.campaign.message import MessageText
from voicebot.campaign.outcomes import OutcomeRule
from voicebot.campaign.retries import UNWRITTEN, RetryRule
from voicebot.campaign.schedule import ALWAYS, Schedule
from voicebot.campaign.window import CallWindow, narrowest


class NumberOrder(StrEnum):
    """In which order the numbers of one person are dialled."""

    IN_TURN = "in_turn"
    """Each attempt goes to the next number; attempts are counted together."""
    ONE_BY_ONE = "one_by_one"
    """The next number comes when all attempts at the one before it are spent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRules:
    """`scenario` names a dialogue graph; `ring_s` is how long a call may ring.

    `window` is the campaign's own; what is dialled by is `narrowest_window`. `outcomes`
    are by the scenario's words; an outcome without a rule is a list by its own name.
    """

    name: str
    scenario: str
    title: str = ""
    laws: tuple[Law, ...] = (RU_DEFAULT,)
    window: CallWindow | None = None
    ring_s: float = 30.0
    retries: tuple[RetryRule, ...] = ()
    caps_per_phone: Caps = NO_CAPS
    caps_per_contact: Caps = NO_CAPS
    callbacks: CallbackRules = field(default_factory=CallbackRules)
    outcomes: Mapping[str, OutcomeRule] = field(default_factory=dict)
    messages: Mapping[str, MessageText] = field(default_factory=dict)
    """What a retry series may send, by name."""
    numbers: NumberOrder = NumberOrder.IN_TURN
    priority: int = 0
    legal: LegalBasis = field(default_factory=LegalBasis)
    zones: tuple[str, ...] = ()
    """Where numbers may be whose prefix does not tell; none: anywhere in Russia."""
    is_test: bool = False
    budget: Budget = UNLIMITED
    schedule: Schedule = ALWAYS
    breakers: Breakers = field(default_factory=Breakers)
    cost: Costs | None = None
    """None where the campaign says nothing of money."""

    @property
    def narrowest_window(self) -> CallWindow:
        own = () if self.window is None else (self.window,)
        return narrowest((*(law.window for law in self.laws), *own))

    def retry_rule(self, result: AttemptResult) -> RetryRule:
        """The campaign's own for `result`, or what is done where it says nothing."""
        every = (*self.retries, *UNWRITTEN)
        return next(rule for rule in every if result in rule.results)

    def retry_rule_named(self, name: str | None) -> RetryRule | None:
        """None for a name that the rules have no longer."""
        every = (*self.retries, *UNWRITTEN)
        return next((rule for rule in every if rule.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRules:
    """What holds for every campaign of this system: caps by phone, and a window."""

    caps: Caps = NO_CAPS
    window: CallWindow | None = None
    days_off: DaysOff = RUSSIAN_DAYS_OFF
