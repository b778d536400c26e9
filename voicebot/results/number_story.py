"""Why a number is not dialled, campaign by campaign, and when it may be."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import RowMapping, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.dialling import next_moment, refusals
from voicebot.campaign.number_choice import at_number
from voicebot.campaign.phone import Phone
from voicebot.campaign.refusal import Why
from voicebot.campaign.rules import HouseRules
from voicebot.campaign.state import ContactState, PhoneRecord
from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.store.campaigns import CampaignStatus, rules_of
from voicebot.store.contacts import WITH_PHONES, state_of
from voicebot.store.phone_records import phone_records
from voicebot.store.tables import DO_NOT_CALL

_CONTACTS = text(f"""
SELECT {WITH_PHONES}, campaigns.name AS campaign, campaigns.title, campaigns.rules,
       campaigns.status, campaigns.status_why, leases.claimed_at
FROM contacts JOIN campaigns ON campaigns.id = contacts.campaign_id
LEFT JOIN leases ON leases.contact_id = contacts.id
WHERE contacts.id IN (SELECT contact_id FROM phones WHERE number = :number)
ORDER BY campaigns.id, contacts.id
""")


_STANDING: Mapping[CampaignStatus, Callable[[], str]] = {
    CampaignStatus.DRAFT: lambda: _(
        "the campaign was not started: voicebot campaign start {name}"
    ),
    CampaignStatus.PAUSED: lambda: _(
        "the campaign is paused: voicebot campaign resume {name}"
    ),
    CampaignStatus.STOPPED: lambda: _(
        "the campaign has ended: voicebot campaign start {name}"
    ),
    CampaignStatus.FINISHED: lambda: _(
        "the campaign has ended: voicebot campaign start {name}"
    ),
}
"""What a campaign's own status has against dialling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One thing that stands against dialling; `why` is None where no rule does."""

    sentence: str
    why: Why | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignStory:
    """What one campaign has against dialling the number now.

    `next_at` is when its rules allow it, by the clock of where the number may be; None
    where waiting does not help. A campaign that does not run dials nobody then either.
    """

    campaign: str
    title: str
    status: CampaignStatus
    contact_id: int
    phone: Phone
    list: str | None
    grounds: Sequence[Ground]
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberStory:
    """`attempts` were made at it by all campaigns together.

    `forbidden_since` is when it came on the do-not-call list; None: it is not there.
    """

    number: str
    attempts: int
    forbidden_since: datetime | None
    forbidden_why: str
    campaigns: Sequence[CampaignStory]

    @property
    def is_known(self) -> bool:
        return bool(self.attempts or self.forbidden_since or self.campaigns)


async def story_of(
    connection: AsyncConnection, number: str, now: datetime, house: HouseRules
) -> NumberStory:
    """`number` in E.164."""
    records: Mapping[str, PhoneRecord] = await phone_records(connection, [number], now)
    record = records[number]
    forbidden = await connection.execute(
        select(DO_NOT_CALL.c.since, DO_NOT_CALL.c.reason).where(
            DO_NOT_CALL.c.number == number
        )
    )
    since, reason = forbidden.one_or_none() or (None, "")
    found = await connection.execute(_CONTACTS, {"number": number})
    asked = _Asked(number=number, record=record, now=now, house=house)
    return NumberStory(
        number=number,
        attempts=record.dialled.total,
        forbidden_since=since,
        forbidden_why=reason,
        campaigns=[_campaign(row, asked) for row in found.mappings()],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    number: str
    record: PhoneRecord
    now: datetime
    house: HouseRules


def _campaign(row: RowMapping, asked: _Asked) -> CampaignStory:
    planned = state_of(row)
    state = at_number(planned, asked.number)
    grounds = [*_of_campaign(row), *_of_contact(row, planned, asked)]
    next_at = None
    try:
        rules = rules_of(row["rules"])
    except CampaignError as error:
        grounds.append(Ground(sentence=str(error)))
    else:
        found = refusals(asked.now, state, rules, asked.record, asked.house)
        # The moment is told once, of all grounds together.
        told = [replace(refusal, until=None) for refusal in found]
        grounds += [Ground(sentence=each.sentence, why=each.why) for each in told]
        next_at = next_moment(asked.now, state, rules, asked.record, asked.house)
    return CampaignStory(
        campaign=row["campaign"],
        title=row["title"],
        status=CampaignStatus(row["status"]),
        contact_id=row["id"],
        phone=state.phone,
        list=state.list,
        grounds=grounds,
        next_at=next_at,
    )


def _of_campaign(row: RowMapping) -> Iterator[Ground]:
    sentence = _STANDING.get(CampaignStatus(row["status"]))
    if sentence is None:
        return
    why = f" ({row['status_why']})" if row["status_why"] else ""
    yield Ground(sentence=sentence().format(name=row["campaign"]) + why)


def _of_contact(
    row: RowMapping, planned: ContactState, asked: _Asked
) -> Iterator[Ground]:
    if row["claimed_at"] is not None:
        yield Ground(sentence=_("the contact is being called right now"))
    if planned.phone.number != asked.number and planned.finished_at is None:
        yield Ground(
            sentence=_(
                "the contact is to be called at another number: {number}"
            ).format(number=planned.phone.number)
        )
