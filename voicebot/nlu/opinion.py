"""What a Rasa server makes of one utterance."""

import json
from dataclasses import dataclass
from math import isfinite
from typing import Any

from voicebot.understanding.meaning import Candidate
from voicebot.understanding.phrases import OUT_OF_SCOPE

_NONE_OF_THEM = "nlu_fallback"
"""The intent that Rasa's own FallbackClassifier gives to what it is unsure of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Rasa's candidates, likeliest first; at least one."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """No opinion. `reason` completes «rasa …», in English, for the timeline.

    It holds nothing of what the server sent.
    """

    reason: str


Opinion = Judged | Silent


def read_opinion(content: bytes) -> Judged:
    """The reply of `POST /model/parse` (Rasa 3, HTTP API).

    Raises:
        ValueError: it is not such a reply, or names no intent.
    """
    try:
        reply = json.loads(content)
        ranked = [_candidate(one) for one in reply["intent_ranking"]]
        best = _candidate(reply["intent"])
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError("not a reply of /model/parse") from error
    others = sorted(ranked, key=lambda one: -one.confidence)
    return Judged(
        candidates=(best, *(one for one in others if one.intent != best.intent))
    )


def _candidate(written: Any) -> Candidate:
    intent, confidence = written["name"], float(written["confidence"])
    if not isinstance(intent, str) or not intent:
        raise ValueError("an intent without a name")
    if not isfinite(confidence) or not 0 <= confidence <= 1:
        raise ValueError("a confidence that is none")
    name = OUT_OF_SCOPE if intent == _NONE_OF_THEM else intent
    return Candidate(intent=name, confidence=confidence)
