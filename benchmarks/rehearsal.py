"""How many conversations a second `voicebot test` holds as text.

    python -m benchmarks.rehearsal [FILE|FOLDER …] [--rounds 20] [--json out.json]

The tests beside the scenarios (all shipped ones, where none is named) are run on one
core: once with nothing remembered, then again with every reading remembered, as within
a run whose tests say the same words. Judging is part of it.
"""

import argparse
import json
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from voicebot.rehearsal.suite import Suite, SuiteReport, open_suites, run_suite
from voicebot.rehearsal.text_rehearsal import TextRehearsal
from voicebot.settings import load_settings
from voicebot.understanding.understander import open_understander

console = Console(width=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A turn is a move of anybody but the robot, with the robot's answer to it.

    `first_s` is a whole run that reads every text for the first time and compiles the
    patterns on the way; `again_s` the same with the patterns compiled. All times are
    of the processor.
    """

    tests: int
    turns: int
    first_s: float
    again_s: float
    conversations_a_second: float
    turns_a_second: float


def run(suites: Sequence[Suite], rehearse: TextRehearsal) -> list[SuiteReport]:
    return [run_suite(suite, rehearse, lambda _verdict: None) for suite in suites]


def timed(suites: Sequence[Suite], rehearse: TextRehearsal) -> float:
    """Seconds of processor time."""
    started_s = time.process_time()
    run(suites, rehearse)
    return time.process_time() - started_s


def measure(suites: Sequence[Suite], rounds: int) -> Figures:
    """The median of `rounds` runs that remember."""
    folders = load_settings().folders
    understander = open_understander(
        folders.dialogs / "phrases", folders.var / "understanding"
    )
    first_s = timed(suites, TextRehearsal(understander))
    again_s = timed(suites, remembering := TextRehearsal(understander))
    talks = [
        verdict.record.exchanges
        for report in run(suites, remembering)
        for verdict in report.verdicts
    ]
    turns = sum(len(exchanges) - 1 for exchanges in talks)
    run_s = statistics.median(timed(suites, remembering) for _round in range(rounds))
    return Figures(
        tests=len(talks),
        turns=turns,
        first_s=round(first_s, 2),
        again_s=round(again_s, 2),
        conversations_a_second=round(len(talks) / run_s),
        turns_a_second=round(turns / run_s),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="conversations a second, as text")
    parser.add_argument("places", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    places = arguments.places or [load_settings().folders.dialogs]
    found = asdict(measure(open_suites(places), arguments.rounds))
    table = Table(title="tests of scenarios as text, one core")
    for name in found:
        table.add_column(name, justify="right")
    table.add_row(*(str(value) for value in found.values()))
    console.print(table)
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
