"""What phones do for campaigns, as Prometheus reads it."""

from collections import Counter
from collections.abc import Iterator

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from voicebot.node.figure_parts import PROCESS, Phones, buckets

_BY_CAMPAIGN = [*PROCESS, "campaign"]


def of_campaigns(phones: Phones) -> Iterator[Metric]:
    yield _of_lines(phones)
    yield _of_live(phones)
    yield _of_attempts(phones)
    yield _of_claims(phones)


def _of_lines(phones: Phones) -> Metric:
    lines = GaugeMetricFamily(
        "voicebot_campaign_lines",
        "Calls that a phone dials for campaigns at most.",
        labels=PROCESS,
    )
    for name, load in phones:
        lines.add_metric([name], load.lines)
    return lines


def _of_live(phones: Phones) -> Metric:
    """A campaign that was dialled stands at 0 when none of its calls goes on."""
    live = GaugeMetricFamily(
        "voicebot_campaign_calls", "Campaigns' calls that go on.", labels=_BY_CAMPAIGN
    )
    for name, load in phones:
        calls = Counter(call.campaign for call in load.calls if call.campaign)
        for campaign in sorted({*calls, *load.attempts}):
            live.add_metric([name, campaign], calls[campaign])
    return live


def _of_attempts(phones: Phones) -> Metric:
    attempts = CounterMetricFamily(
        "voicebot_campaign_attempts",
        "Campaigns' calls that ended, by what they came to.",
        labels=[*_BY_CAMPAIGN, "result"],
    )
    for name, load in phones:
        for campaign, results in load.attempts.items():
            for result, count in results.items():
                attempts.add_metric([name, campaign, result], count)
    return attempts


def _of_claims(phones: Phones) -> Metric:
    claims = HistogramMetricFamily(
        "voicebot_claim_seconds",
        "How long the database took to give a phone its next contacts.",
        labels=PROCESS,
    )
    for name, load in phones:
        if load.lines:
            claims.add_metric([name], buckets(load.claims), load.claims.total)
    return claims
