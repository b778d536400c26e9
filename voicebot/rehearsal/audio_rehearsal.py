"""Tests of any scenario talked through in sound, with models loaded once for all."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from voicebot.rehearsal.at_once import AtOnce
from voicebot.rehearsal.audio_run import Cast, is_timed, run_as_audio
from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.record import TalkRecord
from voicebot.rehearsal.sound import Sound
from voicebot.rehearsal.studio import Studio, open_studio
from voicebot.rehearsal.suite import Rehearse, Suite
from voicebot.scenario.model import Scenario
from voicebot.settings import Settings

FOLDER = "rehearsals"
"""Under `var`: a folder a scenario, and in it the calls by their tests' times and lines."""


@contextmanager
def open_audio_rehearsal(
    settings: Settings, suites: Sequence[Suite], sound: Sound
) -> Iterator[Rehearse]:
    """Load the models and, with several jobs, begin with the suites at once.

    Raises:
        VoicebotError, AsrError, TtsError: a model or a voice cannot be used.
    """
    with (
        open_studio(settings) as studio,
        ThreadPoolExecutor(sound.jobs, thread_name_prefix="rehearsal") as pool,
    ):
        rehearse = AudioRehearsal(studio, sound)
        if sound.jobs == 1:
            yield rehearse
            return
        at_once = AtOnce(rehearse=rehearse, pool=pool)
        at_once.begin(suites)
        yield at_once


class AudioRehearsal:
    """Rehearses on the thread that asks; several may ask at once."""

    def __init__(self, studio: Studio, sound: Sound) -> None:
        self._studio = studio
        self._sound = sound
        self._casting = threading.Lock()
        self._casts: dict[Path, Cast] = {}

    def __call__(self, case: Case, scenario: Scenario) -> TalkRecord:
        counts_work = self._sound.counts_work or is_timed(case)
        cast = self._cast(scenario)
        return run_as_audio(case, cast, self._sound.line, counts_work=counts_work)

    def _cast(self, scenario: Scenario) -> Cast:
        with self._casting:
            found = self._casts.get(scenario.path)
            if found is None:
                found = self._new_cast(scenario)
                self._casts[scenario.path] = found
        return found

    def _new_cast(self, scenario: Scenario) -> Cast:
        studio = self._studio
        return Cast(
            scenario=scenario,
            robot=studio.robot(scenario),
            understander=studio.understander(scenario),
            say=studio.caller_voice.speech,
            answering=studio.answering,
            recordings=studio.settings.folders.var / FOLDER / scenario.path.stem,
        )
