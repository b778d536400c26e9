"""The trained classifier on disk, so that only the first start trains."""

import hashlib
import os
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import numpy as np

from voicebot.understanding.classifier import Classifier
from voicebot.understanding.ngrams import DIMENSIONS
from voicebot.understanding.phrases import PhraseBook
from voicebot.understanding.training import train

FORMAT = 1
"""Raise it when the features, the training or the file change."""

_TRAINED_WITH = ("numpy", "scikit-learn", "pymorphy3", "pymorphy3-dicts-ru")


def cached_classifier(book: PhraseBook, cache_dir: Path) -> Classifier:
    """Load the classifier of exactly these phrases; train and keep it where none is.

    A damaged or half-written file counts as none.
    """
    path = cache_dir / f"intents-{_fingerprint(book)}.npz"
    found = _load(path)
    if found is None:
        found = train(book)
        _save(found, path)
    return found


def _fingerprint(book: PhraseBook) -> str:
    digest = hashlib.sha256(f"{FORMAT}".encode())
    for package in _TRAINED_WITH:
        digest.update(f"{package}={version(package)}\n".encode())
    for intent in sorted(book):
        digest.update(f"{intent}\n{book[intent]!r}\n".encode())
    return digest.hexdigest()[:16]


def _load(path: Path) -> Classifier | None:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            found = Classifier(
                intents=tuple(str(intent) for intent in arrays["intents"]),
                coefficients=arrays["coefficients"],
                intercepts=arrays["intercepts"],
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    return found if _is_whole(found) else None


def _is_whole(found: Classifier) -> bool:
    count = len(found.intents)
    return found.coefficients.shape == (
        DIMENSIONS,
        count,
    ) and found.intercepts.shape == (count,)


def _save(classifier: Classifier, path: Path) -> None:
    """Write beside and rename, so that no reader meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".partial")
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            np.savez(
                file,
                intents=np.array(classifier.intents),
                coefficients=classifier.coefficients,
                intercepts=classifier.intercepts,
            )
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
