"""How long `voicebot check` takes on a graph far larger than any real one.

    python -m benchmarks.check [--nodes 500] [--runs 7] [--json out.json]

Each run reads the file and goes through every rule, as the command does, with the
shipped phrase lists and without measuring speech; the median run counts. Reading the
phrase lists, which comes once a command, is shown beside it.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from voicebot.scenario.checking.check import check_file, explanations
from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.roads import roads
from voicebot.settings import load_settings
from voicebot.understanding.phrases import load_phrases

HEAD = """\
scenario: large
about: Это робот магазина «Ромашка».
slots:
  client_name: {required: true, example: Анна}
  order: {type: number, required: true, example: "500"}
  visit_at: time
phrases:
  read_again: [повторите заказ, прочитайте заказ ещё раз]
  courier: [пусть привезёт курьер, доставьте на дом]
nodes:
"""

KINDS = (
    """\
  node{here}:
    say: "{{client_name}}, это робот. Вопрос номер {here}."
    ask: Заберёте заказ сегодня?
    on: {{yes: {ahead}, no: {far}, courier: {back}, key 1: {ahead}}}
    on_noinput: ["Вы меня слышите? {{question}}", {{go: hang_up}}]
""",
    """\
  node{here}:
    choose:
      - {{when: order > {here} and order < 10000, go: {far}}}
      - {{when: order == {here}, go: hang_up}}
      - {{go: {ahead}}}
""",
    """\
  node{here}:
    ask: [Когда вам удобно?, В какое время вам удобно?]
    collect:
      slot: visit_at
      confirm: "{{visit_at | spoken}}, верно?"
      on: {{no: {far}, read_again: {back}, key 0: {back}}}
    goto: {ahead}
""",
)
"""A question, a choice and a time to collect: three or four ways each."""


def graph(nodes: int) -> str:
    """A scenario of so many nodes in which there is nothing to mend."""
    return HEAD + "".join(_node(here, nodes) for here in range(nodes))


def _node(here: int, count: int) -> str:
    """One node; what leads back is an answer, so no circle goes round by itself."""
    return KINDS[here % len(KINDS)].format(
        here=here,
        ahead=_name(here + 1, count),
        far=_name(here + 1 + here * 7 % 40, count),
        back=_name(here * 13 % (here + 1), count),
    )


def _name(node: int, count: int) -> str:
    return f"node{node}" if node < count else "hang_up"


def timed_checks(path: Path, machine: Machine, runs: int) -> list[float]:
    """Seconds of each run."""
    seconds = []
    for _run in range(runs):
        began_s = time.perf_counter()
        found = check_file(path, machine.phrases, machine)
        seconds.append(time.perf_counter() - began_s)
        if found:
            raise SystemExit(f"the graph has something to mend: {found[0]}")
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--nodes", type=int, default=500)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    began_s = time.perf_counter()
    machine = Machine(phrases=load_phrases(load_settings().folders.dialogs / "phrases"))
    phrases_s = time.perf_counter() - began_s
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_text(graph(arguments.nodes), encoding="utf-8")
        scenario = load_scenario(path)
        seconds = timed_checks(path, machine, arguments.runs)
    figures = {
        "nodes": len(scenario.nodes),
        "roads": len(roads(scenario)),
        "rules": len(explanations()),
        "check_s": {
            "median": round(statistics.median(seconds), 3),
            "min": round(min(seconds), 3),
            "max": round(max(seconds), 3),
        },
        "phrase_lists_s": round(phrases_s, 3),
    }
    print(
        f"{figures['nodes']} nodes, {figures['roads']} roads, {figures['rules']} rules"
    )
    print(f"check: median {statistics.median(seconds):.2f} s of {len(seconds)} runs,")
    print(f"from {min(seconds):.2f} to {max(seconds):.2f} s")
    print(f"reading the phrase lists: {phrases_s:.2f} s")
    if arguments.json:
        arguments.json.write_text(
            json.dumps(figures, indent=2) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
