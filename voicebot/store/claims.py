"""Free lines find who is to be dialled: one claim at a time in the whole system."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from voicebot.campaign.after_refusal import after_refusal
from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.dialling import may_dial
from voicebot.campaign.pace import Pace
from voicebot.campaign.ringing import ring_s
from voicebot.campaign.rules import CampaignRules, HouseRules
from voicebot.campaign.sharing import Grant, Sharing, TrunkRoom
from voicebot.campaign.state import ContactState
from voicebot.store.candidates import Candidate, candidates
from voicebot.store.contacts import keep_states
from voicebot.store.due import DueContact, due_contacts
from voicebot.store.leases import LeaseWish, add_leases
from voicebot.store.lines import campaign_key, keep_paces, trunk_key, trunk_rooms
from voicebot.store.opening_hours import put_off_closed
from voicebot.store.running import Running, running_campaigns

_ALONE = text("""
SELECT set_config('synchronous_commit', 'off', true),
       set_config('idle_in_transaction_session_timeout', '10s', true),
       pg_advisory_xact_lock(7203001)
""")
"""A claim that a crash of the server loses was never dialled, for `note_dialled` waits
for the disk. Whoever stops in the middle is put out after ten seconds."""
_LOOKED_AT = (32, 128, 512, 1024, 1024, 1024, 1024, 1024)
"""How many contacts of a campaign one transaction of a claim looks at, if those before
them were all refused: in between others have their claims."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a claim is for; `trunks` as the holder prefers them."""

    now: datetime
    wanted: int
    holder: str
    trunks: Sequence[TrunkBudget]
    house: HouseRules


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
    asked = Asked(now=now, wanted=wanted, holder=holder, trunks=trunks, house=house)
    for most in _LOOKED_AT:
        async with engine.begin() as connection:
            await connection.execute(_ALONE)
            search = _Search(connection, asked, max(most, 2 * wanted))
            claims = await search.claims()
        if claims or not search.is_unfinished:
            return claims
    return ()


