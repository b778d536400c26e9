"""How well texts are understood: replies, polarity, rejection, calibration, one split.

    python -m benchmarks.meaning [--corpus CORPUS] [--export-rasa DIR] [--rasa URL]
                                 [--json out.json]

The project's own sets (`tests/understanding`) are asked, and the texts of CORPUS's
`manifest.csv`. Every third phrase of the lists is kept out of training and asked: the
same split is written for another engine by `--export-rasa DIR` (`train.yml` and
`test.yml`, Rasa's NLU format), and a Rasa server that learnt `train.yml` is asked it
with `--rasa URL`. Times are processor time, so a busy machine hardly spoils them.
"""

import argparse
import json
import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import yaml
from rich.console import Console

from benchmarks.calibration import calibration_error
from benchmarks.confusion import confusion
from benchmarks.corpus import Answer, Row, read_corpus, share
from benchmarks.gibberish import strange_talk
from benchmarks.tables import confusion_table, figures_table
from voicebot.nlu.opinion import Judged
from voicebot.nlu.rasa import RasaServer
from voicebot.settings import PROJECT_DIR
from voicebot.understanding.classifier import Classifier
from voicebot.understanding.phrases import OUT_OF_SCOPE, PhraseBook, load_phrases
from voicebot.understanding.training import train
from voicebot.understanding.understander import Understander, open_understander
from voicebot.understanding.words import spoken_words

NOW = datetime.fromisoformat("2026-03-11T11:20:00+03:00")
PHRASES = PROJECT_DIR / "dialogs" / "phrases"
SETS = PROJECT_DIR / "tests" / "understanding"
KEPT_OUT = 3
"""Of every so many phrases of an intent, one is asked; the others train."""

DEADLINE_S = 5.0
TEMPERATURES = tuple(step / 20 for step in range(8, 41))

Guess = Callable[[str], tuple[str | None, float]]
"""Text to an intent and its confidence, 0 to 1."""

console = Console(width=180)


def asked(rows: Iterable[Row], guess: Guess) -> list[Answer]:
    return [_asked(row, guess) for row in rows]


def _asked(row: Row, guess: Guess) -> Answer:
    began_s = time.process_time()
    intent, confidence = guess(row.text)
    took_s = time.process_time() - began_s
    return Answer(
        row=row,
        heard=row.text,
        intent=intent,
        confidence=confidence,
        slots={},
        latency_s=took_s,
        cpu_s=took_s,
    )


def row_of(text: str, intent: str, accepted: Iterable[str] = ()) -> Row:
    return Row(
        path=Path(),
        utterance=text,
        text=text,
        intent=intent,
        accept=frozenset({intent, *accepted}),
        slots={},
        condition="text",
    )


def own_sets() -> Mapping[str, list[Row]]:
    """The tests' sets by name."""
    files = [*sorted((SETS / "replies").glob("*.yml")), SETS / "polarity_oddities.yaml"]
    return {path.stem: list(_replies(path)) for path in files}


def _replies(path: Path) -> Iterable[Row]:
    """Of a file of `intent: [reply]`; a reply is a text or `{text, accept}`."""
    listed = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for intent, entries in listed.items():
        for entry in entries:
            if isinstance(entry, str):
                yield row_of(entry, intent)
            else:
                yield row_of(entry["text"], intent, entry["accept"])


def split(book: PhraseBook) -> tuple[PhraseBook, PhraseBook]:
    """What trains and what is asked; the same each time."""
    asked_of = {
        intent: tuple(phrases[KEPT_OUT - 1 :: KEPT_OUT])
        for intent, phrases in book.items()
    }
    learnt = {
        intent: tuple(one for one in phrases if one not in set(asked_of[intent]))
        for intent, phrases in book.items()
    }
    return learnt, asked_of


