"""What Prometheus reads of a node."""

import json
import re
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from prometheus_client.parser import text_string_to_metric_families

from voicebot.conversation.events import CallAnswered, CallEvent, ReplyStarted
from voicebot.errors import SettingsError
from voicebot.histogram import Buckets
from voicebot.node.call_state import CallState
from voicebot.node.child import ChildStatus, Phase
from voicebot.node.metrics import offering_metrics
from voicebot.node.reports import LiveCall, PhoneLoad, SpeechLoad, TrunkReport
from voicebot.node.supervisor import NodeStatus
from voicebot.node.tally import Tally
from voicebot.node.trunk_table import TrunkUse

ADDRESS = "127.0.0.1:19464"
_PARTS = ("_bucket", "_count", "_sum", "_created")
"""Of a histogram; a picture that is drawn of one is drawn of all."""

DASHBOARD = Path(__file__).parents[2] / "docs" / "grafana-dashboard.json"


def status() -> NodeStatus:
    tally = Tally()
    for latency_s in (0.35, 0.4, 7.0):
        tally.watch(ReplyStarted(latency_s=latency_s))
    tally.watch(CallAnswered())
    tally.add("ended_busy")
    tally.add_attempt("leads", "answered")
    tally.add_attempt("leads", "busy")
    tally.add_claim(0.03)
    phone = PhoneLoad(
        calls=tuple(
            LiveCall(
                call_id=campaign,
                scenario="x",
                since=datetime.now(UTC),
                state=CallState.TALKING,
                campaign=campaign,
            )
            for campaign in ("", "reminders")
        ),
        dropped_ticks=7,
        slots=4,
        is_draining=False,
        counts=tally.counts,
        latency=tally.latency,
        lines=2,
        attempts=tally.attempts,
        claims=tally.claims,
        trunks=(TrunkReport(name="main", is_up=False, code=408),),
    )
    waits = Buckets((0.1, 1.0))
    for wait_s in (0.05, 0.5, 0.5):
        waits.add(wait_s)
    speech = SpeechLoad(
        waiting=3,
        working=1,
        done=9,
        refused=2,
        readings_waiting=2,
        reading_wait=waits.histogram,
    )
    processes = tuple(
        ChildStatus(
            name=name, phase=phase, pid=1, restarts=restarts, address="", load=load
        )
        for name, phase, restarts, load in (
            ("phone-0", Phase.SERVING, 0, phone),
            ("speech-0", Phase.WAITING, 2, speech),
        )
    )
    return NodeStatus(
        processes=processes,
        is_draining=False,
        trunks=(TrunkUse(name="main", used=2, channels=30),),
    )


def scraped() -> dict[frozenset[str], float]:
    """Samples by their names and the values of their labels."""
    with (
        offering_metrics(ADDRESS, status),
        urllib.request.urlopen(f"http://{ADDRESS}/metrics", timeout=5) as page,
    ):
        text = page.read().decode()
    return {
        frozenset({sample.name, *sample.labels.values()}): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_processes_calls_and_speech_are_told() -> None:
    found = scraped()
    assert found[frozenset({"voicebot_process_up", "phone-0"})] == 1
    assert found[frozenset({"voicebot_process_up", "speech-0"})] == 0
    assert found[frozenset({"voicebot_process_restarts_total", "speech-0"})] == 2
    assert found[frozenset({"voicebot_call_slots", "phone-0"})] == 4
    assert found[frozenset({"voicebot_trunk_channels_used", "main"})] == 2
    assert found[frozenset({"voicebot_trunk_channels", "main"})] == 30
    assert found[frozenset({"voicebot_calls_ended_total", "phone-0", "busy"})] == 1
    assert found[frozenset({"voicebot_trunk_up", "phone-0", "main"})] == 0
    assert (
        found[frozenset({"voicebot_call_events_total", "phone-0", "CallAnswered"})] == 1
    )
    assert found[frozenset({"voicebot_speech_waiting", "speech-0"})] == 3
    assert (
        found[frozenset({"voicebot_speech_requests_total", "speech-0", "refused"})] == 2
    )


def test_calls_are_told_by_state_and_what_they_lost() -> None:
    found = scraped()
    assert found[frozenset({"voicebot_calls", "phone-0", "talking"})] == 2
    assert found[frozenset({"voicebot_calls", "phone-0", "ringing"})] == 0
    assert found[frozenset({"voicebot_dropped_chunks_total", "phone-0"})] == 7
    assert found[frozenset({"voicebot_trunk_last_code", "phone-0", "main"})] == 408


def test_campaigns_are_told_by_their_calls_and_what_these_came_to() -> None:
    found = scraped()
    assert found[frozenset({"voicebot_campaign_lines", "phone-0"})] == 2
    for campaign, live in (("leads", 0), ("reminders", 1)):
        sample = frozenset({"voicebot_campaign_calls", "phone-0", campaign})
        assert found[sample] == live
    attempts = "voicebot_campaign_attempts_total"
    assert found[frozenset({attempts, "phone-0", "leads", "busy"})] == 1
    claims = "voicebot_claim_seconds"
    assert found[frozenset({f"{claims}_bucket", "phone-0", "0.02"})] == 0
    assert found[frozenset({f"{claims}_bucket", "phone-0", "0.05"})] == 1


def test_the_recognizers_queue_is_told_with_its_waits() -> None:
    found = scraped()
    name = "voicebot_asr_wait_seconds"
    assert found[frozenset({"voicebot_asr_queue", "speech-0"})] == 2
    assert found[frozenset({f"{name}_bucket", "speech-0", "0.1"})] == 1
    assert found[frozenset({f"{name}_bucket", "speech-0", "1.0"})] == 3
    assert found[frozenset({f"{name}_sum", "speech-0"})] == pytest.approx(1.05)


def test_latencies_are_counted_up_to_each_bound() -> None:
    found = scraped()
    name = "voicebot_turn_latency_seconds"
    assert found[frozenset({f"{name}_bucket", "phone-0", "0.3"})] == 0
    assert found[frozenset({f"{name}_bucket", "phone-0", "0.4"})] == 2
    assert found[frozenset({f"{name}_bucket", "phone-0", "5.0"})] == 2
    assert found[frozenset({f"{name}_bucket", "phone-0", "+Inf"})] == 3
    assert found[frozenset({f"{name}_count", "phone-0"})] == 3
    assert found[frozenset({f"{name}_sum", "phone-0"})] == pytest.approx(7.75)


@pytest.mark.parametrize("address", ["127.0.0.1", "nowhere.invalid:9464", ":x"])
def test_an_address_that_cannot_be_is_one_sentence(address: str) -> None:
    with pytest.raises(SettingsError), offering_metrics(address, status):
        pass


def test_no_address_opens_nothing() -> None:
    with offering_metrics(None, status):
        pass


def test_the_dashboard_asks_only_for_what_there_is() -> None:
    board = json.loads(DASHBOARD.read_text("utf-8"))
    asked = {
        name
        for panel in board["panels"]
        for target in panel["targets"]
        for name in re.findall(r"voicebot_\w+", target["expr"])
    }
    offered = {name for labels in scraped() for name in labels}
    assert asked
    assert asked <= offered
    unseen = {name for name in offered if name.startswith("voicebot_")} - asked
    assert {name for name in unseen if not name.endswith(_PARTS)} == set()


def test_the_dashboard_names_events_that_calls_have() -> None:
    [picked] = re.findall(r'event=~\\"([\w|]+)\\"', DASHBOARD.read_text("utf-8"))
    kinds = {kind.__name__ for kind in get_args(CallEvent)}
    assert set(picked.split("|")) <= kinds
