"""What a contact is owed, as rows tell it, and that it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import text
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
    found = await connection.execute(_CONTACT, {"id": contact_id})
    row = found.mappings().one_or_none()
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


async def note_done(
    connection: AsyncConnection, contact_id: int, name: str, *, is_sent: bool
) -> None:
    """The message is owed no more; nothing changes where it was not owed."""
    found = await owing(connection, contact_id)
    if found is None or name not in found.state.owed_messages:
        return
    left = list(found.state.owed_messages)
    left.remove(name)
    sent = found.state.sent_messages + ((name,) if is_sent else ())
    state = replace(found.state, owed_messages=tuple(left), sent_messages=sent)
    await keep_state(connection, contact_id, state)
