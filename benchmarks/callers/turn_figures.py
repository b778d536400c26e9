"""What turns took, apart by what the robot took each reply for."""

from collections.abc import Iterable, Sequence

from benchmarks.callers.turn_kinds import Turn, TurnKind
from benchmarks.shares import nearest_rank

Figures = dict[str, float | int | None]


def turn_figures(turns: Sequence[Turn], talk_s: float) -> Figures:
    """Milliseconds; p50, p95 and max without another name are of the understood.

    `talk_s` is how long all calls lasted together.
    """
    understood = latencies_s(turns, TurnKind.UNDERSTOOD)
    unmatched = latencies_s(turns, TurnKind.NO_MATCH)
    unheard = latencies_s(turns, TurnKind.UNHEARD)
    every = latencies_s(turns, *TurnKind)
    return {
        "turns": len(turns),
        "a_minute": round(60 * len(turns) / max(1.0, talk_s), 1),
        "understood": len(understood),
        "p50_ms": milliseconds(nearest_rank(understood, 0.5)),
        "p95_ms": milliseconds(nearest_rank(understood, 0.95)),
        "max_ms": milliseconds(max(understood, default=None)),
        "no_match": len(unmatched),
        "no_match_p50_ms": milliseconds(nearest_rank(unmatched, 0.5)),
        "no_match_p95_ms": milliseconds(nearest_rank(unmatched, 0.95)),
        "unheard": len(unheard),
        "unheard_p50_ms": milliseconds(nearest_rank(unheard, 0.5)),
        "all_p50_ms": milliseconds(nearest_rank(every, 0.5)),
        "all_p95_ms": milliseconds(nearest_rank(every, 0.95)),
    }


def latencies_s(turns: Iterable[Turn], *kinds: TurnKind) -> list[float]:
    return [turn.latency_s for turn in turns if turn.kind in kinds]


def milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(1000 * seconds)
