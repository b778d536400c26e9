"""Whose turn it is: decides when the caller interrupts, pauses, finishes or says nothing.

Pure: it is told what happened and when, on the call's own clock (seconds since the
answer), and returns what to do. One `TurnTaking` serves one question.
"""

from dataclasses import dataclass
from enum import Enum, auto

from voicebot.conversation.key_entry import KeyEntry
from voicebot.scenario.actions import BargeIn, Listen

NOISE_S = 1.0
"""Speech without a single recognized word is noise up to this length; longer than
that, somebody talks and is not understood, which is a turn of its own."""

UNREAD_S = 0.8
"""So much speech without a word, in several goes, is a person who is not understood:
at the end of the no-input time that is a turn, and never a silence."""

EARLY_ANSWER_S = 0.7
"""An answer may end so long before a prompt that voices may not interrupt: people who
know the question speak over its last syllables."""

UNTIMED_CALLBACK_S = 0.4
"""Extra patience after a complete reply that people tend to go on from («перезвоните …
через полчаса»)."""


HOLD_ON_S = 20.0
"""Who says «минуточку» is waited for so much longer than for an answer."""


class Move(Enum):
    """What the conversation should do now."""

    HOLD_PROMPT = auto()
    """Stop playing at once, and keep the place: this may be a false barge-in."""
    RESUME_PROMPT = auto()
    """It was no speech: go on from where the prompt was held, or a little before."""
    DROP_PROMPT = auto()
    """The caller took the turn: what was not played is not needed."""
    FORGET_SPEECH = auto()
    """What was heard so far does not count: forget it."""
    TRANSCRIBE = auto()
    """The caller paused: read what was said."""
    TAKE_TURN = auto()
    """The caller's turn is over: act on the last reading."""
    TAKE_UNREAD = auto()
    """Somebody talks, and not a word was recognized: a turn that means nothing."""
    TAKE_KEYS = auto()
    """What was entered by keys is the turn."""
    TAKE_SILENCE = auto()
    """Nothing was said for the question's no-input time."""


class Completeness(Enum):
    """How a reading stands to the question."""

    NO_WORDS = auto()
    PROMPT_WORDS = auto()
    """Nothing but words of the prompt itself, and no answer to it."""
    HOLD_ON = auto()
    """Nothing but a wish that the robot wait."""
    INCOMPLETE = auto()
    OPEN_ENDED = auto()
    COMPLETE = auto()


class _Floor(Enum):
    ROBOT = auto()
    NOBODY = auto()
    CALLER = auto()
    CALLER_PAUSED = auto()
    CALLER_EARLY = auto()
    KEYS = auto()
    TAKEN = auto()


@dataclass(slots=True)
class _Utterance:
    started_s: float
    paused_s: float = 0.0
    over_prompt: bool = False
    reading: Completeness | None = None
    is_cut: bool = False
    is_left_over: bool = False


