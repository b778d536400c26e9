"""Whether any call breaks a window or a cap, over a million drawn attempts.

python -m benchmarks.rules [--attempts 1000000] [--seed 1] [--jobs 2] [--json FILE]
"""

import argparse
import json
import os
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.dialled_lives import Verdict, dialled

PARTS = 20
"""Each is drawn from a seed of its own: so the lives are the same with any number of
processes."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--attempts", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    part = partial(timed, arguments.attempts // PARTS, arguments.seed)
    began_s = time.perf_counter()
    with ProcessPoolExecutor(arguments.jobs) as processes:
        parts = list(processes.map(part, range(PARTS)))
    took_s = time.perf_counter() - began_s
    verdict = together(each for each, _spent_s in parts)
    spent_s = sum(spent_s for _each, spent_s in parts)
    figures = {
        "attempts": verdict.attempts,
        "contacts": verdict.contacts,
        "outside_a_window": sum("window" in each for each in verdict.breaches),
        "over_a_cap": sum("window" not in each for each in verdict.breaches),
        "refused_at_their_moment": verdict.refused_at_their_moment,
        "endless_lives": verdict.endless,
        "took_s": round(took_s),
        "attempts_per_s": round(verdict.attempts / spent_s),
    }
    for name, figure in figures.items():
        print(f"{name:26}{figure:>12,}")
    for each in verdict.breaches[:20]:
        print(each)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")


def timed(attempts: int, seed: int, part: int) -> tuple[Verdict, float]:
    """One part, and its processor time in seconds."""
    began_s = time.process_time()
    return dialled(attempts, seed * PARTS + part), time.process_time() - began_s


def together(parts: Iterable[Verdict]) -> Verdict:
    whole = Verdict()
    for each in parts:
        whole.attempts += each.attempts
        whole.contacts += each.contacts
        whole.refused_at_their_moment += each.refused_at_their_moment
        whole.endless += each.endless
        whole.breaches += each.breaches
    return whole


if __name__ == "__main__":
    main()
