"""Where a call goes that a phone cannot take."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sip.doorman import Knock, Refusal
from tests.node.conftest import ENDS_ON_TERM, MakeChild
from tests.node.test_child import until
from tests.node.test_supervisor import running
from voicebot.node.call_state import CallState
from voicebot.node.child import ChildStatus, Phase
from voicebot.node.overflow import SETTLES_S, Directory, Overflow, public_hosts
from voicebot.node.peers import (
    MOST_PEERS,
    NotPeers,
    Peer,
    Peers,
    peers_of,
    read_peers,
    write_peers,
)
from voicebot.node.process_life import Lines
from voicebot.node.reports import LiveCall, PhoneLoad
from voicebot.node.supervisor import Supervisor
from voicebot.setting_parts.node import NodeSettings
from voicebot.settings import Settings

INVITE = Knock(method="INVITE", called="100", is_full=True)


def peers(**free: int) -> Peers:
    return Peers(
        phones=tuple(
            Peer(address=f"sip:voicebot@{name}:5060", free=room)
            for name, room in free.items()
        )
    )


class Front:
    """A phone's overflow on a clock that the test moves."""

    def __init__(self, settings: NodeSettings | None = None) -> None:
        self.now_s = 0.0
        self.counts: Counter[str] = Counter()
        self.overflow = Overflow(
            settings or NodeSettings(),
            lambda name: self.counts.update([name]),
            public_hosts=("203.0.113.7",),
            now_s=lambda: self.now_s,
        )

    def knock(self, knock: Knock = INVITE) -> Refusal:
        refusal = self.overflow.judge(knock)
        assert refusal
        return refusal

    def contact(self) -> str:
        refusal = self.knock()
        return dict(refusal.headers).get("Contact", str(refusal.sip_code))


def test_a_phone_with_room_takes_the_call() -> None:
    front = Front()
    front.overflow.hear(peers(b=4))
    knock = Knock(method="INVITE", called="100", is_full=False)
    assert front.overflow.judge(knock) is None


def test_a_full_phone_points_to_the_freest_for_the_same_number() -> None:
    front = Front()
    front.overflow.hear(peers(b=1, c=3))
    assert front.knock() == Refusal(
        sip_code=302, headers=(("Contact", "<sip:100@c:5060>"),)
    )


def test_a_call_to_no_number_stays_one() -> None:
    front = Front()
    front.overflow.hear(peers(b=1))
    nobody = Knock(method="INVITE", called="", is_full=True)
    assert dict(front.knock(nobody).headers)["Contact"] == "<sip:b:5060>"


@given(free=st.lists(st.integers(0, 4), min_size=1, max_size=5))
def test_no_peer_is_sent_more_than_it_can_take_before_it_is_heard_of(
    free: Sequence[int],
) -> None:
    front = Front()
    front.overflow.hear(peers(**{f"p{index}": room for index, room in enumerate(free)}))
    contacts = Counter(front.contact() for _each in range(30))
    assert contacts.pop("503") == 30 - sum(free)
    assert contacts == {
        f"<sip:100@p{index}:5060>": room for index, room in enumerate(free) if room
    }


def test_who_has_arrived_is_not_counted_twice() -> None:
    front = Front()
    front.overflow.hear(peers(b=4))
    front.contact()
    front.overflow.hear(peers(b=3))
    assert [front.contact() for _each in range(4)].count("503") == 1


def test_who_never_arrived_is_forgotten() -> None:
    front = Front()
    front.overflow.hear(peers(b=1))
    assert front.contact() != "503"
    assert front.contact() == "503"
    front.now_s = SETTLES_S + 1
    assert front.contact() != "503"


def test_of_many_who_are_under_way_no_more_are_remembered_than_there_is_room() -> None:
    directory = Directory().told(peers(b=2), 0)
    for second in range(100):
        directory = directory.told(peers(b=2), second)
        while address := directory.with_room(second):
            directory = directory.sent_to(address, second)
    assert len(directory.sent) <= 2


def test_who_calls_through_a_router_stays_outside_of_it() -> None:
    front = Front()
    front.overflow.hear(peers(b=4))
    through = Knock(method="INVITE", called="100", host="203.0.113.7", is_full=True)
    assert dict(front.knock(through).headers) == {
        "Contact": "<sip:100@203.0.113.7:5060>"
    }
    by_name = Knock(method="INVITE", called="100", host="trunk.example", is_full=True)
    assert dict(front.knock(by_name).headers) == {"Contact": "<sip:100@b:5060>"}


def test_the_public_hosts_are_those_that_trunks_are_told() -> None:
    trunk = {"host": "sip.example", "nat": {"public_address": "203.0.113.7:5060"}}
    settings = Settings.model_validate(
        {"trunks": {"one": trunk, "two": {"host": "sip.example"}}}
    )
    assert public_hosts(settings.trunks.values()) == {"203.0.113.7"}


