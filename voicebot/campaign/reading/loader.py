"""Reads campaign files."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from voicebot.campaign.reading.contradictions import contradictions
from voicebot.campaign.reading.written import WrittenCampaign
from voicebot.campaign.rules import CampaignRules
from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.scenario.reading.complaints import problems_of
from voicebot.scenario.reading.document import Document, read_document
from voicebot.scenario.reading.problem import Problem, one_line

_LARGEST_BYTES = 1_000_000


class UnusableCampaign(CampaignError):
    """A campaign's file with all of its problems; the message has each on a line."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda problem: problem.mark))
        super().__init__(
            "\n".join(
                f"{path}:{problem.line}:{problem.column}: {one_line(problem.message)}"
                for problem in self.problems
            )
        )


def load_campaign(path: Path, outcomes: Iterable[str] | None = None) -> CampaignRules:
    """Read a campaign's rules; `outcomes` are the scenario's, where it is at hand.

    Raises:
        UnusableCampaign: the file has problems; all of them are in the error.
        CampaignError: it cannot be read at all.
    """
    return read_campaign(_read(path), path, outcomes)


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


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise CampaignError(
            _("{path} cannot be read: {reason}; check the path and its rights").format(
                path=path, reason=error.strerror
            )
        ) from error
    if len(content) > _LARGEST_BYTES:
        message = _("{path} is larger than a megabyte; is it a campaign?")
        raise CampaignError(message.format(path=path))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("{path}: the file is not UTF-8 text; save it as UTF-8")
        raise CampaignError(message.format(path=path)) from error
