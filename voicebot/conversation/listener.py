"""The robot's attention in one call: one question at a time, from audio to meaning."""

import asyncio
from collections.abc import Sequence

from asr.ear import Ear, SpeechPaused, SpeechStarted
from sip.leg import FRAME_SAMPLES, RATE_HZ, AudioTick
from voicebot.conversation.echo_words import repeats_prompt
from voicebot.conversation.events import (
    EchoHeard,
    KeysTaken,
    MusicNoticed,
    PromptDropped,
    PromptHeld,
    PromptResumed,
    RecognizerReplaced,
    ReplyStarted,
    SilenceTaken,
    SpeechHeard,
    TurnTaken,
)
from voicebot.conversation.hearing import EchoPassed, Hearing, VoiceUnnoticed
from voicebot.conversation.keys_ahead import KeysAhead
from voicebot.conversation.latency import ReplyClock
from voicebot.conversation.pickup import Pickup
from voicebot.conversation.playback import Playback
from voicebot.conversation.reader import Reader
from voicebot.conversation.reading import completeness
from voicebot.conversation.timeline import Timeline
from voicebot.conversation.turns import Completeness, Move, TurnTaking
from voicebot.conversation.watchdog import Deafness
from voicebot.scenario.actions import Listen
from voicebot.scenario.events import KeysPressed, SilenceKept, TurnHeard
from voicebot.scenario.language import REPEAT, WHO_IS_IT
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.meaning_json import slots_json
from voicebot.understanding.wordless import without_words

Turn = TurnHeard | KeysPressed | SilenceKept

TICK_S = FRAME_SAMPLES / RATE_HZ

LONGEST_MUSIC_S = 60.0
"""So much music and ringing a call waits through; then silence counts again, and the
scenario's own reprompts end the call."""

_DRAIN_TICKS = 15
"""Speech reaches a streaming recognizer in pieces of 300 ms."""

_UNNOTICED = "sound like a voice, and voice activity detection noticed none"

_ASKED_BY_MACHINES = frozenset({REPEAT, WHO_IS_IT})
"""«Алло?» and «кто звонит?»"""


