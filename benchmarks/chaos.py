"""Is anything lost, or dialled twice, when processes are killed at random?

python -m benchmarks.chaos [--kills 2000] [--seed 1] [--json FILE]
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.dialer.chaos.running import Play, Played, play

KILLS_A_SERVER = 50
CONTACTS_A_KILL = 2.25


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    how = Play(
        kills=arguments.kills,
        servers=arguments.kills // KILLS_A_SERVER,
        contacts=round(arguments.kills * CONTACTS_A_KILL),
        seed=arguments.seed,
    )
    with tempfile.TemporaryDirectory() as folder:
        played = play(Path(folder), how)
    figures = _figures(how, played)
    for name, figure in figures.items():
        print(f"{name:26}{figure:>12,}")
    for fault in played.verdict.faults[:20]:
        print(fault)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")
    sys.exit(bool(played.verdict.faults))


def _figures(how: Play, played: Played) -> dict[str, int]:
    verdict = played.verdict
    return {
        **{f"kills_{role}": count for role, count in sorted(played.kills.items())},
        "contacts": how.contacts,
        "dials": verdict.dials,
        "ends_nobody_told": verdict.presumed,
        "noted_and_not_dialled": verdict.undialled,
        "told_after_a_next_call": verdict.told_late,
        "messages": played.messages,
        "messages_twice": played.messages_twice,
        "faults": len(verdict.faults),
        "took_s": round(played.took_s),
    }


if __name__ == "__main__":
    main()
