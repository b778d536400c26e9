"""Which way the caller's turn leads, at any step that listens."""

from voicebot.scenario.answers import Answers, Branch
from voicebot.scenario.batch import Batch
from voicebot.scenario.events import Event, KeysPressed, SilenceKept, TurnHeard
from voicebot.scenario.flow import Flow, Go
from voicebot.scenario.language import DO_NOT_CALL
from voicebot.scenario.reply import Reply
from voicebot.scenario.reprompts import ambiguous, answer_globally, no_input, no_match
from voicebot.understanding.meaning import Meaning


def branch(batch: Batch, answers: Answers, event: Event) -> Flow | None:
    """Where the event leads; None where the robot waits on at this node."""
    match event:
        case TurnHeard(meaning=meaning) if meaning.intent is not None:
            return _heard(batch, answers, meaning, meaning.intent)
        case TurnHeard() | SilenceKept():
            return no_input(batch)
        case KeysPressed(keys=keys):
            found = answers.find_key(keys)
            return _go(found) if found else no_match(batch)
        case _:
            return None


def take(batch: Batch, intent: str, found: Branch | Reply) -> Flow | None:
    """Follow what an intent was found to lead to."""
    if intent == DO_NOT_CALL:
        batch.stop_calling()
    if isinstance(found, Branch):
        return _go(found)
    return answer_globally(batch, intent, found)


def _heard(
    batch: Batch, answers: Answers, meaning: Meaning, intent: str
) -> Flow | None:
    found = answers.find(intent)
    if found is None:
        return no_match(batch)
    margin = batch.scene.options.ambiguity_margin
    rival = answers.close_rival(meaning, margin) if meaning.rivals else None
    if rival is not None:
        return ambiguous(batch, intent, rival)
    return take(batch, intent, found)


def _go(found: Branch) -> Go:
    return Go(target=found.target, exit=found.exit)
