"""Files in which campaigns, and people to try them on, are written."""

from collections.abc import Iterable
from pathlib import Path

from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.scenario.reading.problem import Problem, one_line

_LARGEST_BYTES = 1_000_000


class UnusableFile(CampaignError):
    """A file with all of its problems; the message has each on a line."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda problem: problem.mark))
        super().__init__(
            "\n".join(
                f"{path}:{problem.line}:{problem.column}: {one_line(problem.message)}"
                for problem in self.problems
            )
        )


def text_of(path: Path) -> str:
    """What the file says, which may still be wrong.

    Raises:
        CampaignError: it cannot be read, is no text, or is longer than people write.
    """
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
        message = _("{path} is larger than a megabyte; is it the right file?")
        raise CampaignError(message.format(path=path))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("{path}: the file is not UTF-8 text; save it as UTF-8")
        raise CampaignError(message.format(path=path)) from error
