"""What is no answer costs a prompt a moment, and none of its words, over real SIP."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from sip.leg import RATE_HZ, Samples
from sip.sound_file import read_sound
from tests.e2e.conftest import Caller, Speak

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(180)]

QUESTION = (
    "Вас беспокоит робот по поводу вашей недавней заявки на подключение домашнего "
    "интернета и цифрового телевидения, вам сейчас удобно говорить?"
)
SCENARIO = f"""
scenario: hem
title: Один длинный вопрос
start: q
nodes:
  q:
    ask: {QUESTION}
    on: {{yes: done, no: done}}
  done: {{say: До свидания., outcome: finished, hang_up: true}}
"""
PIECE = round(0.15 * RATE_HZ)
"""Half a word: whoever loses one loses two of them."""

LIKE = 0.8
_AUDIBLE = 300

Wave = npt.NDArray[np.float64]


def hem(spoken: Samples) -> Samples:
    """70 ms of a vowel: enough for a guess, and too little for speech."""
    loudest = int(np.abs(spoken.astype(np.int32)).argmax())
    half = round(0.035 * RATE_HZ)
    return spoken[loudest - half : loudest + half]


def likeness(piece: Wave, heard: Wave) -> float:
    """Of a piece of the prompt with what the caller heard, where it is likest: 0 to 1."""
    size = 1 << (len(heard) + len(piece)).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(piece, size))
    places = len(heard) - len(piece) + 1
    products = np.fft.irfft(spectrum, size)[:places]
    sums = np.concatenate([[0.0], np.cumsum(np.square(heard))])
    energies = np.maximum(1.0, sums[len(piece) :] - sums[:places])
    return float((products / np.sqrt(energies * (piece @ piece))).max())


def missing(prompt: Samples, heard: Samples) -> list[int]:
    """Pieces of the prompt that the caller did not hear in one go."""
    pieces = prompt[: len(prompt) // PIECE * PIECE].reshape(-1, PIECE).astype(float)
    return [
        number
        for number, piece in enumerate(pieces)
        if np.abs(piece).max() > _AUDIBLE
        and likeness(piece, heard.astype(float)) < LIKE
    ]


def test_a_hem_over_the_prompt_holds_it_for_a_moment_and_every_word_is_heard(
    call: Caller, speak: Speak, tmp_path: Path
) -> None:
    noise, recording = tmp_path / "hem.wav", tmp_path / "phone.wav"
    soundfile.write(noise, hem(read_sound(speak("Да.")).samples), RATE_HZ)
    scenario = tmp_path / "hem.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    ended = call(
        *("--say", f"{noise}@3s", "--say", f"{noise}@5s", "--record", str(recording)),
        *("--reply", str(speak("Нет, спасибо."))),
        scenario=scenario,
        options=(),
    )
    gaps_s = [event["silent_s"] for event in ended.events("PromptResumed")]
    assert len(ended.events("PromptHeld")) == len(gaps_s) == 2
    assert max(gaps_s) < 0.4
    lost = missing(read_sound(speak(QUESTION)).samples, heard_of(recording))
    assert all(other - one > 1 for one, other in pairwise(lost))  # where it went on
    assert [turn["intent"] for turn in ended.events("TurnTaken")] == ["no"]


def heard_of(recording: Path) -> Samples:
    samples: Samples = soundfile.read(recording, dtype="int16")[0][:, 1]
    return samples
