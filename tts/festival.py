"""The embedded Russian voice: Festival with Debian's `festvox-ru` (BSD-like licence).

A male unit-selection voice, 16 kHz. It knows a `+` before a stressed vowel; it knows
no digits, Latin letters or quotation marks, which `tts.normalize` takes away.
"""

import hashlib
import logging
import re
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tts.errors import TtsError
from tts.festival_process import COMMAND, FestivalGone, FestivalProcess
from tts.loudness import Wave
from tts.sentences import clauses
from tts.spans import speak_spans
from tts.stretch import stretch
from tts.synthesizer import Samples, Speech
from tts.telephone import to_samples

logger = logging.getLogger(__name__)

VOICE = "msu_ru_nsh_clunits"
FOLDER = Path("/usr/share/festival/voices/russian") / VOICE

_RATE_HZ = 16000
_DEADLINE_S = 30.0
_WARM_UP = (
    "Добрый день, вы меня слышите?",
    "Хорошо, перезвоню сегодня в четырнадцать сорок пять.",
    "Здравствуйте, Екатерина Владимировна!",
    "Добрый вечер, Дмитрий Алексеевич.",
    "Юлия, Фёдор, Жанна, Эльдар, Шамиль, Хасан, Цветана.",
)
"""The voice reads each of its recordings when first used; these touch many."""

_FILES_IN_VERSION = (
    f"festvox/{VOICE}.scm",
    "festival/clunits/msu_ru_nsh.catalogue",
    "dict/msu_ru_nsh_stress.tree",
)
_UNSPEAKABLE = re.compile(r"[^а-яёА-ЯЁ+.,!?:; ]")
_LONE_PLUS = re.compile(r"\+(?![аеёиоуыэюя])", re.IGNORECASE)
_LONGEST = 400
"""Festival builds a whole utterance in memory; clauses keep it small."""


class FestivalSynthesizer:
    """Owns its child process, restarts it when it died, ends it with `close`."""

    def __init__(
        self, folder: Path = FOLDER, *, command: Sequence[str] = COMMAND
    ) -> None:
        """Start loading the voice, without waiting for it.

        Raises:
            TtsError: the program or the voice is not installed.
        """
        if not (folder / _FILES_IN_VERSION[0]).is_file():
            raise TtsError(
                "{folder}: there is no Festival voice; install it:"
                " apt-get install festival festvox-ru",
                folder=folder,
            )
        self._version = _version(folder)
        self._command = command
        self._lock = threading.Lock()
        self._process = self._started()

    @property
    def name(self) -> str:
        return f"festival {VOICE}"

    @property
    def version(self) -> str:
        return self._version

    @property
    def voices(self) -> tuple[str, ...]:
        return (VOICE,)

    @property
    def pid(self) -> int:
        """Of the child; another after a restart."""
        return self._process.pid

    def synthesize(self, text: str, voice: str) -> Speech:
        """16 kHz. There is one voice; another name is an error.

        Raises:
            SsmlError: malformed SSML.
            TtsError: no such voice, or Festival fails twice in a row.
        """
        if voice != VOICE:
            raise TtsError(
                '{engine} has no voice "{voice}"; there is {known}',
                engine="festival",
                voice=voice,
                known=VOICE,
            )
        with self._lock:
            return speak_spans(text, _RATE_HZ, self._speak)

    def close(self) -> None:
        """End the child. Idempotent; speaking again starts another."""
        self._process.close()

    def _speak(self, text: str, speed: float) -> Samples:
        parts = [
            self._rendered(clause) for clause in clauses(_speakable(text), _LONGEST)
        ]
        joined = np.concatenate([np.zeros(0, np.int16), *parts])
        if speed == 1.0:
            return joined
        wave: Wave = joined.astype(np.float32) / np.float32(32767)
        return to_samples(stretch(wave, _RATE_HZ, speed))

    def _rendered(self, clause: str) -> Samples:
        try:
            return self._render_once(clause)
        except FestivalGone as gone:
            logger.warning("festival_restarted", extra={"reason": str(gone)})
            self._process = self._started()
            return self._render_once(clause)

    def _render_once(self, clause: str) -> Samples:
        rendered = self._process.render(_utterance(clause), _DEADLINE_S)
        if rendered is None:
            raise TtsError("festival cannot say a sentence; write it in plain words")
        samples, rate_hz = rendered
        if rate_hz != _RATE_HZ:
            raise TtsError(
                "festival gave {rate_hz} Hz instead of {wanted_hz}; install festvox-ru",
                rate_hz=rate_hz,
                wanted_hz=_RATE_HZ,
            )
        return samples

    def _started(self) -> FestivalProcess:
        warm_up = "".join(map(_utterance, _WARM_UP))
        return FestivalProcess(f"(voice_{VOICE}){warm_up}\n", self._command)


def _utterance(clause: str) -> str:
    """A Scheme form; the text holds no quote or backslash that could leave its string."""
    return f'(utt.synth (Utterance Text "{_speakable(clause)}"))'


def _speakable(text: str) -> str:
    return _LONE_PLUS.sub(" ", _UNSPEAKABLE.sub(" ", text))


def _version(folder: Path) -> str:
    """Of the voice's own files; Debian's engine has not changed since 2.5 (2017)."""
    digest = hashlib.sha256()
    for name in _FILES_IN_VERSION:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]
