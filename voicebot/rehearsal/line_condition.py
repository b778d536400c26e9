"""How poor the line of a rehearsed call is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCondition:
    """What is added to a good line.

    `snr_db` is the speech's active level over the noise's mean; None adds no noise but
    the line's own. `loss` is the share of 20 ms packets that never arrive, 0 to 1, each
    lost by itself. The same seed gives the same noise and the same losses.
    """

    snr_db: float | None = None
    loss: float = 0.0
    seed: int = 0
