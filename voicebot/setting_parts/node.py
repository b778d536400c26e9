"""`voicebot serve`: how much this machine takes on, and whom it asks to hear and speak."""

from typing import Literal

from pydantic import Field

from voicebot.setting_parts.part import Part


class SpeechSettings(Part):
    """Recognition and synthesis by processes of their own (Wyoming protocol).

    Without `uris`, `voicebot serve` starts `services` of its own, and other commands
    load the models themselves. Of two services one goes on when the other dies. Each
    does `readings` at once, on `asr.threads` threads; `waiting` more may wait, others
    are refused. 3 s is what a caller bears once; a reading takes 0.1-0.5 s.
    """

    uris: tuple[str, ...] = ()
    services: int = Field(default=2, ge=1, le=16)
    deadline_s: float = Field(default=3.0, gt=0, le=30)
    readings: int = Field(default=2, ge=1, le=64)
    waiting: int = Field(default=16, ge=1, le=1000)


class NodeSettings(Part):
    """One machine's calls. `drain_s` is how long live calls may go on after SIGTERM.

    `metrics` is the address for Prometheus; null opens none. A phone whose slots are
    taken points to one that has room (302), unless `redirects` is off; when none has,
    it refuses with `full_code` and asks to be tried again in `retry_after_s`.
    """

    calls: int = Field(default=4, ge=1, le=400)
    drain_s: float = Field(default=120.0, ge=0)
    metrics: str | None = "127.0.0.1:9464"
    redirects: bool = True
    full_code: Literal[486, 503] = 503
    retry_after_s: int = Field(default=5, ge=1, le=3600)
