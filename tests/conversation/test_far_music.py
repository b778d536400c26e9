"""Music and ringing are noticed; noise, hum and clicks are not."""

import numpy as np
import pytest

from tests.conversation.sounds import Wave, music, noise, ringing, ticks
from voicebot.conversation.far_music import FarMusic


def playing(wave: Wave, *, is_speech: bool = False) -> list[bool]:
    """After each tick, over a line with some noise."""
    found = FarMusic()
    verdicts = []
    for tick in ticks(wave + noise(len(wave) / 8000, rms=15), np.zeros(len(wave))):
        found.hear(tick.heard, is_speech=is_speech)
        verdicts.append(found.is_playing)
    return verdicts


@pytest.mark.parametrize("seed", range(4))
def test_music_is_noticed_within_three_seconds_and_for_as_long_as_it_plays(
    seed: int,
) -> None:
    verdicts = playing(np.concatenate([np.zeros(8000), music(12, seed=seed)]))
    assert not any(verdicts[:50])
    assert np.mean(verdicts[4 * 50 :]) > 0.9


def test_ringing_is_noticed_and_its_pauses_belong_to_it() -> None:
    verdicts = playing(np.concatenate([np.zeros(8000), ringing(14)]))
    assert all(verdicts[2 * 50 :])


def test_music_is_over_some_seconds_after_it_stopped() -> None:
    verdicts = playing(np.concatenate([music(5, seed=1), np.zeros(7 * 8000)]))
    assert verdicts[5 * 50]
    assert not any(verdicts[11 * 50 :])


@pytest.mark.parametrize("rms", [20.0, 300.0, 3000.0])
def test_noise_is_no_music(rms: float) -> None:
    assert not any(playing(noise(8, rms=rms, seed=2)))


def test_the_hum_of_the_mains_is_no_music() -> None:
    times_s = np.arange(8 * 8000) / 8000
    hum = sum(300 * np.sin(2 * np.pi * hz * times_s) for hz in (350, 450, 550))
    assert not any(playing(hum + np.zeros(len(times_s))))


def test_clicks_are_no_music() -> None:
    clicks = np.zeros(8 * 8000)
    clicks[:: 8000 // 3] = 20000
    assert not any(playing(clicks))


def test_what_voice_activity_takes_for_speech_is_no_music() -> None:
    assert not any(playing(music(8, seed=1), is_speech=True))
