from pathlib import Path
from typing import Any

import click
import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from sip.manner import Keys, Sound
from sip.phone import command
from sip.phone_options import recording, seconds, timed_keys
from sip.sound_file import read_sound


def parsed(*arguments: str) -> dict[str, Any]:
    return command.make_context("phone", list(arguments)).params


@pytest.mark.parametrize(("text", "value"), [("500ms", 0.5), ("5s", 5), ("2min", 120)])
def test_durations_are_written_with_a_unit(text: str, value: float) -> None:
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["5", "s", "-1s", "5 s", "1.s", ""])
def test_a_duration_without_a_unit_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter, match="500ms or 5s"):
        seconds(text)


def test_what_is_pressed_without_a_moment_is_pressed_at_the_answer() -> None:
    assert timed_keys("1#").at_s == 0
    assert timed_keys("1#@2s").at_s == 2


def test_replies_keep_the_order_of_the_command_line_across_both_kinds(
    tmp_path: Path,
) -> None:
    sound = tmp_path / "yes.wav"
    soundfile.write(sound, np.zeros(80, np.int16), 8000)
    arguments = ("--press-reply", "1", "--reply", str(sound), "--press-reply", "2")
    first, second, third = parsed(*arguments)["replies"]
    assert (first, third) == (Keys(digits="1"), Keys(digits="2"))
    assert isinstance(second, Sound)
    assert second.name == "yes.wav"


@pytest.mark.parametrize("name", ["no-such-folder/x.wav", "x.txt", "x"])
def test_a_recording_that_cannot_be_written_is_refused_before_the_call(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(click.BadParameter):
        recording(str(tmp_path / name))


@pytest.mark.parametrize("rate_hz", [8000, 16000, 44100])
def test_a_sound_of_any_rate_plays_as_long_as_it_was(
    tmp_path: Path, rate_hz: int
) -> None:
    path = tmp_path / "stereo.flac"
    left_and_right = np.full((rate_hz, 2), [0.5, 0.25])
    soundfile.write(path, left_and_right, rate_hz)
    samples = read_sound(path).samples
    assert len(samples) == pytest.approx(8000, abs=2)
    assert samples[4000] == pytest.approx(0.375 * 32768, rel=0.01)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--pause", "7"),
        ("--press", "x@1s"),
        ("--say", "no-such.wav"),
        ("--place", "79261234567"),
        ("--record", "talk.txt"),
    ],
)
def test_bad_options_are_named_before_anything_is_opened(
    arguments: tuple[str, ...],
) -> None:
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code != 0
    assert "ready" not in result.stdout
