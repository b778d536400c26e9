"""Free lines find who is to be dialled: one claim at a time in the whole system."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.ringing import ring_s
from voicebot.campaign.rules import CampaignRules, HouseRules
from voicebot.campaign.state import ContactState
from voicebot.store.lines import LineWish, lines_now, take_lines
from voicebot.store.search import Chosen, Search, Wish

ALONE = text("""
SELECT pg_advisory_xact_lock(7203001),
       set_config('synchronous_commit', 'off', true),
       set_config('idle_in_transaction_session_timeout', '10s', true),
       set_config('enable_seqscan', 'off', true),
       set_config('enable_bitmapscan', 'off', true),
       set_config('enable_hashjoin', 'off', true),
       set_config('enable_mergejoin', 'off', true),
       set_config('enable_sort', 'off', true),
       set_config('jit', 'off', true)
""")
"""A claim that a crash of the server loses was never dialled, for `note_dialled` waits
for the disk. Whoever stops in the middle is put out after ten seconds. The planner is to
walk along indexes only: with statistics from before an import it reads whole tables.
"""
_LOOKED_AT = (32, 128, 512, 1024, 1024, 1024, 1024, 1024)
"""How many contacts one transaction of a claim looks at, if those before them were all
refused: in between others have their claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A contact that whoever holds the lease is to dial, and nobody else.

    `dial_at` is a second ahead at most: with it a campaign's and a trunk's calls a
    second are kept to the millisecond.
    """

    lease_id: int
    campaign_id: int
    campaign: str
    contact_id: int
    state: ContactState
    slots: Mapping[str, str]
    number: str
    ring_s: float
    trunk: str
    dial_at: datetime
    rules: CampaignRules


async def claim(
    engine: AsyncEngine,
    *,
    now: datetime,
    wanted: int,
    holder: str,
    trunks: Sequence[TrunkBudget],
    house: HouseRules,
) -> tuple[Claim, ...]:
    """At most `wanted` contacts to dial, promises first, then by urgency and fair shares.

    Those that are due and may not be dialled are put off or finished on the way. None
    may be found though some are left: where very many were put off, the next claim goes on.
    """
    for most in _LOOKED_AT:
        wish = Wish(now=now, wanted=wanted, house=house, most=most)
        async with engine.begin() as connection:
            await connection.execute(ALONE)
            lines = await lines_now(connection, trunks)
            if not any(room.has_room for room in lines.rooms):
                return ()
            search = Search(connection, wish, lines)
            chosen = await search.chosen()
            if chosen:
                wishes = [_line_wish(each) for each in chosen]
                leases = await take_lines(
                    connection, wishes, lines, holder=holder, now=now
                )
                return tuple(_claim(leases[each.candidate.id], each) for each in chosen)
        if not search.is_unfinished:
            break
    return ()


def _line_wish(chosen: Chosen) -> LineWish:
    return LineWish(
        number=chosen.candidate.state.phone.number,
        contact_id=chosen.candidate.id,
        campaign_id=chosen.grant.campaign_id,
        trunk=chosen.grant.trunk,
        dial_at=chosen.grant.dial_at,
    )


def _claim(lease_id: int, chosen: Chosen) -> Claim:
    grant, state, rules = chosen.grant, chosen.candidate.state, chosen.rules
    return Claim(
        lease_id=lease_id,
        campaign_id=grant.campaign_id,
        campaign=rules.name,
        contact_id=chosen.candidate.id,
        state=state,
        slots=chosen.candidate.slots,
        number=state.phone.number,
        ring_s=ring_s(state, rules),
        trunk=grant.trunk,
        dial_at=grant.dial_at,
        rules=rules,
    )
