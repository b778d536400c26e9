"""The search of one claim: whose turn it is, and whom of theirs the rules let be dialled."""

import logging
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.after_refusal import after_refusal
from voicebot.campaign.dialling import may_dial
from voicebot.campaign.rules import CampaignRules, HouseRules
from voicebot.campaign.sharing import Grant, Sharing
from voicebot.campaign.state import ContactState
from voicebot.store.candidates import Candidate, candidates
from voicebot.store.contacts import keep_states
from voicebot.store.due import DueContact, due_contacts
from voicebot.store.lines import Lines
from voicebot.store.putting_off import put_off, put_off_closed

logger = logging.getLogger(__name__)

_READ_AT_LEAST = 8
_UNUSABLE = timedelta(hours=1)
"""After it a contact is looked at again that this code could not make sense of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """So many contacts, to be dialled now; of all that are due `most` are looked at."""

    now: datetime
    wanted: int
    house: HouseRules
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A contact who may be dialled as the grant says, by the rules of its campaign."""

    grant: Grant
    candidate: Candidate
    rules: CampaignRules


class Search:
    """Of one transaction, while nobody else searches."""

    def __init__(self, connection: AsyncConnection, wish: Wish, lines: Lines) -> None:
        self._connection = connection
        self._wish = wish
        self._running = lines.running
        self._rooms = lines.rooms
        self._pools: dict[int, deque[DueContact]] = {}
        self._known: dict[int, Candidate | None] = {}
        self._ended: dict[int, ContactState] = {}
        self._later: dict[int, datetime] = {}
        self._numbers: set[str] = set()
        self.is_unfinished = False
        """Contacts were put off, and others may be due behind them."""

    async def chosen(self) -> list[Chosen]:
        """Promises first, then by urgency and fair shares; whoever is refused is moved."""
        await self._find_due()
        sharing = self._sharing()
        await self._know(self._foreseen(sharing))
        chosen: list[Chosen] = []
        while len(chosen) < self._wish.wanted:
            grant = sharing.next_grant(self._wish.now)
            if grant is None:
                break
            candidate = await self._next_candidate(grant)
            if candidate is None:
                sharing = sharing.without(grant.campaign_id)
                continue
            chosen.append(self._taken(grant, candidate))
            sharing = self._given(sharing, grant)
        await self._move_refused()
        return chosen

    async def _find_due(self) -> None:
        """Those whose hours are closed are put off at once."""
        wish = self._wish
        with_room = [each.id for each in self._running.values() if each.has_room]
        most = max(2 * wish.wanted, wish.most // max(1, len(with_room)))
        due = await due_contacts(self._connection, with_room, wish.now, most)
        for campaign_id, contacts in due.items():
            rules = self._running[campaign_id].rules
            opened = await put_off_closed(
                self._connection, contacts, wish.now, rules=rules, house=wish.house
            )
            self._pools[campaign_id] = deque(opened)
            self.is_unfinished |= len(opened) < len(contacts)

    def _sharing(self) -> Sharing:
        contenders = [
            self._running[campaign_id].contender(pool[0].urgency, self._wish.now)
            for campaign_id, pool in self._pools.items()
            if pool
        ]
        return Sharing(contenders=tuple(contenders), trunks=self._rooms)

    def _foreseen(self, sharing: Sharing) -> list[DueContact]:
        """Who is dialled if nobody is refused: read in one go."""
        ahead = {number: iter(pool) for number, pool in self._pools.items()}
        found: list[DueContact] = []
        while len(found) < self._wish.wanted:
            grant = sharing.next_grant(self._wish.now)
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
                # The more were refused, the more are read at once.
                most = max(_READ_AT_LEAST, len(self._later) + len(self._ended))
                await self._know(islice(pool, most))
            candidate = self._known[pool.popleft().id]
            if candidate is None or candidate.state.phone.number in self._numbers:
                continue
            if self._may_dial(candidate, grant):
                return candidate
        return None

    async def _know(self, contacts: Iterable[DueContact]) -> None:
        ids = [each.id for each in contacts if each.id not in self._known]
        if ids:
            found = await candidates(self._connection, ids, self._wish.now)
            self._known |= {each: found.get(each) for each in ids}
            for number, candidate in found.items():
                if candidate is None:
                    self._put_off(number, self._wish.now + _UNUSABLE)

    def _may_dial(self, candidate: Candidate, grant: Grant) -> bool:
        try:
            after = self._refused(candidate, grant)
        except Exception:
            # A time zone that this machine lacks, say: one contact stops no other.
            logger.exception("contact_unusable", extra={"contact_id": candidate.id})
            self._put_off(candidate.id, self._wish.now + _UNUSABLE)
            return False
        if after is None:
            return True
        if after.next_at is None:
            self._ended[candidate.id] = after
            self.is_unfinished = True
        else:
            self._put_off(candidate.id, after.next_at)
        return False

    def _refused(self, candidate: Candidate, grant: Grant) -> ContactState | None:
        """The contact after a refusal; None where there is none."""
        rules, house = self._running[grant.campaign_id].rules, self._wish.house
        state, record = candidate.state, candidate.record
        refusal = may_dial(grant.dial_at, state, rules, record, house)
        return None if refusal is None else after_refusal(state, refusal, grant.dial_at)

    def _put_off(self, contact_id: int, moment: datetime) -> None:
        self._later[contact_id] = moment
        self.is_unfinished = True

    def _taken(self, grant: Grant, candidate: Candidate) -> Chosen:
        self._numbers.add(candidate.state.phone.number)
        rules = self._running[grant.campaign_id].rules
        return Chosen(grant=grant, candidate=candidate, rules=rules)

    def _given(self, sharing: Sharing, grant: Grant) -> Sharing:
        """The line is taken, and the campaign's next contact may be less urgent."""
        sharing = sharing.given(grant)
        pool = self._pools[grant.campaign_id]
        if not pool:
            return sharing.without(grant.campaign_id)
        contenders = (
            replace(each, urgency=pool[0].urgency)
            if each.campaign_id == grant.campaign_id
            else each
            for each in sharing.contenders
        )
        return replace(sharing, contenders=tuple(contenders))

    async def _move_refused(self) -> None:
        await keep_states(self._connection, self._ended)
        await put_off(self._connection, self._later)
