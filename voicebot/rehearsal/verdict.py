"""Whether a talk went as its test has it."""

from collections.abc import Iterator
from dataclasses import dataclass

from voicebot.i18n import _
from voicebot.rehearsal.answered_move import AnsweredMove
from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.endings import unmet
from voicebot.rehearsal.failure import Failure
from voicebot.rehearsal.moves import CallerMove, RobotMove, WebhookMove
from voicebot.rehearsal.record import Exchange, Stop, TalkRecord
from voicebot.rehearsal.wording import says
from voicebot.scenario.actions import BargeIn, CallWebhook
from voicebot.scenario.events import MachineAnswered, TurnHeard
from voicebot.scenario.model import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A test, what came of it, and what is wrong with that.

    The first thing amiss in the talk is told alone, as all after it may follow from
    it; of a talk that went as written, every unmet expectation is told. `seconds` is
    what the run took.
    """

    case: Case
    record: TalkRecord
    failures: tuple[Failure, ...]
    seconds: float = 0.0

    @property
    def is_passed(self) -> bool:
        return not self.failures


def judge(case: Case, record: TalkRecord, scenario: Scenario) -> Verdict:
    """Hold a record against its test."""
    amiss = next(_amiss_in_talk(case, record), None)
    failures = (amiss,) if amiss else tuple(unmet(case, record, scenario))
    return Verdict(case=case, record=record, failures=failures)


def _amiss_in_talk(case: Case, record: TalkRecord) -> Iterator[Failure]:
    for index, item in enumerate(case.talk):
        line = case.line_of("talk", index)
        if record.stop is not None and record.stop.item == index:
            yield _stopped(record, record.stop, line)
            return
        until, after = record.until(index), record.after(index)
        before, shown = until[-1], len(until)
        match item.move:
            case RobotMove() as move:
                yield from _unsaid(move, before, line, shown)
            case CallerMove() as move if after is not None:
                yield from _unheard(move, before, after, line)
            case WebhookMove() as move:
                yield from _unasked(move, before, line, shown)
            case AnsweredMove() as move:
                yield from _unrecognized(move, record, index, line)
            case _:
                pass
    if record.stop is not None:
        yield _stopped(record, record.stop, case.line)


def _stopped(record: TalkRecord, stop: Stop, line: int) -> Failure:
    return Failure(line=line, sentence=stop.reason, exchanges=len(record.exchanges))


def _unrecognized(
    move: AnsweredMove, record: TalkRecord, index: int, line: int
) -> Iterator[Failure]:
    """The robot must have noticed the machine, and let it finish."""
    met = next((one for one in record.exchanges if _meets(one, index)), None)
    if met is None or met.event != MachineAnswered(by=move.by.value):
        judged = record.judged
        yield Failure(
            line=line,
            sentence=_("the robot takes the one who answers for somebody else"),
            expected=move.by.value,
            happened=f"{judged.answerer} ({judged.why})" if judged else _("nobody"),
        )
    elif met.reply_s is not None and met.reply_s < 0:
        yield Failure(
            line=line, sentence=_("the robot speaks before the machine listens")
        )


def _meets(exchange: Exchange, index: int) -> bool:
    return exchange.item == index and isinstance(exchange.event, MachineAnswered)


def _unsaid(
    move: RobotMove, exchange: Exchange, line: int, shown: int
) -> Iterator[Failure]:
    said = " ".join(exchange.texts)
    for text in move.says:
        if not says(said, text):
            yield Failure(
                line=line,
                sentence=_("the robot does not say this"),
                expected=text,
                happened=said or _("nothing was said"),
                exchanges=shown,
            )
    for text in move.says_not:
        if says(said, text):
            yield Failure(
                line=line,
                sentence=_("the robot says what it should not"),
                expected=_("not: {text}").format(text=text),
                happened=said,
                exchanges=shown,
            )
    late_s = exchange.reply_s
    if move.within is not None and late_s is not None and late_s > move.within:
        yield Failure(
            line=line,
            sentence=_("the robot begins too late"),
            expected=_("within {seconds:.2f} s").format(seconds=move.within),
            happened=_("after {seconds:.2f} s").format(seconds=late_s),
            exchanges=shown,
        )


def _unheard(
    move: CallerMove, before: Exchange, after: Exchange, line: int
) -> Iterator[Failure]:
    if move.after is not None and after.is_interrupting is False:
        yield Failure(line=line, sentence=_not_interrupted(before))
    if move.means is None:
        return
    intent = after.event.meaning.intent if isinstance(after.event, TurnHeard) else None
    if intent != move.means:
        why = after.event.meaning.why if isinstance(after.event, TurnHeard) else ""
        yield Failure(
            line=line,
            sentence=_("the caller's words are taken for something else"),
            expected=move.means,
            happened=f"{intent} ({why})",
        )


def _not_interrupted(before: Exchange) -> str:
    question = before.question
    mode = question.barge_in if question else BargeIn.OFF
    return _(
        "the caller cannot interrupt the robot here (barge_in: {mode}); take out "
        '"after", or change barge_in of the node'
    ).format(mode=mode)


def _unasked(
    move: WebhookMove, before: Exchange, line: int, shown: int
) -> Iterator[Failure]:
    asked = before.waits_for
    if not isinstance(asked, CallWebhook):
        return
    if move.to is not None and move.to != asked.to:
        yield Failure(
            line=line,
            sentence=_("another webhook is asked"),
            expected=move.to,
            happened=asked.to,
            exchanges=shown,
        )
    for name, value in move.send.items():
        sent = asked.body.get(name)
        if sent != value:
            yield Failure(
                line=line,
                sentence=_("the webhook is sent something else"),
                expected=f"{name}: {value}",
                happened=_("nothing") if sent is None else f"{name}: {sent}",
                exchanges=shown,
            )
