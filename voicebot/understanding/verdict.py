"""One layer's opinion of an utterance."""

from dataclasses import dataclass

from voicebot.understanding.meaning import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An intent, how sure the layer is (0 to 1), and its reason for the timeline."""

    intent: str
    confidence: float
    why: str
    basis: Basis = Basis.RULE
