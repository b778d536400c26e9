from pathlib import Path

import numpy as np
import pytest
import soundfile

from asr.errors import AsrError
from sip.leg import RATE_HZ, Samples
from voicebot.errors import VoicebotError
from voicebot.rehearsal.cues import Cue, Greet, KeepSilent, Leave, Press, Speak
from voicebot.rehearsal.moves import TransferResult, WebhookMove
from voicebot.rehearsal.talk_items import cues_of


def say(text: str) -> Samples:
    return np.zeros(len(text), np.int16)


def cue(item: str) -> Cue:
    [placed] = cues_of([item], say)
    return placed.cue


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("-", KeepSilent()),
        ("key:1", Press(keys="1")),
        ("keys:1234#", Press(keys="1234#")),
        ("key:1@500ms", Press(keys="1", after_s=0.5)),
        ("hangup", Leave()),
        ("hangup@2s", Leave(after_s=2.0)),
        ("transfer:failed", TransferResult.FAILED),
        ("transfer:connected", TransferResult.CONNECTED),
        ("webhook:failed", WebhookMove(result="failed")),
        ("webhook:timed_out", WebhookMove(result="timed_out")),
        ('webhook:{"debt": 5}', WebhookMove(answers={"debt": 5})),
        ("webhook:{}", WebhookMove(answers={})),
    ],
)
def test_an_item_is_a_cue(item: str, expected: Cue) -> None:
    assert cue(item) == expected


def test_a_machine_may_answer_and_its_greeting_is_spoken() -> None:
    greeting = cue("answered:machine")
    assert isinstance(greeting, Greet)
    assert len(greeting.samples) > RATE_HZ  # with the beep and the silence before it


def test_a_recorded_greeting_may_answer(tmp_path: Path) -> None:
    path = tmp_path / "greeting.wav"
    soundfile.write(path, np.zeros(RATE_HZ, np.int16), RATE_HZ)
    greeting = cue(f"answered:{path}")
    assert isinstance(greeting, Greet)
    assert len(greeting.samples) == RATE_HZ


def test_nobody_else_answers() -> None:
    with pytest.raises(VoicebotError, match=r"what answers: machine.*\"secretary\""):
        cue("answered:secretari")


def test_a_text_is_spoken() -> None:
    spoken = cue("say:да, готов@1.5s")
    assert isinstance(spoken, Speak)
    assert (spoken.text, spoken.after_s) == ("да, готов", 1.5)
    assert len(spoken.samples) == len("да, готов")


@pytest.mark.parametrize("rate_hz", [8000, 16000, 44100])
def test_a_recording_of_any_rate_becomes_8_khz_mono(
    tmp_path: Path, rate_hz: int
) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.full((rate_hz, 2), 0.1), rate_hz)
    spoken = cue(f"{path}@1s")
    assert isinstance(spoken, Speak)
    assert len(spoken.samples) == pytest.approx(RATE_HZ, abs=2)
    assert spoken.after_s == 1.0


def test_a_file_may_have_an_at_in_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a@5s"
    soundfile.write(path, np.zeros(800), RATE_HZ, format="WAV")
    spoken = cue(str(path))
    assert isinstance(spoken, Speak)
    assert spoken.after_s is None


def test_items_keep_their_places() -> None:
    placed = cues_of(["-", "key:1"], say)
    assert [one.item for one in placed] == [0, 1]


@pytest.mark.parametrize(
    ("item", "complaint"),
    [
        ("key:x", "no keys of a telephone"),
        ("key:", "no keys of a telephone"),
        ("say: ", "nothing to say"),
        ("transfer:maybe", "transfer:connected"),
        ("webhook:maybe", "webhook:timed_out"),
        ("webhook:{", "webhook:timed_out"),
        ("key:1@0s", "too short"),
    ],
)
def test_an_item_that_means_nothing_is_told(item: str, complaint: str) -> None:
    with pytest.raises(VoicebotError, match=complaint):
        cue(item)


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(AsrError, match=r"no-such\.wav"):
        cue("no-such.wav")
