"""Speech in which not a word was recognized."""

from voicebot.understanding.meaning import Meaning
from voicebot.understanding.phrases import OUT_OF_SCOPE


def without_words() -> Meaning:
    """Somebody talked, and not a word was recognized: a no-match, never a silence."""
    return Meaning(
        text="", intent=OUT_OF_SCOPE, confidence=0.0, why="speech without words"
    )
