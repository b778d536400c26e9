"""Whether a synthesizer has the voice that it is asked for."""

from collections.abc import Sequence

from tts.errors import TtsError


def expect_voice(voice: str, known: Sequence[str], *, engine: str) -> None:
    """Pass a voice that is there.

    Raises:
        TtsError: it is not; the sentence names those that are.
    """
    if voice not in known:
        raise TtsError(
            '{engine} has no voice "{voice}"; there are {known}',
            engine=engine,
            voice=voice,
            known=", ".join(known),
        )
