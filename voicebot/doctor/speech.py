"""Whether the chosen voice really speaks."""

import subprocess
import tempfile
from pathlib import Path

import soundfile

from voicebot.doctor.finding import Finding
from voicebot.errors import ModelError
from voicebot.i18n import _
from voicebot.settings import Settings
from voicebot.weights.choice import pick_speech_model

WORD = "алло"
LONGEST_S = 30.0


def check_speech(settings: Settings) -> Finding:
    """Let the voice say one word, and measure how long it takes."""
    try:
        chosen = pick_speech_model(settings)
    except ModelError as error:
        return _silent(_("no voice to try"), str(error))
    try:
        duration_s = _say_with_festival(WORD)
    except (OSError, subprocess.SubprocessError, soundfile.LibsndfileError) as error:
        return _silent(str(error), _("run: sudo apt-get install festival festvox-ru"))
    return Finding(
        part=_("speech"),
        is_ok=True,
        found=_("{voice} said «{word}»: {duration:.2f} s of sound").format(
            voice=chosen.name, word=WORD, duration=duration_s
        ),
    )


def _silent(found: str, advice: str) -> Finding:
    return Finding(part=_("speech"), is_ok=False, found=found, advice=advice)


def _say_with_festival(text: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        wave = Path(folder) / "word.wav"
        subprocess.run(
            ["text2wave", "-eval", "(voice_msu_ru_nsh_clunits)", "-o", str(wave)],
            input=text.encode(),
            capture_output=True,
            timeout=LONGEST_S,
            check=True,
        )
        return float(soundfile.info(str(wave)).duration)
