"""What a call asks of the world outside its machine, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

UNKNOWN = "not in the settings"
"""Why nothing was sent to a name that the settings do not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HookAnswer:
    """A webhook's usable reply: status 2xx, and JSON or nothing (None) in it."""

    status: int
    took_s: float
    body: object


@dataclass(frozen=True, slots=True, kw_only=True)
class HookFailure:
    """No usable reply. `status` is None when none came at all.

    `reason` is short and English, and holds nothing of what was sent or answered.
    """

    status: int | None
    took_s: float
    reason: str
    is_timeout: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of a message; `reason` is None once the gateway took it."""

    tries: int
    reason: str | None


class Outside(Protocol):
    """Reaches what lies outside. Every method runs on the call's event loop.

    None raises; cancelling one gives the request up.
    """

    def warm(self, hooks: Iterable[str]) -> None:
        """Open connections that these webhooks will soon need; returns at once."""

    async def ask(
        self, to: str, envelope: Mapping[str, object], *, timeout_s: float
    ) -> HookAnswer | HookFailure:
        """POST to a webhook's name or an https address; `timeout_s` bounds it all."""

    async def deliver(self, channel: str, message: Mapping[str, object]) -> Delivery:
        """Hand a message to a channel's gateway, trying again where that may help."""


class NothingOutside:
    """The world of a robot without settings for it: nobody is known by any name."""

    def warm(self, hooks: Iterable[str]) -> None:
        """There is nothing to open."""

    async def ask(
        self, to: str, envelope: Mapping[str, object], *, timeout_s: float
    ) -> HookFailure:
        return HookFailure(status=None, took_s=0.0, reason=UNKNOWN)

    async def deliver(self, channel: str, message: Mapping[str, object]) -> Delivery:
        return Delivery(tries=0, reason=UNKNOWN)
