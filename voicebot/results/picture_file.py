"""Writes a campaign's picture; the file's suffix chooses the form."""

from pathlib import Path
from zoneinfo import ZoneInfo

from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.results.results import Results

FORMS = (".svg", ".png", ".html")


def draw_to(file: Path, results: Results, zone: ZoneInfo) -> None:
    """Moments are told by the clock of `zone`.

    Raises:
        CampaignError: no such form, or the file cannot be written.
    """
    form = file.suffix.lower()
    if form not in FORMS:
        raise CampaignError(
            _("{file}: a report is one of {forms}; name the file so").format(
                file=file, forms=", ".join(FORMS)
            )
        )
    try:
        file.write_bytes(_drawn(results, form, zone))
    except OSError as error:
        raise CampaignError(
            _("{file} cannot be written: {reason}; choose another place").format(
                file=file, reason=error.strerror
            )
        ) from error


def _drawn(results: Results, form: str, zone: ZoneInfo) -> bytes:
    from voicebot.results.drawing import draw  # Matplotlib takes half a second
    from voicebot.results.page import page

    if form == ".html":
        return page(results, draw(results, "svg", zone).decode()).encode()
    return draw(results, form.removeprefix("."), zone)
