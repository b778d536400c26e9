"""What people read, in Russian by default and in English with VOICEBOT_LANG=en.

`scripts/update-messages` gathers the messages; docs/developing.md says more.
"""

import functools
import gettext
from pathlib import Path

from voicebot.settings import interface_language

DOMAIN = "voicebot"
LOCALE_DIR = Path(__file__).parent / "locale"


def _(message: str) -> str:
    """Translate an English sentence; format it after translating, with named fields."""
    return translated(message)


def translated(message: str) -> str:
    """As `_`, for a sentence that comes as a value: its text is extracted elsewhere."""
    return catalogue(interface_language(), LOCALE_DIR).gettext(message)


@functools.cache
def catalogue(language: str, locale_dir: Path) -> gettext.NullTranslations:
    """A language's compiled messages; where there are none, they stay as they are."""
    return gettext.translation(DOMAIN, locale_dir, languages=[language], fallback=True)
