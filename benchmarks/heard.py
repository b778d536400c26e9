"""What one pass over a recording heard: enough to understand and judge it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from voicebot.answering.tone import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Speech begins, or has paused, at `at_s`; seconds since the first sample."""

    is_start: bool
    at_s: float
    noticed_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounding:
    """A pure tone, and when it was told."""

    tone: Tone
    noticed_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the recognizer made at `at_s` of all speech until then, likeliest first."""

    text: str
    alternatives: tuple[str, ...] = ()
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All that the watch of who answered is told in a call, in its order."""

    length_s: float
    edges: tuple[Edge, ...] = ()
    tones: tuple[Sounding, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """`wait_s` is the last reading's duration; the others are processor time.

    `cpu_s` is that of the whole pass with all threads, `reading_s` the part of it that
    recognition took, `early_reading_s` the part of that while the watch was hearing.
    """

    wait_s: float
    cpu_s: float
    reading_s: float
    early_reading_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One recording, read as one turn. Kept ones have no timing."""

    text: str
    alternatives: tuple[str, ...] = ()
    engine: str = ""
    timeline: Timeline | None = None
    timing: Timing | None = None


_Kept = TypeAdapter(dict[str, Heard])


@contextmanager
def keeping(path: Path | None) -> Iterator[dict[str, Heard]]:
    """What was heard before, by file; what is added is kept too, whatever happens.

    Timings are not: those of another day's machine would be taken for today's.

    Raises:
        pydantic.ValidationError: the file holds something else.
    """
    is_there = path is not None and path.exists()
    kept = _Kept.validate_json(path.read_bytes()) if path and is_there else {}
    before = len(kept)
    try:
        yield kept
    finally:
        if path and len(kept) > before:
            untimed = {name: replace(one, timing=None) for name, one in kept.items()}
            path.write_bytes(_Kept.dump_json(untimed, indent=1, exclude_none=True))
