"""The person at the far end of a rehearsed call: listens, and does what the cues say."""

from collections import deque
from dataclasses import dataclass
from typing import assert_never

from sip.leg import FRAME_SAMPLES, RATE_HZ
from voicebot.answering.verdict import MACHINES
from voicebot.conversation.events import (
    AnswererJudged,
    CallEvent,
    GreetingEnded,
    KeysTaken,
    NodeAction,
    PromptDropped,
    SilenceTaken,
    SpeechRead,
    TurnTaken,
)
from voicebot.rehearsal.cues import (
    Cues,
    Greet,
    KeepSilent,
    Leave,
    Placed,
    Press,
    Speak,
)
from voicebot.scenario.actions import CallWebhook, Hold, Listen, Transfer

REPLY_AFTER_S = 0.3
"""People leave about 200 ms between turns; a little more, so that none is cut off."""

LEAVE_AFTER_S = 1.0
"""Silence after the robot's last question before a caller without an answer leaves."""

KEY_EVERY_S = 0.2

GREETS_AFTER_S = 0.5
"""Machines begin to speak so soon after they answer, be the robot speaking or not."""

TICK_S = FRAME_SAMPLES / RATE_HZ


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One tick of the robot's side as the caller hears it.

    `sound_at_s` is where in the tick the first sound is, None in silence; `is_done`
    tells that nothing more of the prompt waits to be played or is being made.
    """

    sound_at_s: float | None
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PressKey:
    """One key, now."""

    key: str


Act = Speak | PressKey | Leave
"""What the caller begins in a tick."""


@dataclass(slots=True)
class _Question:
    """What the caller knows of the robot's question, and did about it."""

    asked_s: float
    began_s: float | None = None
    done: Placed | None = None
    is_interrupted: bool = False

    @property
    def is_over_prompt(self) -> bool:
        """The caller was told to speak or press over the robot's words."""
        cue = self.done and self.done.cue
        return isinstance(cue, Speak | Press) and cue.after_s is not None


