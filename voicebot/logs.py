"""Logs on stderr: one event a line, personal data masked."""

import logging
import sys

from typing_extensions import override

PERSONAL = frozenset({"number", "uri", "text", "client_name", "slots"})
"""Keys whose values never reach a log."""

MASK = "***"
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class EventFormatter(logging.Formatter):
    """`2026-11-20 14:10:05,123 WARNING sip.calls call_refused code=486`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    @override
    def formatMessage(self, record: logging.LogRecord) -> str:
        facts = "".join(
            f" {key}={MASK if key in PERSONAL else value}"
            for key, value in vars(record).items()
            if key not in _STANDARD
        )
        return super().formatMessage(record) + facts


def log_to_stderr(level: str) -> None:
    """Send events of `level` (a name such as `WARNING`) and above to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(EventFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
