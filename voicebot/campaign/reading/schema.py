"""The JSON Schema of campaign files, for editors; `python -m voicebot.campaign.reading.schema`."""

from pathlib import Path

from voicebot import json_schema
from voicebot.campaign.reading.written import WrittenCampaign

SCHEMA_PATH = Path(__file__).with_name("campaign.schema.json")


def schema_text() -> str:
    """The schema, generated from the classes that read the files."""
    return json_schema.schema_text(WrittenCampaign.model_json_schema())


def main() -> None:
    SCHEMA_PATH.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
