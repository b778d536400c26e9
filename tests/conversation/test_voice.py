import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.tts.counting_synthesizer import CountingSynthesizer
from tts.cache import PromptCache
from tts.errors import TtsError
from tts.sentences import is_pause
from voicebot.conversation.voice import ScenarioVoice, open_voice
from voicebot.errors import AudioError
from voicebot.scenario.actions import BargeIn, Say
from voicebot.settings import Folders, Settings, TtsSettings


def say(text: str, *, fixed: bool = True, audio: str | None = None) -> Say:
    return Say(text=text, voice=None, barge_in=BargeIn.SPEECH, fixed=fixed, audio=audio)


@pytest.fixture
def voice(tmp_path: Path) -> ScenarioVoice:
    cache = PromptCache(CountingSynthesizer(), tmp_path / "prompts")
    return ScenarioVoice(cache, tmp_path)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.flac") if path.is_file()]


def test_a_prompt_is_spoken_sentence_by_sentence(voice: ScenarioVoice) -> None:
    spoken = say("Раз. Два.")
    parts = voice.cut(spoken)
    assert [part for part in parts if not is_pause(part)] == ["Раз.", "Два."]
    assert all(len(voice.speech(part, spoken)) > 0 for part in parts)


def test_fixed_words_are_kept_for_the_next_call_and_slots_are_not(
    voice: ScenarioVoice, tmp_path: Path
) -> None:
    voice.speech("Добрый день, Анна!", say("", fixed=False))
    assert files(tmp_path) == []
    voice.speech("Это робот.", say(""))
    assert len(files(tmp_path)) == 1


def record(path: Path, seconds: float) -> None:
    tone = 0.1 * np.sin(np.arange(int(16000 * seconds)) / 16000 * 2 * np.pi * 440)
    soundfile.write(path, tone, 16000)


def test_a_recording_replaces_the_text(voice: ScenarioVoice, tmp_path: Path) -> None:
    record(tmp_path / "hello.wav", 1.0)
    recorded = say("Здравствуйте. Это запись.", audio="hello.wav")
    [part] = voice.cut(recorded)
    assert len(voice.speech(part, recorded)) == pytest.approx(8000, abs=900)


def test_a_recording_that_was_loaded_costs_nothing_in_a_call(
    voice: ScenarioVoice, tmp_path: Path
) -> None:
    record(tmp_path / "hello.wav", 1.0)
    recorded = say("Здравствуйте.", audio="hello.wav")
    assert not voice.is_rendered("Здравствуйте.", recorded)
    voice.load(["hello.wav", "nowhere.wav"])
    assert voice.is_rendered("Здравствуйте.", recorded)


def test_a_recording_made_anew_is_read_anew(
    voice: ScenarioVoice, tmp_path: Path
) -> None:
    recorded = say("Здравствуйте.", audio="hello.wav")
    record(tmp_path / "hello.wav", 1.0)
    voice.load(["hello.wav"])
    record(tmp_path / "hello.wav", 2.0)
    os.utime(tmp_path / "hello.wav", ns=(1, 1))
    assert not voice.is_rendered("Здравствуйте.", recorded)
    assert len(voice.speech("Здравствуйте.", recorded)) > 15000


def test_a_missing_recording_is_an_error_of_speech(voice: ScenarioVoice) -> None:
    with pytest.raises(TtsError, match="no such audio file"):
        voice.speech("x", say("x", audio="nowhere.wav"))


@pytest.mark.model
def test_settings_name_the_engine_and_the_voice(tmp_path: Path) -> None:
    folders = Folders(var=tmp_path)
    cache = open_voice(Settings(tts=TtsSettings(engine="festival"), folders=folders))
    try:
        assert "festival" in cache.engine
        assert cache.speech("Да.").duration_s > 0.1
    finally:
        cache.close()
    wrong = TtsSettings(engine="festival", voice="xenia")
    with pytest.raises(AudioError, match='"xenia"'):
        open_voice(Settings(tts=wrong, folders=folders))
