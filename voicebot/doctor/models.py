"""Which recognizer and voice a call would get, and whether the models here are whole."""

from collections.abc import Callable, Iterator

from voicebot.doctor.finding import Finding
from voicebot.errors import ModelError
from voicebot.i18n import _
from voicebot.settings import Settings
from voicebot.weights.catalog import load_catalog
from voicebot.weights.choice import (
    RecognitionModel,
    SpeechModel,
    pick_recognition_model,
    pick_speech_model,
)
from voicebot.weights.placed import State, how_to_repair, inspect
from voicebot.weights.verify import troubles


def check_models(settings: Settings) -> Iterator[Finding]:
    """The two choices, then every model that lies here, byte by byte."""
    yield _choice(_("recognition"), pick_recognition_model, settings)
    yield _choice(_("voice"), pick_speech_model, settings)
    yield from _placed(settings)


def _choice(
    part: str,
    pick: Callable[[Settings], RecognitionModel | SpeechModel],
    settings: Settings,
) -> Finding:
    try:
        chosen = pick(settings)
    except ModelError as error:
        return Finding(
            part=part,
            is_ok=False,
            found=_("no usable model"),
            advice=str(error),
        )
    return Finding(part=part, is_ok=True, found=f"{chosen.engine}, {chosen.name}")


def _placed(settings: Settings) -> Iterator[Finding]:
    models_dir = settings.folders.models
    for model in load_catalog().models:
        if inspect(models_dir, model).state is State.ABSENT:
            continue
        found = troubles(models_dir, model)
        part = _("model {name}").format(name=model.name)
        if found:
            advice = _("run: {command}").format(command=how_to_repair(model))
            yield Finding(part=part, is_ok=False, found=found[0], advice=advice)
        else:
            yield Finding(part=part, is_ok=True, found=_("whole"))
