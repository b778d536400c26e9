"""The JSON Schema of tests, for editors; `python -m voicebot.rehearsal.schema`."""

import json
from pathlib import Path

from voicebot.rehearsal.cases import TestFile

SCHEMA_PATH = Path(__file__).with_name("tests.schema.json")


def schema_text() -> str:
    """The schema, generated from the classes that read the files."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **TestFile.model_json_schema(),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    SCHEMA_PATH.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
