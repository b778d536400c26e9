"""One line of a log: an event, where and when it happened, and its facts."""

import json
import logging
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from voicebot.logs.bound import bound_facts
from voicebot.logs.masking import masked, shown

MESSAGE = "message"
"""The event of a line that some library wrote in words of its own."""

HOST = socket.gethostname()

_EVENT = re.compile(r"[a-z][a-z0-9_]*")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
_OWN = ("time", "level", "event", "process", "pid", "host", "logger")
_EXCEPTION = "exception"
_FORMATTER = logging.Formatter()


class NotALine(ValueError):
    """It is something else than what `as_json` writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """`at` is aware; `facts` are plain and masked already, `exception` a traceback."""

    at: datetime
    level: str
    event: str
    process: str
    pid: int
    logger: str
    host: str = HOST
    facts: Mapping[str, object] = field(default_factory=dict)
    exception: str = ""

    @classmethod
    def of(
        cls, record: logging.LogRecord, *, process: str = "", words: bool = False
    ) -> Self:
        """What a record says, with what is bound where this is called."""
        facts = {**bound_facts(), **_extra(record)}
        event = str(record.msg)
        if record.args or not _EVENT.fullmatch(event):
            event, facts[MESSAGE] = MESSAGE, record.getMessage()
        return cls(
            at=datetime.fromtimestamp(record.created, UTC),
            level=record.levelname.lower(),
            event=event,
            process=process,
            pid=record.process or 0,
            logger=record.name,
            facts={key: shown(key, fact, words=words) for key, fact in facts.items()},
            exception=masked(_traceback(record)),
        )

    def as_json(self) -> str:
        """One JSON object (RFC 8259) without a line break."""
        at = self.at.astimezone(UTC).isoformat(timespec="milliseconds")
        own = (
            *(at.replace("+00:00", "Z"), self.level, self.event),
            *(self.process, self.pid, self.host, self.logger),
        )
        told = {_EXCEPTION: self.exception} if self.exception else {}
        line = {**dict(zip(_OWN, own, strict=True)), **self.facts, **told}
        return json.dumps(line, ensure_ascii=False, default=str)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `as_json` wrote.

        Raises:
            NotALine: it is something else.
        """
        try:
            told: dict[str, Any] = json.loads(text)
            at = datetime.fromisoformat(told.pop("time"))
            own = {key: told.pop(key) for key in _OWN[1:]}
            exception = told.pop(_EXCEPTION, "")
            return cls(at=at, **own, facts=told, exception=exception)
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise NotALine(text[:100]) from error

    def as_text(self) -> str:
        """In local time, for a person: `… WARNING phone-0 sip.line event key=value`."""
        at = self.at.astimezone().strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
        named = f"{self.process} " if self.process else ""
        facts = "".join(f" {key}={_bare(fact)}" for key, fact in self.facts.items())
        below = f"\n{self.exception}" if self.exception else ""
        head = f"{at} {self.level.upper()} {named}{self.logger} {self.event}"
        return f"{head}{facts}{below}"


def _extra(record: logging.LogRecord) -> dict[str, object]:
    """What `extra` gave; a key of the line's own gets an underscore."""
    return {
        f"{key}_" if key in (*_OWN, _EXCEPTION) else key: fact
        for key, fact in vars(record).items()
        if key not in _STANDARD
    }


def _traceback(record: logging.LogRecord) -> str:
    if record.exc_info and record.exc_info[0]:
        return _FORMATTER.formatException(record.exc_info)
    return record.exc_text or ""


def _bare(fact: object) -> str:
    """Without quotes where nothing in it could be taken for the next fact."""
    if isinstance(fact, str) and re.search(r"[\s\"=]", fact):
        return json.dumps(fact, ensure_ascii=False)
    return str(fact)
