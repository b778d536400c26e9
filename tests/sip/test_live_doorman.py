"""Requests that are answered before the stack makes calls of them."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from sip.config import SipConfig
from sip.doorman import Knock, Refusal
from sip.endpoint import open_line
from sip.native import stack_calls

pytestmark = [pytest.mark.live, pytest.mark.timeout(60)]

REQUEST = """\
{method} sip:{called}@{there} SIP/2.0
Via: SIP/2.0/UDP 127.0.0.1:{own};branch=z9hG4bK{branch}
From: <sip:caller@127.0.0.1>;tag=1
To: <sip:somebody@127.0.0.1>
Call-ID: {branch}
CSeq: 1 {method}
Contact: <sip:caller@127.0.0.1:{own}>
Max-Forwards: 70
Content-Length: 0

"""


class Stranger:
    """Writes SIP by hand, so that nothing but its one request is on the wire."""

    def __init__(self, address: str) -> None:
        host, _colon, port = address.rpartition("@")[2].rpartition(":")
        self._there = (host, int(port))
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(5)
        self._asked = 0

    def close(self) -> None:
        self._socket.close()

    async def ask(self, method: str, called: str = "100") -> str:
        """The final response to one more request."""
        return await asyncio.to_thread(self._final_response, method, called)

    def _final_response(self, method: str, called: str) -> str:
        self._asked += 1
        host, port = self._there
        text = REQUEST.format(
            method=method,
            called=called,
            there=f"{host}:{port}",
            own=self._socket.getsockname()[1],
            branch=f"x{self._asked}",
        )
        self._socket.sendto(text.replace("\n", "\r\n").encode(), self._there)
        return next(each for each in self._responses() if " 100 " not in each[:12])

    def _responses(self) -> Iterator[str]:
        while True:
            yield self._socket.recv(4096).decode()


def test_a_judge_answers_before_any_call_slot_is_taken() -> None:
    seen: list[Knock] = []

    def judge(knock: Knock) -> Refusal:
        seen.append(knock)
        contact = ("Contact", f"<sip:{knock.called}@192.0.2.7:5061>")
        return Refusal(sip_code=302, headers=(contact, ("Retry-After", "7")))

    async def check() -> None:
        async with open_line(SipConfig(bind="127.0.0.1", port=0)) as line:
            await line.judge_by(judge)
            with closing(Stranger(line.uri)) as stranger:
                for _each in range(199):
                    await stranger.ask("INVITE", "+74951234567")
                response = await stranger.ask("INVITE", "+74951234567")
                assert response.startswith("SIP/2.0 302 ")
                assert response.count("Contact:") == 1
                assert "Contact: <sip:+74951234567@192.0.2.7:5061>\r\n" in response
                assert "Retry-After: 7\r\n" in response
                assert stack_calls() == 0

    asyncio.run(check())
    assert len(seen) == 200
    assert seen[0] == Knock(method="INVITE", called="+74951234567", is_full=False)


def test_what_the_judge_lets_in_goes_the_usual_way() -> None:
    async def check() -> None:
        async with open_line(SipConfig(bind="127.0.0.1", port=0)) as line:
            await line.judge_by(lambda _knock: None)
            with closing(Stranger(line.uri)) as stranger:
                assert (await stranger.ask("OPTIONS")).startswith("SIP/2.0 200 ")

    asyncio.run(check())


def test_a_judge_that_fails_harms_nobody() -> None:
    def judge(_knock: Knock) -> Refusal:
        raise RuntimeError("out of its mind")

    async def check() -> None:
        async with open_line(SipConfig(bind="127.0.0.1", port=0)) as line:
            await line.judge_by(judge)
            with closing(Stranger(line.uri)) as stranger:
                assert (await stranger.ask("OPTIONS")).startswith("SIP/2.0 200 ")

    asyncio.run(check())


def test_a_proxy_that_asks_can_be_told_that_no_calls_are_taken() -> None:
    async def check() -> None:
        async with open_line(SipConfig(bind="127.0.0.1", port=0)) as line:
            await line.judge_by(lambda _knock: Refusal(sip_code=503))
            with closing(Stranger(line.uri)) as stranger:
                assert (await stranger.ask("OPTIONS")).startswith("SIP/2.0 503 ")

    asyncio.run(check())
