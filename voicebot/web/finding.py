"""What a path names, or the sentence that there is no such thing."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.i18n import _
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.store.campaigns import CampaignRow, all_campaigns, campaign_named
from voicebot.web.problem import Kind, RequestRefused

_HELD = text("SELECT id FROM campaigns WHERE name = :name FOR NO KEY UPDATE")
"""Who changes a campaign or adds to it does so after the other, imports too; its calls,
which only refer to it, go on."""


async def campaign_at(
    connection: AsyncConnection, name: str, *, is_to_change: bool = False
) -> CampaignRow:
    """The campaign by that name; one to change is held until the transaction ends.

    Raises:
        RequestRefused: there is none.
    """
    if is_to_change:
        await connection.execute(_HELD, {"name": name})
    row = await campaign_named(connection, name)
    if row is None:
        known = [campaign.name for campaign in await all_campaigns(connection)]
        sentence = _('there is no campaign "{name}"').format(name=name)
        hint = did_you_mean(name, known) or _("; /api/v1/campaigns lists them")
        raise RequestRefused(Kind.NOT_FOUND, sentence + hint)
    return row
