"""A running call as lines that a person reads."""

from collections.abc import Mapping
from datetime import datetime

from voicebot.answering.verdict import Answerer
from voicebot.conversation.events import (
    AgentAnswered,
    AgentLeft,
    AnswererJudged,
    CallAnswered,
    CallEvent,
    GreetingEnded,
    KeysTaken,
    MessageNotSent,
    MessageSent,
    MusicNoticed,
    NodeAction,
    PromptHeld,
    PromptResumed,
    RecognizerReplaced,
    ReplyStarted,
    SilenceTaken,
    TransferTried,
    TurnTaken,
    WebhookCalled,
)
from voicebot.i18n import _
from voicebot.scenario.actions import (
    Action,
    AddToDoNotCall,
    Hold,
    RecordOutcome,
    Say,
    ScheduleCallback,
    Transfer,
    WriteFields,
)


def transcript_line(event: CallEvent) -> str | None:
    """One line for what a person would want to see; None for the rest."""
    match event:
        case NodeAction(action=action):
            return _action_line(action)
        case TurnTaken():
            return _turn_line(event)
        case TransferTried() | AgentAnswered() | AgentLeft():
            return _transfer_line(event)
        case WebhookCalled():
            return _webhook_line(event)
        case MessageSent() | MessageNotSent():
            return _message_line(event)
        case KeysTaken(keys=keys):
            return _("caller: pressed {keys}").format(keys=keys)
        case ReplyStarted(latency_s=latency_s):
            return _("   reply after {ms} ms").format(ms=round(latency_s * 1000))
        case _:
            return _plain_line(event)


def _plain_line(event: CallEvent) -> str | None:
    """Facts that need no further word, but for who answered."""
    if isinstance(event, AnswererJudged):
        return _answerer_line(event)
    lines: dict[type[CallEvent], str] = {
        CallAnswered: _("— answered"),
        SilenceTaken: _("caller: (silence)"),
        GreetingEnded: _("   its greeting is over"),
        PromptHeld: _("   the caller speaks over the prompt"),
        PromptResumed: _("   that was no speech; the prompt goes on"),
        MusicNoticed: _("   music or ringing at the far end; waiting"),
        RecognizerReplaced: _("   the recognizer seemed deaf; another one reads"),
    }
    return lines.get(type(event))


def _action_line(action: Action) -> str | None:
    match action:
        case Say(text=text, audio=audio):
            return _("robot:  {text}").format(text=text or f"[{audio}]")
        case ScheduleCallback(at=at):
            return _("   callback at {at}").format(at=_moment(at))
        case AddToDoNotCall():
            return _("   number goes to do-not-call")
        case RecordOutcome(outcome=outcome):
            return _("   outcome: {outcome}").format(outcome=outcome)
        case Transfer(to=to):
            return _("   transferring to {to}").format(to=to)
        case Hold(audio=audio, duration_s=duration_s):
            return _("   {audio} plays for {duration} s").format(
                audio=audio, duration=f"{duration_s:g}"
            )
        case WriteFields(fields=fields):
            written = ", ".join(f"{name}: {text}" for name, text in fields.items())
            return _("   CRM fields: {fields}").format(fields=written)
        case _:
            return None


def _turn_line(turn: TurnTaken) -> str:
    return _("caller: {text}  [{intent} {confidence:.2f}, {why}]").format(
        text=turn.text or "…",
        intent=turn.intent or "—",
        confidence=turn.confidence,
        why=turn.why,
    )


def _answerer_line(judged: AnswererJudged) -> str:
    return _("   answered by {whom}  [{confidence:.2f}, {why}]").format(
        whom=_answerers()[judged.answerer],
        confidence=judged.confidence,
        why=judged.why,
    )


def _answerers() -> Mapping[str, str]:
    return {
        Answerer.PERSON: _("a person"),
        Answerer.MACHINE: _("an answering machine"),
        Answerer.SECRETARY: _("a virtual secretary"),
        Answerer.SCREENING: _("call screening"),
        Answerer.MENU: _("an office's menu"),
        Answerer.INTERCEPT: _("the operator's announcement"),
        Answerer.FAX: _("a fax"),
        Answerer.TONE: _("a tone"),
        Answerer.SILENCE: _("nobody who speaks"),
    }


def _transfer_line(tried: TransferTried | AgentAnswered | AgentLeft) -> str:
    if isinstance(tried, AgentAnswered):
        return _("   {to} answered and is told: {whisper}").format(
            to=tried.to, whisper=tried.whisper or "—"
        )
    if isinstance(tried, AgentLeft):
        return _("   {to} hung up after {s:.0f} s").format(to=tried.to, s=tried.talk_s)
    if tried.is_connected:
        return _("   transferred to {to}").format(to=tried.to)
    return _("   transfer to {to} failed: {reason}").format(
        to=tried.to, reason=tried.reason
    )


def _webhook_line(called: WebhookCalled) -> str:
    ms = round(called.took_s * 1000)
    if called.reason is None:
        return _("   {to} answered after {ms} ms").format(to=called.to, ms=ms)
    return _("   {to} gave no answer in {ms} ms: {reason}").format(
        to=called.to, ms=ms, reason=called.reason
    )


def _message_line(message: MessageSent | MessageNotSent) -> str:
    if isinstance(message, MessageSent):
        return _("   message sent by {channel}: {text}").format(
            channel=message.channel, text=message.text
        )
    return _("   message not sent by {channel}: {reason}").format(
        channel=message.channel, reason=message.reason
    )


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M %Z}".strip()
