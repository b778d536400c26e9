"""What the processes tell of themselves, and where."""

from pathlib import Path
from typing import Any, Literal

from pydantic import field_validator, model_validator

from voicebot.setting_parts.part import Part


class LogSettings(Part):
    """Lines for a terminal, or a JSON object each for whatever gathers them.

    `level` null is `info` for processes that go on (`voicebot serve`, `speech`) and
    `warning` for a command at a terminal. `words` shows what is said in calls; numbers
    and keys are masked either way.
    """

    format: Literal["text", "json"] = "text"
    level: Literal["debug", "info", "warning", "error"] | None = None
    file: Path | None = None
    words: bool = False

    @model_validator(mode="before")
    @classmethod
    def _is_a_part(cls, given: Any) -> Any:
        """VOICEBOT_LOG=debug is easily written, and is no part but one word."""
        if isinstance(given, str):
            raise ValueError(  # noqa: TRY004  # pydantic tells of these
                f'"{given}" is no settings; write `log: {{level: debug}}`,'
                " or VOICEBOT_LOG__LEVEL=debug"
            )
        return given

    @field_validator("level", mode="before")
    @classmethod
    def _in_any_case(cls, level: Any) -> Any:
        return level.lower() if isinstance(level, str) else level
