"""How fast a campaign is simulated, and whether it comes out as its people are.

The published case of 25,000 numbers: 38 % unavailable, 20 % not interested, 35 % mailing,
7 % interested. Every call is checked once more against laws and caps.

    python -m benchmarks.simulate [--contacts 25000] [--lines 30] [--seed 1] [--json FILE]
"""

import argparse
import json
import time
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from voicebot.settings import load_settings
from voicebot.simulator.figures import Figures, figures_of
from voicebot.simulator.simulation import simulate
from voicebot.simulator.workplace import Wish, prepared

CASE = "base_refresh"
STARTS = datetime.fromisoformat("2026-11-23T09:00+03:00")
CLOCK = ZoneInfo("Europe/Moscow")
DAYS = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--contacts", type=int, default=25_000)
    parser.add_argument("--lines", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    setup = prepared(_wish(arguments), load_settings()).setup
    began_s, worked_s = time.perf_counter(), time.process_time()
    run = simulate(setup)
    took_s, worked_s = time.perf_counter() - began_s, time.process_time() - worked_s
    figures = _told(figures_of(setup, run, CLOCK))
    figures |= {
        "took_s": round(took_s, 1),
        "processor_s": round(worked_s, 1),
        "attempts_per_s": round(len(run.dialled) / worked_s),
    }
    for name, figure in figures.items():
        print(f"{name:18}{figure!s:>12}")
    if arguments.json:
        text = json.dumps(figures, ensure_ascii=False, indent=2)
        arguments.json.write_text(text + "\n", encoding="utf-8")


def _wish(arguments: argparse.Namespace) -> Wish:
    return Wish(
        campaign=CASE,
        population=CASE,
        contacts=arguments.contacts,
        lines=arguments.lines,
        calls_per_s=None,
        days=DAYS,
        seed=arguments.seed,
        starts=STARTS,
    )


def _told(figures: Figures) -> dict[str, Any]:
    lists = {each.name: each.reached for each in figures.split.lists}
    return {
        "contacts": figures.contacts,
        "lines": figures.lines,
        "days": figures.days,
        "attempts": figures.calls,
        "is_split_true": figures.split.is_true,
        "violations": len(figures.violations),
        **lists,
    }


if __name__ == "__main__":
    main()
