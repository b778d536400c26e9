from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from typing_extensions import override

from tests.tts.counting_synthesizer import CountingSynthesizer
from tts.cache import PromptCache
from tts.errors import TtsError
from tts.recent import RecentSpeech
from tts.synthesizer import Speech

GREETING = "Добрый день, Анна! Это робот. Вам удобно?"


@pytest.fixture
def synthesizer() -> CountingSynthesizer:
    return CountingSynthesizer()


@pytest.fixture
def opened(
    synthesizer: CountingSynthesizer, tmp_path: Path
) -> Callable[[], PromptCache]:
    """Each call is like another process: same folder, empty memory."""
    return lambda: PromptCache(synthesizer, tmp_path)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_sentence_is_synthesized_once(
    opened: Callable[[], PromptCache], synthesizer: CountingSynthesizer
) -> None:
    first = opened().speech("Это робот.")
    again = opened().speech("Это робот.")
    assert np.array_equal(first.samples, again.samples)
    assert synthesizer.asked == [("Это робот.", "low")]


def test_texts_that_are_said_alike_share_their_audio(
    opened: Callable[[], PromptCache], synthesizer: CountingSynthesizer
) -> None:
    cache = opened()
    cache.speech("Осталось 2 минуты.")
    cache.speech("Осталось две минуты.")
    assert len(synthesizer.asked) == 1


def test_only_the_sentence_with_the_slot_is_made_during_the_call(
    opened: Callable[[], PromptCache], synthesizer: CountingSynthesizer
) -> None:
    cache = opened()
    cache.render_all([("Это робот. Вам удобно?", None)])
    synthesizer.asked.clear()
    cache.speech(GREETING, keep=False)
    assert synthesizer.asked == [("Добрый день, Анна!", "low")]


def test_what_holds_personal_data_never_reaches_the_disk(
    opened: Callable[[], PromptCache], tmp_path: Path
) -> None:
    cache = opened()
    cache.speech(GREETING, keep=False)
    assert files(tmp_path) == []
    assert cache.is_rendered(GREETING)
    assert not opened().is_rendered(GREETING)


def test_the_first_sentence_is_there_before_the_others_are_made(
    opened: Callable[[], PromptCache], synthesizer: CountingSynthesizer
) -> None:
    parts = opened().speak(GREETING)
    next(parts)
    assert len(synthesizer.asked) == 1
    assert len(list(parts)) == 4
    assert len(synthesizer.asked) == 3


def test_voices_engines_and_versions_do_not_share_audio(tmp_path: Path) -> None:
    for version, voice in [("1", "low"), ("1", "high"), ("2", "low")]:
        synthesizer = CountingSynthesizer(version)
        PromptCache(synthesizer, tmp_path).speech("Да.", voice)
        assert len(synthesizer.asked) == 1
    assert len(files(tmp_path)) == 3


@pytest.mark.parametrize("damage", [b"", b"not audio", None])
def test_a_damaged_file_is_made_again(
    opened: Callable[[], PromptCache],
    synthesizer: CountingSynthesizer,
    tmp_path: Path,
    damage: bytes | None,
) -> None:
    whole = opened().speech("Это робот.")
    [file] = files(tmp_path)
    file.write_bytes(file.read_bytes()[:-50] if damage is None else damage)
    again = opened().speech("Это робот.")
    assert np.array_equal(again.samples, whole.samples)
    assert len(synthesizer.asked) == 2
    assert opened().speech("Это робот.").duration_s == whole.duration_s
    assert len(synthesizer.asked) == 2


def test_no_half_written_file_is_ever_seen(
    opened: Callable[[], PromptCache], tmp_path: Path
) -> None:
    opened().render_all([(GREETING, None)])
    assert {file.suffix for file in files(tmp_path)} == {".flac"}


def test_render_all_makes_what_is_missing_and_tells_of_each_sentence(
    opened: Callable[[], PromptCache],
) -> None:
    cache = opened()
    cache.speech("Это робот.")
    told: list[tuple[int, int]] = []
    prompts = [(GREETING, None), ("Это робот.", "high"), ("Да", "low")]
    assert len(cache.missing(prompts)) == 4
    made = cache.render_all(prompts, lambda done, total: told.append((done, total)))
    assert made == 4
    assert told == [(done, 5) for done in range(1, 6)]
    assert cache.missing(prompts) == ()


def test_sentences_are_parted_by_silence(opened: Callable[[], PromptCache]) -> None:
    cache = opened()
    apart = cache.speech("Раз.").duration_s + cache.speech("Два.").duration_s
    assert cache.speech("Раз. Два.").duration_s == pytest.approx(apart + 0.3)


def test_an_unknown_voice_is_refused_at_once(
    opened: Callable[[], PromptCache],
    synthesizer: CountingSynthesizer,
    tmp_path: Path,
) -> None:
    with pytest.raises(TtsError, match="low, high"):
        opened().speech("Да.", "nobody")
    with pytest.raises(TtsError, match="low, high"):
        PromptCache(synthesizer, tmp_path, voice="nobody")


def test_a_folder_that_cannot_be_written_is_one_sentence(
    synthesizer: CountingSynthesizer, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = PromptCache(synthesizer, tmp_path / "file")
    with pytest.raises(TtsError, match="cannot be kept there"):
        cache.speech("Да.")


def test_memory_is_bounded_and_forgets_what_was_unused_longest() -> None:
    recent = RecentSpeech(capacity_samples=250)
    speech = Speech(samples=np.zeros(100, np.int16), rate_hz=8000)
    recent.keep("a", speech)
    recent.keep("b", speech)
    assert recent.get("a") is speech
    recent.keep("c", speech)
    assert "b" not in recent
    assert recent.get("a") is recent.get("c") is speech
    assert recent.get("b") is None


class MuteSynthesizer(CountingSynthesizer):
    @override
    def synthesize(self, text: str, voice: str) -> Speech:
        raise TtsError("cannot say a sentence; write it in plain words")


def test_an_error_names_a_fixed_text_and_never_a_persons(tmp_path: Path) -> None:
    cache = PromptCache(MuteSynthesizer(), tmp_path)
    with pytest.raises(TtsError, match="Это робот"):
        cache.speech("Это робот.")
    with pytest.raises(TtsError) as caught:
        cache.speech("Добрый день, Анна!", keep=False)
    assert "Анна" not in str(caught.value)
