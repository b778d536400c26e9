"""The generated parts of docs/language.md; `python -m voicebot.scenario.reference`."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import dedent

from pydantic import BaseModel

from voicebot.scenario.check import rule_types
from voicebot.scenario.language import GLOBAL_INTENTS
from voicebot.scenario.model import Scenario
from voicebot.scenario.node import step_types
from voicebot.scenario.options import Options
from voicebot.scenario.slot import Slot, SlotType
from voicebot.scenario.template import filter_types

REFERENCE_PATH = Path("docs") / "language.md"


def refreshed(text: str) -> str:
    """`text` with what stands between each pair of marks generated anew."""
    for name, lines in _PARTS.items():
        start, end = f"<!-- {name}: generated -->", f"<!-- /{name} -->"
        between = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
        part = "\n".join([start, *lines(), end])
        text = between.sub(part.replace("\\", r"\\"), text)
    return text


def _scenario_keys() -> Iterator[str]:
    return _fields(Scenario)


def _slot_keys() -> Iterator[str]:
    yield from _fields(Slot)
    yield ""
    yield "Types: " + ", ".join(f"`{kind}`" for kind in SlotType) + "."


def _option_keys() -> Iterator[str]:
    return _fields(Options)


def _fields(model: type[BaseModel]) -> Iterator[str]:
    yield "| key | meaning | default |"
    yield "|---|---|---|"
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        shown = extra.get("default") if isinstance(extra, dict) else None
        default = shown or field.get_default(call_default_factory=False)
        is_plain = isinstance(default, str | float | bool) and default != ""
        yield f"| `{name}` | {field.description or ''} | {_code(default, is_plain)} |"


def _code(value: object, is_plain: bool) -> str:
    return f"`{str(value).lower()}`" if is_plain else ""


def _node_keys() -> Iterator[str]:
    for step in step_types():
        yield ""
        yield f"### `{step.key}`"
        yield ""
        yield inspect.getdoc(step) or ""
        yield ""
        yield "```yaml"
        yield dedent(step.example).strip()
        yield "```"


def _filters() -> Iterator[str]:
    yield "| filter | meaning | example |"
    yield "|---|---|---|"
    for name, kind in sorted(filter_types().items()):
        example = kind.example.replace("|", "\\|")
        yield f"| `{name}` | {inspect.getdoc(kind)} | `{example}` |"


def _rules() -> Iterator[str]:
    yield "| rule | finds |"
    yield "|---|---|"
    for rule in sorted(rule_types(), key=lambda rule: rule.name):
        text = " ".join((inspect.getdoc(rule) or "").split())
        yield f"| `{rule.name}` | {text} |"


def _global_intents() -> Iterator[str]:
    yield ", ".join(f"`{intent}`" for intent in GLOBAL_INTENTS) + "."


_PARTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "scenario keys": _scenario_keys,
    "slot keys": _slot_keys,
    "options": _option_keys,
    "node keys": _node_keys,
    "filters": _filters,
    "global intents": _global_intents,
    "rules": _rules,
}


def main() -> None:
    text = REFERENCE_PATH.read_text(encoding="utf-8")
    REFERENCE_PATH.write_text(refreshed(text), encoding="utf-8")


if __name__ == "__main__":
    main()
