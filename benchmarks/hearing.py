"""How well the robot understands: text → intent and audio → intent, by condition.

    python -m benchmarks.hearing CORPUS [--conditions clean,snr10] [--json out.json]

CORPUS is a folder with a `manifest.csv` (see benchmarks/corpus.py for the columns) and
the audio that it names. A reply counts as right when its intent is one of `accept`.
Every known intent competes, as in `voicebot listen` without a scenario; with
`--question dialogs/credit_lead.yaml:greeting` only what is expected there, and only
rows with an answer of its branches are asked. `--report DIR` writes tables, confusion
matrices and pictures.
"""

import argparse
import json
import statistics
import time
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track

from benchmarks.calibration import calibration_error
from benchmarks.confusion import confusion
from benchmarks.corpus import Answer, Row, read_corpus, share
from benchmarks.hearing_report import write_report
from benchmarks.tables import confusion_table, figures_table
from voicebot.conversation.offline import OfflineListener
from voicebot.conversation.opening import open_offline_listener
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.scene import scene_at
from voicebot.settings import load_settings
from voicebot.understanding.meaning_json import slots_json

NOW = datetime.fromisoformat("2026-03-11T11:20:00+03:00")
"""The moment at which the corpus's times were said."""

TEXT = "text"
WORST = 30

console = Console(width=180)


def read_texts(listener: OfflineListener, rows: Iterable[Row]) -> list[Answer]:
    """Understand each different utterance as written."""
    by_utterance = {row.utterance: row for row in rows if row.text}
    answers = []
    for row in by_utterance.values():
        meaning = listener.understand(row.text, NOW)
        answers.append(
            Answer(
                row=row,
                heard=row.text,
                intent=meaning.intent,
                confidence=meaning.confidence,
                slots=slots_json(meaning),
                latency_s=0.0,
                cpu_s=0.0,
            )
        )
    return answers


def hear_audio(listener: OfflineListener, rows: Sequence[Row]) -> list[Answer]:
    return [_hear(listener, row) for row in track(rows, "hearing", console=console)]


def _hear(listener: OfflineListener, row: Row) -> Answer:
    began_s = time.process_time()
    heard = listener.hear(row.path, NOW)
    cpu_s = time.process_time() - began_s
    return Answer(
        row=row,
        heard=heard.meaning.text,
        intent=heard.meaning.intent,
        confidence=heard.meaning.confidence,
        slots=slots_json(heard.meaning),
        latency_s=heard.latency_s,
        cpu_s=cpu_s,
    )


def summary(answers: Sequence[Answer]) -> Mapping[str, float | int | str]:
    """The figures of one condition; shares are of 1."""
    latencies_s = [answer.latency_s for answer in answers]
    timed = [answer for answer in answers if answer.row.slots]
    others = [answer for answer in answers if "yes" not in answer.row.accept]
    return {
        "files": len(answers),
        "accuracy": round(share(answers), 4),
        "no_taken_for_yes": sum(answer.is_no_taken_for_yes for answer in answers),
        "false_yes": sum(answer.is_false_yes for answer in answers),
        "false_yes_share": round(share(others, "is_false_yes"), 4),
        "calibration_error": round(calibration_error(answers), 4),
        "spoken_time": round(share(timed, "is_time_right"), 4) if timed else "—",
        "median_wait_ms": round(1000 * statistics.median(latencies_s)),
        "median_cpu_ms": round(
            1000 * statistics.median(answer.cpu_s for answer in answers)
        ),
    }


def print_errors(answers: Sequence[Answer]) -> None:
    for answer in [answer for answer in answers if not answer.is_right][:WORST]:
        console.print(
            f"  {answer.row.intent} → {answer.label}: «{answer.row.text}»"
            f" heard «{answer.heard}»",
            highlight=False,
        )


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--conditions", help="only these, with commas; default all")
    parser.add_argument("--errors", action="store_true", help="print the first errors")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--report", type=Path, help="write a report into this folder")
    parser.add_argument("--question", metavar="FILE:NODE", help="hear as at this node")
    return parser.parse_args()


def open_listener(question: str | None) -> tuple[OfflineListener, Set[str] | None]:
    """The ear of a node, and the intents that its branches answer; else of any."""
    if question is None:
        return open_offline_listener(load_settings()), None
    path, _colon, node = question.rpartition(":")
    scenario = load_scenario(Path(path))
    listener = open_offline_listener(load_settings(), scenario, node)
    answers = scene_at(scenario, node).answers.values()
    return listener, {branch for each in answers for branch in each.branches}


def main() -> None:
    arguments = parse_arguments()
    rows = read_corpus(arguments.corpus)
    listener, among = open_listener(arguments.question)
    if among is not None:
        rows = [row for row in rows if row.accept & among]
    console.print(f"engine: {listener.engine_name}")
    wanted = arguments.conditions.split(",") if arguments.conditions else None
    heard = hear_audio(
        listener, [row for row in rows if wanted is None or row.condition in wanted]
    )
    groups: dict[str, list[Answer]] = {TEXT: read_texts(listener, rows)}
    for answer in heard:
        groups.setdefault(answer.row.condition, []).append(answer)
    figures = {condition: summary(answers) for condition, answers in groups.items()}
    for condition, answers in groups.items():
        console.print(confusion_table(condition, confusion(answers)))
        if arguments.errors:
            print_errors(answers)
    console.print(figures_table("intent accuracy by condition", "condition", figures))
    found = {"engine": listener.engine_name, "conditions": figures}
    written = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if arguments.json:
        arguments.json.write_text(written, encoding="utf-8")
    if arguments.report:
        write_report(arguments.report, listener.engine_name, figures, groups)
        (arguments.report / "hearing.json").write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