@pytest.mark.parametrize("code", [486, 503])
def test_when_nobody_has_room_it_refuses_and_says_when_to_try_again(code: int) -> None:
    front = Front(NodeSettings.model_validate({"full_code": code, "retry_after_s": 9}))
    assert front.knock() == Refusal(sip_code=code, headers=(("Retry-After", "9"),))
    assert front.counts == {"refused_full": 1}


def test_a_trunk_without_a_free_channel_is_pointed_to_no_other_phone() -> None:
    front = Front()
    front.overflow.hear(peers(b=4))
    knock = Knock(method="INVITE", called="100", is_full=False, is_trunk_full=True)
    assert front.knock(knock) == Refusal(sip_code=503, headers=(("Retry-After", "5"),))
    assert front.counts == {"refused_trunk_full": 1}
    options = Knock(method="OPTIONS", called="", is_full=False, is_trunk_full=True)
    assert front.overflow.judge(options) is None


def test_it_points_nowhere_when_it_must_not() -> None:
    front = Front(NodeSettings(redirects=False))
    front.overflow.hear(peers(b=4))
    assert front.knock().sip_code == 503


def test_one_that_drains_takes_nothing_and_says_so_to_who_asks() -> None:
    front = Front()
    front.overflow.hear(peers(b=4))
    options = Knock(method="OPTIONS", called="", is_full=True)
    assert front.overflow.judge(options) is None
    front.overflow.drain()
    assert front.knock(options).sip_code == 503
    assert front.knock().sip_code == 503


def status(
    name: str, *, calls: int, phase: Phase = Phase.SERVING, is_draining: bool = False
) -> ChildStatus:
    live = LiveCall(
        call_id="1", scenario="survey", since=datetime.now(UTC), state=CallState.TALKING
    )
    load = PhoneLoad(
        calls=(live,) * calls, slots=4, is_draining=is_draining, room=4 - calls
    )
    return ChildStatus(
        name=name, phase=phase, pid=1, restarts=0, address=f"sip:{name}", load=load
    )


def test_peers_are_those_others_that_serve_and_have_room_the_freest_first() -> None:
    statuses = (
        status("own", calls=0),
        status("busy", calls=3),
        status("full", calls=4),
        status("idle", calls=0),
        status("dead", calls=0, phase=Phase.WAITING),
        status("leaving", calls=0, is_draining=True),
    )
    assert peers_of("own", statuses).phones == (
        Peer(address="sip:idle", free=4),
        Peer(address="sip:busy", free=1),
    )


def test_a_large_node_does_not_make_a_long_message() -> None:
    statuses = [status(f"p{index}", calls=0) for index in range(100)]
    assert len(peers_of("p0", statuses).phones) == MOST_PEERS


def test_peers_come_across_a_line() -> None:
    told = peers(b=4, c=1)
    assert read_peers(write_peers(told)) == told
    assert "\n" not in write_peers(told)


@pytest.mark.parametrize("line", ["", "hello", "[]", '{"phones":1}'])
def test_what_is_no_message_of_peers_is_told_apart(line: str) -> None:
    with pytest.raises(NotPeers):
        read_peers(line)


@given(
    lines=st.lists(st.text(alphabet=st.characters(exclude_characters="\n"))),
    size=st.integers(1, 9),
)
def test_lines_are_put_together_wherever_a_read_ends(
    lines: list[str], size: int
) -> None:
    sent = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
    heard: list[str] = []
    reading = Lines(heard.append)
    for start in range(0, len(sent), size):
        reading.feed(sent[start : start + size])
    assert heard == [line.encode("utf-8", "replace").decode() for line in lines]


REPORTS_AND_LISTENS = """
print('{"report":"PhoneLoad","calls":[],"slots":4,"room":4,"is_draining":false}', flush=True)
import pathlib, threading
def beat():
    while True:
        time.sleep(0.1)
        print('{"report":"PhoneLoad","calls":[],"slots":4,"room":4,"is_draining":false}', flush=True)
threading.Thread(target=beat, daemon=True).start()
for line in sys.stdin:
    pathlib.Path(__file__).with_suffix(".heard").write_text(line)
"""


def test_the_supervisor_tells_each_phone_of_the_others(
    child: MakeChild, tmp_path: Path
) -> None:
    phones = [
        child(f"phone-{index}", setup=ENDS_ON_TERM, body=REPORTS_AND_LISTENS)
        for index in range(2)
    ]
    supervisor = Supervisor([], phones, drain_s=1)
    heard = tmp_path / "phone-1.heard"

    def has_heard() -> bool:
        if not heard.exists() or not heard.read_text().endswith("\n"):
            return False
        return read_peers(heard.read_text()) == Peers(
            phones=(Peer(address="sip:test", free=4),)
        )

    async def check() -> None:
        async with running(supervisor):
            await until(has_heard)

    asyncio.run(check())
