"""What recognizes and speaks, by the settings: models of this process, or a service."""

from asr.engines import load_engine
from asr.errors import AsrError
from asr.recognizer import RecognizerEngine
from tts.engines import load_synthesizer
from tts.synthesizer import Synthesizer
from voicebot.settings import Settings
from voicebot.speech.asking import ask_offer
from voicebot.speech.connection import PeerGone
from voicebot.speech.offer import engines_of
from voicebot.speech.remote_recognizer import RemoteEngine
from voicebot.speech.remote_synthesizer import RemoteSynthesizer
from voicebot.weights.choice import pick_recognition_model, pick_speech_model


def open_recognizer(settings: Settings) -> RecognizerEngine:
    """A model of this process, or services that have one.

    Raises:
        ModelError, AsrError: the model is not here or damaged, or none answers.
    """
    speech = settings.speech
    if not speech.uris:
        return load_local_recognizer(settings)
    try:
        offer = engines_of(ask_offer(speech.uris, deadline_s=speech.deadline_s))
    except PeerGone as gone:
        raise AsrError("no speech service answers: {troubles}", troubles=gone) from gone
    return RemoteEngine(
        speech.uris,
        name=offer.recognizer or speech.uris[0],
        deadline_s=speech.deadline_s,
    )


def open_synthesizer(settings: Settings) -> Synthesizer:
    """A voice of this process, or services that have one.

    Raises:
        ModelError, TtsError: the engine or its model is not here, or none answers.
    """
    speech = settings.speech
    if speech.uris:
        return RemoteSynthesizer(speech.uris, deadline_s=speech.deadline_s)
    return load_local_synthesizer(settings)


def load_local_recognizer(settings: Settings) -> RecognizerEngine:
    model = pick_recognition_model(settings)
    return load_engine(
        model.engine, model.folder, settings.asr.threads, settings.speech.readings
    )


def load_local_synthesizer(settings: Settings) -> Synthesizer:
    model = pick_speech_model(settings)
    return load_synthesizer(model.engine, model.folder)