class _Search:
    """One transaction of a claim."""

    def __init__(self, connection: AsyncConnection, asked: Asked, most: int) -> None:
        self._connection = connection
        self._asked = asked
        self._most = most
        self._running: Mapping[int, Running] = {}
        self._pools: dict[int, deque[DueContact]] = {}
        self._known: dict[int, Candidate] = {}
        self._refused: dict[int, ContactState] = {}
        self._chosen: list[tuple[Grant, Candidate]] = []
        self._taken: set[str] = set()
        self.is_unfinished = False
        """Contacts were put off, and others may be due behind them."""

    async def claims(self) -> tuple[Claim, ...]:
        rooms = await trunk_rooms(self._connection, self._asked.trunks)
        self._running = await running_campaigns(self._connection)
        with_room = [each.id for each in self._running.values() if each.has_room]
        if not with_room or not any(room.has_room for room in rooms):
            return ()
        await self._find_due(with_room)
        await self._share(self._sharing(rooms))
        await keep_states(self._connection, self._refused)
        if not self._chosen:
            return ()
        await self._keep_paces(rooms)
        return await self._leased()

    async def _find_due(self, with_room: Sequence[int]) -> None:
        """Those whose hours are closed are put off at once."""
        now, house = self._asked.now, self._asked.house
        due = await due_contacts(self._connection, with_room, now, self._most)
        for campaign_id, contacts in due.items():
            rules = self._running[campaign_id].rules
            opened = await put_off_closed(
                self._connection, contacts, now, rules=rules, house=house
            )
            self._pools[campaign_id] = deque(opened)
            self.is_unfinished |= len(opened) < len(contacts)

    def _sharing(self, rooms: Sequence[TrunkRoom]) -> Sharing:
        contenders = [
            self._running[campaign_id].contender(pool[0].urgency, self._asked.now)
            for campaign_id, pool in self._pools.items()
            if pool
        ]
        return Sharing(contenders=tuple(contenders), trunks=tuple(rooms))

    async def _share(self, sharing: Sharing) -> None:
        """Lines are given one by one."""
        await self._know(self._foreseen(sharing))
        while len(self._chosen) < self._asked.wanted:
            grant = sharing.next_grant(self._asked.now)
            if grant is None:
                break
            candidate = await self._next_candidate(grant)
            if candidate is None:
                sharing = sharing.without(grant.campaign_id)
                continue
            self._chosen.append((grant, candidate))
            sharing = self._given(sharing, grant)

    def _given(self, sharing: Sharing, grant: Grant) -> Sharing:
        """The line is taken, and the campaign's next contact may be less urgent."""
        sharing = sharing.given(grant)
        pool = self._pools[grant.campaign_id]
        return replace(
            sharing,
            contenders=tuple(
                replace(each, urgency=pool[0].urgency)
                if each.campaign_id == grant.campaign_id and pool
                else each
                for each in sharing.contenders
            ),
        )

    def _foreseen(self, sharing: Sharing) -> list[DueContact]:
        """Who is dialled if nobody is refused: read in one go."""
        ahead = {number: iter(pool) for number, pool in self._pools.items()}
        found: list[DueContact] = []
        while len(found) < self._asked.wanted:
            grant = sharing.next_grant(self._asked.now)
            if grant is None:
                break
            contact = next(ahead[grant.campaign_id], None)
            if contact is None:
                sharing = sharing.without(grant.campaign_id)
            else:
                found.append(contact)
                sharing = sharing.given(grant)
        return found

    async def _next_candidate(self, grant: Grant) -> Candidate | None:
        """The campaign's first who may be dialled at the grant's moment."""
        pool = self._pools[grant.campaign_id]
        while pool:
            if pool[0].id not in self._known:
                await self._know(pool)
            candidate = self._known[pool.popleft().id]
            if candidate.state.phone.number in self._taken:
                continue
            if self._may_dial(candidate, grant):
                self._taken.add(candidate.state.phone.number)
                return candidate
        return None

    def _may_dial(self, candidate: Candidate, grant: Grant) -> bool:
        rules, house = self._running[grant.campaign_id].rules, self._asked.house
        state, record = candidate.state, candidate.record
        refusal = may_dial(grant.dial_at, state, rules, record, house)
        if refusal is not None:
            moved = after_refusal(state, refusal, self._asked.now)
            self._refused[candidate.id] = moved
            self.is_unfinished = True
        return refusal is None

    async def _know(self, contacts: Collection[DueContact]) -> None:
        unknown = [each for each in contacts if each.id not in self._known]
        if unknown:
            ids = [each.id for each in unknown]
            self._known |= await candidates(self._connection, ids, self._asked.now)

    async def _keep_paces(self, rooms: Sequence[TrunkRoom]) -> None:
        paces = {trunk_key(room.name): room.pace for room in rooms}
        last: dict[str, datetime] = {}
        for grant, _ in self._chosen:
            budget = self._running[grant.campaign_id].rules.budget
            key = campaign_key(grant.campaign_id)
            paces[key] = Pace(calls_per_s=budget.calls_per_s)
            last |= {key: grant.dial_at, trunk_key(grant.trunk): grant.dial_at}
        await keep_paces(self._connection, paces, last)

    async def _leased(self) -> tuple[Claim, ...]:
        asked = self._asked
        wishes = [
            LeaseWish(
                number=candidate.state.phone.number,
                contact_id=candidate.id,
                campaign_id=grant.campaign_id,
                trunk=grant.trunk,
            )
            for grant, candidate in self._chosen
        ]
        leases = await add_leases(
            self._connection, wishes, holder=asked.holder, now=asked.now
        )
        return tuple(
            self._claim(leases[candidate.id], grant, candidate)
            for grant, candidate in self._chosen
        )

    def _claim(self, lease_id: int, grant: Grant, candidate: Candidate) -> Claim:
        rules = self._running[grant.campaign_id].rules
        return Claim(
            lease_id=lease_id,
            campaign_id=grant.campaign_id,
            campaign=rules.name,
            contact_id=candidate.id,
            state=candidate.state,
            slots=candidate.slots,
            number=candidate.state.phone.number,
            ring_s=ring_s(candidate.state, rules),
            trunk=grant.trunk,
            dial_at=grant.dial_at,
            rules=rules,
        )
