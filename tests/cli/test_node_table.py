"""What `voicebot status` shows of a node that dials."""

import io
from datetime import UTC, datetime

from rich.console import Console

from voicebot.cli.node_table import node_table, troubles
from voicebot.node.call_state import CallState
from voicebot.node.child import ChildStatus, Phase
from voicebot.node.reports import LiveCall, PhoneLoad
from voicebot.node.supervisor import NodeStatus


def call(campaign: str = "") -> LiveCall:
    return LiveCall(
        call_id="a",
        scenario="survey",
        since=datetime.now(UTC),
        state=CallState.TALKING,
        campaign=campaign,
    )


def node(*phones: PhoneLoad, trouble: str | None = None) -> NodeStatus:
    processes = tuple(
        ChildStatus(
            name=f"phone-{index}",
            phase=Phase.SERVING,
            pid=1,
            restarts=0,
            address="",
            load=load,
        )
        for index, load in enumerate(phones)
    )
    return NodeStatus(processes=processes, is_draining=False, trouble=trouble)


def phone(*calls: LiveCall, lines: int = 2, trouble: str | None = None) -> PhoneLoad:
    return PhoneLoad(
        calls=calls, slots=3, is_draining=False, lines=lines, trouble=trouble
    )


def shown(status: NodeStatus) -> str:
    told = io.StringIO()
    Console(file=told, width=100).print(node_table(status))
    return told.getvalue()


def test_live_calls_of_each_campaign_are_counted_over_all_phones() -> None:
    status = node(phone(call("leads"), call()), phone(call("leads"), call("debts")))
    lines = [line.strip() for line in shown(status).splitlines()]
    assert "leads: 2" in lines
    assert "debts: 1" in lines
    assert any("3" in line and "4" in line for line in lines[-3:])


def test_a_call_tells_whose_it_is() -> None:
    assert "leads ▸ survey" in shown(node(phone(call("leads"))))


def test_a_node_without_lines_says_nothing_of_campaigns() -> None:
    assert shown(node(phone(call(), lines=0))).splitlines()[-1].startswith("└")


def test_a_trouble_that_all_phones_tell_is_shown_once() -> None:
    status = node(phone(trouble="away"), phone(trouble="away"), trouble="away")
    [sentence] = troubles(status)
    assert sentence.endswith("away")
    assert sentence in shown(status)