class TurnTaking:
    """The floor during one question: from its prompt's first sample to the turn's end.

    What a barge-in does, by the question's mode:

    | mode         | the caller speaks over the prompt                               |
    |--------------|-----------------------------------------------------------------|
    | off          | is not heard, unless it ends with the prompt, or after it       |
    | speech       | the prompt is held at once; no words → it resumes. It is held   |
    |              | as soon as speech is likely, and resumes when none begins       |
    | phrase       | the prompt plays on; a complete reply drops it                  |
    | keypad_only  | as off; a key drops the prompt (as in every mode but off)       |

    Where the question takes a number by keys (`Listen.digits`), a first key that is no
    branch begins it, and later ones belong to it whatever they lead to elsewhere. What
    the caller says meanwhile does not count.

    Speech that was already going on when the question began interrupts in no mode: a
    television, or an endless talker who was cut, would never let the robot speak. What
    of it outlasts the prompt is heard.
    """

    def __init__(self, question: Listen, *, now_s: float) -> None:
        self._question = question
        self._floor = _Floor.ROBOT
        self._utterance: _Utterance | None = None
        self._silent_since_s = now_s
        self._prompt_is_playing = True
        self._prompt_is_held = False
        self._prompt_is_hushed = False
        self._unread_s = 0.0
        self._entry = KeyEntry(question.digits, question.keys)

    @property
    def keys(self) -> str:
        """What was entered so far, without the key that ends a number."""
        return self._entry.keys

    @property
    def has_utterance(self) -> bool:
        """The caller has begun to say something that still counts."""
        return self._utterance is not None

    @property
    def is_cut(self) -> bool:
        """What the caller says was too long, and is acted on as it stands."""
        return self._utterance is not None and self._utterance.is_cut

    def prompt_ended(self, now_s: float) -> tuple[Move, ...]:
        """The prompt's last sample was played."""
        if not self._prompt_is_playing:
            return ()
        self._prompt_is_playing = False
        self._silent_since_s = now_s
        if self._floor is _Floor.ROBOT:
            self._floor = _Floor.NOBODY
        if self._floor is _Floor.CALLER_EARLY:
            self._floor = _Floor.CALLER_PAUSED
            return (Move.TRANSCRIBE,)
        return ()

    def music_plays(self, now_s: float) -> None:
        """Nobody is there to answer, for now: what is kept is no silence."""
        self._silent_since_s = max(self._silent_since_s, now_s)
        self._unread_s = 0.0

    def speech_goes_on(self, now_s: float) -> tuple[Move, ...]:
        """The caller was speaking already when this question began."""
        self._utterance = _Utterance(
            started_s=now_s, over_prompt=True, is_left_over=True
        )
        self._floor = _Floor.CALLER
        return ()

    def speech_is_likely(self, is_likely: bool) -> tuple[Move, ...]:
        """Whether the caller seems just to begin, as yet unsure; call it every tick."""
        if is_likely == self._prompt_is_hushed:
            return ()
        is_robots = self._floor is _Floor.ROBOT and self._prompt_is_playing
        if not is_robots or self._question.barge_in is not BargeIn.SPEECH:
            self._prompt_is_hushed = False
            return ()
        self._prompt_is_hushed = is_likely
        return (Move.HOLD_PROMPT if is_likely else Move.RESUME_PROMPT,)

    def speech_started(self, at_s: float) -> tuple[Move, ...]:
        """The caller began to speak, or went on after a pause."""
        if self._floor in (_Floor.TAKEN, _Floor.KEYS):
            return ()
        goes_on = self._floor in (_Floor.CALLER_PAUSED, _Floor.CALLER_EARLY)
        if goes_on and self._utterance:
            self._utterance.reading = None
            self._floor = _Floor.CALLER
            return ()
        over_prompt = self._prompt_is_playing
        self._utterance = _Utterance(started_s=at_s, over_prompt=over_prompt)
        self._floor = _Floor.CALLER
        if over_prompt and self._question.barge_in is BargeIn.SPEECH:
            self._prompt_is_held = True
            self._prompt_is_playing = False
            return () if self._prompt_is_hushed else (Move.HOLD_PROMPT,)
        return ()

    def speech_paused(self, silent_since_s: float) -> tuple[Move, ...]:
        """The caller fell silent at `silent_since_s`, a moment ago."""
        if self._floor is not _Floor.CALLER or self._utterance is None:
            return ()
        self._utterance.paused_s = silent_since_s
        if self._is_unheard(self._utterance):
            self._floor = _Floor.CALLER_EARLY
            return ()
        self._floor = _Floor.CALLER_PAUSED
        return (Move.TRANSCRIBE,)

    def transcribed(self, reading: Completeness, now_s: float) -> tuple[Move, ...]:
        """The reading of everything up to the current pause is there."""
        if self._floor is not _Floor.CALLER_PAUSED or self._utterance is None:
            return ()
        if reading is Completeness.NO_WORDS and self._is_noise(self._utterance):
            self._note_unread(self._utterance)
            return self._ignore_speech()
        if reading is Completeness.PROMPT_WORDS and self._utterance.over_prompt:
            return self._ignore_speech()
        if self._must_match(self._utterance) and reading not in (
            Completeness.COMPLETE,
            Completeness.OPEN_ENDED,
        ):
            return self._ignore_speech()
        self._utterance.reading = reading
        return self.tick(now_s)

    def unreadable(self) -> tuple[Move, ...]:
        """No recognizer could read what was said up to the current pause.

        Whoever spoke is asked to repeat it, but for a cough over the prompt.
        """
        spoken = self._utterance
        if self._floor is not _Floor.CALLER_PAUSED or spoken is None:
            return ()
        if spoken.over_prompt and self._is_noise(spoken):
            return self._ignore_speech()
        self._floor = _Floor.TAKEN
        return (Move.DROP_PROMPT, Move.TAKE_UNREAD)

    def key_pressed(self, key: str, now_s: float) -> tuple[Move, ...]:
        """A key: in `off` mode it is refused while the prompt plays."""
        is_first = self._floor is not _Floor.KEYS
        is_unheard = self._prompt_is_playing and self._question.barge_in is BargeIn.OFF
        if self._floor is _Floor.TAKEN or (is_first and is_unheard):
            return ()
        self._floor = _Floor.KEYS
        dropped = (Move.DROP_PROMPT,) if is_first else ()
        is_whole = self._entry.press(key, now_s)
        return (*dropped, *(self._take_keys() if is_whole else ()))

    def _take_keys(self) -> tuple[Move, ...]:
        self._floor = _Floor.TAKEN
        return (Move.TAKE_KEYS,)

    def tick(self, now_s: float) -> tuple[Move, ...]:
        """Time passed; call it every 20 ms or so."""
        match self._floor:
            case _Floor.NOBODY:
                if now_s - self._silent_since_s >= self._question.noinput_s:
                    return self._take_silence()
            case _Floor.CALLER:
                return self._cut_endless_speech(now_s)
            case _Floor.CALLER_PAUSED:
                return self._end_turn_if_due(now_s)
            case _Floor.CALLER_EARLY:
                return self._forget_if_too_early(now_s)
            case _Floor.KEYS:
                return self._take_keys() if self._entry.is_over(now_s) else ()
            case _Floor.ROBOT | _Floor.TAKEN:
                pass
        return ()

    def _take_silence(self) -> tuple[Move, ...]:
        self._floor = _Floor.TAKEN
        is_unread = self._unread_s >= UNREAD_S
        return (Move.TAKE_UNREAD if is_unread else Move.TAKE_SILENCE,)

    def _note_unread(self, spoken: _Utterance) -> None:
        """Over a prompt it may be anything; what follows a question is an answer."""
        if not spoken.over_prompt:
            self._unread_s += spoken.paused_s - spoken.started_s

    def _forget_if_too_early(self, now_s: float) -> tuple[Move, ...]:
        spoken = self._utterance
        if spoken is None or now_s - spoken.paused_s < EARLY_ANSWER_S:
            return ()
        return self._ignore_speech()

    def _end_turn_if_due(self, now_s: float) -> tuple[Move, ...]:
        spoken = self._utterance
        if spoken is None or spoken.reading is None:
            return ()
        if not spoken.is_cut and now_s - spoken.paused_s < self._patience_s(spoken):
            return ()
        if spoken.reading is Completeness.HOLD_ON:
            return self._wait(now_s)
        self._floor = _Floor.TAKEN
        return (Move.DROP_PROMPT, Move.TAKE_TURN)

    def _wait(self, now_s: float) -> tuple[Move, ...]:
        """The caller asked to be waited for: no turn, and no silence for a while."""
        self._utterance = None
        self._prompt_is_held = self._prompt_is_playing = False
        self._silent_since_s = now_s + HOLD_ON_S
        self._floor = _Floor.NOBODY
        return (Move.DROP_PROMPT, Move.FORGET_SPEECH)

    def _patience_s(self, spoken: _Utterance) -> float:
        match spoken.reading:
            case Completeness.COMPLETE:
                return self._question.complete_timeout_s
            case Completeness.OPEN_ENDED:
                return min(
                    self._question.complete_timeout_s + UNTIMED_CALLBACK_S,
                    self._question.incomplete_timeout_s,
                )
            case _:
                return self._question.incomplete_timeout_s

    def _cut_endless_speech(self, now_s: float) -> tuple[Move, ...]:
        spoken = self._utterance
        if spoken is None or self._is_unheard(spoken):
            return ()
        if now_s - spoken.started_s < self._question.max_speech_s:
            return ()
        spoken.paused_s = now_s
        spoken.is_cut = True
        self._floor = _Floor.CALLER_PAUSED
        return (Move.TRANSCRIBE,)

    def _is_unheard(self, spoken: _Utterance) -> bool:
        """Spoken and finished wholly over a prompt that it may not interrupt."""
        deaf = (BargeIn.OFF, BargeIn.KEYPAD_ONLY)
        return (
            spoken.over_prompt
            and self._prompt_is_playing
            and (spoken.is_left_over or self._question.barge_in in deaf)
        )

    def _must_match(self, spoken: _Utterance) -> bool:
        return (
            spoken.over_prompt
            and self._prompt_is_playing
            and self._question.barge_in is BargeIn.PHRASE
        )

    def _is_noise(self, spoken: _Utterance) -> bool:
        return spoken.paused_s - spoken.started_s < NOISE_S

    def _ignore_speech(self) -> tuple[Move, ...]:
        self._utterance = None
        if self._prompt_is_held:
            self._prompt_is_held = False
            self._prompt_is_playing = True
            self._floor = _Floor.ROBOT
            return (Move.FORGET_SPEECH, Move.RESUME_PROMPT)
        self._floor = _Floor.ROBOT if self._prompt_is_playing else _Floor.NOBODY
        return (Move.FORGET_SPEECH,)
