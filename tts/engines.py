"""Makes a synthesizer by its engine's name."""

from pathlib import Path
from typing import Literal, assert_never

from tts.festival import FOLDER, FestivalSynthesizer
from tts.silero import SileroSynthesizer
from tts.synthesizer import Synthesizer

Engine = Literal["festival", "silero"]


def load_synthesizer(
    engine: Engine, model: Path | None = None, *, threads: int = 2
) -> Synthesizer:
    """`model`: the voice's or model's folder (Silero: or its `.pt` file).

    Raises:
        TtsError: what is needed is not there, or damaged.
    """
    match engine:
        case "festival":
            return FestivalSynthesizer(model or FOLDER)
        case "silero":
            return SileroSynthesizer(model or Path(), threads=threads)
        case _:
            assert_never(engine)
