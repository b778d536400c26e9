"""Echo of the robot's voice is known by its sound, at any delay and level."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from sip.leg import AudioTick
from tests.conversation.sounds import Wave, echo_of, mixed, noise, ticks, voice
from voicebot.conversation.echo import EchoGuard

PROMPT_S = 4.0


def line_noise(duration_s: float) -> Wave:
    return noise(duration_s, rms=15)


def follow(guard: EchoGuard, call: list[AudioTick]) -> list[tuple[bool, float]]:
    """After each tick: whether what sounds is echo, and the level that is left."""
    heard = [guard.hear(tick.heard, tick.played) for tick in call]
    return [(guard.is_echo, _rms(left)) for left in heard]


def _rms(samples: npt.NDArray[Any]) -> float:
    return float(np.sqrt(np.mean(np.square(np.asarray(samples, np.float64)))))


@pytest.mark.parametrize("delay_s", [0.02, 0.1, 0.3])
@pytest.mark.parametrize("level_db", [-10.0, -20.0, -30.0])
def test_echo_is_known_by_a_tenth_of_a_second_and_taken_away(
    level_db: float, delay_s: float
) -> None:
    played = voice(PROMPT_S, seed=1)
    heard = echo_of(played, level_db=level_db, delay_s=delay_s) + line_noise(PROMPT_S)
    guard = EchoGuard()
    verdicts: list[bool] = []
    left: list[float] = []
    for tick in ticks(heard, played):
        left.append(_rms(guard.hear(tick.heard, tick.played)))
        verdicts.append(guard.is_echo)
    assert guard.delay_s == pytest.approx(delay_s, abs=0.006)
    known = round((delay_s + 0.1) / 0.02)
    assert verdicts[known]
    came = [_rms(tick.heard) for tick in ticks(heard, played)]
    echo_rms = _rms(np.array(came[50:]))
    assert _rms(np.array(left[50:])) < max(20, echo_rms / 5)


def test_a_caller_over_the_echo_is_no_echo_and_keeps_their_voice() -> None:
    played = voice(PROMPT_S, seed=1)
    caller = voice(1.0, seed=2)
    echo = echo_of(played, level_db=-10, delay_s=0.1)
    heard = mixed(
        (0, echo), (0, line_noise(PROMPT_S)), (2, caller), duration_s=PROMPT_S
    )
    guard = EchoGuard()
    call = ticks(heard, played)
    before = [
        guard.is_echo for tick in call[:100] if len(guard.hear(tick.heard, tick.played))
    ]
    assert all(before[20:])
    after = follow(guard, call[100:150])
    noticed = next(index for index, (is_echo, _) in enumerate(after) if not is_echo)
    assert noticed * 0.02 <= 0.2
    kept = _rms(np.array([left for _, left in after]))
    assert kept == pytest.approx(_rms(caller), rel=0.15)


def test_without_echo_every_sample_arrives_as_it_was() -> None:
    played = voice(PROMPT_S, seed=1)
    heard = mixed(
        (0, line_noise(PROMPT_S)), (1, voice(2.0, seed=3)), duration_s=PROMPT_S
    )
    guard = EchoGuard()
    for tick in ticks(heard, played):
        assert np.array_equal(guard.hear(tick.heard, tick.played), tick.heard)
    assert guard.delay_s is None


def test_another_voice_is_never_taken_for_echo() -> None:
    for seed in range(5, 11):
        played, caller = voice(PROMPT_S, seed=4), voice(PROMPT_S, seed=seed)
        guard = EchoGuard()
        verdicts = [is_echo for is_echo, _ in follow(guard, ticks(caller, played))]
        assert np.mean(verdicts[10:]) < 0.05
        assert guard.delay_s is None


def test_a_robot_that_is_silent_has_no_echo() -> None:
    guard = EchoGuard()
    silence = np.zeros(8000)
    verdicts = [
        is_echo for is_echo, _ in follow(guard, ticks(voice(1, seed=1), silence))
    ]
    assert not any(verdicts)


def test_an_echo_path_that_moves_is_found_again() -> None:
    played = voice(8.0, seed=1)
    near = echo_of(played, level_db=-15, delay_s=0.05)
    far = echo_of(played, level_db=-15, delay_s=0.2)
    heard = np.concatenate([near[: len(near) // 2], far[len(far) // 2 :]])
    guard = EchoGuard()
    left = [level for _, level in follow(guard, ticks(heard + line_noise(8.0), played))]
    assert guard.delay_s == pytest.approx(0.2, abs=0.006)
    assert _rms(np.array(left[-100:])) < 100
