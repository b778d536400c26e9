"""Why a contact is not called now, as sentences."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.dialling import refusals
from voicebot.campaign.rules import HouseRules
from voicebot.i18n import _
from voicebot.store.campaigns import CampaignRow, CampaignStatus
from voicebot.store.phone_records import phone_records
from voicebot.web.contact_rows import KnownContact
from voicebot.web.kept_rules import kept_rules
from voicebot.web.status_words import status_in_words


async def why_not_now(
    connection: AsyncConnection,
    known: KnownContact,
    campaign: CampaignRow,
    house: HouseRules,
    now: datetime,
) -> tuple[str, ...]:
    """None: whoever has a free line may call."""
    number = known.state.phone.number
    records = await phone_records(connection, [number], now)
    found = refusals(now, known.state, kept_rules(campaign), records[number], house)
    sentences = [refusal.sentence for refusal in found]
    return (*_of_campaign(campaign), *sentences)


def _of_campaign(campaign: CampaignRow) -> Iterator[str]:
    if campaign.status is CampaignStatus.RUNNING:
        return
    sentence = _('the campaign "{name}" does not call: it is {status}').format(
        name=campaign.name, status=status_in_words(campaign.status)
    )
    yield f"{sentence}: {campaign.status_why}" if campaign.status_why else sentence
