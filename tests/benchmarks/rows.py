"""Rows of a corpus and what was made of them, in a few words."""

import math
from collections.abc import Mapping
from pathlib import Path

from benchmarks.corpus import Answer, Row


def row(
    intent: str,
    *,
    utterance: str = "u0",
    text: str = "слова",
    accept: str = "",
    condition: str = "clean",
    slots: Mapping[str, object] | None = None,
) -> Row:
    return Row(
        path=Path(f"{utterance}.flac"),
        utterance=utterance,
        text=text,
        intent=intent,
        accept=frozenset({intent, *accept.split()}),
        slots=slots or {},
        condition=condition,
    )


def answer(
    of: Row,
    intent: str | None,
    *,
    confidence: float = 1.0,
    slots: Mapping[str, object] | None = None,
    wait_s: float = math.nan,
) -> Answer:
    return Answer(
        row=of,
        heard=of.text,
        intent=intent,
        confidence=confidence,
        slots=slots or {},
        latency_s=wait_s,
        cpu_s=wait_s,
    )
