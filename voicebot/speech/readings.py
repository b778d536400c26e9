"""A recognizer's reading as a Wyoming transcript, and back.

The protocol carries a text. Times and confidences of the words and the other readings
go in its `context`, which a stock peer neither sends nor minds.
"""

from typing import Any

from wyoming.asr import Transcript as WyomingTranscript

from asr.recognizer import Transcript, Word
from asr.whisper_words import bare_text

WORDS = "words"
ALTERNATIVES = "alternatives"


def wyoming_from(transcript: Transcript, language: str) -> WyomingTranscript:
    words = [
        [word.text, round(word.start_s, 3), round(word.end_s, 3), word.confidence]
        for word in transcript.words
    ]
    return WyomingTranscript(
        text=transcript.text,
        language=language,
        context={WORDS: words, ALTERNATIVES: list(transcript.alternatives)},
    )


def transcript_from(answer: WyomingTranscript) -> Transcript:
    """A stock peer's text is words without times, all taken for heard well."""
    context: dict[str, Any] = answer.context or {}
    if WORDS in context:
        words = tuple(_word(*facts) for facts in context[WORDS])
    else:
        words = tuple(
            _word(text, 0.0, 0.0, 1.0) for text in bare_text(answer.text).split()
        )
    return Transcript(words=words, alternatives=tuple(context.get(ALTERNATIVES, ())))


def _word(text: str, start_s: float, end_s: float, confidence: float) -> Word:
    return Word(text=text, start_s=start_s, end_s=end_s, confidence=confidence)
