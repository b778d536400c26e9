"""Learns what openings of machines and people are like; run after changing openings.yml.

    python -m voicebot.answering.learning [PHRASES]

PHRASES is the folder of phrase lists (dialogs/phrases): whatever people answer robots is
a person's too.
"""

import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from voicebot.answering.likeness import DIMENSIONS, WEIGHTS, LearntWeights
from voicebot.answering.verdict import Answerer
from voicebot.understanding.ngrams import features
from voicebot.understanding.phrases import load_phrases
from voicebot.understanding.words import spoken_words

OPENINGS = Path(__file__).with_name("openings.yml")
PHRASES = Path(__file__).parents[2] / "dialogs" / "phrases"

BEGINNINGS = (38, 25)
"""Letters said in 2.5 s, about, and in less: so much is heard when a verdict falls."""

REPLY_WEIGHT = 0.1
"""Of one reply of the phrase lists beside an opening: there are thousands of them."""

INVERSE_REGULARIZATION = 30.0
ITERATIONS = 200

MACHINES_INTENT = "answering_machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One text to learn from."""

    words: tuple[str, ...]
    answerer: Answerer
    weight: float = 1.0


def digest(openings: Path = OPENINGS) -> str:
    """Of the texts: the weights tell what they were learnt from."""
    return hashlib.sha256(openings.read_bytes()).hexdigest()


def beginning(text: str, letters: int) -> str:
    """What is heard of it so far, in whole words."""
    return text if len(text) <= letters else text[:letters].rsplit(" ", 1)[0]


def read_openings(path: Path = OPENINGS) -> Iterator[Opening]:
    """Each whole and begun; of people only so much as a verdict hears."""
    wordings: Mapping[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, texts in wordings.items():
        answerer = Answerer(name)
        cuts = BEGINNINGS[:1] if answerer is Answerer.PERSON else BEGINNINGS
        for text in texts:
            for part in dict.fromkeys([text, *(beginning(text, cut) for cut in cuts)]):
                yield Opening(words=spoken_words(part), answerer=answerer)


def read_replies(folder: Path) -> Iterator[Opening]:
    for intent, phrases in load_phrases(folder).items():
        if intent == MACHINES_INTENT:
            continue
        for phrase in phrases:
            yield Opening(
                words=spoken_words(phrase),
                answerer=Answerer.PERSON,
                weight=REPLY_WEIGHT,
            )


def learn(openings: Sequence[Opening]) -> LearntWeights:
    """The same openings give the same weights."""
    # Learning is rare and this library takes over a second to import: not at start-up.
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    heard = [opening for opening in openings if opening.words]
    rows = [features(opening.words) for opening in heard]
    matrix = csr_matrix(
        (
            np.concatenate([weights for _, weights in rows]),
            np.concatenate([buckets % DIMENSIONS for buckets, _ in rows]),
            np.cumsum([0, *(len(buckets) for buckets, _ in rows)]),
        ),
        shape=(len(rows), DIMENSIONS),
    )
    matrix.sum_duplicates()
    model = LogisticRegression(C=INVERSE_REGULARIZATION, max_iter=ITERATIONS)
    model.fit(
        matrix,
        [opening.answerer.value for opening in heard],
        sample_weight=[opening.weight for opening in heard],
    )
    return LearntWeights(
        answerers=tuple(Answerer(name) for name in model.classes_),
        coefficients=np.ascontiguousarray(model.coef_.T, dtype=np.float32),
        intercepts=model.intercept_.astype(np.float32),
    )


def store(learnt: LearntWeights, path: Path = WEIGHTS) -> None:
    """Half precision: a hundredth of a log-odd is nothing here."""
    np.savez_compressed(
        path,
        answerers=np.array([answerer.value for answerer in learnt.answerers]),
        coefficients=learnt.coefficients.astype(np.float16),
        intercepts=learnt.intercepts,
        digest=np.array(digest()),
    )


if __name__ == "__main__":
    replies = Path(sys.argv[1]) if len(sys.argv) > 1 else PHRASES
    store(learn([*read_openings(), *read_replies(replies)]))
