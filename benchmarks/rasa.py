"""What a Rasa server adds to understanding, and what it costs.

    python -m benchmarks.rasa [--url http://127.0.0.1:5005] [--replies FOLDER] [--json out.json]

Needs a server that runs (`make rasa`). Replies are files `*.yml` of `intent: [reply]`,
where a reply may be `{text: …, accept: [other intents]}`; the tests' own by default.
Every intent competes. Each reply is asked about once over one connection.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

from voicebot.nlu.opinion import Judged, Opinion
from voicebot.nlu.rasa import RasaServer
from voicebot.nlu.understander import RasaUnderstander
from voicebot.settings import PROJECT_DIR, load_settings
from voicebot.understanding.meaning import Basis
from voicebot.understanding.understander import Understander, open_understander
from voicebot.understanding.words import spoken_words

NOW = datetime.fromisoformat("2026-03-11T11:20+03:00")
LONGEST_S = 5.0
"""No reply is lost to a busy machine: the deadline of a call is not the question here."""

Guess = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What was said, and the intents that a fair judge accepts."""

    text: str
    accepted: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Shares of replies: understood, and taken for a «да» where no fair judge would."""

    accuracy: float
    false_yes: float


class Remembering:
    """Implements `voicebot.nlu.rasa.Judge`: asks a server once a text, and times it."""

    def __init__(self, server: RasaServer) -> None:
        self._server = server
        self._opinions: dict[str, Opinion] = {}
        self.took_ms: list[float] = []

    def ask(self, text: str) -> Opinion:
        if text not in self._opinions:
            began_s = time.perf_counter()
            self._opinions[text] = self._server.ask(text)
            self.took_ms.append((time.perf_counter() - began_s) * 1000)
        return self._opinions[text]

    def best(self, text: str) -> str | None:
        opinion = self.ask(text)
        return opinion.candidates[0].intent if isinstance(opinion, Judged) else None


def read_replies(path: Path) -> Iterator[Reply]:
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    for intent, entries in listed.items():
        for entry in entries:
            written = {"text": entry} if isinstance(entry, str) else entry
            accepted = frozenset({intent, *written.get("accept", ())})
            yield Reply(text=str(written["text"]), accepted=accepted)


def ways(embedded: Understander, rasa: Remembering) -> Mapping[str, Guess]:
    """How an utterance may be understood, by name."""
    layered = RasaUnderstander.of(embedded, rasa)

    def classifier(text: str) -> str | None:
        return embedded.classifier.candidates(spoken_words(text))[0].intent

    def after_phrases(text: str) -> str | None:
        meaning = embedded.understand(text, now=NOW)
        return meaning.intent if meaning.basis is Basis.PHRASE else rasa.best(text)

    return {
        "classifier alone": classifier,
        "rasa alone": rasa.best,
        "phrases, then rasa": after_phrases,
        "rasa for classifier": lambda text: layered.understand(text, now=NOW).intent,
        "embedded": lambda text: embedded.understand(text, now=NOW).intent,
    }


def score(replies: Sequence[Reply], guess: Guess) -> Score:
    guessed = [(reply, guess(reply.text)) for reply in replies]
    right = sum(intent in reply.accepted for reply, intent in guessed)
    unwanted = [intent for reply, intent in guessed if "yes" not in reply.accepted]
    return Score(
        accuracy=right / len(guessed),
        false_yes=unwanted.count("yes") / max(1, len(unwanted)),
    )


def print_table(scores: Mapping[str, Mapping[str, Score]]) -> None:
    for file, by_way in scores.items():
        print(f"\n{file:<22} {'accuracy':>9} {'false_yes':>10}")
        for way, one in by_way.items():
            print(f"  {way:<20} {one.accuracy:>9.1%} {one.false_yes:>10.2%}")


def percentiles(took_ms: Sequence[float]) -> dict[str, float]:
    """50th, 95th and 99th, and how many there are."""
    cuts = statistics.quantiles(took_ms, n=100)
    return {
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
        "p99_ms": round(cuts[98], 1),
        "readings": len(took_ms),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:5005")
    parser.add_argument(
        "--replies",
        type=Path,
        default=PROJECT_DIR / "tests" / "understanding" / "replies",
    )
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    folders = load_settings().folders
    embedded = open_understander(
        folders.dialogs / "phrases", folders.var / "understanding"
    )
    server = RasaServer(arguments.url, timeout_s=LONGEST_S)
    rasa = Remembering(server)
    tried = ways(embedded, rasa)
    scores = {
        path.stem: {
            way: score(list(read_replies(path)), guess) for way, guess in tried.items()
        }
        for path in sorted(arguments.replies.glob("*.yml"))
    }
    server.close()
    latency = percentiles(rasa.took_ms)
    print_table(scores)
    print(f"\na reading of rasa: {latency}")
    if arguments.json:
        found = {
            "latency": latency,
            "replies": {
                file: {
                    way: {"accuracy": one.accuracy, "false_yes": one.false_yes}
                    for way, one in by_way.items()
                }
                for file, by_way in scores.items()
            },
        }
        arguments.json.write_text(
            json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        )


if __name__ == "__main__":
    main()
