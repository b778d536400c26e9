"""The JSON Schema of campaign files, for editors; `python -m voicebot.campaign.reading.schema`."""

import json
from pathlib import Path

from voicebot.campaign.reading.written import WrittenCampaign

SCHEMA_PATH = Path(__file__).with_name("campaign.schema.json")


def schema_text() -> str:
    """The schema, generated from the classes that read the files."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **WrittenCampaign.model_json_schema(),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    SCHEMA_PATH.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
