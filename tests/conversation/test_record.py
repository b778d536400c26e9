"""What a call leaves on disk: recording, timeline, report."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import soundfile

from sip.leg import FRAME_SAMPLES, RATE_HZ, AudioTick
from voicebot.conversation.events import (
    CallAnswered,
    CallBegun,
    CallEnded,
    CallEvent,
    NodeAction,
    ReplyStarted,
)
from voicebot.conversation.folder import new_call_folder
from voicebot.conversation.recording import Recording
from voicebot.conversation.report import CallReport, report_of
from voicebot.conversation.timeline import Timeline
from voicebot.scenario.actions import (
    AddToDoNotCall,
    EnterNode,
    RecordOutcome,
    ScheduleCallback,
    SetSlot,
)

AT = datetime(2026, 11, 20, 14, 40, tzinfo=ZoneInfo("Europe/Moscow"))
BEGUN = CallBegun(
    scenario="credit_lead",
    scenario_hash="abc",
    recognizer="whisper base",
    voice="festival",
    slots={"client_name": "Анна"},
)
ENDED = CallEnded(disposition="answered", sip_code=200, reason="OK", hung_up_by="robot")


def test_the_recording_holds_caller_left_and_robot_right_to_the_sample(
    tmp_path: Path,
) -> None:
    with Recording(tmp_path) as recording:
        for number in range(75):
            heard = np.full(FRAME_SAMPLES, number, np.int16)
            recording.add(AudioTick(heard=heard, played=-heard))
    audio, rate_hz = soundfile.read(tmp_path / "audio.flac", dtype="int16")
    assert rate_hz == RATE_HZ
    assert audio.shape == (75 * FRAME_SAMPLES, 2)
    assert list(audio[::FRAME_SAMPLES, 0]) == list(range(75))
    assert (audio[:, 1] == -audio[:, 0]).all()


def test_every_event_is_one_json_line_the_moment_it_happens(tmp_path: Path) -> None:
    with Timeline(tmp_path) as timeline:
        timeline.now_s = 1.23456
        timeline.record(NodeAction(action=ScheduleCallback(at=AT)))
        lines = (tmp_path / "timeline.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [
        {
            "at_s": 1.235,
            "event": "ScheduleCallback",
            "at": "2026-11-20T14:40:00+03:00",
        }
    ]


def report(folder: Path, *events: CallEvent) -> CallReport:
    with Timeline(folder) as timeline:
        for number, event in enumerate(events):
            timeline.now_s = float(number)
            timeline.record(event)
        return report_of(timeline.entries, call_id="c1", folder=folder)


def test_the_report_sums_up_the_timeline(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        BEGUN,
        CallAnswered(),
        NodeAction(action=EnterNode(node="greeting")),
        ReplyStarted(latency_s=0.4567),
        NodeAction(action=EnterNode(node="when")),
        NodeAction(action=SetSlot(slot="callback_at", value=AT.isoformat())),
        NodeAction(action=ScheduleCallback(at=AT)),
        NodeAction(action=RecordOutcome(outcome="no_match")),
        NodeAction(action=RecordOutcome(outcome="callback")),
        ENDED,
    ).record()
    assert found["outcome"] == "callback"
    assert found["path"] == ["greeting", "when"]
    assert found["callback_at"] == AT.isoformat()
    assert found["slots"] == {"client_name": "Анна", "callback_at": AT.isoformat()}
    assert found["turn_latencies_s"] == [0.457]
    assert found["do_not_call"] is False
    assert found["recording"] == str(tmp_path / "audio.flac")


def test_an_unanswered_call_has_no_recording(tmp_path: Path) -> None:
    busy = CallEnded(
        disposition="busy", sip_code=486, reason="Busy Here", hung_up_by=None
    )
    found = report(tmp_path, BEGUN, busy).record()
    assert (found["disposition"], found["recording"]) == ("busy", None)


def test_do_not_call_stands_in_the_report(tmp_path: Path) -> None:
    asked = NodeAction(action=AddToDoNotCall())
    assert report(tmp_path, BEGUN, CallAnswered(), asked, ENDED).do_not_call


def test_half_a_timeline_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="starts with CallBegun"):
        report(tmp_path, CallAnswered(), ENDED)


def test_call_ids_make_safe_folder_names(tmp_path: Path) -> None:
    folder = new_call_folder(tmp_path, "../../e:v/il", AT)
    assert folder == tmp_path / "2026-11-20" / "14-40-00-evil"
    assert folder.is_dir()


def test_calls_whose_ids_begin_alike_keep_folders_of_their_own(tmp_path: Path) -> None:
    ids = [f"trunk-prefix-0000-{number}" for number in range(3)]
    folders = {new_call_folder(tmp_path, call_id, AT) for call_id in ids}
    assert len(folders) == 3
