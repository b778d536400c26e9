"""From rows to the figures of a campaign."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.rules import CampaignRules
from voicebot.results.answer_rows import answers_of
from voicebot.results.calls import calls_of, counted_by, hours_of
from voicebot.results.goal import goal_of, outcomes_into
from voicebot.results.results import Results, Step
from voicebot.results.spending import spending
from voicebot.store.tables import ATTEMPTS, CONTACTS

_ANSWERED = ATTEMPTS.c.result == AttemptResult.ANSWERED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Which campaign is looked at, by which rules, and what counts as its success.

    Without `goal` it is the list that the rules name first.
    """

    campaign_id: int
    rules: CampaignRules
    status: str
    goal: str | None = None

    @property
    def wanted(self) -> str | None:
        return self.goal or goal_of(self.rules)


async def gather(connection: AsyncConnection, whose: Whose) -> Results:
    """All figures.

    They add up where `connection` sees one moment of the data: in a transaction that is
    `REPEATABLE READ`, or while nobody calls.
    """
    number = whose.campaign_id
    calls = await calls_of(connection, number)
    lists = await lists_of(connection, number)
    people = await _people(connection, whose)
    messages = await _messages(connection, number)
    dispositions = await counted_by(connection, number, ATTEMPTS.c.result)
    return Results(
        campaign=whose.rules.name,
        title=whose.rules.title,
        status=whose.status,
        contacts=people[Step.LOADED],
        waiting=people[Step.LOADED] - sum(lists.values()),
        attempts=calls.count,
        funnel=people,
        goal=whose.wanted,
        lists=lists,
        dispositions={
            AttemptResult(result): count for result, count in dispositions.items()
        },
        outcomes=await counted_by(connection, number, ATTEMPTS.c.outcome),
        hours=await hours_of(connection, number),
        talked_s=calls.talked_s,
        messages=messages,
        spent=spending(
            whose.rules.cost,
            attempts=calls.count,
            talked_s=calls.talked_s,
            messages=messages,
        ),
        answers=await answers_of(connection, number),
        first_at=calls.first_at,
        last_at=calls.last_at,
    )


async def lists_of(connection: AsyncConnection, campaign_id: int) -> Mapping[str, int]:
    """The largest first."""
    count = func.count()
    found = await connection.execute(
        select(CONTACTS.c.list, count)
        .where(CONTACTS.c.campaign_id == campaign_id, CONTACTS.c.list.is_not(None))
        .group_by(CONTACTS.c.list)
        .order_by(count.desc(), CONTACTS.c.list)
    )
    return {row[0]: row[1] for row in found}


async def _messages(connection: AsyncConnection, campaign_id: int) -> int:
    """Those that a gateway took."""
    sent = func.jsonb_array_length(
        func.coalesce(CONTACTS.c.state["sent_messages"], func.jsonb_build_array())
    )
    found = await connection.execute(
        select(func.coalesce(func.sum(sent), 0)).where(
            CONTACTS.c.campaign_id == campaign_id
        )
    )
    return int(found.scalar_one())


async def _people(connection: AsyncConnection, whose: Whose) -> Mapping[Step, int]:
    found = await connection.execute(_people_by_step(whose))
    return dict(zip(Step, found.one(), strict=True))


def _people_by_step(whose: Whose) -> Select[int, int, int, int, int]:
    """One row; each step asks for what the step before it does, and more."""
    of_contact = (
        select(
            ATTEMPTS.c.contact_id,
            func.bool_or(_ANSWERED).label("is_reached"),
            func.bool_or(_talked(whose)).label("is_talked"),
        )
        .where(ATTEMPTS.c.campaign_id == whose.campaign_id)
        .group_by(ATTEMPTS.c.contact_id)
        .subquery()
    )
    talked = of_contact.c.is_talked.is_(True)
    return (
        select(
            func.count(),
            func.count(of_contact.c.contact_id),
            func.count().filter(of_contact.c.is_reached.is_(True)),
            func.count().filter(talked),
            func.count().filter(and_(talked, CONTACTS.c.list.in_(_goals(whose)))),
        )
        .select_from(CONTACTS)
        .outerjoin(of_contact, of_contact.c.contact_id == CONTACTS.c.id)
        .where(CONTACTS.c.campaign_id == whose.campaign_id)
    )


def _goals(whose: Whose) -> tuple[str, ...]:
    """None where the campaign has no list of its own: nobody has come to it then."""
    return () if whose.wanted is None else (whose.wanted,)


def _talked(whose: Whose) -> ColumnElement[bool]:
    """Of an attempt: they said something, or what they did is the goal itself."""
    reached_goal = ATTEMPTS.c.outcome.in_(outcomes_into(whose.rules, whose.wanted))
    return and_(_ANSWERED, or_(ATTEMPTS.c.turns > 0, reached_goal))
