"""Where campaigns are kept: a PostgreSQL of one's own, or the embedded one."""

from pathlib import Path

from pydantic import Field, SecretStr, field_validator

from voicebot.setting_parts.part import Part

SCHEMES = ("postgresql://", "postgres://")


class DatabaseSettings(Part):
    """Without `url` the embedded server keeps its files in `folder`.

    `folder` null is `postgres` under `folders.var`. 10 s is what a server on the same
    network needs at most to let somebody in.
    """

    url: SecretStr | None = None
    folder: Path | None = None
    connect_s: int = Field(default=10, ge=2, le=60)

    @field_validator("url")
    @classmethod
    def _is_postgres(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(SCHEMES):
            raise ValueError("write an address like postgresql://user:word@host/name")
        return url
