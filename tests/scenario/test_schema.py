import json
import re
from collections.abc import Iterator
from typing import Any

from voicebot.scenario.documenting.schema import SCHEMA_PATH, schema_text
from voicebot.scenario.node import step_types


def test_the_kept_schema_is_what_the_classes_say() -> None:
    kept = SCHEMA_PATH.read_text(encoding="utf-8")
    assert kept == schema_text(), "run: python -m voicebot.scenario.documenting.schema"


def test_editors_learn_every_key_and_its_short_form() -> None:
    defined = json.loads(schema_text())["$defs"]
    assert {step.key for step in step_types()} <= set(defined["Node"]["properties"])
    text, texts = defined["Say"]["anyOf"][0]["anyOf"]
    assert (text["type"], texts["type"]) == ("string", "array")
    assert defined["Say"]["anyOf"][1]["type"] == "object"
    assert defined["Node"]["properties"]["noinput"]["default"] == "5s"
    assert defined["On"]["anyOf"][0]["type"] == "object"


def test_what_editors_show_is_russian() -> None:
    shown = list(descriptions(json.loads(schema_text())))
    assert len(shown) > len(step_types())
    assert [text for text in shown if not re.search("[а-яё]", text)] == []


def descriptions(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("description"), str):
            yield part["description"]
        for inner in part.values():
            yield from descriptions(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from descriptions(inner)
