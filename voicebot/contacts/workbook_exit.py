"""How the process that reads a workbook says what came of it."""

from enum import IntEnum


class WorkbookExit(IntEnum):
    """Exit codes; any other, or a signal, is the library's own fall."""

    READ = 0
    NO_SHEET = 3
    PASSWORD = 4
    UNREADABLE = 5
