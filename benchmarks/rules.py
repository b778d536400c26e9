"""Whether any call breaks a window or a cap, over a million drawn attempts.

python -m benchmarks.rules [--attempts 1000000] [--seed 1] [--json FILE]
"""

import argparse
import json
import time
from pathlib import Path

from benchmarks.dialled_lives import dialled


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--attempts", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    began_s = time.process_time()
    verdict = dialled(arguments.attempts, arguments.seed)
    spent_s = time.process_time() - began_s
    figures = {
        "attempts": verdict.attempts,
        "contacts": verdict.contacts,
        "outside_a_window": sum("window" in each for each in verdict.breaches),
        "over_a_cap": sum("window" not in each for each in verdict.breaches),
        "refused_at_their_moment": verdict.refused_at_their_moment,
        "endless_lives": verdict.endless,
        "attempts_per_s": round(verdict.attempts / spent_s),
    }
    for name, figure in figures.items():
        print(f"{name:26}{figure:>12,}")
    for each in verdict.breaches[:20]:
        print(each)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
