"""Lines of trunks and campaigns over the whole system: which are in use, and taking more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.pace import Pace
from voicebot.campaign.sharing import TrunkRoom
from voicebot.campaign.starting import start_refusal
from voicebot.store.running import Running, rules_by_digest

_IN_USE = text("""
SELECT CAST(NULL AS bigint) AS campaign_id, asked.name, CAST(NULL AS bytea) AS digest,
       (SELECT count(*) FROM leases WHERE leases.trunk = asked.name) AS live,
       pacing.free_at, pacing.taken_at
FROM unnest(CAST(:trunks AS text[])) AS asked(name)
LEFT JOIN pacing ON pacing.key = 'trunk:' || asked.name
UNION ALL
SELECT campaigns.id, campaigns.name, sha256(convert_to(rules, 'UTF8')),
       (SELECT count(*) FROM leases WHERE leases.campaign_id = campaigns.id),
       pacing.free_at, pacing.taken_at
FROM campaigns LEFT JOIN pacing ON pacing.key = 'campaign:' || campaigns.id
WHERE status = 'running'
""")
_TAKE = text("""
WITH paced AS (
    INSERT INTO pacing (key, free_at, taken_at)
    SELECT * FROM unnest(
        CAST(:keys AS text[]), CAST(:free_at AS timestamptz[]),
        CAST(:taken_at AS timestamptz[])
    )
    ON CONFLICT (key) DO UPDATE
    SET free_at = coalesce(excluded.free_at, pacing.free_at),
        taken_at = excluded.taken_at
), added AS (
    INSERT INTO leases
        (number, contact_id, campaign_id, trunk, holder, claimed_at, alive_at)
    SELECT *, :holder, CAST(:now AS timestamptz), CAST(:now AS timestamptz)
    FROM unnest(
        CAST(:numbers AS text[]), CAST(:contacts AS bigint[]),
        CAST(:campaigns AS bigint[]), CAST(:trunks AS text[])
    )
    RETURNING id, contact_id
), marked AS (
    UPDATE contacts SET is_claimed = true FROM added WHERE contacts.id = added.contact_id
)
SELECT contact_id, id FROM added
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """`rooms` in the order in which trunks were asked for; `running` by campaign's id."""

    rooms: tuple[TrunkRoom, ...]
    running: Mapping[int, Running]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWish:
    """A contact that is to be called at `number` through `trunk`, at `dial_at`."""

    number: str
    contact_id: int
    campaign_id: int
    trunk: str
    dial_at: datetime


async def lines_now(
    connection: AsyncConnection, trunks: Sequence[TrunkBudget]
) -> Lines:
    """What trunks carry, and the campaigns that dial.

    Those whose rules cannot be read, or do not suffice to start, are left out.
    """
    asked = {"trunks": [trunk.name for trunk in trunks]}
    found = await connection.execute(_IN_USE, asked)
    rows = found.mappings().all()
    used = {row["name"]: row for row in rows if row["campaign_id"] is None}
    dialling = [row for row in rows if row["campaign_id"] is not None]
    campaigns = [await _running(connection, row) for row in dialling]
    return Lines(
        rooms=tuple(_room(trunk, used[trunk.name]) for trunk in trunks),
        running={each.id: each for each in campaigns if each is not None},
    )


def _room(trunk: TrunkBudget, row: RowMapping) -> TrunkRoom:
    return TrunkRoom(
        name=trunk.name,
        lines=None if trunk.lines is None else trunk.lines - row["live"],
        pace=Pace(calls_per_s=trunk.calls_per_s, free_at=row["free_at"]),
    )


async def _running(connection: AsyncConnection, row: RowMapping) -> Running | None:
    rules = await rules_by_digest(connection, row["campaign_id"], bytes(row["digest"]))
    if rules is None or start_refusal(rules) is not None:
        return None
    return Running(
        id=row["campaign_id"],
        rules=rules,
        live=row["live"],
        free_at=row["free_at"],
        taken_at=row["taken_at"],
    )


async def take_lines(
    connection: AsyncConnection,
    wishes: Sequence[LineWish],
    lines: Lines,
    *,
    holder: str,
    now: datetime,
) -> Mapping[int, int]:
    """Lease ids by contact's id; the contacts are due no longer, and paces go on.

    Raises:
        IntegrityError: a number, or a contact, is being called already.
    """
    asked = {
        "holder": holder,
        "now": now,
        "numbers": [wish.number for wish in wishes],
        "contacts": [wish.contact_id for wish in wishes],
        "campaigns": [wish.campaign_id for wish in wishes],
        "trunks": [wish.trunk for wish in wishes],
    }
    added = await connection.execute(_TAKE, asked | _paced(wishes, lines))
    return {row.contact_id: row.id for row in added}


def _paced(wishes: Sequence[LineWish], lines: Lines) -> dict[str, list[object]]:
    """When the last call of each trunk and campaign begins, and the next one may."""
    paces = {f"trunk:{room.name}": room.pace for room in lines.rooms}
    last: dict[str, datetime] = {}
    for wish in wishes:
        campaign = f"campaign:{wish.campaign_id}"
        budget = lines.running[wish.campaign_id].rules.budget
        paces[campaign] = Pace(calls_per_s=budget.calls_per_s)
        last |= {campaign: wish.dial_at, f"trunk:{wish.trunk}": wish.dial_at}
    return {
        "keys": list(last),
        "free_at": [paces[key].after(moment).free_at for key, moment in last.items()],
        "taken_at": list(last.values()),
    }
