"""A robot whose every word is a second of one level, for recordings that can be read."""

from typing import Any

import numpy as np

from sip.leg import RATE_HZ, Samples
from tests.conversation.scripted_hearing import (
    InlineExecutor,
    LoudnessModel,
    ScriptedEngine,
)
from voicebot.conversation.robot import Robot
from voicebot.scenario.actions import Say

SPEECH, MUSIC, WHISPER = 3000, 1000, 5000


class LevelVoice:
    """Recordings are half a second of music; a text that begins so is a whisper."""

    name = "levels"
    whispers = "Заявка"

    def cut(self, say: Say) -> tuple[str, ...]:
        return (say.text,)

    def is_rendered(self, part: str, say: Say) -> bool:
        return True

    def speech(self, part: str, say: Say) -> Samples:
        if say.audio:
            return np.full(RATE_HZ // 2, MUSIC, np.int16)
        level = WHISPER if part.startswith(self.whispers) else SPEECH
        return np.full(RATE_HZ, level, np.int16)


def level_robot(*texts: str, **parts: Any) -> Robot:
    """One that hears the texts, one an utterance."""
    return Robot(
        engine=ScriptedEngine(*texts),
        vad=LoudnessModel(),
        voice=LevelVoice(),
        recognition_pool=InlineExecutor(),
        voice_pool=InlineExecutor(),
        **parts,
    )
