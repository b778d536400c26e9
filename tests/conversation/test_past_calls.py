from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.scenario.talking import DIALOGS, Talk
from voicebot.conversation.events import CallAnswered, CallBegun, CallEnded, NodeAction
from voicebot.conversation.past_calls import PastCalls, read_past_calls
from voicebot.conversation.timeline import Timeline
from voicebot.errors import VoicebotError
from voicebot.scenario.actions import Action, EnterNode, LeaveNode
from voicebot.scenario.drawing.traffic import TrafficKind
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario

CREDIT = load_scenario(DIALOGS / "credit_lead.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recordings"


def keep(  # noqa: PLR0913  # a call's facts, each with a default
    folder: Path,
    actions: Sequence[Action],
    *,
    name: str = "10-00-00-a",
    scenario: Scenario = CREDIT,
    content_hash: str | None = None,
    hung_up_by: str | None = "robot",
    goodbye_s: float = 2.0,
    is_answered: bool = True,
    is_ended: bool = True,
) -> Path:
    """Write a call's folder as the conversation does."""
    place = folder / "2026-11-20" / name
    place.mkdir(parents=True)
    with Timeline(place) as timeline:
        timeline.record(
            CallBegun(
                scenario=scenario.name,
                scenario_hash=content_hash or scenario.content_hash,
                recognizer="x",
                voice="x",
                slots={},
            )
        )
        if is_answered:
            timeline.record(CallAnswered())
        for action in actions:
            timeline.record(NodeAction(action=action))
        timeline.now_s += goodbye_s
        if is_ended:
            timeline.record(
                CallEnded(
                    disposition="answered" if is_answered else "busy",
                    sip_code=200,
                    reason="OK",
                    hung_up_by=hung_up_by if is_answered else None,
                )
            )
    return place


def refusal() -> tuple[Action, ...]:
    talk = Talk(CREDIT)
    return (*talk.actions, *talk.hear("no").actions)


def walk_out() -> tuple[Action, ...]:
    talk = Talk(CREDIT)
    return (*talk.actions, *talk.leave().actions)


def read(folder: Path) -> PastCalls:
    return read_past_calls(folder, CREDIT)


def test_a_talk_counts_at_its_nodes_branches_and_outcome(folder: Path) -> None:
    keep(folder, refusal())
    past = read(folder)
    assert past.talks == 1
    assert past.nodes == {"greeting": 1, "rejected": 1}
    assert past.branches == {("greeting", "on.no"): 1}
    assert past.outcomes.total() == 1
    assert not past.lost
    assert f"{past.since:%Y-%m-%d %H:%M}" == "2026-11-20 10:00"


def test_a_call_that_comes_back_to_a_node_counts_there_once(folder: Path) -> None:
    keep(folder, [EnterNode(node="greeting")] * 3)
    assert read(folder).nodes == {"greeting": 1}


def test_who_hangs_up_in_the_middle_is_lost_where_it_was(folder: Path) -> None:
    keep(folder, walk_out(), hung_up_by="caller", goodbye_s=0.0)
    assert read(folder).lost == {"greeting": 1}


def test_who_hangs_up_over_the_goodbye_is_not_lost(folder: Path) -> None:
    keep(folder, refusal(), hung_up_by="caller", goodbye_s=0.7)
    assert not read(folder).lost


def test_a_line_that_went_dead_is_lost_too(folder: Path) -> None:
    keep(folder, [EnterNode(node="greeting")], hung_up_by="rtp_silence")
    assert read(folder).lost == {"greeting": 1}


def test_what_was_asked_within_a_subdialog_counts_where_it_began(folder: Path) -> None:
    leave = LeaveNode(node="rate/question", exit="globals.operator", target="hang_up")
    own = LeaveNode(node="rate/question", exit="on.yes", target="bye")
    keep(folder, [EnterNode(node="greeting"), EnterNode(node="rate/bye"), own, leave])
    past = read(folder)
    assert past.nodes == {"greeting": 1}
    assert past.branches == {("greeting", "globals.operator"): 1}


def test_calls_that_are_no_talks_by_this_file_are_counted_apart(folder: Path) -> None:
    keep(folder, refusal(), name="10-00-00-a")
    keep(folder, refusal(), name="10-00-01-b", content_hash="older")
    keep(folder, (), name="10-00-02-c", is_answered=False)
    keep(folder, refusal(), name="10-00-03-d", is_ended=False)
    other = load_scenario(DIALOGS / "appointment.yaml")
    keep(folder, refusal(), name="10-00-04-e", scenario=other)
    past = read(folder)
    counted = (past.talks, past.other_edition, past.unanswered, past.broken)
    assert counted == (1, 1, 1, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]\n",
        b"{}\n",
        b'{"event": "CallBegun"}\n',
        b'{"event": "EnterNode", "node": "greeting"}\n',
    ],
)
def test_a_broken_timeline_is_skipped_and_counted(folder: Path, content: bytes) -> None:
    keep(folder, refusal())
    place = folder / "2026-11-20" / "broken"
    place.mkdir()
    (place / "timeline.jsonl").write_bytes(content)
    past = read(folder)
    assert (past.talks, past.broken) == (1, 1)


def test_a_line_cut_in_the_middle_breaks_only_its_call(folder: Path) -> None:
    keep(folder, refusal(), name="10-00-00-a")
    timeline = keep(folder, refusal(), name="10-00-01-b") / "timeline.jsonl"
    timeline.write_bytes(timeline.read_bytes()[:-30])
    past = read(folder)
    assert (past.talks, past.broken) == (1, 1)


def test_the_earliest_talk_tells_since_when(folder: Path) -> None:
    keep(folder, refusal(), name="18-00-00-a")
    keep(folder, refusal(), name="09-30-00-b")
    keep(folder, refusal(), name="by hand")
    assert f"{read(folder).since:%H:%M}" == "09:30"


def test_the_traffic_tells_what_was_counted_and_what_not(folder: Path) -> None:
    keep(folder, walk_out(), hung_up_by="caller", goodbye_s=0.0)
    keep(folder, refusal(), name="10-00-01-b", content_hash="older")
    traffic = read(folder).traffic()
    assert traffic.kind is TrafficKind.CALLS
    assert traffic.sentences == (
        "talks: 1",
        "since 20.11.2026",
        "hung up in the middle: 1",
        "by other editions of the file, not counted: 1",
    )


def test_a_folder_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(VoicebotError, match="no folder of calls"):
        read(folder)
