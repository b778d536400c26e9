"""How many turns a second the interpreter takes on one core.

Whole talks through a shipped scenario, in events that are already understood: silence,
a no-match, a repeat, «перезвоните» and «да», each a turn.

    python -m benchmarks.interpreter [SCENARIO] [--json FILE]
"""

import argparse
import json
import statistics
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from voicebot.scenario.events import Event, SilenceKept, TransferEnded, TurnHeard
from voicebot.scenario.interpreter import advance, start
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario
from voicebot.understanding.meaning import Meaning

NOW = datetime.fromisoformat("2026-11-20T14:10+03:00")
TALKS = 2000
ROUNDS = 7


def _heard(intent: str) -> Event:
    meaning = Meaning(text="…", intent=intent, confidence=0.9, why="benchmark")
    return TurnHeard(meaning=meaning)


TURNS: Sequence[Event] = (
    SilenceKept(),
    _heard("repeat"),
    _heard("out_of_scope"),
    _heard("who_is_it"),
    _heard("yes"),
    TransferEnded(is_connected=True),
)


def talk(scenario: Scenario, slots: dict[str, str]) -> int:
    """One talk; returns how many turns it took, its opening among them."""
    state, _actions = start(scenario, slots, NOW)
    turns = 1
    for event in TURNS:
        state, _actions = advance(scenario, state, event, NOW)
        turns += 1
        if state.is_over:
            break
    return turns


def round_of_talks(scenario: Scenario, slots: dict[str, str]) -> float:
    """Turns a second of processor time."""
    began_s = time.process_time()
    turns = sum(talk(scenario, slots) for _ in range(TALKS))
    return turns / (time.process_time() - began_s)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "scenario", type=Path, nargs="?", default=Path("dialogs/credit_lead.yaml")
    )
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    scenario = load_scenario(arguments.scenario)
    slots = {
        name: slot.example or "1"
        for name, slot in scenario.slots.items()
        if slot.required
    }
    rates = [round_of_talks(scenario, slots) for _ in range(ROUNDS)]
    figures = {
        "scenario": scenario.name,
        "turns_a_talk": talk(scenario, slots),
        "turns_per_s": {
            "median": round(statistics.median(rates)),
            "min": round(min(rates)),
            "max": round(max(rates)),
        },
    }
    print(f"{scenario.name}: {figures['turns_a_talk']} turns a talk, {ROUNDS} rounds")
    print(f"turns a second on one core: median {statistics.median(rates):,.0f},")
    print(f"from {min(rates):,.0f} to {max(rates):,.0f}")
    if arguments.json:
        arguments.json.write_text(
            json.dumps(figures, indent=2) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
