"""Written Russian to Russian as it is spoken, before every engine."""

from tts.normalize.spoken_form import normalize

__all__ = ["normalize"]
