"""What a process of the node writes to its stderr, as lines of the node's own log."""

from asyncio import StreamReader
from datetime import UTC, datetime

from voicebot.logs.begin import pass_on
from voicebot.logs.line import LogLine, NotALine
from voicebot.logs.masking import masked
from voicebot.node.line_cutter import lines_of

SHOWN_CHARS = 2000
"""Of a line that is none of ours."""


async def pass_on_lines(stream: StreamReader, *, process: str, pid: int) -> None:
    """Until the stream ends. What a library or a dying process left is told as such."""
    async for text in lines_of(stream):
        try:
            line = LogLine.from_json(text)
        except NotALine:
            line = _written_by(process, pid, text)
        pass_on(line)


def _written_by(process: str, pid: int, text: str) -> LogLine:
    return LogLine(
        at=datetime.now(UTC),
        level="warning",
        event="process_wrote",
        process=process,
        pid=pid,
        logger=__name__,
        facts={"line": masked(text[:SHOWN_CHARS])},
    )
