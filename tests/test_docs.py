"""The pages about the project say only what is so."""

import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import click
import pytest

from sip.subscriber_report import SubscriberReport
from voicebot.cli.main import voicebot
from voicebot.conversation.events import CallEvent, NodeAction
from voicebot.scenario.actions import Action
from voicebot.scenario.checking.check import rule_types
from voicebot.scenario.language import GLOBAL_INTENTS
from voicebot.scenario.model import Scenario
from voicebot.scenario.node import step_types
from voicebot.scenario.options import Options
from voicebot.scenario.template import filter_types
from voicebot.settings import PROJECT_DIR

READMES = (PROJECT_DIR / "README.md", PROJECT_DIR / "README.ru.md")
PAGES = (
    *READMES,
    PROJECT_DIR / "CHANGELOG.md",
    PROJECT_DIR / "models" / "README.md",
    *sorted((PROJECT_DIR / "docs").rglob("*.md")),
)
LINK = re.compile(r"\]\((?!https?:)([^)\s]+)\)")
FENCED = re.compile(r"^```(?:\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
TERM = re.compile(r"^\| \*\*([^*]+)\*\*.*?\| `([^`]+)` \|", re.MULTILINE)


def page_name(page: Path) -> str:
    return str(page.relative_to(PROJECT_DIR))


def text_of(page: Path) -> str:
    return page.read_text("utf-8")


def anchors_of(page: Path) -> set[str]:
    """Headings as GitHub links to them."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in headings
    }


def broken_links(page: Path) -> Iterator[str]:
    for link in LINK.findall(text_of(page)):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            yield link


def commands_in(page: Path) -> Iterator[list[str]]:
    """The words of each `voicebot …` line of a code block, comments and input aside."""
    for block in FENCED.findall(text_of(page)):
        for line in block.splitlines():
            if line.startswith("voicebot "):
                yield shlex.split(line.partition(" <")[0], comments=True)[1:]


def complaints_about(words: list[str]) -> Iterator[str]:
    """What of a command line the program would not take."""
    command: click.Command = voicebot
    context = click.Context(voicebot)
    while isinstance(command, click.Group) and words:
        found = command.get_command(context, words[0])
        if found is None:
            yield f"no command {words[0]}"
            return
        command, words = found, words[1:]
    known = {name for parameter in command.params for name in parameter.opts}
    for word in words:
        if word.startswith("-") and word not in known:
            yield f"{command.name} has no {word}"


def unmentioned(page: Path, names: Iterable[str]) -> list[str]:
    return [name for name in names if f"`{name}`" not in text_of(page)]


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    assert list(broken_links(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_command_shown_exists_with_its_options(page: Path) -> None:
    shown = commands_in(page)
    assert [wrong for words in shown for wrong in complaints_about(words)] == []


@pytest.mark.parametrize("page", READMES, ids=page_name)
def test_readme_names_only_targets_of_the_makefile(page: Path) -> None:
    makefile = text_of(PROJECT_DIR / "Makefile")
    for target in re.findall(r"\bmake ([a-z]+)\b", text_of(page)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_both_readmes_show_the_same_commands_transcript_and_links() -> None:
    english, russian = READMES
    assert list(commands_in(english)) == list(commands_in(russian))
    pages = [set(LINK.findall(text_of(page))) - {"README.md"} for page in READMES]
    assert pages[0] - {"README.ru.md"} == pages[1]
    shown = [text_of(page).partition("<!-- transcript -->")[2] for page in READMES]
    english_part, russian_part = (part.partition("<!-- /")[0] for part in shown)
    assert english_part == russian_part


def test_every_word_of_the_glossary_lives_in_the_code() -> None:
    sources = "\n".join(
        text_of(path)
        for package in ("voicebot", "asr", "tts", "sip")
        for path in (PROJECT_DIR / package).rglob("*.py")
    )
    terms = TERM.findall(text_of(PROJECT_DIR / "docs" / "glossary.md"))
    assert len(terms) > 40
    gone = [term for term, name in terms if not re.search(rf"\b{name}\b", sources)]
    assert gone == []


def test_the_authors_page_names_the_whole_dialogue_language() -> None:
    names = [
        *Scenario.model_fields,
        *(step.key for step in step_types()),
        *Options.model_fields,
        *filter_types(),
        *GLOBAL_INTENTS,
        *(rule.name for rule in rule_types()),
    ]
    assert unmentioned(PROJECT_DIR / "docs" / "scenarios.md", names) == []


def test_the_listeners_page_names_every_event_of_a_timeline() -> None:
    kinds = {*get_args(CallEvent), *get_args(Action)} - {NodeAction}
    names = sorted(kind.__name__ for kind in kinds)
    assert unmentioned(PROJECT_DIR / "docs" / "recordings.md", names) == []


def test_the_subscribers_page_names_every_field_of_its_report() -> None:
    fields = SubscriberReport.__dataclass_fields__
    assert unmentioned(PROJECT_DIR / "docs" / "subscriber.md", fields) == []


def test_the_benchmarks_page_explains_every_file_there() -> None:
    files = [path.name for path in (PROJECT_DIR / "benchmarks").glob("[a-z]*.py")]
    assert unmentioned(PROJECT_DIR / "docs" / "benchmarks.md", files) == []
