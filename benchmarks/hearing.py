"""The ear test: how well the robot hears and understands, in one run over a corpus.

    python -m benchmarks.hearing CORPUS [--question dialogs/credit_lead.yaml:greeting]
        [--report benchmarks/results] [--against hearing.json] [--heard heard.json]
        [--conditions clean,snr10] [--every 3] [--errors] [--json out.json]

CORPUS is a folder with a `manifest.csv` (see benchmarks/corpus.py for the columns) and
the audio that it names. Each file is recognized once, and by condition is measured: the
intent (from text too), named times, who answered, confidence, the time and the
processor time of a reply. Every known intent competes. With `--question` the rows that
answer it are heard once more, as at that node: only what is expected there competes, and
steers the recognizer. `--heard` keeps what was heard, so that all but the timings can be
measured again in seconds. `--report` writes a page, pictures and figures, compared with
those that are there (or with `--against`).
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from benchmarks import times
from benchmarks.comparison import Earlier, Record, read_record
from benchmarks.confusion import confusion
from benchmarks.corpus import Answer, Row, read_corpus
from benchmarks.heard import Heard, keeping
from benchmarks.hearing_report import RECORD, Report, write_json
from benchmarks.meanings import Question, no_question, question_at
from benchmarks.measured import Measured, by_condition
from benchmarks.party import greeting_of, judge
from benchmarks.recognition import WITHIN_S, Ears, Recognition, open_recognition
from benchmarks.surroundings import surroundings
from benchmarks.tables import confusion_table, figures_table
from benchmarks.targets import aims
from voicebot.settings import load_settings

WORST = 30

console = Console(width=200)

Hearing = Sequence[tuple[Row, Heard]]


def hear(
    question: Question, rows: Sequence[Row], corpus: Path, kept: dict[str, Heard]
) -> Hearing:
    """Rows with an answer to the question, heard as there."""

    def open_ear() -> Recognition:
        return open_recognition(question.phrases)

    ears = Ears(corpus, kept, open_ear, question.name)
    asked = question.asked(rows)
    what = question.name or "hearing"
    return [(row, ears.hear(row)) for row in track(asked, what, console=console)]


def answers_of(
    question: Question, rows: Sequence[Row], heard: Hearing
) -> Mapping[str, Sequence[Answer]]:
    return by_condition(
        question.read_texts(rows),
        (question.understand(row, one) for row, one in heard),
        lambda answer: answer.row.condition,
    )


def measure(
    rows: Sequence[Row], questions: Sequence[Question], hearings: Sequence[Hearing]
) -> Measured:
    """The first question is none: everything competes. A second one is a question."""
    times.open_dictionary()
    heard = hearings[0]
    judged = (judge(greeting_of(row), one, WITHIN_S) for row, one in heard)
    return Measured(
        answers=answers_of(questions[0], rows, heard),
        times=by_condition(
            times.of_texts(rows),
            (times.read_time(row, one) for row, one in heard),
            lambda reading: reading.row.condition,
        ),
        parties=by_condition(
            (), filter(None, judged), lambda one: one.greeting.condition
        ),
        asked=answers_of(questions[-1], questions[-1].asked(rows), hearings[-1])
        if len(questions) > 1
        else {},
        question=questions[-1].name,
    )


def chosen(rows: Sequence[Row], every: int) -> list[Row]:
    """One utterance in so many, in all its conditions."""
    names = list(dict.fromkeys(row.utterance for row in rows))[::every]
    return [row for row in rows if row.utterance in set(names)]


def print_report(report: Report, *, errors: bool) -> None:
    for condition, answers in report.measured.answers.items():
        console.print(confusion_table(condition, confusion(answers)))
        if errors:
            print_errors(answers)
    for each in report.sections.values():
        console.print(figures_table(each.title, "condition", each.figures))
    rows = {aim.name: aim.cells for aim in report.aims}
    console.print(figures_table("asked and reached", "", rows))


def print_errors(answers: Sequence[Answer]) -> None:
    for answer in [answer for answer in answers if not answer.is_right][:WORST]:
        console.print(
            f"  {answer.row.utterance} {answer.row.intent} → {answer.label}:"
            f" «{answer.row.text}» heard «{answer.heard}»",
            highlight=False,
        )


def parse_arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--conditions", help="only these, with commas; default all")
    parser.add_argument("--every", type=int, default=1, help="one utterance in so many")
    parser.add_argument("--question", metavar="FILE:NODE", help="also as at this node")
    parser.add_argument("--heard", type=Path, help="keep what was heard here")
    parser.add_argument("--errors", action="store_true", help="print the first errors")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--report", type=Path, help="write a report into this folder")
    parser.add_argument("--against", type=Path, help="compare with this hearing.json")
    return parser.parse_args(given)


def run(arguments: argparse.Namespace, kept: dict[str, Heard]) -> Report:
    settings = load_settings()
    questions = [no_question(settings)]
    if arguments.question:
        questions.append(question_at(settings, arguments.question))
    rows = chosen(read_corpus(arguments.corpus), arguments.every)
    wanted = arguments.conditions.split(",") if arguments.conditions else None
    spoken = [row for row in rows if wanted is None or row.condition in wanted]
    hearings = [
        hear(question, spoken, arguments.corpus, kept) for question in questions
    ]
    measured = measure(rows, questions, hearings)
    made = surroundings(
        arguments.corpus,
        every=arguments.every,
        conditions=dict.fromkeys(row.condition for row in spoken),
        engines={one.engine for _row, one in hearings[0]},
        book=questions[0].understander.book,
        threads=settings.asr.threads,
    )
    return Report(
        run=made,
        measured=measured,
        sections=measured.sections(),
        aims=aims(measured),
        earlier=Earlier(_earlier_record(arguments), made),
    )


def _earlier_record(arguments: argparse.Namespace) -> Record | None:
    if arguments.against:
        return read_record(arguments.against)
    return read_record(arguments.report / RECORD) if arguments.report else None


def main(given: Sequence[str] | None = None) -> None:
    arguments = parse_arguments(given)
    with keeping(arguments.heard) as kept:
        report = run(arguments, kept)
    print_report(report, errors=arguments.errors)
    if arguments.json:
        write_json(report, arguments.json)
    if arguments.report:
        report.write(arguments.report)


if __name__ == "__main__":
    main()
