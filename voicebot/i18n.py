"""What people read, in Russian by default and in English with VOICEBOT_LANG=en."""

import gettext
from pathlib import Path

from voicebot.settings import interface_language

_LOCALE_DIR = Path(__file__).parent / "locale"


def _(message: str) -> str:
    """Translate an English sentence; format it after translating, with named fields."""
    return gettext.translation(
        "voicebot", _LOCALE_DIR, languages=[interface_language()], fallback=True
    ).gettext(message)
