"""Which engine and model a call gets, from the settings and from what is here."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, assert_never

from voicebot.errors import ModelError
from voicebot.i18n import _
from voicebot.settings import Settings
from voicebot.weights.catalog import Model, load_catalog
from voicebot.weights.placed import how_to_get, model_folder, require

RUSSIAN_VOSK = ("vosk-model-ru-0.42", "vosk-model-small-ru-0.22")
"""The large one first: it is here only because somebody fetched its 1.8 GiB."""

EMBEDDED_RECOGNITION = "whisper-base"
SILERO = ("silero-v5_ru", "silero-v4_ru")
EMBEDDED_SPEECH = "festival-msu-ru"


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
    match settings.asr.engine:
        case "auto":
            wanted = (*RUSSIAN_VOSK, EMBEDDED_RECOGNITION)
        case "vosk":
            wanted = RUSSIAN_VOSK
        case "whisper":
            wanted = (EMBEDDED_RECOGNITION,)
        case unreachable:
            assert_never(unreachable)
    return _recognition(*_first_here(settings, wanted))


def pick_speech_model(settings: Settings) -> SpeechModel:
    """`tts.model` when it is set, else the first of the engine's models that is here.

    Raises:
        ModelError: what is needed is not here or is damaged.
    """
    if settings.tts.model:
        return _named_speech(settings, settings.tts.model)
    match settings.tts.engine:
        case "auto":
            wanted = (*SILERO, EMBEDDED_SPEECH)
        case "silero":
            wanted = SILERO
        case "festival":
            wanted = (EMBEDDED_SPEECH,)
        case unreachable:
            assert_never(unreachable)
    return _speech(*_first_here(settings, wanted))


def _first_here(settings: Settings, names: tuple[str, ...]) -> tuple[Model, Path]:
    for name in names:
        folder = model_folder(settings, name)
        if folder:
            return load_catalog().find(name), folder
    last = load_catalog().find(names[-1])
    raise ModelError(
        _("none of these models is here: {names}; run: {command}").format(
            names=", ".join(names), command=how_to_get(last)
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
