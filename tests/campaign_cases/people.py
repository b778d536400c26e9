"""Whom a case's campaign calls."""

from voicebot.campaign.attempt import AttemptResult
from voicebot.simulator.kind import ALWAYS_ANSWERS, Kind, Manner, Reply, reach_of

SILENCE = Reply()
HANGS_UP = Reply(is_leaving=True)


def never(result: AttemptResult) -> Kind:
    """Every call ends so."""
    return Kind(name=result.value, reaches=(reach_of({result: 1.0}),))


def in_turn(*results: AttemptResult, says: str = "") -> Kind:
    """The first call ends so, the second so…; the last of them goes on."""
    reaches = tuple(reach_of({result: 1.0}) for result in results)
    return Kind(name="changes", reaches=reaches, manners=(_manner(says),))


def says(*talks: str) -> Kind:
    """Picks up each call; in the first talk says the first of these, and so on."""
    manners = tuple(_manner(reply) for reply in talks)
    return Kind(name="talks", reaches=(ALWAYS_ANSWERS,), manners=manners)


def _manner(reply: str) -> Manner:
    """One reply to whatever is asked; digits are keys, nothing is silence."""
    said = Reply(keys=reply) if reply.isdecimal() else Reply(says=reply or None)
    return Manner(elsewhere=(said,))
