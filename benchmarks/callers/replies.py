"""What callers answer: recorded speech of a corpus, or the robot's own voice."""

from collections.abc import Iterable
from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np
import soundfile
import soxr

from benchmarks.callers.measured_dialogue import DIALOGUES, MeasuredDialogue
from benchmarks.corpus import read_corpus
from sip.leg import RATE_HZ, Samples
from voicebot.conversation.voice import open_voice
from voicebot.settings import load_settings

_DENSE = DIALOGUES["dense"]
MOST = 200
"""The callers' program takes 256."""


def spoken_replies(folder: Path, texts: Iterable[str] = _DENSE.texts) -> list[Path]:
    """The replies spoken by the robot's own synthesizer, one file each."""
    paths = []
    with closing(open_voice(load_settings())) as voice:
        for number, text in enumerate(texts):
            path = folder / f"reply{number}.wav"
            speech = voice.speech(text)
            soundfile.write(path, speech.samples, speech.rate_hz)
            paths.append(path)
    return paths


def corpus_replies(
    corpus: Path, intents: Iterable[str] = _DENSE.intents, condition: str = "clean"
) -> list[Path]:
    """Replies of every voice, in the corpus's order."""
    wanted = set(intents)
    return [
        row.path
        for row in read_corpus(corpus)
        if row.condition == condition and row.intent in wanted
    ]


def line_replies(
    corpus: Path | None, folder: Path, dialogue: MeasuredDialogue = _DENSE
) -> list[Path]:
    """At most `MOST` replies of the dialogue as the callers' program wants them."""
    if corpus:
        spoken = corpus_replies(corpus, dialogue.intents)
    else:
        spoken = spoken_replies(folder, dialogue.texts)
    return [as_alaw(path, folder) for path in islice(spoken, MOST)]


def as_alaw(recording: Path, folder: Path) -> Path:
    """The recording's first channel at 8 kHz, G.711 A-law without a header."""
    audio, rate_hz = soundfile.read(recording, dtype="float32", always_2d=True)
    samples = soxr.resample(audio[:, 0], rate_hz, RATE_HZ)
    return write_alaw(folder / f"{recording.stem}.al", samples)


def write_alaw(path: Path, samples: Samples | np.ndarray) -> Path:
    soundfile.write(path, samples, RATE_HZ, subtype="ALAW", format="RAW")
    return path
