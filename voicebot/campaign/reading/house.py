"""What the settings say of every campaign of this system."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from voicebot.campaign.caps import Caps
from voicebot.campaign.mobile_ranges import NO_RANGES, MobileRanges, read_ranges
from voicebot.campaign.reading.written_window import WrittenWindow
from voicebot.campaign.rules import HouseRules
from voicebot.campaign.window import CallWindow
from voicebot.errors import SettingsError
from voicebot.i18n import _
from voicebot.settings import PROJECT_DIR, Settings

_ENCODINGS = ("utf-8-sig", "cp1251")


def house_rules(settings: Settings) -> HouseRules:
    """Caps by phone and hours that hold whatever a campaign's own rules are.

    Raises:
        SettingsError: the hours cannot be read.
    """
    campaigns = settings.campaigns
    return HouseRules(
        caps=Caps(**campaigns.caps.model_dump()),
        window=None if campaigns.window is None else _window(campaigns.window),
    )


def mobile_ranges(settings: Settings) -> MobileRanges:
    """The register that the settings name; none where they name none.

    Raises:
        SettingsError: the file cannot be read.
        UnusableRegister: it is no register.
    """
    named = settings.campaigns.mobile_ranges
    if named is None:
        return NO_RANGES
    return read_ranges(_text(PROJECT_DIR / named).splitlines())


def _window(written: Any) -> CallWindow:
    try:
        return WrittenWindow.model_validate(written).window
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in ("campaigns", "window", *first["loc"]))
        why = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{key}: {why}") from error


def _text(path: Path) -> str:
    """The ministry publishes UTF-8; a file that went through a spreadsheet may not be."""
    try:
        content = path.read_bytes()
    except OSError as error:
        message = _("{path} cannot be read: {reason}; check campaigns.mobile_ranges")
        raise SettingsError(message.format(path=path, reason=error.strerror)) from error
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    message = _(
        "{path} is no text; use the file DEF-9xx.csv as the ministry publishes it"
    )
    raise SettingsError(message.format(path=path))
