"""How tests are rehearsed in sound."""

from dataclasses import dataclass, field

from voicebot.rehearsal.line_condition import LineCondition


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """`jobs` tests go on at once.

    `counts_work`: the time that recognition and synthesis take on this machine is part
    of a call; else they take none, and a call goes the same way on every machine. A
    test with `within` always counts it.
    """

    line: LineCondition = field(default_factory=LineCondition)
    counts_work: bool = False
    jobs: int = 1
