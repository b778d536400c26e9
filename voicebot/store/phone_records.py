"""What the whole system knows of numbers: how often each was dialled, who must not be."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.state import PhoneRecord
from voicebot.campaign.tally import KEPT_DAYS, Tally

_RECORDS = text("""
SELECT asked.number, dialled.recent, coalesce(dialled.earlier, 0),
       EXISTS (SELECT FROM do_not_call WHERE do_not_call.number = asked.number)
FROM unnest(CAST(:numbers AS text[])) AS asked(number)
CROSS JOIN LATERAL (
    SELECT array_agg(at ORDER BY at) FILTER (WHERE at >= :oldest) AS recent,
           count(*) FILTER (WHERE at < :oldest) AS earlier
    FROM attempts WHERE attempts.phone = asked.number
) AS dialled
""")


async def phone_records(
    connection: AsyncConnection, numbers: Collection[str], now: datetime
) -> Mapping[str, PhoneRecord]:
    """Of each of `numbers`, in E.164, by the attempts of every campaign."""
    oldest = now - timedelta(days=KEPT_DAYS)
    found = await connection.execute(
        _RECORDS, {"numbers": list(numbers), "oldest": oldest}
    )
    return {
        number: PhoneRecord(
            dialled=Tally(recent=tuple(recent or ()), earlier=earlier),
            is_do_not_call=is_do_not_call,
        )
        for number, recent, earlier, is_do_not_call in found
    }
