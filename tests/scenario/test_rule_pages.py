"""Each rule's page for authors says what `voicebot check` does."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.scenario.talking import DIALOGS
from voicebot.scenario.checking.check import check_file, explanations
from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.checking.rule import Finding, Severity
from voicebot.understanding.phrases import load_phrases

PAGES = Path("docs/rules")
RULES = {rule.name: rule for rule in explanations()}
SEVERITIES = {Severity.ERROR: "ошибка", Severity.WARNING: "предупреждение"}

HEADING = re.compile(r"^# (\w+): (.+)$", re.M)
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"^# файл: (\S+)$", re.M)

MACHINE = Machine(
    phrases=load_phrases(DIALOGS / "phrases"),
    agents={"managers"},
    webhooks={"crm"},
    channels={"sms"},
    unknown_words=lambda phrases: [
        word for phrase in phrases for word in phrase.split() if word == "кэшбэк"
    ],
    speech_s=lambda text, _voice: len(text) / 14,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    text: str

    @property
    def heading(self) -> tuple[str, ...]:
        found = HEADING.search(self.text)
        assert found
        return found.groups()

    def example(self, heading: str) -> list[str]:
        _before, _heading, after = self.text.partition(f"\n## {heading}\n")
        return BLOCK.findall(after.partition("\n## ")[0])


def page(name: str) -> Page:
    return Page(text=(PAGES / f"{name}.md").read_text(encoding="utf-8"))


def check_example(blocks: list[str], folder: Path) -> tuple[Finding, ...]:
    (folder / "hello.wav").touch()
    for block in blocks:
        named = FILE.search(block)
        file = named[1] if named else "example.yaml"
        (folder / file).write_text(block, encoding="utf-8")
    return check_file(folder / "example.yaml", MACHINE.phrases, MACHINE)


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    assert pages == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_page_is_about_its_rule(name: str) -> None:
    text = page(name).text
    assert page(name).heading[0] == name
    assert f"Серьёзность: **{SEVERITIES[RULES[name].severity]}**." in text
    assert "\n## Чем это плохо в звонке\n" in text


@pytest.mark.parametrize("name", RULES)
def test_the_bad_example_is_found(name: str, tmp_path: Path) -> None:
    found = check_example(page(name).example("Плохо"), tmp_path)
    assert {each.severity for each in found if each.rule == name} == {
        RULES[name].severity
    }


@pytest.mark.parametrize("name", RULES)
def test_the_good_example_has_nothing_to_mend(name: str, tmp_path: Path) -> None:
    assert check_example(page(name).example("Хорошо"), tmp_path) == ()


def test_the_index_lists_every_rule() -> None:
    rows = [
        f"| [{name}]({name}.md) | {SEVERITIES[RULES[name].severity]} "
        f"| {page(name).heading[1]} |"
        for name in sorted(RULES)
    ]
    text = (PAGES / "README.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("| [")] == rows


def test_every_rule_explains_itself_in_a_sentence() -> None:
    for rule in RULES.values():
        assert rule.summary.endswith(".")
