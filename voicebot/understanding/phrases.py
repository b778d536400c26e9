"""Phrase lists: how people say each intent, in the format of Rasa's NLU training files."""

from collections.abc import Mapping
from pathlib import Path

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.understanding.phrase_file import read_examples

PhraseBook = Mapping[str, tuple[str, ...]]
"""Intent to its phrases, in the files' order, none twice."""

OUT_OF_SCOPE = "out_of_scope"
"""The intent of talk that answers nothing."""

CORRECTIONS_FILE = "corrections.yml"
"""Stands beside the lists and is read apart (`corrections.py`)."""


def answers(book: PhraseBook) -> tuple[str, ...]:
    """The phrases that mean something; unrelated talk left out."""
    return tuple(
        phrase
        for intent, phrases in book.items()
        if intent != OUT_OF_SCOPE
        for phrase in phrases
    )


def load_phrases(folder: Path) -> PhraseBook:
    """Read every `*.yml` of the folder but the listeners' corrections.

    Raises:
        ScenarioError: no such folder, no phrases, or a malformed file (with file:line).
    """
    files = sorted(
        path for path in folder.glob("*.yml") if path.name != CORRECTIONS_FILE
    )
    if not files:
        raise ScenarioError(
            _(
                "{folder}: there are no phrase files (*.yml) here; check the path"
            ).format(folder=folder)
        )
    book: dict[str, dict[str, None]] = {}
    for path in files:
        for example in read_examples(path):
            book.setdefault(example.intent, {})[example.text] = None
    return {intent: tuple(phrases) for intent, phrases in book.items()}
