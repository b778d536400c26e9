"""What a campaign's messages lack, told before it starts."""

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.rules import CampaignRules
from voicebot.i18n import _
from voicebot.scenario.template import Template

_HAVE = text("""
SELECT asked.name, EXISTS (
    SELECT FROM contacts
    WHERE campaign_id = :campaign_id AND slots ->> asked.name <> ''
)
FROM unnest(CAST(:names AS text[])) AS asked(name)
""")


async def message_complaints(
    connection: AsyncConnection,
    campaign_id: int,
    rules: CampaignRules,
    channels: Collection[str],
) -> tuple[str, ...]:
    """A sentence each: a slot that no contact has, a channel that the settings have not.

    A slot whose lack is made up for by a filter (`| else`) is none to complain of.
    """
    needed = _needed(rules)
    names = sorted({slot for slots in needed.values() for slot in slots})
    asked = {"campaign_id": campaign_id, "names": names}
    found = await connection.execute(_HAVE, asked)
    had = {name for name, has_it in found.all() if has_it}
    return (*_unfilled(needed, had), *_unknown_channels(rules, channels))


def _needed(rules: CampaignRules) -> Mapping[str, frozenset[str]]:
    """Slots by message."""
    return {
        name: frozenset(
            slot.name
            for slot in Template(message.text).expressions
            if not slot.has_fallback
        )
        for name, message in rules.messages.items()
    }


def _unfilled(needed: Mapping[str, frozenset[str]], had: set[str]) -> Iterator[str]:
    for name, slots in needed.items():
        for slot in sorted(slots - had):
            yield _(
                'no contact has "{slot}", which the message "{message}" says; add the'
                " column to the base, or write {{{slot} | else …}}"
            ).format(slot=slot, message=name)


def _unknown_channels(rules: CampaignRules, channels: Collection[str]) -> Iterator[str]:
    for name, message in rules.messages.items():
        if message.channel not in channels:
            yield _(
                'the message "{message}" goes by "{channel}", which the settings do not'
                ' know; name its gateway under "messages" of voicebot.yaml'
            ).format(message=name, channel=message.channel)
