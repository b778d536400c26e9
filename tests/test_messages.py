"""Everything that people read has its Russian."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from voicebot.i18n import LOCALE_DIR, catalogue
from voicebot.settings import PROJECT_DIR

CATALOGUE = LOCALE_DIR / "ru" / "LC_MESSAGES" / "voicebot.po"


def messages_in(path: Path) -> Iterator[tuple[str, str]]:
    """Where each `_(…)` of a file stands, and its message."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text))]):
                yield f"{path.relative_to(PROJECT_DIR)}:{node.lineno}", text
            case ast.Call(func=ast.Name(id="_")):
                pytest.fail(f"{path}:{node.lineno}: _() takes one plain text")
            case _:
                pass


def messages_of_the_code() -> dict[str, str]:
    """Messages by text, each with a place where it stands."""
    return {
        text: place
        for path in sorted((PROJECT_DIR / "voicebot").rglob("*.py"))
        for place, text in messages_in(path)
    }


def translations() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        found = [message for message in read_po(file, locale="ru") if message.id]
    return {
        str(message.id): "" if message.fuzzy else str(message.string or "")
        for message in found
    }


def shape(text: str) -> tuple[set[str], bool, bool]:
    """The placeholders, and whether the text begins or ends with a space."""
    fields = {field for _, field, _, _ in string.Formatter().parse(text) if field}
    return fields, text[:1].isspace(), text[-1:].isspace()


def test_every_message_has_its_russian() -> None:
    russian = translations()
    missing = {
        text: place
        for text, place in messages_of_the_code().items()
        if not russian.get(text)
    }
    assert missing == {}, "run scripts/update-messages and fill them in"


def test_no_russian_is_kept_for_a_message_that_is_gone() -> None:
    gone = translations().keys() - messages_of_the_code().keys()
    assert gone == set(), "run scripts/update-messages"


def test_russian_has_the_placeholders_and_edges_of_its_english() -> None:
    differing = [
        (english, russian)
        for english, russian in translations().items()
        if russian and shape(english) != shape(russian)
    ]
    assert differing == []


def test_compiled_messages_come_in_russian_and_other_languages_stay_english(
    tmp_path: Path,
) -> None:
    compiled = tmp_path / "ru" / "LC_MESSAGES" / "voicebot.mo"
    compiled.parent.mkdir(parents=True)
    with CATALOGUE.open("rb") as source, compiled.open("wb") as target:
        write_mo(target, read_po(source, locale="ru"))
    assert catalogue("ru", tmp_path).gettext("— answered") == "— трубку сняли"
    assert catalogue("en", tmp_path).gettext("— answered") == "— answered"
