"""The HTTP interface: where it listens, and who may use it."""

import ipaddress
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, field_validator, model_validator

from voicebot.setting_parts.part import Part

SHORTEST_TOKEN = 20
"""`openssl rand -hex 32` gives 64; what is shorter than 20 letters can be guessed."""

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,32}")
_TOKEN = re.compile(r"[!-~]+")


class WebSettings(Part):
    """`port` null: `voicebot serve` opens none; 0 takes any free one.

    `tokens` are by the name of who has them, which the log tells. Without any, only this
    machine is let in. `certificate` and `key` are PEM files: with them it speaks HTTPS.
    """

    host: str = "127.0.0.1"
    port: int | None = Field(default=None, ge=0, le=65535)
    tokens: Mapping[str, SecretStr] = Field(default_factory=dict)
    certificate: Path | None = None
    key: Path | None = None
    upload_mb: int = Field(default=100, ge=1, le=1000)

    @field_validator("tokens")
    @classmethod
    def _are_secrets(cls, tokens: Mapping[str, SecretStr]) -> Mapping[str, SecretStr]:
        for name, token in tokens.items():
            if not _NAME.fullmatch(name):
                raise ValueError(f'"{name}" is no name; write latin letters and digits')
            _check_secret(name, token.get_secret_value())
        return tokens

    @model_validator(mode="after")
    def _asks_strangers_who_they_are(self) -> Self:
        if not self.tokens and not is_this_machine(self.host):
            raise ValueError(
                f"on {self.host} anybody could start campaigns; name a token in"
                " web.tokens, or listen on 127.0.0.1"
            )
        return self

    @model_validator(mode="after")
    def _has_both_files(self) -> Self:
        if (self.certificate is None) != (self.key is None):
            raise ValueError("HTTPS needs both, certificate and key")
        return self


def is_this_machine(host: str) -> bool:
    """Whether an address is reached from this machine only.

    >>> [is_this_machine(host) for host in ("localhost", "127.0.0.1", "::1", "0.0.0.0")]
    [True, True, True, False]
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_secret(name: str, token: str) -> None:
    """The complaint does not repeat it."""
    if len(token) < SHORTEST_TOKEN:
        raise ValueError(f"the token {name} has less than {SHORTEST_TOKEN} letters")
    if not _TOKEN.fullmatch(token):
        raise ValueError(f"the token {name} holds more than visible ASCII letters")
