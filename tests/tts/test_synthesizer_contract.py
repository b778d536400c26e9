"""What every synthesizer promises; each engine runs through the same suite."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.tts.silero_package import write_silero_package
from tts.engines import load_synthesizer
from tts.errors import SsmlError, TtsError
from tts.synthesizer import Synthesizer


@pytest.fixture(
    scope="module",
    params=[pytest.param("festival", marks=pytest.mark.model), "silero"],
)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Synthesizer]:
    synthesizer = _load(request.param, tmp_path_factory.mktemp("model"))
    yield synthesizer
    synthesizer.close()


def _load(name: str, folder: Path) -> Synthesizer:
    if name == "festival":
        return load_synthesizer("festival")
    write_silero_package(folder / "tiny_ru.pt")
    return load_synthesizer("silero", folder)


def seconds(engine: Synthesizer, text: str) -> float:
    return engine.synthesize(text, engine.voices[0]).duration_s


def test_a_sentence_becomes_mono_int16_audio_that_is_not_silent(
    engine: Synthesizer,
) -> None:
    speech = engine.synthesize("Добрый день.", engine.voices[0])
    assert speech.samples.dtype == np.int16
    assert speech.samples.ndim == 1
    assert 0.3 < speech.duration_s < 5
    assert np.abs(speech.samples).max() > 1000


def test_the_same_text_sounds_the_same(engine: Synthesizer) -> None:
    one = engine.synthesize("До свидания.", engine.voices[0])
    other = engine.synthesize("До свидания.", engine.voices[0])
    assert np.array_equal(one.samples, other.samples)


def test_a_longer_text_takes_longer(engine: Synthesizer) -> None:
    assert seconds(engine, "Да.") < seconds(engine, "Готовы пообщаться с менеджером?")


def test_a_break_adds_its_length_of_silence(engine: Synthesizer) -> None:
    parts = seconds(engine, "Раз.") + seconds(engine, "Два.")
    broken = seconds(engine, '<speak>Раз.<break time="700ms"/>Два.</speak>')
    assert broken == pytest.approx(parts + 0.7, abs=0.01)


@pytest.mark.parametrize(("rate", "factor"), [("slow", 1 / 0.8), ("fast", 0.8)])
def test_prosody_changes_the_speed(
    engine: Synthesizer, rate: str, factor: float
) -> None:
    sentence = "Хорошо, перезвоню вам завтра утром."
    paced = f'<speak><prosody rate="{rate}">{sentence}</prosody></speak>'
    ratio = seconds(engine, paced) / seconds(engine, sentence)
    assert ratio == pytest.approx(factor, rel=0.1)


def test_a_stress_mark_is_accepted(engine: Synthesizer) -> None:
    assert seconds(engine, "Это з+амок.") > 0.2


@pytest.mark.parametrize("text", ["", " ", "...", "!?", "<speak/>"])
def test_a_text_without_letters_is_no_sound_and_no_error(
    engine: Synthesizer, text: str
) -> None:
    assert engine.synthesize(text, engine.voices[0]).duration_s == 0


def test_a_very_long_text_is_spoken_whole(engine: Synthesizer) -> None:
    sentence = "Это довольно длинное предложение, и таких будет много."
    once = seconds(engine, sentence)
    assert seconds(engine, " ".join([sentence] * 30)) > 25 * once


def test_an_unknown_voice_is_named_with_those_that_exist(engine: Synthesizer) -> None:
    with pytest.raises(TtsError, match=rf'"nobody".*{engine.voices[0]}'):
        engine.synthesize("Да.", "nobody")


def test_malformed_markup_is_told_apart_from_a_broken_engine(
    engine: Synthesizer,
) -> None:
    with pytest.raises(SsmlError):
        engine.synthesize("<speak>Да.", engine.voices[0])
    assert seconds(engine, "Да.") > 0


def test_name_and_version_are_known_before_anything_is_spoken(
    engine: Synthesizer,
) -> None:
    assert engine.name
    assert engine.version
    assert len(set(engine.voices)) == len(engine.voices) > 0


def test_closing_twice_is_harmless(engine: Synthesizer) -> None:
    engine.close()
    engine.close()
    assert seconds(engine, "Да.") > 0
