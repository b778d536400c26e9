"""Which engine and model a call gets, from the settings and from what is here."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from voicebot.errors import ModelError
from voicebot.i18n import _
from voicebot.settings import Settings
from voicebot.weights.catalog import Model, load_catalog
from voicebot.weights.placed import how_to_get, model_folder, require

RUSSIAN_VOSK = ("vosk-model-ru-0.42", "vosk-model-small-ru-0.22")
"""The large one first: it is here only because somebody fetched its 1.8 GiB."""

RECOGNITION_ORDER: Mapping[str, tuple[str, ...]] = {
    "auto": (*RUSSIAN_VOSK, "whisper-base"),
    "vosk": RUSSIAN_VOSK,
    "whisper": ("whisper-base",),
}
"""`asr.engine` to the models tried for it; the last is the easiest to get."""

SPEECH_ORDER: Mapping[str, tuple[str, ...]] = {
    "auto": ("silero-v5_ru", "silero-v4_ru", "festival-msu-ru"),
    "silero": ("silero-v5_ru", "silero-v4_ru"),
    "festival": ("festival-msu-ru",),
}
"""`tts.engine` likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionModel:
    """The recognizer's engine, its model's name and folder."""

    engine: Literal["vosk", "whisper"]
    name: str
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechModel:
    """The synthesizer's engine, its model's name and folder."""

    engine: Literal["silero", "festival"]
    name: str
    folder: Path


def pick_recognition_model(settings: Settings) -> RecognitionModel:
    """`asr.model` when it is set, else the first of the engine's models that is here.

    Raises:
        ModelError: what is needed is not here or is damaged.
    """
    if settings.asr.model:
        return _named_recognition(settings, settings.asr.model)
    wanted = RECOGNITION_ORDER[settings.asr.engine]
    return _recognition(*_first_here(settings, wanted))


def pick_speech_model(settings: Settings) -> SpeechModel:
    """`tts.model` when it is set, else the first of the engine's models that is here.

    Raises:
        ModelError: what is needed is not here or is damaged.
    """
    if settings.tts.model:
        return _named_speech(settings, settings.tts.model)
    wanted = SPEECH_ORDER[settings.tts.engine]
    return _speech(*_first_here(settings, wanted))


def _first_here(settings: Settings, names: tuple[str, ...]) -> tuple[Model, Path]:
    for name in names:
        folder = model_folder(settings, name)
        if folder:
            return load_catalog().find(name), folder
    raise ModelError(
        _("none of these models is here: {names}; run: {command}").format(
            names=", ".join(names), command=how_to_get(load_catalog().find(names[-1]))
        )
    )


def _named_recognition(settings: Settings, name: str) -> RecognitionModel:
    model, folder = load_catalog().find(name), require(settings, name)
    _same_engine("asr", settings.asr.engine, model)
    return _recognition(model, folder)


def _named_speech(settings: Settings, name: str) -> SpeechModel:
    model, folder = load_catalog().find(name), require(settings, name)
    _same_engine("tts", settings.tts.engine, model)
    return _speech(model, folder)


def _same_engine(part: str, engine: str, model: Model) -> None:
    if engine not in ("auto", model.engine):
        raise ModelError(
            _(
                "{part}.model {name} belongs to the engine {theirs}, but {part}.engine"
                " is {ours}; set it to auto or {theirs}"
            ).format(part=part, name=model.name, theirs=model.engine, ours=engine)
        )


def _recognition(model: Model, folder: Path) -> RecognitionModel:
    if model.engine not in ("vosk", "whisper"):
        raise ModelError(_wrong_purpose("asr", model))
    return RecognitionModel(engine=model.engine, name=model.name, folder=folder)


def _speech(model: Model, folder: Path) -> SpeechModel:
    if model.engine not in ("silero", "festival"):
        raise ModelError(_wrong_purpose("tts", model))
    return SpeechModel(engine=model.engine, name=model.name, folder=folder)


def _wrong_purpose(part: str, model: Model) -> str:
    return _(
        "{part}.model {name} is no model for {part}; `voicebot models list` shows"
        " what each is for"
    ).format(part=part, name=model.name)
