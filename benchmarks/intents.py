"""How well intents were understood, in figures."""

import math
from collections.abc import Callable, Iterable, Sequence

from benchmarks.calibration import calibration_error
from benchmarks.corpus import Answer
from benchmarks.section import Figures
from benchmarks.shares import nearest_rank, rounded_share

_COLUMNS = {
    "wait_p50_ms": (lambda answer: answer.latency_s, 0.5),
    "wait_p95_ms": (lambda answer: answer.latency_s, 0.95),
    "cpu_p50_ms": (lambda answer: answer.cpu_s, 0.5),
    "cpu_p95_ms": (lambda answer: answer.cpu_s, 0.95),
}


def summary(answers: Sequence[Answer]) -> Figures:
    """Shares are of 1; times are those of replies in which anything was heard."""
    timed = [answer for answer in answers if answer.row.time]
    others = [answer for answer in answers if "yes" not in answer.row.accept]
    return {
        "files": len(answers),
        "accuracy": rounded_share(answer.is_right for answer in answers),
        "no_taken_for_yes": sum(answer.is_no_taken_for_yes for answer in answers),
        "false_yes": sum(answer.is_false_yes for answer in answers),
        "false_yes_share": rounded_share(answer.is_false_yes for answer in others),
        "calibration_error": round(calibration_error(answers), 4),
        "time_in_slot": rounded_share(answer.is_time_right for answer in timed),
        **{name: _ms(answers, *column) for name, column in _COLUMNS.items()},
    }


def waits_ms(answers: Iterable[Answer]) -> list[float]:
    return _measured_ms(answers, lambda answer: answer.latency_s)


def _ms(
    answers: Iterable[Answer], of: Callable[[Answer], float], part: float
) -> int | None:
    found = nearest_rank(_measured_ms(answers, of), part)
    return None if found is None else round(found)


def _measured_ms(
    answers: Iterable[Answer], of: Callable[[Answer], float]
) -> list[float]:
    times_s = [of(answer) for answer in answers if answer.intent is not None]
    return [1000 * time_s for time_s in times_s if not math.isnan(time_s)]
