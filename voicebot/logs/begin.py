"""Where the lines of this process go: a terminal, a file, or its supervisor."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from os import getpid

from typing_extensions import override

from voicebot.errors import SettingsError
from voicebot.i18n import _
from voicebot.logs.line import LogLine
from voicebot.logs.writer import Descriptor, LineWriter, LogFile, Outlet
from voicebot.setting_parts.log import LogSettings

logger = logging.getLogger("voicebot")

OWN_PACKAGES = frozenset({"voicebot", "sip", "asr", "tts"})

STDERR = 2
_WHOLE = "whole_line"

Render = Callable[[LogLine], str]


class LineFormatter(logging.Formatter):
    """A record as one line of text, or of JSON; a line of another process as it is."""

    def __init__(self, settings: LogSettings, *, process: str = "") -> None:
        super().__init__()
        self._process = process
        self._words = settings.words
        is_json = settings.format == "json"
        self._render: Render = LogLine.as_json if is_json else LogLine.as_text

    @override
    def format(self, record: logging.LogRecord) -> str:
        line = getattr(record, _WHOLE, None) or LogLine.of(
            record, process=self._process, words=self._words
        )
        return self._render(line)


class _ToStderr(logging.Handler):
    """Whatever stderr is when a line is logged; writes at once."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(f"{self.format(record)}\n")
            sys.stderr.flush()
        except Exception:  # noqa: BLE001  # a line that cannot be told ends no call
            self.handleError(record)


class _ToWriter(logging.Handler):
    """Formats where the line was logged, which knows whose call it is."""

    def __init__(self, writer: LineWriter) -> None:
        super().__init__()
        self._writer = writer

    @override
    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._writer.put(self.format(record))
        except Exception:  # noqa: BLE001  # a line that cannot be made ends no call
            self.handleError(record)


def pass_on(line: LogLine) -> None:
    """Log a line that another process wrote, as that process wrote it."""
    level = logging.getLevelNamesMapping().get(line.level.upper(), logging.WARNING)
    facts = {"name": line.logger, "levelno": level, "msg": line.event, _WHOLE: line}
    logging.getLogger().handle(logging.makeLogRecord(facts))


def log_by(settings: LogSettings) -> None:
    """Log from here on, at once and without a thread, for a command that takes calls.

    Raises:
        SettingsError: the file cannot be written.
    """
    handler: logging.Handler = _ToStderr()
    if settings.file:
        with _named_file(settings):
            handler = WatchedFileHandler(settings.file, encoding="utf-8")
    handler.setFormatter(LineFormatter(settings))
    _log_to(handler, settings.level or "warning")


@contextmanager
def logging_node(settings: LogSettings, *, process: str) -> Iterator[None]:
    """Log inside the block, the lines of other processes too; nobody waits for it.

    Raises:
        SettingsError: the file cannot be written.
    """
    outlet: Outlet = Descriptor(STDERR)
    if settings.file:
        with _named_file(settings):
            outlet = LogFile(settings.file)
    with _writing(outlet, settings, process=process):
        yield


@contextmanager
def logging_to_supervisor(settings: LogSettings, *, process: str) -> Iterator[None]:
    """Log inside the block to the stderr that a supervisor reads: always JSON."""
    as_json = settings.model_copy(update={"format": "json"})
    with _writing(_AfterAnything(), as_json, process=process):
        yield


class _AfterAnything:
    """Stderr, each time on a line of its own, whatever a library left unfinished there."""

    def __init__(self) -> None:
        self._stderr = Descriptor(STDERR)

    def write(self, lines: bytes) -> None:
        self._stderr.write(b"\n" + lines)


@contextmanager
def _writing(outlet: Outlet, settings: LogSettings, *, process: str) -> Iterator[None]:
    formatter = LineFormatter(settings, process=process)

    def dropped(count: int) -> str:
        return formatter.format(_lines_dropped(count, process))

    writer = LineWriter(outlet, dropped)
    handler = _ToWriter(writer)
    handler.setFormatter(formatter)
    _log_to(handler, settings.level or "info")
    try:
        yield
    finally:
        writer.close()
        log_by(LogSettings())


def _lines_dropped(count: int, process: str) -> logging.LogRecord:
    line = LogLine(
        at=datetime.now(UTC),
        level="warning",
        event="log_lines_dropped",
        process=process,
        pid=getpid(),
        logger=__name__,
        facts={"count": count},
    )
    return logging.makeLogRecord({_WHOLE: line})


def _log_to(handler: logging.Handler, level: str) -> None:
    """In the place of what this module chose before; others' handlers stay."""
    root = logging.getLogger()
    for earlier in [one for one in root.handlers if _is_worth_telling in one.filters]:
        root.removeHandler(earlier)
        earlier.close()
    handler.addFilter(_is_worth_telling)
    root.addHandler(handler)
    root.setLevel(level.upper())
    logging.captureWarnings(capture=True)


def _is_worth_telling(record: logging.LogRecord) -> bool:
    """Libraries have nothing to say below a warning."""
    is_ours = record.name.partition(".")[0] in OWN_PACKAGES
    return is_ours or record.levelno >= logging.WARNING or hasattr(record, _WHOLE)


@contextmanager
def _named_file(settings: LogSettings) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SettingsError(
            _("log.file: nothing can be written to {path}: {why}").format(
                path=settings.file, why=error.strerror
            )
        ) from error
