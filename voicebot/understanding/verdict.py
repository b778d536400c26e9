"""One layer's opinion of an utterance."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An intent, how sure the layer is (0 to 1), and its reason for the timeline."""

    intent: str
    confidence: float
    why: str
