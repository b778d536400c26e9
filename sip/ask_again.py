"""What is not possible this moment, and shortly will be; never leaves this package."""

from sip.errors import SipError


class SlotClosing(SipError):
    """A slot is about to be free; ask again shortly."""


class TrunkTooSoon(SlotClosing):
    """A trunk's calls-per-second limit asks to wait for `wait_s`."""

    def __init__(self, *, name: str, wait_s: float) -> None:
        self.name = name
        self.wait_s = wait_s
        super().__init__(f"trunk {name} takes its next call in {wait_s:.2f} s")
