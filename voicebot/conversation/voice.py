"""The robot's voice: settings to prompt cache, and a scenario's `say` to its parts."""

import logging
from collections.abc import Iterable
from pathlib import Path

from tts.cache import PromptCache
from tts.errors import TtsError
from tts.recent import RecentSpeech
from tts.recorded import read_recording
from tts.synthesizer import Samples, Speech
from voicebot.errors import AudioError
from voicebot.scenario.actions import Say
from voicebot.settings import Settings
from voicebot.speech.engines import open_synthesizer
from voicebot.speech_errors import speech_sentence

logger = logging.getLogger(__name__)


def open_voice(settings: Settings) -> PromptCache:
    """The engine and voice that the settings ask for, its prompts under `var/prompts`.

    Raises:
        ModelError: the engine or its model is not here.
        AudioError: it is here and does not work, or has no such voice.
    """
    try:
        cache = PromptCache(
            open_synthesizer(settings),
            settings.folders.prompts,
            voice=settings.tts.voice,
        )
    except TtsError as error:
        raise AudioError(speech_sentence(error)) from error
    logger.info("voice_opened", extra={"engine": cache.engine})
    return cache


class ScenarioVoice:
    """Speaks a scenario's `say` actions; recordings lie beside the scenario.

    Any thread may ask. Errors are `TtsError`.
    """

    def __init__(self, cache: PromptCache, scenario_folder: Path) -> None:
        self._cache = cache
        self._folder = scenario_folder
        self._recordings = RecentSpeech()

    @property
    def name(self) -> str:
        return self._cache.engine

    def load(self, recordings: Iterable[str]) -> None:
        """Read them, so that none is read in a call. A missing one is only logged."""
        for audio in recordings:
            try:
                self._recording(audio)
            except TtsError:
                logger.exception("recording_unusable")

    def cut(self, say: Say) -> tuple[str, ...]:
        """Sentences and the pauses between them; a recording is one part."""
        return (say.text,) if say.audio else self._cache.cut(say.text)

    def is_rendered(self, part: str, say: Say) -> bool:
        """Speaking the part takes neither synthesis nor reading a recording."""
        if say.audio:
            return self._key(say.audio) in self._recordings
        return self._cache.is_rendered(part, say.voice)

    def speech(self, part: str, say: Say) -> Samples:
        """8 kHz. Only what is fixed reaches the disk: slots hold personal data."""
        return self._speech(part, say).samples

    def _speech(self, part: str, say: Say) -> Speech:
        if say.audio:
            return self._recording(say.audio)
        return self._cache.speech(part, say.voice, keep=say.fixed)

    def _recording(self, audio: str) -> Speech:
        key = self._key(audio)
        found = self._recordings.get(key)
        if found is None:
            found = read_recording(self._folder / audio)
            self._recordings.keep(key, found)
        return found

    def _key(self, audio: str) -> str:
        """Another one once somebody has recorded it anew."""
        try:
            return f"{audio} {(self._folder / audio).stat().st_mtime_ns}"
        except OSError:
            return audio
