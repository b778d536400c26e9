"""What the classes of the language say of themselves, in English and in Russian.

Authors read Russian, so the page `docs/language.ru.md` and the editors' JSON Schema
are worded by the catalogue beside the program's own. After a description changed,
`python -m voicebot.scenario.documenting.descriptions` gathers them into it anew.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from voicebot.i18n import LOCALE_DIR

CATALOGUE_PATH = LOCALE_DIR / "ru" / "LC_MESSAGES" / "language.po"

Wording = Callable[[str], str]
"""A description, as `unwrapped` gives it, to the words that are read."""

_WIDTH = 90


def in_english(text: str) -> str:
    return text


def in_russian() -> Wording:
    """The catalogue's words; what has none stays English."""
    known = {text: russian for text, russian in _read(CATALOGUE_PATH) if russian}
    return lambda text: known.get(text, text)


def described(kind: type) -> str:
    """A class's docstring, unwrapped."""
    return unwrapped(inspect.getdoc(kind) or "")


def unwrapped(text: str) -> str:
    r"""One line a paragraph, and an empty one between them.

    >>> unwrapped("One,\ntwo.\n\nThree.")
    'One, two.\n\nThree.'
    """
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _read(path: Path) -> Iterable[tuple[str, str]]:
    # Only who works on the language words it; a robot's machine has no Babel.
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        for message in read_po(file, domain="language", locale="ru"):
            if message.id:
                yield str(message.id), str(message.string)


def gathered() -> list[str]:
    """Every description that the pages and the schema word, in the order of the pages."""
    from voicebot.scenario.documenting.reference import page_parts
    from voicebot.scenario.documenting.schema import worded_schema

    found: dict[str, None] = {}

    def note(text: str) -> str:
        found.setdefault(text)
        return text

    page_parts(note)
    worded_schema(note)
    return [text for text in found if text]


_HEADER = """\
# What authors read about the dialogue language.
# Gathered by: python -m voicebot.scenario.documenting.descriptions
msgid ""
msgstr ""
"Language: ru\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def _write(texts: Iterable[str], known: Mapping[str, str]) -> None:
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    catalogue = Catalog(locale="ru")
    for text in texts:
        catalogue.add(text, known.get(text, ""))
    with CATALOGUE_PATH.open("wb") as file:
        file.write(_HEADER.encode())
        write_po(file, catalogue, width=_WIDTH, omit_header=True)


def main() -> None:
    _write(gathered(), dict(_read(CATALOGUE_PATH)))


if __name__ == "__main__":
    main()
