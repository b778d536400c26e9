"""Why a source did not serve; the next one is tried."""


class SourceFailed(Exception):
    """This source is out of reach or lacks the file; its message is one line."""


class WrongChecksum(Exception):
    """What came is not what was published; no other source is tried after it."""
