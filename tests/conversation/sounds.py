"""Sounds of calls, made without a model: voices that differ, echoes, music, noise."""

import numpy as np
import numpy.typing as npt
from scipy.signal import lfilter

from sip.leg import FRAME_SAMPLES, RATE_HZ, AudioTick, Samples
from voicebot.rehearsal.a_law import through_a_law

Wave = npt.NDArray[np.float64]

LOUD = 3000.0
"""Root mean square of speech, about -21 dBFS."""


def samples_of(wave: Wave) -> Samples:
    limited: Samples = np.clip(np.rint(wave), -32768, 32767).astype(np.int16)
    return limited


def voice(duration_s: float, *, seed: int, rms: float = LOUD) -> Wave:
    """Something like speech: syllables of gliding pitch through changing formants."""
    random = np.random.default_rng(seed)
    parts: list[Wave] = []
    while sum(map(len, parts)) < duration_s * RATE_HZ:
        parts.append(_syllable(random))
    wave = np.concatenate(parts)[: round(duration_s * RATE_HZ)]
    scaled: Wave = wave * rms / np.sqrt(np.mean(np.square(wave)))
    return scaled


def _syllable(random: np.random.Generator) -> Wave:
    length = int(random.integers(RATE_HZ // 8, RATE_HZ // 3))
    pitch_hz = random.uniform(90, 220) * np.linspace(
        1, random.uniform(0.8, 1.2), length
    )
    source = np.diff(np.floor(np.cumsum(pitch_hz) / RATE_HZ), prepend=0.0)
    source += 0.02 * random.standard_normal(length)
    wave = source
    for _ in range(3):
        angle = 2 * np.pi * random.uniform(250, 3000) / RATE_HZ
        wave = lfilter([1.0], [1.0, -2 * 0.96 * np.cos(angle), 0.96**2], wave)
    shaped: Wave = wave / np.abs(wave).max() * np.hanning(length)
    return np.concatenate([shaped, np.zeros(int(random.integers(0, RATE_HZ // 12)))])


def noise(duration_s: float, *, rms: float, seed: int = 0) -> Wave:
    random = np.random.default_rng(seed)
    return rms * random.standard_normal(round(duration_s * RATE_HZ))


def echo_of(played: Wave, *, level_db: float, delay_s: float) -> Wave:
    """What a hybrid sends back: delayed, weaker, spread over a few milliseconds."""
    spread = np.zeros(40)
    spread[[0, 3, 7, 15, 30]] = [0.8, -0.4, 0.3, -0.2, 0.1]
    came = np.convolve(played, spread) * 10 ** (level_db / 20)
    delayed: Wave = np.concatenate([np.zeros(round(delay_s * RATE_HZ)), came])
    return delayed[: len(played)]


def music(duration_s: float, *, seed: int, rms: float = LOUD) -> Wave:
    """A tune on hold: chords of five harmonics each, struck and fading."""
    random = np.random.default_rng(seed)
    scale_hz = [261.6, 293.7, 329.6, 349.2, 392.0, 440.0, 493.9, 523.3]
    parts: list[Wave] = []
    while sum(map(len, parts)) < duration_s * RATE_HZ:
        length = round(float(random.choice([0.25, 0.4, 0.5, 0.8])) * RATE_HZ)
        times_s = np.arange(length) / RATE_HZ
        struck = sum(
            (
                np.sin(2 * np.pi * note_hz * harmonic * times_s) / harmonic
                for note_hz in random.choice(scale_hz, 3, replace=False)
                for harmonic in range(1, 6)
            ),
            start=np.zeros(length),
        )
        parts.append(struck * np.exp(-2 * times_s))
    wave = np.concatenate(parts)[: round(duration_s * RATE_HZ)]
    scaled: Wave = wave * rms / np.sqrt(np.mean(np.square(wave)))
    return scaled


def ringing(duration_s: float) -> Wave:
    """Russia's ringing tone: 425 Hz for 1 s in every 5."""
    times_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    tone: Wave = LOUD * np.sin(2 * np.pi * 425 * times_s) * (times_s % 5 < 1)
    return tone


def mixed(*waves: tuple[float, Wave], duration_s: float) -> Wave:
    """Waves that begin at the given seconds."""
    whole = np.zeros(round(duration_s * RATE_HZ))
    for at_s, wave in waves:
        at = round(at_s * RATE_HZ)
        part = wave[: len(whole) - at]
        whole[at : at + len(part)] += part
    return whole


def ticks(heard: Wave, played: Wave) -> list[AudioTick]:
    """Both directions over G.711."""
    came, sent = through_a_law(samples_of(heard)), through_a_law(samples_of(played))
    whole = min(len(came), len(sent)) // FRAME_SAMPLES * FRAME_SAMPLES
    return [
        AudioTick(
            heard=came[at : at + FRAME_SAMPLES], played=sent[at : at + FRAME_SAMPLES]
        )
        for at in range(0, whole, FRAME_SAMPLES)
    ]
