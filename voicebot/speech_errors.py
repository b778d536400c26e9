"""The errors of hearing and speaking in the reader's language."""

from asr.errors import AsrError
from tts.errors import TtsError
from voicebot.i18n import translated


def speech_sentence(error: AsrError | TtsError) -> str:
    """The error's own sentence; an error within it is put into the language too."""
    facts = {
        name: speech_sentence(fact) if isinstance(fact, (AsrError, TtsError)) else fact
        for name, fact in error.facts.items()
    }
    return translated(error.sentence).format(**facts)
