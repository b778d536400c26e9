"""What was learnt from the phrase lists, on disk, so that only the first start learns."""

import fcntl
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from voicebot.understanding.classifier import Classifier
from voicebot.understanding.familiarity import Familiarity
from voicebot.understanding.ngrams import DIMENSIONS
from voicebot.understanding.phrases import PhraseBook, answers
from voicebot.understanding.training import train

FORMAT = 5
"""Raise it when the features, the training or the file change."""

_TRAINED_WITH = ("numpy", "scikit-learn", "pymorphy3", "pymorphy3-dicts-ru")


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """All that takes long to compute."""

    classifier: Classifier
    familiarity: Familiarity


def learnt_from(book: PhraseBook, patterns: Iterable[str], cache_dir: Path) -> Learnt:
    """Load what was learnt from exactly these; learn and keep it where nothing is.

    A damaged or half-written file counts as none. Of processes that start together one
    learns, and the others wait for what it keeps.
    """
    sources = tuple(patterns)
    path = cache_dir / f"intents-{_fingerprint(book, sources)}.npz"
    return _load(path) or _learn_once(book, sources, path)


def _learn_once(book: PhraseBook, patterns: Iterable[str], path: Path) -> Learnt:
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(path.parent):
        if found := _load(path):
            return found
        learnt = Learnt(
            classifier=train(book), familiarity=Familiarity.of(answers(book), patterns)
        )
        _save(learnt, path)
    return learnt


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """No other process is inside such a block; a killed one leaves it too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _fingerprint(book: PhraseBook, patterns: Iterable[str]) -> str:
    digest = hashlib.sha256(f"{FORMAT}".encode())
    for package in _TRAINED_WITH:
        digest.update(f"{package}={version(package)}\n".encode())
    for intent in sorted(book):
        digest.update(f"{intent}\n{book[intent]!r}\n".encode())
    for pattern in patterns:
        digest.update(f"{pattern}\n".encode())
    return digest.hexdigest()[:16]


def _load(path: Path) -> Learnt | None:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            found = Classifier(
                intents=tuple(str(intent) for intent in arrays["intents"]),
                coefficients=arrays["coefficients"],
                intercepts=arrays["intercepts"],
            )
            known = frozenset(str(arrays["known"]).split())
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    whole = _is_whole(found)
    return Learnt(classifier=found, familiarity=Familiarity(known)) if whole else None


def _is_whole(found: Classifier) -> bool:
    count = len(found.intents)
    return found.coefficients.shape == (
        DIMENSIONS,
        count,
    ) and found.intercepts.shape == (count,)


def _save(learnt: Learnt, path: Path) -> None:
    """Write beside and rename, so that no reader meets half a file."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".partial")
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            np.savez(
                file,
                intents=np.array(learnt.classifier.intents),
                coefficients=learnt.classifier.coefficients,
                intercepts=learnt.classifier.intercepts,
                known=np.array(" ".join(sorted(learnt.familiarity.known))),
            )
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
