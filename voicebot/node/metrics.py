"""The node's figures for Prometheus, read off its status at each scrape."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from typing_extensions import override

from voicebot.errors import SettingsError
from voicebot.i18n import _
from voicebot.node.child import ChildStatus, Phase
from voicebot.node.figure_parts import PROCESS, buckets
from voicebot.node.phone_figures import of_phones
from voicebot.node.reports import PhoneLoad, SpeechLoad
from voicebot.node.supervisor import NodeStatus
from voicebot.node.trunk_table import TrunkUse

Load = TypeVar("Load", PhoneLoad, SpeechLoad)


class NodeCollector(Collector):
    """`status` is asked on the scraper's thread; it only reads."""

    def __init__(self, status: Callable[[], NodeStatus]) -> None:
        self._status = status

    @override
    def collect(self) -> Iterable[Metric]:
        status = self._status()
        processes = status.processes
        yield from _of_processes(processes)
        yield from of_phones(_loads(processes, PhoneLoad))
        yield from _of_speech(_loads(processes, SpeechLoad))
        yield from _of_trunks(status.trunks)


@contextmanager
def offering_metrics(
    address: str | None, status: Callable[[], NodeStatus]
) -> Iterator[None]:
    """Answer `GET /metrics` at `host:port` inside the block; None opens nothing.

    Raises:
        SettingsError: nothing can listen there.
    """
    if address is None:
        yield
        return
    host, _colon, port = address.rpartition(":")
    registry = CollectorRegistry()
    registry.register(NodeCollector(status))
    try:
        server, thread = start_http_server(int(port), host, registry)
    except (OSError, ValueError) as error:
        raise SettingsError(
            _("node.metrics: nothing can listen at {address}: {why}").format(
                address=address, why=error
            )
        ) from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


Loads = Sequence[tuple[str, Load]]


def _loads(processes: Iterable[ChildStatus], kind: type[Load]) -> Loads[Load]:
    return [
        (process.name, process.load)
        for process in processes
        if isinstance(process.load, kind)
    ]


def _of_processes(processes: Iterable[ChildStatus]) -> Iterator[Metric]:
    up = GaugeMetricFamily(
        "voicebot_process_up", "Whether the process serves.", labels=PROCESS
    )
    restarts = CounterMetricFamily(
        "voicebot_process_restarts", "Deaths nobody asked for.", labels=PROCESS
    )
    for process in processes:
        up.add_metric([process.name], process.phase is Phase.SERVING)
        restarts.add_metric([process.name], process.restarts)
    yield up
    yield restarts


def _of_speech(services: Loads[SpeechLoad]) -> Iterator[Metric]:
    waiting = GaugeMetricFamily(
        "voicebot_speech_waiting", "Requests whose turn has not come.", labels=PROCESS
    )
    working = GaugeMetricFamily(
        "voicebot_speech_working", "Requests being worked on.", labels=PROCESS
    )
    requests = CounterMetricFamily(
        "voicebot_speech_requests", "Requests by result.", labels=[*PROCESS, "result"]
    )
    queue = GaugeMetricFamily(
        "voicebot_asr_queue", "Readings whose turn has not come.", labels=PROCESS
    )
    wait = HistogramMetricFamily(
        "voicebot_asr_wait_seconds",
        "How long a reading waited for its turn, or was refused after.",
        labels=PROCESS,
    )
    for name, load in services:
        queue.add_metric([name], load.readings_waiting)
        wait.add_metric([name], buckets(load.reading_wait), load.reading_wait.total)
        waiting.add_metric([name], load.waiting)
        working.add_metric([name], load.working)
        requests.add_metric([name, "done"], load.done)
        requests.add_metric([name, "refused"], load.refused)
    yield from (waiting, working, requests, queue, wait)


def _of_trunks(trunks: Iterable[TrunkUse]) -> Iterator[Metric]:
    used = GaugeMetricFamily(
        "voicebot_trunk_channels_used",
        "Channels that all phones hold, both ways.",
        labels=["trunk"],
    )
    channels = GaugeMetricFamily(
        "voicebot_trunk_channels", "Channels that the trunk has.", labels=["trunk"]
    )
    for trunk in trunks:
        used.add_metric([trunk.name], trunk.used)
        channels.add_metric([trunk.name], trunk.channels)
    yield from (used, channels)