class Listener:
    """Follows every tick of a call; between questions it only keeps time.

    Runs on the event loop. A reading that the caller has meanwhile spoken past is
    thrown away.
    """

    def __init__(
        self,
        *,
        ear: Ear,
        playback: Playback,
        reader: Reader,
        group: asyncio.TaskGroup,
        timeline: Timeline,
        pickup: Pickup | None = None,
    ) -> None:
        """`pickup` None does not care who answered."""
        self.now_s = 0.0
        self._pickup = pickup
        self._ear = ear
        self._hearing = Hearing(ear)
        self._playback = playback
        self._reader = reader
        self._group = group
        self._timeline = timeline
        self._reply_clock = ReplyClock()
        self._deafness = Deafness()
        self._keys_ahead = KeysAhead()
        self._question: Listen | None = None
        self._turns: TurnTaking | None = None
        self._taken: asyncio.Future[Turn] | None = None
        self._speech_started_s = 0.0
        self._held_s = 0.0
        self._caller_stopped_s = 0.0
        self._pauses = 0
        self._meaning: Meaning | None = None
        self._unread_ticks = 0
        self._music_s = 0.0
        self._is_music = False
        self._phrases: tuple[str, ...] = ()

    async def ask(self, question: Listen, phrases: Sequence[str]) -> Turn:
        """Wait for the caller's turn, from now on: the prompt may still be playing."""
        await asyncio.sleep(
            0
        )  # the prompt's task begins: no prompt has ended before that
        self._phrases = tuple(phrases)
        self._ear.begin(self._phrases)
        self._meaning = None
        self._question = question
        self._turns = TurnTaking(question, now_s=self.now_s)
        if self._hearing.is_speech:
            self._do(self._turns.speech_goes_on(self.now_s))
        self._taken = asyncio.get_running_loop().create_future()
        try:
            return await self._taken
        finally:
            self._turns = None

    def hear(self, tick: AudioTick) -> None:
        """Take the next 20 ms of the call."""
        latency_s = self._reply_clock.hear(tick, self.now_s)
        if latency_s is not None:
            self._timeline.record(ReplyStarted(latency_s=latency_s))
        self.now_s += TICK_S
        self._timeline.now_s = self.now_s
        for edge in self._hearing.hear(tick):
            match edge:
                case SpeechStarted(at_s=at_s):
                    self._speech_started(at_s)
                case SpeechPaused(at_s=at_s):
                    self._speech_paused(at_s)
                case EchoPassed():
                    self._echo_passed(edge)
                case VoiceUnnoticed():
                    self._timeline.record(RecognizerReplaced(reason=_UNNOTICED))
        if self._pickup:
            self._pickup.hear(tick.heard, self.now_s)
        self._follow_music()
        self._keep_time()
        self._keep_reading()

    def press(self, key: str) -> None:
        """Take a key that the caller pressed; one that comes too early is kept."""
        if self._keys_ahead.is_late_end(key, self.now_s):
            return
        if self._turns and self._is_waiting:
            self._do(self._turns.key_pressed(key, self.now_s))
        else:
            self._keys_ahead.keep(key, self.now_s)

    @property
    def _is_waiting(self) -> bool:
        """A question was asked, and nothing has answered it yet."""
        return self._taken is not None and not self._taken.done()

    def _press_kept(self) -> None:
        """Type-ahead, once the prompt is on its way: a key may drop it."""
        while self._question and self._turns and self._is_waiting:
            key = self._keys_ahead.next_for(self._question, self.now_s)
            if key is None:
                return
            self._do(self._turns.key_pressed(key, self.now_s))

    def _speech_started(self, at_s: float) -> None:
        self._speech_started_s = at_s
        if self._pickup:
            self._pickup.speech_started(at_s)
        if self._turns:
            self._do(self._turns.speech_started(at_s))

    def _speech_paused(self, at_s: float) -> None:
        self._pauses += 1
        self._caller_stopped_s = at_s
        self._timeline.record(SpeechHeard(start_s=self._speech_started_s, end_s=at_s))
        moves = self._turns.speech_paused(at_s) if self._turns else ()
        if self._pickup:
            self._pickup.speech_paused(at_s, is_read=Move.TRANSCRIBE in moves)
        self._do(moves)

    def _echo_passed(self, echo: EchoPassed) -> None:
        """The robot heard itself, over nobody's speech: forget that."""
        self._timeline.record(EchoHeard(start_s=echo.start_s, end_s=echo.end_s))
        if self._turns and not self._turns.has_utterance:
            self._ear.begin(self._phrases)

    def _follow_music(self) -> None:
        """Who put the robot on hold is waited for, in all of the call so long."""
        if self._hearing.is_music and not self._is_music:
            self._timeline.record(MusicNoticed())
        self._is_music = self._hearing.is_music
        if not self._is_music or self._music_s >= LONGEST_MUSIC_S:
            return
        self._music_s += TICK_S
        if self._turns:
            self._turns.music_plays(self.now_s)

    def _keep_time(self) -> None:
        if self._turns is None:
            return
        self._press_kept()
        if self._playback.is_finished:
            self._do(self._turns.prompt_ended(self.now_s))
        self._do(self._turns.speech_is_likely(self._hearing.is_speech_likely))
        self._do(self._turns.tick(self.now_s))

    def _keep_reading(self) -> None:
        self._unread_ticks = self._unread_ticks + 1 if self._hearing.is_speech else 0
        if self._turns and self._unread_ticks >= _DRAIN_TICKS:
            self._unread_ticks = 0
            self._group.create_task(self._reader.drain(), name="drain")

    def _do(self, moves: Sequence[Move]) -> None:
        for move in moves:
            self._do_one(move)

    def _do_one(self, move: Move) -> None:
        match move:
            case Move.HOLD_PROMPT:
                self._held_s = self.now_s
                self._timeline.record(PromptHeld(unplayed_s=self._playback.hold()))
            case Move.RESUME_PROMPT:
                self._playback.resume()
                silent_s = self.now_s - self._held_s
                self._timeline.record(PromptResumed(silent_s=silent_s))
            case Move.DROP_PROMPT:
                self._drop_prompt()
            case Move.FORGET_SPEECH:
                self._ear.begin(self._phrases)
            case Move.TRANSCRIBE:
                self._start_reading()
            case Move.TAKE_TURN | Move.TAKE_UNREAD | Move.TAKE_KEYS | Move.TAKE_SILENCE:
                self._take(move)

    def _take(self, move: Move) -> None:
        match move:
            case Move.TAKE_KEYS:
                self._take_keys(self._turns.keys if self._turns else "")
            case Move.TAKE_UNREAD:
                self._record_turn(without_words())
                self._finish(TurnHeard(meaning=without_words()))
            case Move.TAKE_SILENCE:
                self._timeline.record(SilenceTaken())
                self._finish(SilenceKept())
            case _:
                self._take_turn()

    def _take_keys(self, keys: str) -> None:
        self._took_part()
        if self._question:
            self._keys_ahead.number_taken(self._question, keys, self.now_s)
        self._timeline.record(KeysTaken(keys=keys))
        self._finish(KeysPressed(keys=keys))

    def _drop_prompt(self) -> None:
        if not self._playback.is_finished:
            self._timeline.record(PromptDropped(unplayed_s=self._playback.drop()))

    def _start_reading(self) -> None:
        self._group.create_task(self._read(self._pauses), name="reading")

    async def _read(self, pause: int) -> None:
        """Read everything said in this turn; stale once the caller paused again."""
        if self._question is None:
            return
        is_cut = self._turns is not None and self._turns.is_cut
        meaning = await self._reader.read(self._question, is_cut=is_cut)
        if self._pickup:
            self._pickup.read(meaning.text if meaning else "")
        if self._turns is None or pause != self._pauses:
            return
        if meaning is None:
            self._do(self._turns.unreadable())
            return
        self._watch_for_deafness(meaning)
        self._meaning = meaning
        reading = self._own_words_aside(meaning, completeness(meaning, self._question))
        self._do(self._turns.transcribed(reading, self.now_s))

    def _own_words_aside(self, meaning: Meaning, reading: Completeness) -> Completeness:
        """What answers the question is never dismissed, though the prompt names it."""
        is_answer = reading is not Completeness.INCOMPLETE
        if is_answer or not repeats_prompt(meaning.text, self._playback.text):
            return reading
        return Completeness.PROMPT_WORDS

    def _watch_for_deafness(self, meaning: Meaning) -> None:
        """Speech after speech without a word: another recognizer may hear them."""
        speech_s = self._caller_stopped_s - self._speech_started_s
        if self._deafness.is_likely(has_words=bool(meaning.text), speech_s=speech_s):
            self._reader.renew("speech after speech without a word")

    def _take_turn(self) -> None:
        meaning = self._meaning
        if meaning is None or meaning.intent is None:
            meaning = without_words()
        if self._question and meaning.intent in self._question.intents:
            self._took_part(meaning.intent)
        self._reply_clock.turn_taken(self._caller_stopped_s)
        self._record_turn(meaning)
        self._finish(TurnHeard(meaning=meaning))

    def _record_turn(self, meaning: Meaning) -> None:
        self._timeline.record(
            TurnTaken(
                text=meaning.text,
                intent=meaning.intent,
                confidence=meaning.confidence,
                why=meaning.why,
                slots=slots_json(meaning),
            )
        )

    def _took_part(self, intent: str | None = None) -> None:
        """Machines press no keys and answer no questions, though they may ask some."""
        if self._pickup and intent not in _ASKED_BY_MACHINES:
            self._pickup.took_part()

    def _finish(self, turn: Turn) -> None:
        if self._taken and not self._taken.done():
            self._taken.set_result(turn)
