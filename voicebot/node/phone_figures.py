"""What phones count, as Prometheus reads it."""

from collections.abc import Iterator

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from voicebot.node.call_state import CallState
from voicebot.node.campaign_figures import of_campaigns
from voicebot.node.figure_parts import PROCESS, Phones, buckets

_ENDED = "ended_"


def of_phones(phones: Phones) -> Iterator[Metric]:
    yield from _of_calls(phones)
    yield from _of_counts(phones)
    yield _of_latency(phones)
    yield _of_dropped(phones)
    yield from of_campaigns(phones)
    yield from _of_trunks(phones)


def _of_calls(phones: Phones) -> Iterator[Metric]:
    live = GaugeMetricFamily(
        "voicebot_calls", "Calls that go on, by state.", labels=[*PROCESS, "state"]
    )
    slots = GaugeMetricFamily(
        "voicebot_call_slots", "Callers that a phone takes at most.", labels=PROCESS
    )
    for name, load in phones:
        states = [call.state for call in load.calls]
        for state in CallState:
            live.add_metric([name, state.value], states.count(state))
        slots.add_metric([name], load.slots)
    yield from (live, slots)


def _of_counts(phones: Phones) -> Iterator[Metric]:
    ended = CounterMetricFamily(
        "voicebot_calls_ended",
        "Calls by how they ended.",
        labels=[*PROCESS, "disposition"],
    )
    events = CounterMetricFamily(
        "voicebot_call_events",
        "Events of calls' timelines by kind.",
        labels=[*PROCESS, "event"],
    )
    for name, load in phones:
        for count, number in load.counts.items():
            if count.startswith(_ENDED):
                ended.add_metric([name, count.removeprefix(_ENDED)], number)
            else:
                events.add_metric([name, count], number)
    yield from (ended, events)


def _of_latency(phones: Phones) -> Metric:
    latency = HistogramMetricFamily(
        "voicebot_turn_latency_seconds",
        "From the caller's last sound to the robot's first.",
        labels=PROCESS,
    )
    for name, load in phones:
        latency.add_metric([name], buckets(load.latency), load.latency.total)
    return latency


def _of_dropped(phones: Phones) -> Metric:
    dropped = CounterMetricFamily(
        "voicebot_dropped_chunks",
        "20 ms of a call each, lost because its process stood still too long.",
        labels=PROCESS,
    )
    for name, load in phones:
        dropped.add_metric([name], load.dropped_ticks)
    return dropped


def _of_trunks(phones: Phones) -> Iterator[Metric]:
    labels = [*PROCESS, "trunk"]
    up = GaugeMetricFamily(
        "voicebot_trunk_up", "Whether a phone finds the trunk working.", labels=labels
    )
    code = GaugeMetricFamily(
        "voicebot_trunk_last_code",
        "SIP code of the trunk's last answer, 0 before any.",
        labels=labels,
    )
    for name, load in phones:
        for trunk in load.trunks:
            up.add_metric([name, trunk.name], trunk.is_up)
            code.add_metric([name, trunk.name], trunk.code)
    yield from (up, code)
