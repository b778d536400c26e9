"""Talks a test through in sound: speech, telephone line, recognition, turn-taking."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from zlib import crc32

from sip.leg import Disposition, Samples
from voicebot.conversation.robot import Robot
from voicebot.i18n import _
from voicebot.rehearsal.answered_move import AnsweredMove
from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.channel import in_telephone_band
from voicebot.rehearsal.cues import (
    Cue,
    Greet,
    KeepSilent,
    Leave,
    Placed,
    Press,
    Speak,
)
from voicebot.rehearsal.hearing_check import mishearings
from voicebot.rehearsal.line_condition import LineCondition
from voicebot.rehearsal.machine_sound import machine_sound
from voicebot.rehearsal.moves import CallerMove, RobotMove
from voicebot.rehearsal.record import Exchange, Stop, TalkRecord
from voicebot.rehearsal.stage import Stage
from voicebot.rehearsal.stenographer import Stenographer
from voicebot.rehearsal.studio import Take, rehearse
from voicebot.rehearsal.unplayable import advice
from voicebot.rehearsal.virtual_loop import run_virtually
from voicebot.scenario.actions import CallWebhook
from voicebot.scenario.answer_understanding import AnswerUnderstanding
from voicebot.scenario.events import CallerGone, WebhookFailed
from voicebot.scenario.model import Scenario
from voicebot.settings import AnsweringSettings
from voicebot.understanding.understander import Understander

Say = Callable[[str], Samples]
"""Speaks a line of the caller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """What all tests of a scenario share; calls are kept under `recordings`."""

    scenario: Scenario
    robot: Robot
    understander: Understander
    say: Say
    recordings: Path
    answering: AnsweringSettings = field(default_factory=AnsweringSettings)


def run_as_audio(
    case: Case, cast: Cast, line: LineCondition, *, counts_work: bool
) -> TalkRecord:
    """Talk the test through, from the answer to the end or to where it stopped.

    The noise differs from test to test, and is the same each time.

    Raises:
        ScenarioError: the contact lacks a slot, or one holds what it cannot.
        TtsError: a line of the caller cannot be spoken.
    """
    stage = Stage(tuple(_cues(case, cast.say)), case.webhooks)
    script = Stenographer(
        cast.scenario,
        slots=case.given,
        understander=cast.understander,
        now=lambda: case.now,
        stage=stage,
    )
    take = Take(
        script=script,
        stage=stage,
        robot=cast.robot,
        line=replace(line, seed=line.seed + crc32(case.name.encode())),
        recordings=cast.recordings,
        call_id=f"line{case.line}",
        answering=cast.answering,
    )
    report = run_virtually(rehearse(take), counts_work=counts_work)
    record = _record(script.exchanges, stage)
    if report.end.disposition == Disposition.FAILED:
        reason = _("the call broke off with an internal error; see the log")
        record = replace(record, stop=Stop(item=None, reason=reason))
    as_text = AnswerUnderstanding(
        scenario=cast.scenario, understander=cast.understander
    )
    found = mishearings(case, record, stage.caller.reads, as_text)
    return replace(
        record,
        mishearings=tuple(found),
        recording=report.recording,
        judged=stage.judged,
    )


def is_timed(case: Case) -> bool:
    """Whether it matters to the test how long this machine works."""
    moves = (item.move for item in case.talk)
    return any(isinstance(move, RobotMove) and move.within for move in moves)


def _cues(case: Case, say: Say) -> Iterator[Placed]:
    for item, written in enumerate(case.talk):
        match written.move:
            case RobotMove():
                pass
            case CallerMove() as move:
                yield Placed(item=item, cue=_caller_cue(move, say))
            case AnsweredMove() as move:
                samples = machine_sound(move, say)
                yield Placed(item=item, cue=Greet(text=move.by, samples=samples))
            case int() as silences:
                yield from [Placed(item=item, cue=KeepSilent())] * silences
            case move:
                yield Placed(item=item, cue=move)


def _caller_cue(move: CallerMove, say: Say) -> Cue:
    if move.keys is not None:
        return Press(keys=move.keys, after_s=move.after)
    if move.says is not None:
        samples = in_telephone_band(say(move.says))
        return Speak(text=move.says, samples=samples, after_s=move.after)
    return Leave(after_s=move.after)


def _record(exchanges: tuple[Exchange, ...], stage: Stage) -> TalkRecord:
    """Up to where the talk went another way than written."""
    if stage.unknown is not None:
        asked = CallWebhook(to=stage.unknown.to, body={}, timeout_s=0.0, hold=None)
        stop = Stop(item=stage.unknown.item, reason=advice(asked))
        known = takewhile(lambda one: not _is_unknown_webhook(one), exchanges)
        return TalkRecord(exchanges=tuple(known), stop=stop)
    if stage.left is not None:
        played = exchanges[:-1] if _is_given_up(exchanges[-1]) else exchanges
        stop = Stop(item=stage.left.item, reason=advice(played[-1].waits_for))
        return TalkRecord(exchanges=played, stop=stop)
    return TalkRecord(exchanges=exchanges)


def _is_unknown_webhook(exchange: Exchange) -> bool:
    return exchange.item is None and isinstance(exchange.event, WebhookFailed)


def _is_given_up(exchange: Exchange) -> bool:
    return exchange.item is None and isinstance(exchange.event, CallerGone)
