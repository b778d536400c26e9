"""Files of campaigns' rules, as they are read from a disk and put into the database."""

from pathlib import Path

from voicebot.errors import CampaignError
from voicebot.i18n import _

_LARGEST_BYTES = 1_000_000


def rules_in(path: Path) -> str:
    """The text of a file of rules, which may still be wrong.

    Raises:
        CampaignError: it cannot be read, or is no text.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            message = _("{path} is larger than a megabyte; is it a campaign?")
            raise CampaignError(message.format(path=path))
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise CampaignError(
            _("{path} cannot be read: {reason}; check the path and its rights").format(
                path=path, reason=error.strerror
            )
        ) from error
    except UnicodeDecodeError as error:
        message = _("{path}: the file is not UTF-8 text; save it as UTF-8")
        raise CampaignError(message.format(path=path)) from error
