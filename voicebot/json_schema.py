"""JSON Schemas of the files that authors write, as their editors read them."""

import json
from collections.abc import Mapping
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(schema: Mapping[str, Any]) -> str:
    """A schema that pydantic made, with its dialect; ends with a line break."""
    whole = {"$schema": DIALECT, **schema}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