class Caller:
    """A pure machine; its clock is the ticks since the answer.

    It hears the robot, and is told of the call's events, since a person knows from
    the words whether they were asked something.
    """

    def __init__(self, cues: Cues) -> None:
        self.now_s = 0.0
        self.item: int | None = None
        """The place of what the caller did last; None: left without being told to."""
        self.is_interrupting: bool | None = None
        """Whether that stopped the robot in mid-prompt; None: it was not meant to."""
        self.reads: dict[int, str] = {}
        """What the robot read last of each line that was spoken; empty: nothing."""
        self._cues = cues
        self._question: _Question | None = None
        self._kept_waiting_s: float | None = None
        self._keys: deque[str] = deque()
        self._next_key_s = 0.0
        self._spoke_until_s = 0.0
        self._robot_sounded_s = 0.0
        self._waits_for_reply = False
        self._reply_s: float | None = None
        self._is_unknown_machine = False

    def take_reply_s(self) -> float | None:
        """From the caller's last sample to the robot's first, once for each reply.

        Below zero where the robot speaks before a machine's greeting is over.
        """
        reply_s, self._reply_s = self._reply_s, None
        return reply_s

    def notice(self, event: CallEvent) -> None:
        """Take an event of the call at the moment when it happens."""
        match event:
            case NodeAction(action=Listen()):
                self._question = _Question(asked_s=self.now_s)
            case NodeAction(action=Transfer() | CallWebhook() | Hold()):
                self._kept_waiting_s = self.now_s
            case SpeechRead(text=text) if self.item in self.reads:
                self.reads[self.item] = text
            case PromptDropped() if self._question:
                self._question.is_interrupted = True
            case TurnTaken() | KeysTaken() | SilenceTaken():
                self._answered(event)
            case AnswererJudged(answerer=answerer) if answerer in MACHINES:
                self._is_unknown_machine = False
                self._question = None
            case GreetingEnded():
                self._waits_for_reply = True
            case _:
                pass

    def hear(self, heard: Heard) -> Act | None:
        """Pass a tick; what the caller begins with the next."""
        self._listen(heard)
        self.now_s += TICK_S
        if self._keys:
            return self._press() if self.now_s >= self._next_key_s else None
        if self.now_s < self._spoke_until_s:
            return None
        placed = self._cues.next
        if placed and isinstance(placed.cue, Greet):
            is_due = self.now_s >= GREETS_AFTER_S
            return self._greet(self._cues.take().item, placed.cue) if is_due else None
        if self._question is None:
            return self._stop_waiting()
        match placed and placed.cue:
            case Speak() | Press() | Leave() as cue:
                is_due = self._is_due(cue.after_s, self._question, heard)
                return self._begin(cue, self._question) if is_due else None
            case KeepSilent():
                return None
            case _:
                is_due = self._is_asked_for(LEAVE_AFTER_S, self._question, heard)
                return self._give_up(self._question) if is_due else None

    def _listen(self, heard: Heard) -> None:
        if heard.sound_at_s is None:
            return
        at_s = self.now_s + heard.sound_at_s
        if self._waits_for_reply:
            self._waits_for_reply = False
            self._reply_s = at_s - self._spoke_until_s
        self._robot_sounded_s = self.now_s + TICK_S
        if self._question and self._question.began_s is None:
            self._question.began_s = at_s

    def _begin(self, cue: Speak | Press | Leave, question: _Question) -> Act:
        question.done = self._cues.take()
        self.item = question.done.item
        self.is_interrupting = None
        match cue:
            case Speak():
                self.reads[self.item] = ""
                self._spoke_until_s = self.now_s + len(cue.samples) / RATE_HZ
                return cue
            case Press():
                self._keys.extend(cue.keys)
                return self._press()
            case Leave():
                return cue
            case _:
                assert_never(cue)

    def _greet(self, item: int, greeting: Greet) -> Act:
        self.item = item
        self._spoke_until_s = self.now_s + len(greeting.samples) / RATE_HZ
        self._is_unknown_machine = True
        return Speak(text=greeting.text, samples=greeting.samples)

    def _stop_waiting(self) -> Leave | None:
        """Nobody asks anything: a caller who is kept waiting may leave."""
        placed = self._cues.next
        if placed is None or not isinstance(placed.cue, Leave):
            return None
        wait_s = LEAVE_AFTER_S if placed.cue.after_s is None else placed.cue.after_s
        if self._kept_waiting_s is None or self.now_s < self._kept_waiting_s + wait_s:
            return None
        self.item = self._cues.take().item
        return placed.cue

    def _give_up(self, question: _Question) -> Leave | None:
        """The robot asks, and the cues hold nothing that a caller could answer.

        A caller whose interruption was ignored leaves for that. A machine that is taken
        for somebody else has no such sense.
        """
        if self._is_unknown_machine:
            return None
        is_ignored = question.is_over_prompt and not question.is_interrupted
        self.item = self.item if is_ignored else None
        self.is_interrupting = False if is_ignored else None
        return Leave()

    def _press(self) -> PressKey:
        self._next_key_s = self.now_s + KEY_EVERY_S
        return PressKey(key=self._keys.popleft())

    def _is_due(self, after_s: float | None, question: _Question, heard: Heard) -> bool:
        is_first = question.done is None
        if is_first and after_s is not None and question.began_s is not None:
            return self.now_s >= question.began_s + after_s
        return self._is_asked_for(REPLY_AFTER_S, question, heard)

    def _is_asked_for(self, quiet_s: float, question: _Question, heard: Heard) -> bool:
        """The robot has asked (again, if the caller did something) and is silent since."""
        is_new = question.done is None or self._robot_sounded_s > self._spoke_until_s
        since_s = max(self._robot_sounded_s, question.asked_s)
        return is_new and heard.is_done and self.now_s >= since_s + quiet_s

    def _answered(self, event: TurnTaken | KeysTaken | SilenceTaken) -> None:
        question, self._question = self._question, None
        self._kept_waiting_s = None
        if question is None:
            return
        following = self._cues.next
        if question.done is None and following and following.cue == KeepSilent():
            question.done = self._cues.take()
            self.item = question.done.item
        self.is_interrupting = (
            question.is_interrupted if question.is_over_prompt else None
        )
        self._waits_for_reply = isinstance(event, TurnTaken)
