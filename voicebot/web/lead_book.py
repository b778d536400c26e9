"""Leads become contacts, nobody twice: however often they are sent, and by how many."""

from collections.abc import Collection, Iterable

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.state import ContactState
from voicebot.contacts.reason import Reason
from voicebot.contacts.row_reader import Person, Wanted
from voicebot.contacts.target import Target
from voicebot.i18n import _
from voicebot.store.campaigns import CampaignRow, CampaignStatus, set_status
from voicebot.store.contacts import add_contact, contact_state
from voicebot.store.do_not_call import forbidden_among
from voicebot.store.tables import LEAD_KEYS
from voicebot.web.lead import Lead, first_state, read_lead, without
from voicebot.web.lead_shapes import LeadAdded
from voicebot.web.problem import Complaint, Kind, RequestRefused

_BY_KEY = text("""
SELECT contact_id, EXISTS (
    SELECT FROM phones
    WHERE phones.contact_id = lead_keys.contact_id AND number = ANY(:numbers)
) AS has_number
FROM lead_keys WHERE campaign_id = :campaign AND key = :key
""")
_BY_NUMBER = text("""
SELECT contacts.id, finished_at IS NULL AS is_open
FROM phones JOIN contacts ON contacts.id = phones.contact_id
WHERE campaign_id = :campaign AND number = ANY(:numbers)
ORDER BY is_open DESC, contacts.id DESC LIMIT 1
""")


class LeadBook:
    """Adds leads to one campaign, within one transaction that holds its row to change.

    A lead whose key is known is the contact of that key. A number that the campaign is
    working on is that contact; so is one that it is done with, unless the lead has a new
    key: then somebody applied again.
    """

    def __init__(
        self, connection: AsyncConnection, campaign: CampaignRow, target: Target
    ) -> None:
        self._connection = connection
        self._campaign = campaign
        self._target = target
        self._wanted: Wanted = target.wanted

    async def add(self, lead: Lead) -> LeadAdded:
        """The lead's contact, new or not.

        Raises:
            RequestRefused: it cannot be taken; the database is as it was before.
        """
        read = read_lead(lead, self._wanted)
        if read.person is None:
            raise _refused(read.complaints)
        numbers = [one.phone.number for one in read.person.numbers]
        known = await self._known(lead, numbers)
        if known is not None:
            await self._keep_key(lead, known)
            state = await contact_state(self._connection, known)
            return _answer(known, state, read.complaints, is_new=False)
        person, late = await self._allowed(read.person)
        state = first_state(lead, person, self._target.rules.priority)
        contact_id = await add_contact(
            self._connection, self._campaign.id, state, person.slots
        )
        await self._keep_key(lead, contact_id)
        await self._go_on()
        return _answer(contact_id, state, (*read.complaints, *late), is_new=True)

    async def _go_on(self) -> None:
        """A campaign that had nobody left to call has somebody now."""
        is_finished = self._campaign.status is CampaignStatus.FINISHED
        has_ended = self._target.rules.schedule.has_ended(self._target.now)
        if is_finished and not has_ended:
            await set_status(
                self._connection,
                self._campaign.id,
                CampaignStatus.RUNNING,
                why=_("a new contact came"),
                now=self._target.now,
            )

    async def _known(self, lead: Lead, numbers: Collection[str]) -> int | None:
        asked = {
            "campaign": self._campaign.id,
            "key": lead.key,
            "numbers": list(numbers),
        }
        if lead.key is not None:
            found = (await self._connection.execute(_BY_KEY, asked)).one_or_none()
            if found is not None:
                _expect_same(lead, has_number=found.has_number)
                contact_id: int = found.contact_id
                return contact_id
        found = (await self._connection.execute(_BY_NUMBER, asked)).one_or_none()
        if found is None or (lead.key is not None and not found.is_open):
            return None
        open_id: int = found.id
        return open_id

    async def _allowed(self, person: Person) -> tuple[Person, tuple[Complaint, ...]]:
        numbers = [one.phone.number for one in person.numbers]
        forbidden = await forbidden_among(self._connection, numbers)
        complaints = tuple(
            Complaint(where="number", detail=Reason.DO_NOT_CALL.sentence(number, ""))
            for number in numbers
            if number in forbidden
        )
        left = without(person, forbidden)
        if not left.numbers:
            raise _refused(complaints)
        return left, complaints

    async def _keep_key(self, lead: Lead, contact_id: int) -> None:
        if lead.key is None:
            return
        row = {
            "campaign_id": self._campaign.id,
            "key": lead.key,
            "contact_id": contact_id,
        }
        await self._connection.execute(
            insert(LEAD_KEYS).values(row).on_conflict_do_nothing()
        )


def _expect_same(lead: Lead, *, has_number: bool) -> None:
    if has_number:
        return
    raise RequestRefused(
        Kind.CONFLICT,
        _(
            'the key "{key}" is of a lead with another number; give each lead a key of'
            " its own"
        ).format(key=lead.key),
        [Complaint(where="key", detail=_("it is another lead's"))],
    )


def _answer(
    contact_id: int,
    state: ContactState,
    notes: Iterable[Complaint],
    *,
    is_new: bool,
) -> LeadAdded:
    return LeadAdded(
        id=contact_id,
        is_new=is_new,
        numbers=tuple(phone.number for phone in state.phones),
        next_at=state.next_at,
        notes=tuple(note.detail for note in notes),
    )


def _refused(complaints: tuple[Complaint, ...]) -> RequestRefused:
    first = complaints[0]
    detail = _("{where}: {complaint}").format(where=first.where, complaint=first.detail)
    return RequestRefused(Kind.INVALID, detail, complaints)
