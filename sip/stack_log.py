"""The stack's own log lines, through Python logging and without numbers."""

import logging

import pjsua2 as pj

from sip.uri import masked

_log = logging.getLogger("sip.stack")

STACK_LEVEL = 3
"""Errors, warnings and one line for each important event; 4 would show messages."""

_LEVELS = {1: logging.ERROR, 2: logging.WARNING}


class StackLog(pj.LogWriter):  # type: ignore[misc]  # pjsua2 ships no types
    """pjsip calls `write` on whichever of its threads has something to say."""

    def write(self, entry: pj.LogEntry) -> None:
        level = _LEVELS.get(entry.level, logging.DEBUG)
        if _log.isEnabledFor(level):
            _log.log(level, "sip_stack", extra={"line": masked(entry.msg.strip())})
