"""What every part of the settings is."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of the settings: frozen, and refusing keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
