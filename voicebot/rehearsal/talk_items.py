"""What a caller does, as it is written on a command line."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import ValidationError

from asr.audio_file import read_audio
from sip.leg import Samples
from voicebot.errors import VoicebotError
from voicebot.i18n import _
from voicebot.rehearsal.answered_move import AnsweredMove, MachineKind
from voicebot.rehearsal.channel import in_telephone_band
from voicebot.rehearsal.cues import (
    Cue,
    Elsewhere,
    Greet,
    KeepSilent,
    Leave,
    Placed,
    Press,
    Speak,
)
from voicebot.rehearsal.machine_sound import machine_sound
from voicebot.rehearsal.moves import TransferResult, WebhookMove
from voicebot.scenario.duration import parse_duration
from voicebot.scenario.reading.similar import did_you_mean

SILENCE = "-"
HANGUP = "hangup"

_KEYS = re.compile(r"[0-9*#A-D]{1,32}")
_AFTER = re.compile(r"(.+)@([0-9.]+(?:ms|s|min))")


def cues_of(items: Sequence[str], say: Callable[[str], Samples]) -> tuple[Placed, ...]:
    """The cues that items stand for; `say` speaks a text.

        a.wav           a recording          -          silence until the robot goes on
        answered:fax    a machine answers, as `answered` in tests; first of all
        answered:a.wav  a machine answers that sounds like the recording
        say:да, готов   a text               hangup     puts the telephone down
        key:12          keys

    Each of these but the silence may end in `@1.5s`: that long after the robot began
    to speak. Besides, in the place where the talk needs them: `transfer:failed`,
    `transfer:connected`, `webhook:failed`, `webhook:timed_out`, `webhook:{JSON}`.

    Raises:
        VoicebotError: an item is none of these.
        AsrError: a recording cannot be read.
        TtsError: a text cannot be spoken.
    """
    return tuple(
        Placed(item=number, cue=_cue(item, say)) for number, item in enumerate(items)
    )


def _cue(item: str, say: Callable[[str], Samples]) -> Cue:
    if item == SILENCE:
        return KeepSilent()
    word, colon, rest = item.partition(":")
    match word if colon else "":
        case "transfer":
            return _transfer(item, rest)
        case "webhook":
            return _webhook(item, rest)
        case "answered":
            return _answered(item, rest, say)
        case _:
            return _callers(item, say)


def _callers(item: str, say: Callable[[str], Samples]) -> Cue:
    """What the caller does at once, or so long after the robot began."""
    plain, after_s = _split_after(item)
    if plain == HANGUP:
        return Leave(after_s=after_s)
    word, colon, rest = plain.partition(":")
    match word if colon else "":
        case "key" | "keys":
            return Press(keys=_keys(item, rest), after_s=after_s)
        case "say":
            samples = in_telephone_band(say(_text(item, rest)))
            return Speak(text=rest, samples=samples, after_s=after_s)
        case _:
            samples = in_telephone_band(read_audio(Path(plain)))
            return Speak(text=plain, samples=samples, after_s=after_s)


def _split_after(item: str) -> tuple[str, float | None]:
    """A file may have an @ in its name; such a one is meant."""
    found = _AFTER.fullmatch(item)
    if found is None or Path(item).is_file():
        return item, None
    try:
        return found[1], parse_duration(found[2])
    except ValueError as error:
        raise VoicebotError(f"{item}: {error}") from error


def _keys(item: str, keys: str) -> str:
    if not _KEYS.fullmatch(keys):
        raise VoicebotError(
            _("{item}: no keys of a telephone; write key:1 or key:1234#").format(
                item=item
            )
        )
    return keys


def _text(item: str, text: str) -> str:
    if not text.strip():
        raise VoicebotError(
            _("{item}: there is nothing to say; write say:text").format(item=item)
        )
    return text


def _transfer(item: str, result: str) -> Elsewhere:
    try:
        return TransferResult(result)
    except ValueError as error:
        raise VoicebotError(
            _(
                "{item}: a transfer ends in one of: transfer:connected, transfer:failed"
            ).format(item=item)
        ) from error


def _answered(item: str, who: str, say: Callable[[str], Samples]) -> Cue:
    if Path(who).is_file():
        return Greet(text=who, samples=in_telephone_band(read_audio(Path(who))))
    try:
        move = AnsweredMove(by=MachineKind(who))
    except ValueError as error:
        raise VoicebotError(
            _("{item}: write a recording, or what answers: {kinds}{hint}").format(
                item=item,
                kinds=", ".join(MachineKind),
                hint=did_you_mean(who, MachineKind),
            )
        ) from error
    return Greet(text=who, samples=machine_sound(move, say))


def _webhook(item: str, result: str) -> Elsewhere:
    try:
        is_json = result.startswith(("{", "["))
        written = {"answers": json.loads(result)} if is_json else result
        return WebhookMove.model_validate(written)
    except (ValidationError, ValueError) as error:
        raise VoicebotError(
            _(
                "{item}: a webhook ends in one of: webhook:failed, webhook:timed_out,"
                ' webhook:{{"name": "value"}}'
            ).format(item=item)
        ) from error
