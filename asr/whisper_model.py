"""Whisper through CTranslate2, made quick for short telephone phrases.

Whisper hears 30 s at a time. Most of that is silence after a phrase, and its encoding
takes most of the time; but cut it off, and the decoder, which never saw a recording
without a silent end, repeats itself. So only the speech (6 s at least, 3 s in haste) is
encoded, and the encoding of 4 s of silence, made once at loading, is joined to its end.
The decoder knows only the tokens that Russian is written with.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import numpy as np
import numpy.typing as npt
import soxr
import tokenizers

from asr.errors import AsrError
from asr.log_mel import FRAMES_PER_S, WHISPER_RATE_HZ, log_mel
from asr.recognizer import RATE_HZ, Samples
from asr.russian_vocabulary import russian_files

LONGEST_S = 14.0
"""The longest speech decoded at once."""

THOROUGH_S = 6.0
QUICK_S = 3.0
"""A window that costs two thirds of the thorough one, and is as good for nine of ten."""

END_MARGIN_S = 0.5
_SILENT_TAIL_S = 4.0
_MIRRORED_S = 0.25
"""Of the end margin: the speech is joined to its own reflection, which fades out. Noise
that stops dead is taken for the end of a word."""
_BEAM = 8
"""Readings followed at once. In noise what was said is often the fifth or the eighth;
eight cost 6 to 13 ms more than three, for the speech is weighed once for all."""
_ENCODED_PER_S = 50
_TOKENS_AT_LEAST = 20
_TOKENS_PER_S = 12
_FULL_SCALE = np.float32(32768)
_FILES = ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt")

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One way to read a piece of speech; the log probability is a token's mean."""

    text: str
    mean_log_probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was decoded, best first."""

    hypotheses: tuple[Hypothesis, ...]
    no_speech_probability: float


class WhisperModel:
    """A loaded Russian-speaking Whisper; may be called from several threads.

    `at_once` of them are served at the same time, from the same weights; others wait.
    """

    def __init__(self, folder: Path, threads: int, at_once: int = 1) -> None:
        """Load the model of `folder` (0.5 s) and decode silence once to warm up.

        Raises:
            AsrError: a file of the model is missing or damaged.
        """
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise AsrError(
                "{folder}: {file} is missing; pull the model again",
                folder=folder,
                file=missing[0],
            )
        try:
            self._tokenizer = tokenizers.Tokenizer.from_file(
                str(folder / "tokenizer.json")
            )
            self._first_special = _number_of(self._tokenizer, "<|endoftext|>")
            files, self._tokens = russian_files(folder, self._first_special)
            self._whisper = ctranslate2.models.Whisper(
                str(folder),
                device="cpu",
                compute_type="int8",
                intra_threads=threads,
                inter_threads=at_once,
                files=files,
            )
        # CTranslate2 raises RuntimeError or ValueError, tokenizers a bare Exception.
        except Exception as error:
            raise AsrError(
                "{folder}: the Whisper model is damaged; pull it again", folder=folder
            ) from error
        self._folder = folder
        self._under_way = 0
        self._counting = threading.Lock()
        self._prompt = self._numbers(
            "<|startoftranscript|>", "<|ru|>", "<|transcribe|>", "<|notimestamps|>"
        )
        self._silence = self._encode(
            np.empty(0, np.float32),
            LONGEST_S + END_MARGIN_S + _SILENT_TAIL_S,
        )

    @property
    def is_busy(self) -> bool:
        """Whether a reading is under way."""
        return self._under_way > 0

    def read(self, samples: Samples, window_s: float = THOROUGH_S) -> Reading:
        """Decode up to `LONGEST_S` of speech at 8 kHz; more is not heard.

        `window_s` at least is encoded, longer speech whole.
        """
        with self._one_more():
            return self._read(samples[: round(LONGEST_S * RATE_HZ)], window_s)

    @contextmanager
    def _one_more(self) -> Iterator[None]:
        with self._counting:
            self._under_way += 1
        try:
            yield
        finally:
            with self._counting:
                self._under_way -= 1

    def _read(self, heard: Samples, window_s: float) -> Reading:
        seconds = len(heard) / RATE_HZ
        encoded = self._encode_with_tail(heard, max(window_s, seconds + END_MARGIN_S))
        result = self._whisper.generate(
            encoded,
            [self._prompt],
            beam_size=_BEAM,
            num_hypotheses=_BEAM,
            max_length=_TOKENS_AT_LEAST + round(_TOKENS_PER_S * seconds),
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        return Reading(
            hypotheses=tuple(
                self._hypothesis(numbers, score)
                for numbers, score in zip(
                    result.sequences_ids, result.scores, strict=True
                )
            ),
            no_speech_probability=result.no_speech_prob,
        )

    def _hypothesis(self, numbers: list[int], score: float) -> Hypothesis:
        tokens = [self._tokens[number] for number in numbers]
        spoken = [token for token in tokens if token < self._first_special]
        return Hypothesis(
            text=self._tokenizer.decode(spoken).strip(), mean_log_probability=score
        )

    def _numbers(self, *marks: str) -> list[int]:
        numbers = [self._tokenizer.token_to_id(mark) for mark in marks]
        known = [self._tokens.index(number) for number in numbers if number is not None]
        if len(known) < len(marks):
            raise AsrError(
                "{folder}: not a multilingual Whisper model; take whisper-base",
                folder=self._folder,
            )
        return known

    def _encode_with_tail(
        self, samples: Samples, window_s: float
    ) -> ctranslate2.StorageView:
        faded = _faded(samples) / _FULL_SCALE
        audio = soxr.resample(faded, RATE_HZ, WHISPER_RATE_HZ)
        speech = self._encode(audio.astype(np.float32), window_s)
        began = speech.shape[1]
        tail = self._silence[:, began : began + round(_SILENT_TAIL_S * _ENCODED_PER_S)]
        return ctranslate2.StorageView.from_array(
            np.concatenate([speech, tail], axis=1)
        )

    def _encode(self, audio: Floats, window_s: float) -> Floats:
        """Encode audio at 16 kHz; 1 × positions (50 a second) × width."""
        frames = round(window_s * FRAMES_PER_S)
        features = log_mel(audio, frames)[None]
        encoded = self._whisper.encode(
            ctranslate2.StorageView.from_array(np.ascontiguousarray(features)),
            to_cpu=True,
        )
        return np.array(encoded)


def _faded(samples: Samples) -> Floats:
    mirrored = samples[::-1][: round(_MIRRORED_S * RATE_HZ)].astype(np.float32)
    fading = mirrored * np.linspace(1, 0, len(mirrored), dtype=np.float32)
    return np.concatenate([samples.astype(np.float32), fading])


def _number_of(tokenizer: tokenizers.Tokenizer, mark: str) -> int:
    number = tokenizer.token_to_id(mark)
    if number is None:
        raise ValueError(f"no {mark} among the tokens")
    return number
