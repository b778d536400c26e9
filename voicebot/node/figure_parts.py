"""What figures of several kinds are made of."""

from collections.abc import Sequence
from itertools import accumulate

from voicebot.histogram import Histogram
from voicebot.node.reports import PhoneLoad

PROCESS = ["process"]

Phones = Sequence[tuple[str, PhoneLoad]]


def buckets(histogram: Histogram) -> list[tuple[str, int]]:
    """Prometheus counts each bucket with all that are below it."""
    bounds = [*map(str, histogram.bounds), "+Inf"]
    return list(zip(bounds, accumulate(histogram.counts), strict=True))
