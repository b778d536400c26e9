import re
from pathlib import Path

import pytest

from tests.scenario.talking import write
from voicebot.scenario.documenting.descriptions import gathered, in_english, in_russian
from voicebot.scenario.documenting.reference import (
    REFERENCE_PATH,
    RUSSIAN_PATH,
    page_parts,
    refreshed,
    wordings,
)
from voicebot.scenario.node import step_types
from voicebot.scenario.reading.loader import load_scenario

PAGES = pytest.mark.parametrize("path", [REFERENCE_PATH, RUSSIAN_PATH], ids=str)
AGAIN = "run: python -m voicebot.scenario.documenting.descriptions, then …scenario.reference"

CODE = re.compile(r"`[^`]+`")


@PAGES
def test_the_kept_reference_is_what_the_classes_say(path: Path) -> None:
    kept = path.read_text(encoding="utf-8")
    assert kept == refreshed(kept, wordings()[path]), AGAIN


@PAGES
def test_it_has_every_generated_part(path: Path) -> None:
    kept = path.read_text(encoding="utf-8")
    for name, part in page_parts(wordings()[path]).items():
        assert f"<!-- {name}: generated -->\n{part}\n<!-- /{name} -->" in kept


@PAGES
def test_it_shows_every_node_key(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert all(f"### `{step.key}`" in text for step in step_types())


@PAGES
def test_its_first_example_loads(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    assert load_scenario(write(tmp_path, example)).name == "hello"


def test_every_description_has_russian() -> None:
    russian = in_russian()
    missing = [text for text in gathered() if not _is_russian(russian(text))]
    assert missing == [], AGAIN


def test_the_russian_keeps_every_name_of_the_language() -> None:
    russian = in_russian()
    for text in gathered():
        names = {name for name in CODE.findall(text) if " " not in name}
        assert names <= set(CODE.findall(russian(text))), text


def test_the_catalogue_keeps_nothing_that_is_gone() -> None:
    russian = in_russian()
    everything = {text: russian(text) for text in gathered()}
    assert everything == _kept_russian()


def test_the_two_pages_have_the_same_sections() -> None:
    english, russian = (
        re.findall(r"^(#+ `.*`|##)", path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in (REFERENCE_PATH, RUSSIAN_PATH)
    )
    assert english == russian


def test_english_is_the_language_of_the_classes() -> None:
    assert in_english("the first node") == "the first node"


def _is_russian(text: str) -> bool:
    words = CODE.sub("", text)
    return bool(re.search("[а-яё]", words, re.IGNORECASE))


def _kept_russian() -> dict[str, str]:
    from babel.messages.pofile import read_po

    from voicebot.scenario.documenting.descriptions import CATALOGUE_PATH

    with CATALOGUE_PATH.open("rb") as file:
        messages = read_po(file, locale="ru")
        return {
            str(message.id): str(message.string) for message in messages if message.id
        }
