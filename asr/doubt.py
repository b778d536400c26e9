"""Which readings are made once more, with more silence around the speech."""

from collections.abc import Collection

from asr.guards import is_made_up
from asr.whisper_model import Reading
from asr.whisper_words import bare_text

UNLIKELY = -0.85
"""Natural log, a token. Of other people's clean replies 6 % are less probable, at 10 dB
23 %; read again, no fewer replies are understood than with a long window for all."""

UNLIKELY_PHRASE = -1.2
"""The same, of what the question expects: a curt «да» is improbable and right."""


def is_doubtful(reading: Reading, expected: Collection[str]) -> bool:
    """Whether even the best may be misheard: improbable, or like what noise is read as.

    `expected` holds phrases as `bare_text` writes them.
    """
    best = max(
        reading.hypotheses, key=lambda each: each.mean_log_probability, default=None
    )
    if best is None:
        return True
    is_phrase = bare_text(best.text) in expected
    least = UNLIKELY_PHRASE if is_phrase else UNLIKELY
    return best.mean_log_probability < least or is_made_up(
        best.text,
        no_speech_probability=reading.no_speech_probability,
        mean_log_probability=best.mean_log_probability,
    )
