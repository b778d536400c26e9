"""Training the classifier from the phrase lists: seconds, and the same each time."""

import random
import warnings
from collections.abc import Iterator

import numpy as np

from voicebot.understanding.classifier import Classifier
from voicebot.understanding.corruption import gibberish, variants
from voicebot.understanding.ngrams import DIMENSIONS, features
from voicebot.understanding.phrases import OUT_OF_SCOPE, PhraseBook
from voicebot.understanding.words import spoken_words

COPIES = 2
"""Altered copies of each phrase, beside the phrase itself."""

SEED = 20_260_311
BACKGROUND = 1_000
"""Made-up utterances that mean nothing, so that strangeness is no answer."""

ITERATIONS = 10
"""Passes over the phrases, a fixed number: stopping early keeps the weights small.
Stochastic steps reach in ten what whole-batch ones do not in thirty."""

INVERSE_REGULARIZATION = 12.0

TEMPERATURE = 1.15
"""Scores are divided by it, so that of answers at 0.8 four of five are right: measured
on phrases kept out of training (`benchmarks/meaning.py` tells the best one)."""


def train(book: PhraseBook) -> Classifier:
    """Fit on every phrase and its altered copies; the dice have a fixed seed."""
    # Training is rare and this library takes over a second to import: not at start-up.
    from scipy.sparse import csr_matrix
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    labels, columns, values, ends = [], [], [], [0]
    for intent, words in _examples(book):
        buckets, weights = features(words)
        labels.append(intent)
        columns.append(buckets)
        values.append(weights)
        ends.append(ends[-1] + len(buckets))
    if len(set(labels)) == 1:
        return _of_one(labels[0])
    matrix = csr_matrix(
        (np.concatenate(values), np.concatenate(columns), np.array(ends)),
        shape=(len(labels), DIMENSIONS),
    )
    model = LogisticRegression(
        solver="sag",
        C=INVERSE_REGULARIZATION,
        max_iter=ITERATIONS,
        class_weight="balanced",
        tol=1e-3,
        random_state=SEED,
    )
    with warnings.catch_warnings():
        # Stopping before convergence is what ITERATIONS asks for.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(matrix, labels)
    rows, intercepts = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # noqa: PLR2004  # of two, only the second has a row
        rows = np.vstack([np.zeros_like(rows), rows])
        intercepts = np.append(0.0, intercepts)
    return Classifier(
        intents=tuple(str(intent) for intent in model.classes_),
        coefficients=np.ascontiguousarray(rows.T / TEMPERATURE, dtype=np.float32),
        intercepts=(intercepts / TEMPERATURE).astype(np.float32),
    )


def _of_one(intent: str) -> Classifier:
    """Where there is one intent only, everything is as like it as can be."""
    return Classifier(
        intents=(intent,),
        coefficients=np.zeros((DIMENSIONS, 1), np.float32),
        intercepts=np.zeros(1, np.float32),
    )


def _examples(book: PhraseBook) -> Iterator[tuple[str, tuple[str, ...]]]:
    dice = random.Random(SEED)
    for intent in sorted(book):
        for phrase in book[intent]:
            words = spoken_words(phrase)
            if not words:
                continue
            yield intent, words
            for altered in variants(words, dice, COPIES):
                yield intent, altered
    if OUT_OF_SCOPE in book:
        vocabulary = sorted(
            {
                word
                for listed in book.values()
                for said in listed
                for word in spoken_words(said)
            }
        )
        for invented in gibberish(vocabulary, dice, BACKGROUND):
            yield OUT_OF_SCOPE, invented
