"""The generated parts of docs/language.md and of its Russian sister.

`python -m voicebot.scenario.documenting.reference` writes them anew.
"""

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from voicebot.scenario.checking.allowed import UNUSED
from voicebot.scenario.checking.check import rule_types
from voicebot.scenario.documenting.descriptions import (
    Wording,
    described,
    in_english,
    in_russian,
    unwrapped,
)
from voicebot.scenario.language import GLOBAL_INTENTS
from voicebot.scenario.model import Scenario
from voicebot.scenario.node import step_types
from voicebot.scenario.options import Options
from voicebot.scenario.slot import Slot
from voicebot.scenario.template import filter_types
from voicebot.scenario.value import value_types

REFERENCE_PATH = Path("docs") / "language.md"
RUSSIAN_PATH = Path("docs") / "language.ru.md"

_WIDTH = 90

Lines = Iterator[str]


def wordings() -> Mapping[Path, Wording]:
    """Each page with what words it."""
    return {REFERENCE_PATH: in_english, RUSSIAN_PATH: in_russian()}


def refreshed(text: str, wording: Wording) -> str:
    """`text` with what stands between each pair of marks generated anew."""
    for name, part in page_parts(wording).items():
        start, end = f"<!-- {name}: generated -->", f"<!-- /{name} -->"
        between = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
        whole = "\n".join([start, part, end])
        text = between.sub(whole.replace("\\", r"\\"), text)
    return text


def page_parts(wording: Wording) -> Mapping[str, str]:
    """Every generated part by its name."""
    return {name: "\n".join(lines(wording)) for name, lines in _PARTS.items()}


def _scenario_keys(wording: Wording) -> Lines:
    return _fields(Scenario, wording)


def _slot_keys(wording: Wording) -> Lines:
    return _fields(Slot, wording)


def _option_keys(wording: Wording) -> Lines:
    return _fields(Options, wording)


def _fields(model: type[BaseModel], wording: Wording) -> Lines:
    yield from _head(wording, "key", "meaning", "default")
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        shown = extra.get("default") if isinstance(extra, dict) else None
        default = shown or field.get_default(call_default_factory=False)
        is_plain = isinstance(default, str | float | bool) and default != ""
        meaning = wording(unwrapped(field.description or ""))
        yield f"| `{name}` | {meaning} | {_code(default, is_plain)} |"


def _code(value: object, is_plain: bool) -> str:
    return f"`{str(value).lower()}`" if is_plain else ""


def _head(wording: Wording, *titles: str) -> Lines:
    yield f"| {' | '.join(map(wording, titles))} |"
    yield "|---" * len(titles) + "|"


def _slot_types(wording: Wording) -> Lines:
    yield from _head(wording, "type", "what it holds", "kept as")
    for name, kind in value_types().items():
        meaning = _in_a_cell(described(type(kind)), wording)
        yield f"| `{name}` | {meaning} | `{kind.example}` |"


def _node_keys(wording: Wording) -> Lines:
    for step in step_types():
        yield ""
        yield f"### `{step.key}`"
        yield ""
        for paragraph in wording(described(step)).split("\n\n"):
            yield textwrap.fill(
                paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False
            )
            yield ""
        yield "```yaml"
        yield textwrap.dedent(step.example).strip()
        yield "```"


def _filters(wording: Wording) -> Lines:
    yield from _head(wording, "filter", "meaning", "example")
    for name, kind in sorted(filter_types().items()):
        example = kind.example.replace("|", "\\|")
        meaning = _in_a_cell(described(kind), wording)
        yield f"| `{name}` | {meaning} | `{example}` |"


def _rules(wording: Wording) -> Lines:
    yield from _head(wording, "rule", "finds")
    rules = {rule.name: described(rule) for rule in rule_types()}
    for name, text in sorted({**rules, UNUSED.name: UNUSED.summary}.items()):
        yield f"| [`{name}`](rules/{name}.md) | {_in_a_cell(text, wording)} |"


def _in_a_cell(text: str, wording: Wording) -> str:
    return " ".join(wording(text).split()).replace("|", "\\|")


def _global_intents(_wording: Wording) -> Lines:
    yield ", ".join(f"`{intent}`" for intent in GLOBAL_INTENTS) + "."


_PARTS: Mapping[str, Callable[[Wording], Lines]] = {
    "scenario keys": _scenario_keys,
    "slot keys": _slot_keys,
    "slot types": _slot_types,
    "options": _option_keys,
    "node keys": _node_keys,
    "filters": _filters,
    "global intents": _global_intents,
    "rules": _rules,
}


def main() -> None:
    for path, wording in wordings().items():
        text = path.read_text(encoding="utf-8")
        path.write_text(refreshed(text, wording), encoding="utf-8")


if __name__ == "__main__":
    main()
