"""The JSON Schema of populations, for editors; `python -m voicebot.simulator.schema`."""

from pathlib import Path

from voicebot import json_schema
from voicebot.simulator.written_population import WrittenPopulation

SCHEMA_PATH = Path(__file__).with_name("population.schema.json")


def schema_text() -> str:
    """The schema, generated from the classes that read the files."""
    return json_schema.schema_text(WrittenPopulation.model_json_schema())


def main() -> None:
    SCHEMA_PATH.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
