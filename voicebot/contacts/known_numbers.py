"""Finds who of a base is known already: in the campaign, in others, on the DNC list."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.contacts.finding import Finding
from voicebot.contacts.reason import Reason

_FORBIDDEN = """
SELECT line, number, '' AS other
FROM incoming_phones JOIN do_not_call USING (number)
"""
_IN_CAMPAIGN = """
SELECT DISTINCT line, number, '' AS other
FROM incoming_phones
JOIN phones USING (number)
JOIN contacts ON contacts.id = phones.contact_id
WHERE contacts.campaign_id = :campaign_id
"""
_ELSEWHERE = """
SELECT line, number, string_agg(DISTINCT campaigns.name, ', ') AS other
FROM incoming_phones
JOIN phones USING (number)
JOIN contacts ON contacts.id = phones.contact_id
JOIN campaigns ON campaigns.id = contacts.campaign_id
WHERE contacts.campaign_id <> :campaign_id
GROUP BY line, number
"""
_TAKE_OUT = """
WITH known AS ({known}), gone AS (
    DELETE FROM incoming_phones USING known
    WHERE incoming_phones.line = known.line AND incoming_phones.number = known.number
    RETURNING known.*
), left_over AS (
    SELECT line, count(*) - (SELECT count(*) FROM gone WHERE gone.line = phones.line)
        AS count
    FROM incoming_phones AS phones
    WHERE line IN (SELECT line FROM gone) GROUP BY line
), refused AS (
    DELETE FROM incoming USING left_over
    WHERE incoming.line = left_over.line AND left_over.count = 0
    RETURNING incoming.line
)
SELECT gone.*, gone.line IN (SELECT line FROM refused) AS is_refusal
FROM gone ORDER BY line, number
"""
"""A CTE sees the tables as they were before: the numbers that are gone still count."""


async def take_out_known(
    connection: AsyncConnection, campaign_id: int, *, is_elsewhere_refused: bool
) -> list[Finding]:
    """Numbers that are not to be let in leave, and with their last one the person."""
    known = {Reason.DO_NOT_CALL: _FORBIDDEN, Reason.DUPLICATE_IN_CAMPAIGN: _IN_CAMPAIGN}
    if is_elsewhere_refused:
        known[Reason.KNOWN_ELSEWHERE] = _ELSEWHERE
    findings = []
    for reason, sql in known.items():
        found = await connection.execute(
            text(_TAKE_OUT.format(known=sql)), {"campaign_id": campaign_id}
        )
        findings += [
            _finding(line, reason, number, other, is_refusal=is_refusal)
            for line, number, other, is_refusal in found
        ]
    return findings


async def note_elsewhere(
    connection: AsyncConnection, campaign_id: int
) -> list[Finding]:
    """Who is let in although another campaign calls them too."""
    found = await connection.execute(text(_ELSEWHERE), {"campaign_id": campaign_id})
    return [
        _finding(line, Reason.KNOWN_ELSEWHERE, number, other, is_refusal=False)
        for line, number, other in found
    ]


def _finding(
    line: int, reason: Reason, number: str, other: str, *, is_refusal: bool
) -> Finding:
    return Finding(
        line=line, reason=reason, value=number, other=other, is_refusal=is_refusal
    )
