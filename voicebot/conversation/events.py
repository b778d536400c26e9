"""What happens in a call, as facts. The timeline is the list of these with times.

Times (`…_s`) are the call's own clock: seconds of audio since the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from voicebot.scenario.actions import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBegun:
    """An INVITE went out or came in, before the call's clock runs."""

    scenario: str
    scenario_hash: str
    recognizer: str
    voice: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswered:
    """The far end answered, or the robot answered an inbound call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswererJudged:
    """Who answered, as far as is known now; a later one of a call replaces it.

    `answerer` and `announcement` are words of `voicebot.answering.verdict`; `is_early`
    was heard before the answer.
    """

    answerer: str
    announcement: str | None
    confidence: float
    why: str
    is_early: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingEnded:
    """The machine listens now; without a beep, by its silence."""

    after_beep: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeAction:
    """The interpreter asked for something: a node, words, an outcome, a callback."""

    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptPlayed:
    """All of a batch's speech has left for the wire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptHeld:
    """The caller spoke over the prompt, which stopped with this much unplayed."""

    unplayed_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptResumed:
    """It was a false barge-in; the robot was silent for so long."""

    silent_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptDropped:
    """The caller took the turn; the rest of the prompt is not played."""

    unplayed_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechHeard:
    """One stretch of the caller's speech, from the voice activity detector."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoHeard:
    """The robot's own voice came back from the far end, loud enough to be speech."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MusicNoticed:
    """The far end has been playing music or ringing for a second or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardWord:
    """A recognized word on the call's clock; confidence 0 to 1."""

    text: str
    start_s: float
    end_s: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechRead:
    """A reading of the turn so far; `took_s` is wall time, from pause to text."""

    text: str
    words: tuple[HeardWord, ...]
    took_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognizerReplaced:
    """The call's recognizer seemed deaf; a fresh one reads what was said again."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnTaken:
    """The caller's turn is over and understood; `why` says what decided."""

    text: str
    intent: str | None
    confidence: float
    why: str
    slots: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysTaken:
    """The caller pressed keys."""

    keys: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceTaken:
    """The caller kept silent for the question's no-input time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyStarted:
    """First sound of the robot after a turn; latency from the caller's last sound."""

    latency_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferTried:
    """A transfer's final result; an attended one's as both begin to hear each other."""

    to: str
    is_connected: bool
    sip_code: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentAnswered:
    """The agent of an attended transfer picked up, and is told what `whisper` says."""

    to: str
    whisper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentLeft:
    """The agent hung up first, after `talk_s` with the caller."""

    to: str
    talk_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookCalled:
    """Another system was asked. `reason` is None where its reply was of use.

    `status` is that of HTTP, None without a reply; `took_s` counts from the asking.
    """

    to: str
    status: int | None
    took_s: float
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent:
    """The channel's gateway took a message, at the last of `tries`."""

    channel: str
    to: str
    text: str
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageNotSent:
    """A message was given up after `tries`."""

    channel: str
    to: str
    text: str
    tries: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded:
    """The last event of a call."""

    disposition: str
    sip_code: int
    reason: str
    hung_up_by: str | None


CallEvent = (
    CallBegun
    | CallAnswered
    | AnswererJudged
    | GreetingEnded
    | NodeAction
    | PromptPlayed
    | PromptHeld
    | PromptResumed
    | PromptDropped
    | SpeechHeard
    | EchoHeard
    | MusicNoticed
    | SpeechRead
    | RecognizerReplaced
    | TurnTaken
    | KeysTaken
    | SilenceTaken
    | ReplyStarted
    | TransferTried
    | AgentAnswered
    | AgentLeft
    | WebhookCalled
    | MessageSent
    | MessageNotSent
    | CallEnded
)
