"""What the robot does about an answer that leads to no branch.

Every function returns where the talk goes, or None where the same question waits on.
"""

from dataclasses import replace

from voicebot.scenario.batch import Batch
from voicebot.scenario.flow import FINISH, Flow, Go
from voicebot.scenario.language import REPEAT
from voicebot.scenario.reply import HANG_UP, Reply

NO_INPUT = "no_input"
NO_MATCH = "no_match"
"""Outcomes of a talk that ended because nothing was said, or nothing understood."""


def no_input(batch: Batch) -> Flow | None:
    """Take the next of the replies to silence."""
    count = batch.state.noinputs
    batch.state = replace(batch.state, noinputs=count + 1)
    return _next_reply(batch, batch.scene.options.on_noinput, count, NO_INPUT)


def no_match(batch: Batch) -> Flow | None:
    """Take the next of the replies to what was not understood."""
    count = batch.state.nomatches
    batch.state = replace(batch.state, nomatches=count + 1)
    return _next_reply(batch, batch.scene.options.on_nomatch, count, NO_MATCH)


def ambiguous(batch: Batch) -> Flow | None:
    """Ask to say it otherwise; counts as a no-match, so that it ends some day."""
    options = batch.scene.options
    count = batch.state.nomatches
    if count + 1 >= len(options.on_nomatch or ()):
        return no_match(batch)
    batch.state = replace(batch.state, nomatches=count + 1)
    return _give(
        batch, Reply(say=options.on_ambiguous or batch.scene.words.on_ambiguous)
    )


def answer_globally(batch: Batch, intent: str, reply: Reply) -> Flow | None:
    """Answer what may be said at any node, then ask the question again."""
    flow = _give(batch, reply)
    if flow is None and intent == REPEAT:
        batch.say_again()
    elif flow is None:
        batch.ask_again()
    return flow


def _next_reply(
    batch: Batch, replies: tuple[Reply, ...] | None, count: int, outcome: str
) -> Flow | None:
    """Give the reply whose turn it is; where none is left, end with `outcome`."""
    left = (replies or ())[count:]
    flow = _give(batch, left[0]) if left else FINISH
    if flow in (FINISH, Go(target=HANG_UP)):
        batch.record_unless_known(outcome)
    return flow


def _give(batch: Batch, reply: Reply) -> Flow | None:
    if reply.say is not None:
        batch.say(reply.say)
    if reply.outcome is not None:
        batch.record(reply.outcome)
    return Go(target=reply.go) if reply.go else None
