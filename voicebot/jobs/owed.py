"""What a contact is owed, as rows tell it, and that it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.rules import CampaignRules
from voicebot.campaign.state import ContactState
from voicebot.store.campaigns import rules_of
from voicebot.store.contacts import WITH_PHONES, keep_state, state_of

_CONTACT = text(f"""
SELECT {WITH_PHONES}, campaigns.rules,
       (SELECT phone FROM attempts WHERE attempts.contact_id = contacts.id
        ORDER BY attempts.id DESC LIMIT 1) AS last_phone,
       EXISTS (SELECT FROM phones JOIN do_not_call USING (number)
               WHERE phones.contact_id = contacts.id) AS is_forbidden
FROM contacts JOIN campaigns ON campaigns.id = contacts.campaign_id
WHERE contacts.id = :id FOR UPDATE OF contacts
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """A contact and its campaign; `number` is the one that was called last."""

    contact_id: int
    state: ContactState
    slots: Mapping[str, str]
    rules: CampaignRules
    number: str
    is_forbidden: bool

    @property
    def name(self) -> str:
        """Of the message that is owed first; one at least is."""
        return self.state.owed_messages[0]

    @property
    def key(self) -> str:
        """The same whenever it is tried: a gateway that took it once knows it again."""
        times = self.state.sent_messages.count(self.name) + 1
        return f"contact-{self.contact_id}/{self.name}/{times}"


async def owing(connection: AsyncConnection, contact_id: int) -> Owing | None:
    """None where nothing is owed; the contact is locked till the transaction's end.

    Raises:
        CampaignError: its campaign's rules cannot be read.
    """
    row = await _row(connection, contact_id)
    state = None if row is None else state_of(row)
    if row is None or state is None or not state.owed_messages:
        return None
    return Owing(
        contact_id=contact_id,
        state=state,
        slots=row["slots"],
        rules=rules_of(row["rules"]),
        number=row["last_phone"] or state.phone.number,
        is_forbidden=row["is_forbidden"],
    )


async def drop(connection: AsyncConnection, found: Owing) -> None:
    """The first message is owed no more, and never will be sent."""
    owed = found.state.owed_messages[1:]
    state = replace(found.state, owed_messages=owed)
    await keep_state(connection, found.contact_id, state)


async def note_sent(connection: AsyncConnection, found: Owing) -> None:
    """To be committed before it is sent: a process that dies then sends it not twice."""
    state = replace(
        found.state,
        owed_messages=found.state.owed_messages[1:],
        sent_messages=(*found.state.sent_messages, found.name),
    )
    await keep_state(connection, found.contact_id, state)


async def take_back(
    connection: AsyncConnection, contact_id: int, name: str, *, is_owed: bool
) -> None:
    """It was not sent after all; `is_owed` says whether it is still to be."""
    row = await _row(connection, contact_id)
    state = None if row is None else state_of(row)
    if state is None or name not in state.sent_messages:
        return
    sent = list(state.sent_messages)
    sent.reverse()
    sent.remove(name)
    sent.reverse()
    owed = ((name,) if is_owed else ()) + state.owed_messages
    state = replace(state, owed_messages=owed, sent_messages=tuple(sent))
    await keep_state(connection, contact_id, state)


async def _row(connection: AsyncConnection, contact_id: int) -> RowMapping | None:
    found = await connection.execute(_CONTACT, {"id": contact_id})
    return found.mappings().one_or_none()
