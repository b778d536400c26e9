"""Whether the chosen voice really speaks."""

import time

from tts.engines import load_synthesizer
from tts.errors import TtsError
from voicebot.doctor.finding import Finding
from voicebot.errors import ModelError
from voicebot.i18n import _
from voicebot.settings import Settings
from voicebot.speech_errors import speech_sentence
from voicebot.weights.catalog import load_catalog
from voicebot.weights.choice import SpeechModel, pick_speech_model
from voicebot.weights.placed import how_to_repair

WORD = "алло"


def check_speech(settings: Settings) -> Finding:
    """Let the voice say one word, as a call would, past every cache."""
    try:
        chosen = pick_speech_model(settings)
    except ModelError as error:
        return _silent(_("no voice to try"), str(error))
    started = time.monotonic()
    try:
        duration_s = _said(chosen)
    except TtsError as error:
        repair = how_to_repair(load_catalog().find(chosen.name))
        return _silent(
            speech_sentence(error), _("run: {command}").format(command=repair)
        )
    return Finding(
        part=_("speech"),
        is_ok=True,
        found=_(
            "{voice} said «{word}»: {duration:.2f} s of sound in {took:.1f} s, with"
            " loading"
        ).format(
            voice=chosen.name,
            word=WORD,
            duration=duration_s,
            took=time.monotonic() - started,
        ),
    )


def _said(chosen: SpeechModel) -> float:
    synthesizer = load_synthesizer(chosen.engine, chosen.folder)
    try:
        speech = synthesizer.synthesize(WORD, synthesizer.voices[0])
    finally:
        synthesizer.close()
    if not speech.samples.any():
        raise TtsError("{voice} gave silence", voice=chosen.name)
    return speech.duration_s


def _silent(found: str, advice: str) -> Finding:
    return Finding(part=_("speech"), is_ok=False, found=found, advice=advice)
