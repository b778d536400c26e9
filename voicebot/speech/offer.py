"""What a speech service says of itself (Wyoming's `info`)."""

from dataclasses import dataclass
from importlib.metadata import version

from wyoming.info import (
    AsrModel,
    AsrProgram,
    Attribution,
    Info,
    TtsProgram,
    TtsVoice,
)

PROGRAM = "voicebot"
"""By this name our own services know each other: they take SSML."""

_LANGUAGES = ["ru"]
_MAKER = Attribution(name=PROGRAM, url="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """Names and versions, as in the settings and in the cache of prompts."""

    recognizer: str
    synthesizer: str
    synthesizer_version: str
    voices: tuple[str, ...]


def info_of(engines: Engines) -> Info:
    model = AsrModel(
        name=engines.recognizer,
        attribution=_MAKER,
        installed=True,
        description=None,
        version=version(PROGRAM),
        languages=_LANGUAGES,
    )
    voices = [
        TtsVoice(
            name=name,
            attribution=_MAKER,
            installed=True,
            description=engines.synthesizer,
            version=engines.synthesizer_version,
            languages=_LANGUAGES,
        )
        for name in engines.voices
    ]
    hearing = AsrProgram(
        name=PROGRAM,
        attribution=_MAKER,
        installed=True,
        description=engines.recognizer,
        version=version(PROGRAM),
        models=[model],
    )
    speaking = TtsProgram(
        name=PROGRAM,
        attribution=_MAKER,
        installed=True,
        description=engines.synthesizer,
        version=version(PROGRAM),
        voices=voices,
    )
    return Info(asr=[hearing], tts=[speaking])


def engines_of(info: Info) -> Engines:
    """What a peer offers for Russian; a stock one may offer hearing or speech only."""
    models = [model for program in info.asr for model in program.models]
    voices = [voice for program in info.tts for voice in program.voices]
    russian = [voice for voice in voices if _is_russian(voice)] or voices
    return Engines(
        recognizer=models[0].name if models else "",
        synthesizer=(russian[0].description or info.tts[0].name) if russian else "",
        synthesizer_version=(russian[0].version or "") if russian else "",
        voices=tuple(voice.name for voice in russian),
    )


def _is_russian(voice: TtsVoice) -> bool:
    return any(language.startswith("ru") for language in voice.languages)


def takes_ssml(info: Info) -> bool:
    return any(program.name == PROGRAM for program in info.tts)
