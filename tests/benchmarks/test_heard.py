from pathlib import Path

import pytest
from pydantic import ValidationError

from benchmarks.heard import Edge, Heard, Reading, Sounding, Timeline, Timing, keeping
from voicebot.answering.tone import Tone

TONE = Tone(frequency_hz=425, start_s=0.1, end_s=0.5, is_over=True)
HEARD = Heard(
    text="да",
    alternatives=("дай", "два"),
    engine="some engine",
    timeline=Timeline(
        length_s=2.0,
        edges=(Edge(is_start=True, at_s=0.4, noticed_s=0.52),),
        tones=(Sounding(tone=TONE, noticed_s=0.54),),
        readings=(Reading(text="да", at_s=1.2),),
    ),
)


def test_what_was_heard_is_kept_whole(tmp_path: Path) -> None:
    path = tmp_path / "heard.json"
    with keeping(path) as kept:
        kept["a.flac"] = HEARD
    with keeping(path) as again:
        assert again == {"a.flac": HEARD}


def test_timings_are_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "heard.json"
    timing = Timing(wait_s=1, cpu_s=2, reading_s=1, early_reading_s=1)
    with keeping(path) as kept:
        kept["a.flac"] = Heard(text="да", timing=timing)
    with keeping(path) as again:
        assert again["a.flac"].timing is None


def test_texts_alone_are_enough_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "heard.json"
    path.write_text('{"a.flac": {"text": "нет", "alternatives": ["нету"]}}')
    with keeping(path) as kept:
        assert kept["a.flac"] == Heard(text="нет", alternatives=("нету",))


def test_a_file_to_which_nothing_came_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "heard.json"
    written = '{"a.flac": {"text": "нет"}}'
    path.write_text(written)
    with keeping(path) as kept:
        assert len(kept) == 1
    assert path.read_text() == written


def hear_one_and_fail(path: Path) -> None:
    with keeping(path) as kept:
        kept["a.flac"] = HEARD
        raise KeyboardInterrupt


def test_what_was_heard_before_a_failure_is_kept_too(tmp_path: Path) -> None:
    path = tmp_path / "heard.json"
    with pytest.raises(KeyboardInterrupt):
        hear_one_and_fail(path)
    with keeping(path) as again:
        assert again == {"a.flac": HEARD}


def test_nothing_is_kept_without_a_path() -> None:
    with keeping(None) as kept:
        kept["a.flac"] = HEARD


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "heard.json"
    path.write_text('{"a.flac": 7}')
    with pytest.raises(ValidationError), keeping(path):
        pass
