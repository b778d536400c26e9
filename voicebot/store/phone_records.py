"""What the whole system knows of numbers: how often each was dialled, who must not be."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.state import PhoneRecord
from voicebot.campaign.tally import KEPT_DAYS, Tally

DIALLED = """
SELECT array_agg(at ORDER BY at) FILTER (WHERE at >= :oldest) AS recent,
       count(*) FILTER (WHERE at < :oldest) AS earlier
FROM attempts WHERE attempts.phone = asked.number
"""
"""How often `asked.number` was dialled: moments since `:oldest`, and the count before."""
_RECORDS = text(f"""
SELECT asked.number, dialled.recent, dialled.earlier,
       EXISTS (SELECT FROM do_not_call WHERE do_not_call.number = asked.number)
FROM unnest(CAST(:numbers AS text[])) AS asked(number)
CROSS JOIN LATERAL ({DIALLED}) AS dialled
""")


async def phone_records(
    connection: AsyncConnection, numbers: Collection[str], now: datetime
) -> Mapping[str, PhoneRecord]:
    """Of each of `numbers`, in E.164, by the attempts of every campaign."""
    asked = {"numbers": list(numbers), "oldest": oldest_counted(now)}
    found = await connection.execute(_RECORDS, asked)
    return {
        number: phone_record(recent, earlier, is_do_not_call=is_do_not_call)
        for number, recent, earlier, is_do_not_call in found
    }


def oldest_counted(now: datetime) -> datetime:
    """Attempts before it are a number only: no cap asks when they were."""
    return now - timedelta(days=KEPT_DAYS)


def phone_record(
    recent: Sequence[datetime] | None, earlier: int, *, is_do_not_call: bool
) -> PhoneRecord:
    dialled = Tally(recent=tuple(recent or ()), earlier=earlier)
    return PhoneRecord(dialled=dialled, is_do_not_call=is_do_not_call)
