"""The JSON Schema of scenario files, for editors; `python -m voicebot.scenario.documenting.schema`."""

from pathlib import Path
from typing import Any

from voicebot import json_schema
from voicebot.scenario.documenting.descriptions import Wording, in_russian, unwrapped
from voicebot.scenario.model import Scenario

SCHEMA_PATH = Path(__file__).parents[1] / "schema.json"


def schema_text() -> str:
    """The schema, generated from the classes that read the files, for Russian authors."""
    return json_schema.schema_text(worded_schema(in_russian()))


def worded_schema(wording: Wording) -> dict[str, Any]:
    """The schema with its descriptions worded."""
    schema = Scenario.model_json_schema()
    _word(schema, wording)
    return schema


def _word(part: Any, wording: Wording) -> None:
    if isinstance(part, dict) and isinstance(part.get("description"), str):
        part["description"] = wording(unwrapped(part["description"]))
    for inner in _inner(part):
        _word(inner, wording)


def _inner(part: Any) -> list[Any]:
    if isinstance(part, dict):
        return list(part.values())
    return part if isinstance(part, list) else []


def main() -> None:
    SCHEMA_PATH.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
