"""What mishearings do to understanding: false yeses, recall, confidence.

    python -m benchmarks.mishearing [--unlisted] [--json out.json]

The replies of `tests/understanding` are asked with letters lost, added and confused as
often as was counted on phrases said through noise (`misheard_letters.csv`), with up to
two more readings each; and as Whisper read 1,200 of them, said by Festival through
noise of 6 to 20 dB and a-law (`tests/understanding/misheard.csv`). `--unlisted` first
takes the replies out of the phrase lists: so strangers' wordings are misheard. The
curve tells what a scenario loses, and is spared, by asking for a confidence.
"""

import argparse
import csv
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.calibration import calibration_error
from benchmarks.corpus import Answer, Row, share
from benchmarks.letter_noise import Noise
from benchmarks.meaning import NOW, PHRASES, SETS, own_sets, row_of
from benchmarks.tables import figures_table
from voicebot.settings import PROJECT_DIR
from voicebot.understanding.phrases import OUT_OF_SCOPE, PhraseBook, load_phrases
from voicebot.understanding.understander import Understander, understander_of
from voicebot.understanding.words import spoken_words

KEPT = ("tune", "first", "second", "third", "fourth", "fifth")
"""The sets that are misheard; `check` is left for `meaning.py`."""

SEED = 11
ASKED = 1000
"""Of some 3,200 replies."""

SHORTEST_UNLISTED = 5
"""Letters; «да» and «нет» stay listed whatever is measured."""

CONFIDENCES = (0.0, 0.5, 0.8, 0.9, 0.95)

console = Console(width=140)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misheard:
    """A reply, and the readings that noise made of it, likeliest first."""

    row: Row
    readings: tuple[str, ...]


def replies() -> list[Row]:
    """Shuffled, the same each time."""
    sets, known = own_sets(), load_phrases(PHRASES)
    rows = [row for name in KEPT for row in sets[name] if row.intent in known]
    random.Random(SEED).shuffle(rows)
    return rows


def lettered(rows: Sequence[Row]) -> list[Misheard]:
    """Their letters altered as noise alters them."""
    noise = Noise(random.Random(SEED))
    return [Misheard(row=row, readings=noise.readings(row.text)) for row in rows]


def spoken() -> list[Misheard]:
    """What a recognizer read of replies that were said through noise."""
    with (SETS / "misheard.csv").open(encoding="utf-8", newline="") as file:
        return [
            Misheard(
                row=row_of(line["said"], line["intent"], line["accept"].split(";")),
                readings=(
                    line["heard"],
                    *filter(None, line["alternatives"].split(" | ")),
                ),
            )
            for line in csv.DictReader(file)
        ]


def unlisted(book: PhraseBook, rows: Sequence[Row]) -> PhraseBook:
    """The lists without these replies, but for the shortest."""
    asked = {spoken_words(row.text) for row in rows}
    hidden = {words for words in asked if len("".join(words)) >= SHORTEST_UNLISTED}
    return {
        intent: tuple(one for one in listed if spoken_words(one) not in hidden)
        for intent, listed in book.items()
    }


def opened(hidden: Sequence[Row]) -> Understander:
    """What is understood without these replies in the lists."""
    book = unlisted(load_phrases(PHRASES), hidden)
    return understander_of(book, (), PROJECT_DIR / "var" / "understanding")


def understood(understander: Understander, heard: Sequence[Misheard]) -> list[Answer]:
    return [_answer(understander, one) for one in heard if one.readings[0]]


def _answer(understander: Understander, heard: Misheard) -> Answer:
    first, *others = heard.readings
    meaning = understander.understand(first, now=NOW, alternatives=others)
    return Answer(
        row=heard.row,
        heard=first,
        intent=meaning.intent,
        confidence=meaning.confidence,
        slots={},
        latency_s=0.0,
        cpu_s=0.0,
    )


def figures(answers: Sequence[Answer]) -> dict[str, float]:
    """Shares of 1; `mistaken` were taken for another intent, not for a no-match."""
    mistaken = [
        answer
        for answer in answers
        if not answer.is_right and answer.intent != OUT_OF_SCOPE
    ]
    return {
        "replies": len(answers),
        "right": round(share(answers), 4),
        "mistaken": round(len(mistaken) / len(answers), 4),
        "ece": round(calibration_error(answers), 3),
    }


def curve(answers: Sequence[Answer]) -> dict[str, dict[str, float]]:
    """By the confidence asked of a yes: yeses recalled, and others taken for one."""
    agreeing = [answer for answer in answers if "yes" in answer.row.accept]
    others = [answer for answer in answers if "yes" not in answer.row.accept]
    return {
        f"{least:.2f}": {
            "recalled": round(_yes_share(agreeing, least), 4),
            "false": round(_yes_share(others, least), 4),
        }
        for least in CONFIDENCES
    }


def _yes_share(answers: Sequence[Answer], least: float) -> float:
    taken = [one for one in answers if one.intent == "yes" and one.confidence >= least]
    return len(taken) / max(1, len(answers))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unlisted", action="store_true")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()

    rows = replies()
    understander = opened(rows if arguments.unlisted else ())
    sets = {"letters": lettered(rows[:ASKED]), "speech in noise": spoken()}
    answers = {name: understood(understander, heard) for name, heard in sets.items()}
    told = {name: figures(each) for name, each in answers.items()}
    console.print(figures_table("misheard replies", "misheard by", told))
    curves = {name: curve(each) for name, each in answers.items()}
    for name, each in curves.items():
        console.print(figures_table(f"a yes, {name}", "confidence from", each))
    if arguments.json:
        found = {"figures": told, "curves": curves}
        arguments.json.write_text(
            json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        )


if __name__ == "__main__":
    main()