def write_nlu(book: PhraseBook, path: Path) -> None:
    """In Rasa's NLU format."""
    entries = (
        f"- intent: {intent}\n  examples: |\n"
        + "".join(f"    - {phrase}\n" for phrase in phrases)
        for intent, phrases in book.items()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('version: "3.1"\n\nnlu:\n' + "\n".join(entries), encoding="utf-8")


def by_understanding(understander: Understander) -> Guess:
    def guess(text: str) -> tuple[str | None, float]:
        meaning = understander.understand(text, now=NOW)
        return meaning.intent, meaning.confidence

    return guess


def by_classifier(classifier: Classifier) -> Guess:
    def guess(text: str) -> tuple[str | None, float]:
        best = classifier.candidates(spoken_words(text))[0]
        return best.intent, best.confidence

    return guess


def by_rasa(server: RasaServer) -> Guess:
    def guess(text: str) -> tuple[str | None, float]:
        opinion = server.ask(text)
        if not isinstance(opinion, Judged):
            raise SystemExit(f"rasa {opinion.reason}")
        return opinion.candidates[0].intent, opinion.candidates[0].confidence

    return guess


def figures(answers: Sequence[Answer]) -> dict[str, float | int]:
    """Shares are of 1; times are the mean processor time of one text."""
    others = [answer for answer in answers if "yes" not in answer.row.accept]
    return {
        "texts": len(answers),
        "accuracy": round(share(answers), 4),
        "false_yes": round(share(others, "is_false_yes"), 4),
        "ece": round(calibration_error(answers), 3),
        "cpu_ms": round(
            1000 * sum(answer.cpu_s for answer in answers) / len(answers), 2
        ),
    }


def temperature(classifier: Classifier, rows: Sequence[Row]) -> float:
    """By which the scores would be divided for the least surprise (Guo et al., 2017)."""
    chances = [
        {one.intent: one.confidence for one in classifier.candidates(words)}
        for words in (spoken_words(row.text) for row in rows)
    ]
    right = [row.intent for row in rows]
    return min(TEMPERATURES, key=lambda value: _surprise(chances, right, value))


def _surprise(
    chances: Sequence[Mapping[str, float]], right: Sequence[str], value: float
) -> float:
    total = 0.0
    for each, intent in zip(chances, right, strict=True):
        softened = {
            name: max(chance, 1e-9) ** (1 / value) for name, chance in each.items()
        }
        total -= math.log(softened[intent] / sum(softened.values()))
    return total


def rejected(guess: Guess) -> dict[str, float]:
    """The share of strange talk, by kind, that was taken for an answer."""
    return {
        kind: round(
            sum(guess(text)[0] not in {None, OUT_OF_SCOPE} for text in texts)
            / len(texts),
            4,
        )
        for kind, texts in strange_talk().items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--export-rasa", type=Path, metavar="DIR")
    parser.add_argument("--rasa", metavar="URL")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()

    learnt, held_out = split(load_phrases(PHRASES))
    if arguments.export_rasa:
        write_nlu(learnt, arguments.export_rasa / "train.yml")
        write_nlu(held_out, arguments.export_rasa / "test.yml")

    understander = open_understander(PHRASES, PROJECT_DIR / "var" / "understanding")
    understood = by_understanding(understander)
    sets = dict(own_sets())
    if arguments.corpus:
        texts = {row.utterance: row for row in read_corpus(arguments.corpus)}
        sets["corpus"] = [row for row in texts.values() if row.text]
    answers = {name: asked(rows, understood) for name, rows in sets.items()}
    matrix = confusion(answers["polarity_oddities"])
    console.print(confusion_table("polarity", matrix))
    told = {name: figures(each) for name, each in answers.items()}
    console.print(figures_table("understanding, by set", "", told))

    strange = rejected(understood)
    console.print(
        figures_table("strange talk taken for an answer", "", {"share": strange})
    )

    rows = [row_of(text, intent) for intent in held_out for text in held_out[intent]]
    embedded = train(learnt)
    engines = {"embedded classifier": by_classifier(embedded)}
    if arguments.rasa:
        engines["rasa"] = by_rasa(RasaServer(arguments.rasa, timeout_s=DEADLINE_S))
    compared = {name: figures(asked(rows, engine)) for name, engine in engines.items()}
    console.print(figures_table("one split, engines alone", "", compared))
    console.print(f"best temperature: {temperature(embedded, rows)}")
    if arguments.json:
        found = {"sets": told, "strange_talk": strange, "split": compared}
        arguments.json.write_text(
            json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        )


if __name__ == "__main__":
    main()
