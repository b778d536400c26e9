"""The JSON Schema of tests, for editors; `python -m voicebot.rehearsal.schema`."""

from pathlib import Path

from voicebot import json_schema
from voicebot.rehearsal.cases import TestFile

SCHEMA_PATH = Path(__file__).with_name("tests.schema.json")


def schema_text() -> str:
    """The schema, generated from the classes that read the files."""
    return json_schema.schema_text(TestFile.model_json_schema())


def main() -> None:
    SCHEMA_PATH.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
