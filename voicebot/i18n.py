"""What people read, in Russian by default and in English with VOICEBOT_LANG=en.

`scripts/update-messages` gathers the messages; docs/developing.md says more.
"""

import functools
import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from voicebot.settings import interface_language

DOMAIN = "voicebot"
LOCALE_DIR = Path(__file__).parent / "locale"
_ASKED: ContextVar[str | None] = ContextVar("language", default=None)


def _(message: str) -> str:
    """Translate an English sentence; format it after translating, with named fields."""
    return translated(message)


def translated(message: str) -> str:
    """As `_`, for a sentence that comes as a value: its text is extracted elsewhere."""
    language = _ASKED.get() or interface_language()
    return catalogue(language, LOCALE_DIR).gettext(message)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` inside, in tasks and threads that begin there too."""
    before = _ASKED.set(language)
    try:
        yield
    finally:
        _ASKED.reset(before)


@functools.cache
def catalogue(language: str, locale_dir: Path) -> gettext.NullTranslations:
    """A language's compiled messages; where there are none, they stay as they are."""
    return gettext.translation(DOMAIN, locale_dir, languages=[language], fallback=True)
