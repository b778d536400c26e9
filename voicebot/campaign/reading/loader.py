"""Reads campaign files."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from voicebot.campaign.reading.contradictions import contradictions
from voicebot.campaign.reading.written import WrittenCampaign
from voicebot.campaign.reading.written_file import UnusableFile, text_of
from voicebot.campaign.rules import CampaignRules
from voicebot.i18n import _
from voicebot.scenario.reading.complaints import problems_of
from voicebot.scenario.reading.document import Document, read_document
from voicebot.scenario.reading.problem import Problem


class UnusableCampaign(UnusableFile):
    """Of a campaign's rules."""


def load_campaign(path: Path, outcomes: Iterable[str] | None = None) -> CampaignRules:
    """Read a campaign's rules; `outcomes` are the scenario's, where it is at hand.

    Raises:
        UnusableCampaign: the file has problems; all of them are in the error.
        CampaignError: it cannot be read at all.
    """
    return read_campaign(text_of(path), path, outcomes)


def read_campaign(
    text: str, path: Path, outcomes: Iterable[str] | None = None
) -> CampaignRules:
    """Likewise, of a file's text; `path` only names it in complaints."""
    document = read_document(text)
    if document.problems:
        raise UnusableCampaign(path, document.problems)
    written = _build(path, document)
    problems = contradictions(written, document, outcomes)
    if problems:
        raise UnusableCampaign(path, problems)
    return written.rules


def _build(path: Path, document: Document) -> WrittenCampaign:
    if not isinstance(document.value, dict):
        message = _('a campaign begins with "campaign: NAME" and names its "scenario"')
        raise UnusableCampaign(path, [Problem(line=1, message=message)])
    try:
        return WrittenCampaign.model_validate(document.value)
    except ValidationError as error:
        problems = problems_of(error, document, WrittenCampaign)
        raise UnusableCampaign(path, problems) from error
