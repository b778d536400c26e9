"""What is no base of contacts at all."""

from pathlib import Path

from voicebot.errors import CampaignError
from voicebot.i18n import _


class UnusableBase(CampaignError):
    """A file or rows that cannot be read as a base; the message names the file."""


def unusable(path: Path, why: str) -> UnusableBase:
    """`why` is a clause: what was found; what to do."""
    return UnusableBase(_("{file}: {why}").format(file=path, why=why))
