"""What the robot does about an answer that leads to no branch.

Every function returns where the talk goes, or None where the same question waits on.
"""

from dataclasses import replace

from voicebot.scenario.batch import FIRST, SECOND, Batch
from voicebot.scenario.flow import FINISH, Flow, Go
from voicebot.scenario.language import REPEAT
from voicebot.scenario.reply import HANG_UP, Reply
from voicebot.scenario.template import Template

NO_INPUT = "no_input"
NO_MATCH = "no_match"
"""Outcomes of a talk that ended because nothing was said, or nothing understood."""


def no_input(batch: Batch) -> Flow | None:
    """Take the next of the replies to silence."""
    count = batch.state.noinputs
    batch.state = replace(batch.state, noinputs=count + 1)
    replies = batch.scene.options.on_noinput or ()
    return _next_reply(batch, replies[count:], f"on_noinput.{count}", NO_INPUT)


def no_match(batch: Batch) -> Flow | None:
    """Take the next of the replies to what was not understood."""
    count = batch.state.nomatches
    batch.state = replace(batch.state, nomatches=count + 1)
    replies = batch.scene.options.on_nomatch or ()
    return _next_reply(batch, replies[count:], f"on_nomatch.{count}", NO_MATCH)


def ask_once_more(batch: Batch) -> Flow | None:
    """Repeat the question; counts as a no-match, so that it ends some day."""
    ending = _unless_last(batch)
    if ending is None:
        batch.ask_again()
    return ending


def ambiguous(batch: Batch, first: str, second: str) -> Flow | None:
    """Ask which of two intents is meant; counts as a no-match likewise."""
    ending = _unless_last(batch)
    if ending is None:
        names = batch.scene.intent_names
        both = {FIRST: names.get(first, ""), SECOND: names.get(second, "")}
        batch.say(_which(batch, has_names=all(both.values())), also=both)
    return ending


def answer_globally(batch: Batch, intent: str, reply: Reply) -> Flow | None:
    """Answer what may be said at any node, then ask the question again."""
    flow = _give(batch, reply, f"globals.{intent}")
    if flow is None and intent == REPEAT:
        batch.say_again()
    elif flow is None:
        batch.ask_again()
    return flow


def _which(batch: Batch, *, has_names: bool) -> Template:
    own = batch.scene.options.on_ambiguous
    words = batch.scene.words
    return own or (words.on_ambiguous if has_names else words.on_nameless)


def _unless_last(batch: Batch) -> Flow | None:
    """Count a no-match; where the next one is the last, take its reply."""
    count = batch.state.nomatches
    if count + 1 >= len(batch.scene.options.on_nomatch or ()):
        return no_match(batch)
    batch.state = replace(batch.state, nomatches=count + 1)
    return None


def _next_reply(
    batch: Batch, left: tuple[Reply, ...], exit_: str, outcome: str
) -> Flow | None:
    """Give the reply whose turn it is; where none is left, end with `outcome`."""
    flow = _give(batch, left[0], exit_) if left else FINISH
    if flow is FINISH or (isinstance(flow, Go) and flow.target == HANG_UP):
        batch.record_unless_known(outcome)
    return flow


def _give(batch: Batch, reply: Reply, exit_: str) -> Flow | None:
    if reply.say is not None:
        batch.say(reply.say)
    if reply.outcome is not None:
        batch.record(reply.outcome)
    return Go(target=reply.go, exit=exit_) if reply.go else None
