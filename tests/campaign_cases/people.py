"""Whom a case's campaign calls."""

from voicebot.campaign.attempt import AttemptResult
from voicebot.simulator.kind import ALWAYS_ANSWERS, Kind, Manner, Reply, reach_of


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


def answers(elsewhere: str, **by_node: str) -> Kind:
    """Picks up; has an answer of its own to some questions, one to all the others."""
    replies = {node: (_reply(said),) for node, said in by_node.items()}
    manner = Manner(replies=replies, elsewhere=(_reply(elsewhere),))
    return Kind(name="answers", reaches=(ALWAYS_ANSWERS,), manners=(manner,))


def _manner(said: str) -> Manner:
    return Manner(elsewhere=(_reply(said),))


def _reply(said: str) -> Reply:
    """Digits are keys, nothing is silence."""
    return Reply(keys=said) if said.isdecimal() else Reply(says=said or None)
