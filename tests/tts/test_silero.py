from pathlib import Path

import pytest

from tests.tts.silero_package import write_silero_package
from tts.errors import TtsError
from tts.silero import DEFAULT_VOICE, SileroSynthesizer


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_silero_package(tmp_path / "tiny_ru.pt")


def test_the_default_voice_comes_first_and_random_is_none(package: Path) -> None:
    assert SileroSynthesizer(package).voices == (DEFAULT_VOICE, "aidar")


def test_a_model_speaks_eight_kilohertz_itself(package: Path) -> None:
    speech = SileroSynthesizer(package).synthesize("Добрый день.", "aidar")
    assert speech.rate_hz == 8000


def test_the_version_follows_the_content_and_not_the_place(
    package: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "elsewhere.pt"
    moved.write_bytes(package.read_bytes())
    assert SileroSynthesizer(moved).version == SileroSynthesizer(package).version


def test_no_model_a_damaged_one_and_another_archive_are_one_sentence(
    package: Path, tmp_path: Path
) -> None:
    with pytest.raises(TtsError, match="voicebot models pull"):
        SileroSynthesizer(tmp_path / "nowhere")
    damaged = tmp_path / "damaged.pt"
    damaged.write_bytes(package.read_bytes()[:-200])
    with pytest.raises(TtsError, match=r"damaged\.pt: damaged"):
        SileroSynthesizer(damaged)
    garbage = tmp_path / "garbage.pt"
    garbage.write_bytes(b"<html>not found</html>")
    with pytest.raises(TtsError, match=r"garbage\.pt: damaged"):
        SileroSynthesizer(garbage)
