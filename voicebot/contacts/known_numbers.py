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
_FORGET = text("TRUNCATE pg_temp.known")
_COUNTED = text("ANALYZE pg_temp.known")
_GONE = text("""
DELETE FROM incoming_phones USING known
WHERE incoming_phones.line = known.line AND incoming_phones.number = known.number
""")
_REFUSED = text("""
DELETE FROM incoming
WHERE NOT EXISTS (SELECT FROM incoming_phones WHERE incoming_phones.line = incoming.line)
RETURNING line
""")
_KNOWN = text("SELECT line, number, other FROM known")


async def take_out_known(
    connection: AsyncConnection, campaign_id: int, *, is_elsewhere_refused: bool
) -> list[Finding]:
    """Numbers that are not to be let in leave, and with their last one the person."""
    known = {Reason.DO_NOT_CALL: _FORBIDDEN, Reason.DUPLICATE_IN_CAMPAIGN: _IN_CAMPAIGN}
    if is_elsewhere_refused:
        known[Reason.KNOWN_ELSEWHERE] = _ELSEWHERE
    findings = []
    for reason, sql in known.items():
        await connection.execute(_FORGET)
        found = await connection.execute(
            text(f"INSERT INTO known {sql}"), {"campaign_id": campaign_id}
        )
        if found.rowcount:
            findings += await _taken_out(connection, reason)
    return findings


async def _taken_out(connection: AsyncConnection, reason: Reason) -> list[Finding]:
    """Those of the table `known`: in steps, whose rows the planner can count."""
    await connection.execute(_COUNTED)
    await connection.execute(_GONE)
    refused = set((await connection.execute(_REFUSED)).scalars())
    return [
        _finding(line, reason, number, other, is_refusal=line in refused)
        for line, number, other in await connection.execute(_KNOWN)
    ]


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
