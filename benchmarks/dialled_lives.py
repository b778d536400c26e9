"""Contacts whose whole lives are dialled by the rules, drawn from a seed.

A life is a handful of people who share numbers, under rules drawn at random; an eager
dialer asks for them at any moment, and at the very moment that a refusal names.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from benchmarks.call_law import LAW_CAPS, OFFSET_H, Limits, breaches
from voicebot.campaign.after_attempt import after_attempt
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.caps import Caps
from voicebot.campaign.dialling import may_dial
from voicebot.campaign.law import PRESETS
from voicebot.campaign.outcomes import OutcomeRule
from voicebot.campaign.phone import Phone
from voicebot.campaign.refusal import Refusal
from voicebot.campaign.retries import DayEnd, RetryRule, RetrySeries, SeriesStart
from voicebot.campaign.rules import CampaignRules, NumberOrder
from voicebot.campaign.state import ContactState, PhoneRecord
from voicebot.campaign.tally import NEVER, Tally
from voicebot.campaign.window import CallWindow, everyday_window

_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
_DAYS = 700
_MOST_STEPS = 2_000
_ZONES = tuple(OFFSET_H)
_RETRIED = (
    AttemptResult.NO_ANSWER,
    AttemptResult.BUSY,
    AttemptResult.UNAVAILABLE,
    AttemptResult.REJECTED,
    AttemptResult.MACHINE,
)
_RESULTS = (*_RETRIED, *_RETRIED, *_RETRIED, *AttemptResult)
_OUTCOMES = ("interested", "silent", "in_a_year")


@dataclass(slots=True)
class Verdict:
    """What the judge found; `breaches` should stay empty, and both refusals at 0."""

    attempts: int = 0
    contacts: int = 0
    refused_at_their_moment: int = 0
    endless: int = 0
    breaches: list[str] = field(default_factory=list)


def dialled(attempts: int, seed: int) -> Verdict:
    """Lives one after another, until so many attempts were made."""
    source = random.Random(seed)
    verdict = Verdict()
    while verdict.attempts < attempts:
        _Life(source, verdict).live()
    return verdict


class _Life:
    """People who share numbers, from their first attempt to their last."""

    def __init__(self, source: random.Random, verdict: Verdict) -> None:
        self._source = source
        self._verdict = verdict
        self._limits = _drawn_limits(source)
        self._rules = _drawn_rules(source, self._limits)
        self._clock = _BEGINNING + timedelta(seconds=source.uniform(0, _DAYS * 86_400))
        numbers = [f"+7900000000{at}" for at in range(3)]
        phones = [Phone(number=each, zones=self._drawn_zones()) for each in numbers]
        self._phones: dict[str, list[datetime]] = {each: [] for each in numbers}
        self._tallies: dict[str, Tally] = {}
        self._people = [
            ContactState(
                phones=tuple(source.sample(phones, source.randint(1, 3))),
                next_at=self._clock,
            )
            for _ in range(source.randint(1, 3))
        ]
        self._dialled: list[list[datetime]] = [[] for _ in self._people]
        verdict.contacts += len(self._people)

    def live(self) -> None:
        for _ in range(_MOST_STEPS):
            alive = [at for at, each in enumerate(self._people) if each.next_at]
            if not alive:
                return
            self._ask(self._source.choice(alive))
        self._verdict.endless += any(each.next_at for each in self._people)

    def _ask(self, who: int) -> None:
        """Dial at some moment, or at the one that the refusal names."""
        self._clock += timedelta(hours=self._source.expovariate(1 / 4))
        refusal = self._refusal(who)
        if refusal is None:
            self._dial(who)
        elif refusal.until is None:
            self._people[who] = replace(self._people[who], next_at=None)
        elif self._source.random() < 2 / 3:
            self._clock = max(self._clock, refusal.until.astimezone(UTC))
            self._verdict.refused_at_their_moment += self._refusal(who) is not None
            self._dial(who)

    def _refusal(self, who: int) -> Refusal | None:
        state = self._people[who]
        made = self._tallies.get(state.phone.number, NEVER)
        record = PhoneRecord(dialled=made)
        return may_dial(self._clock, state, self._rules, record)

    def _dial(self, who: int) -> None:
        state, at = self._people[who], self._clock
        number, mine = state.phone.number, self._dialled[who]
        of_phone = self._phones[number]
        found = breaches(at, state.phone.zones, self._limits, mine, of_phone)
        self._verdict.breaches += [f"{at:%F %T.%f} UTC: {each}" for each in found]
        mine.append(at)
        of_phone.append(at)
        self._tallies[number] = self._tallies.get(number, NEVER).plus(at)
        self._verdict.attempts += 1
        attempt = self._drawn_attempt(at, number)
        self._people[who] = after_attempt(state, attempt, self._rules)

    def _drawn_attempt(self, at: datetime, number: str) -> Attempt:
        source = self._source
        result = source.choice(_RESULTS)
        has_talked = result is AttemptResult.ANSWERED
        promise = at + timedelta(hours=source.uniform(0, 60))
        return Attempt(
            at=at,
            phone=number,
            result=result,
            outcome=source.choice(_OUTCOMES) if has_talked else None,
            promised_at=promise if has_talked and source.random() < 1 / 2 else None,
        )

    def _drawn_zones(self) -> tuple[str, ...]:
        count = self._source.choice((1, 1, 1, 2, 3, len(_ZONES)))
        return tuple(self._source.sample(_ZONES, count))


def _drawn_limits(source: random.Random) -> Limits:
    laws = source.choice(
        (
            ("ru_default",),
            ("ru_debt_230fz",),
            ("ru_default", "ru_debt_230fz"),
            ("business_hours", "ru_default"),
        )
    )
    law_caps = [LAW_CAPS.get(law, {}) for law in laws]
    return Limits(
        laws=laws,
        own=source.choice((None, None, (10, 19), (12, 21))),
        contact=narrower([*law_caps, _drawn_caps(source)]),
        phone=narrower([*law_caps, _drawn_caps(source)]),
    )


def _drawn_caps(source: random.Random) -> Mapping[str, int]:
    most = {"day": 3, "rolling_24h": 4, "week": 6, "month": 12, "lifetime": 30}
    return {
        period: source.randint(1, highest)
        for period, highest in most.items()
        if source.random() < 1 / 3
    }


def narrower(caps: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    periods = {period for each in caps for period in each}
    return {
        period: min(each[period] for each in caps if period in each)
        for period in periods
    }


def _drawn_rules(source: random.Random, limits: Limits) -> CampaignRules:
    """Rules within `limits`, with retries drawn."""
    return replace(
        rules_within(limits),
        numbers=source.choice(tuple(NumberOrder)),
        retries=tuple(_drawn_retries(source)),
        outcomes={
            "silent": OutcomeRule(list="", counts_as=AttemptResult.NO_ANSWER),
            "in_a_year": OutcomeRule(list="later", again_days=365),
        },
    )


def rules_within(limits: Limits) -> CampaignRules:
    """Rules that ask for `limits` and for nothing else."""
    return CampaignRules(
        name="drawn",
        scenario="drawn",
        is_test=True,
        laws=tuple(PRESETS[law] for law in limits.laws),
        window=_window(limits.own) if limits.own is not None else None,
        caps_per_contact=Caps(**limits.contact),
        caps_per_phone=Caps(**limits.phone),
    )


def _window(own: tuple[int, int]) -> CallWindow:
    opens, closes = (time(hour) for hour in own)
    return everyday_window(opens, closes)


def _drawn_retries(source: random.Random) -> Iterator[RetryRule]:
    """All results together, or some of them by a rule of their own."""
    results = list(_RETRIED)
    source.shuffle(results)
    cut = source.randint(1, len(results))
    for name, counted in (("one", results[:cut]), ("other", results[cut:])):
        if counted:
            yield RetryRule(
                name=name,
                results=frozenset(counted),
                series=tuple(
                    _drawn_series(source) for _ in range(source.randint(1, 3))
                ),
                then=name,
                is_in_a_row=source.random() < 1 / 4,
                most=12,
            )


def _drawn_series(source: random.Random) -> RetrySeries:
    return RetrySeries(
        attempts=source.randint(1, 5),
        every_s=source.choice((60.0, 1200.0, 7200.0, 14_400.0, 90_000.0)),
        starts=source.choice(tuple(SeriesStart)),
        is_within_day=source.random() < 1 / 2,
        day_end=source.choice(tuple(DayEnd)),
    )
