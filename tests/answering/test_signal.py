import numpy as np
import pytest

from tests.answering.tones import cadence, in_noise, noisy, silence, tone
from voicebot.answering.signal import Signal, SignalReader
from voicebot.answering.tone import Samples, ToneDetector


def signals(samples: Samples, *, after_speech: bool = False) -> list[Signal]:
    detector, reader = ToneDetector(), SignalReader()
    padded = np.concatenate([samples, silence(0.3)])
    told = (
        reader.hear(found, after_speech=after_speech) for found in detector.hear(padded)
    )
    return [signal for signal in told if signal]


@pytest.mark.parametrize(
    ("samples", "first"),
    [
        (tone(425, 3.0), Signal.DIAL_TONE),
        (cadence(425, 1.0, 4.0, 2), Signal.RINGING),
        (cadence(425, 0.35, 0.35, 4), Signal.BUSY),
        (cadence(425, 0.175, 0.175, 6), Signal.CONGESTION),
        (tone(2100, 3.0), Signal.FAX),
        (cadence(1100, 0.5, 3.0, 2), Signal.FAX),
        (np.concatenate([tone(hz, 0.33) for hz in (950, 1400, 1800)]), Signal.SIT),
    ],
    ids=["dial", "ringing", "busy", "congestion", "ced", "cng", "sit"],
)
def test_each_network_and_fax_signal_is_known(samples: Samples, first: Signal) -> None:
    assert signals(samples)[0] is first


BEEPS_HZ = [440, 500, 800, 1000, 1100, 1400, 2000]
BEEPS_S = [0.2, 0.5, 1.0]


@pytest.mark.parametrize("frequency_hz", BEEPS_HZ)
@pytest.mark.parametrize("length_s", BEEPS_S)
def test_a_short_tone_after_speech_is_a_beep(
    frequency_hz: int, length_s: float
) -> None:
    beep = tone(frequency_hz, length_s)
    assert signals(beep, after_speech=True) == [Signal.BEEP]
    assert Signal.BEEP not in signals(beep)


@pytest.mark.parametrize("frequency_hz", BEEPS_HZ)
@pytest.mark.parametrize("length_s", BEEPS_S)
@pytest.mark.parametrize("snr_db", [20, 10])
def test_a_beep_is_heard_through_noise(
    frequency_hz: int, length_s: float, snr_db: int
) -> None:
    beep = np.concatenate([silence(0.4), tone(frequency_hz, length_s), silence(0.4)])
    assert signals(in_noise(beep, snr_db), after_speech=True) == [Signal.BEEP]


def test_notes_of_music_behind_a_voice_are_no_beeps() -> None:
    loud = noisy(silence(1.0), rms=5000)
    note = tone(750, 0.3, level=0.02)
    after = np.concatenate([loud, silence(0.2), note, silence(0.2)])
    assert signals(after, after_speech=True) == []


def test_busy_after_speech_is_busy_and_no_beep() -> None:
    assert signals(cadence(425, 0.35, 0.35, 3), after_speech=True) == [Signal.BUSY]


@pytest.mark.parametrize(
    ("samples", "first"),
    [
        (cadence(425, 0.35, 0.35, 4), Signal.BUSY),
        (cadence(425, 0.175, 0.175, 6), Signal.CONGESTION),
        (tone(2100, 3.0), Signal.FAX),
        (cadence(1100, 0.5, 3.0, 2), Signal.FAX),
        (np.concatenate([tone(hz, 0.33) for hz in (950, 1400, 1800)]), Signal.SIT),
    ],
    ids=["busy", "congestion", "ced", "cng", "sit"],
)
def test_signals_are_known_through_noise_at_ten_decibels(
    samples: Samples, first: Signal
) -> None:
    assert signals(in_noise(samples, 10))[0] is first


def test_a_note_of_music_is_neither_a_fax_nor_a_dial_tone() -> None:
    assert signals(tone(1100, 0.5)) == []
    assert signals(tone(440, 3.0)) == []


def test_two_busy_tones_are_not_yet_busy() -> None:
    assert signals(cadence(425, 0.35, 0.35, 2)) == []


def test_ringing_is_never_taken_for_busy() -> None:
    assert set(signals(cadence(425, 0.8, 3.2, 6))) == {Signal.RINGING}
