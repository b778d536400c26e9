"""What is known of a trunk without speaking to it."""

import pytest

from sip.failover import is_trunks_failure
from sip.known_peers import KnownPeers
from sip.number import bare_number, written_as
from sip.trunk import NumberForm, Transport, Trunk
from sip.trunk_health import Reply, TrunkState

OK = Reply(code=200, reason="OK")
SILENCE = Reply(code=408, reason="Request Timeout")


def state(*, registers: bool = True, asks: bool = True) -> TrunkState:
    return TrunkState(name="main", registers=registers, asks=asks)


def test_a_trunk_counts_as_up_until_it_shows_otherwise() -> None:
    fresh = state()
    assert fresh.is_up
    assert not fresh.is_known
    assert not fresh.answered(SILENCE).is_up
    assert fresh.answered(SILENCE).answered(OK).is_up


def test_one_that_answers_but_does_not_let_us_in_is_down() -> None:
    refused = state().answered(OK).registered(Reply(code=403, reason="Forbidden"))
    assert not refused.is_up
    assert refused.is_known
    assert refused.last_reply == Reply(code=403, reason="Forbidden")
    assert refused.registered(OK).is_up


@pytest.mark.parametrize(
    ("code", "shows_life"),
    [(200, True), (404, True), (405, True), (403, True), (408, False), (503, False)],
)
def test_who_refuses_options_lives(code: int, shows_life: bool) -> None:
    assert state().answered(Reply(code=code, reason="")).is_up is shows_life


def test_what_is_not_asked_is_not_waited_for() -> None:
    assert state(registers=False, asks=False).is_known
    assert state(registers=False).answered(OK).is_known
    assert not state(registers=False).is_known


@pytest.mark.parametrize(
    ("code", "cause", "goes_on"),
    [
        (0, None, True),
        (408, None, True),
        (503, None, True),
        (500, 34, True),
        (401, None, True),
        (503, 17, False),
        (500, 1, False),
        (486, None, False),
        (480, None, False),
        (404, None, False),
        (603, None, False),
        (600, None, False),
    ],
)
def test_the_next_trunk_is_tried_after_a_trunk_s_failure_only(
    code: int, cause: int | None, goes_on: bool
) -> None:
    assert is_trunks_failure(code, cause) is goes_on


def test_a_trunk_is_known_by_its_hosts_networks_and_answers() -> None:
    peers = KnownPeers(
        [
            Trunk(name="main", host="192.0.2.1:5060", outbound_proxy="192.0.2.9"),
            Trunk(name="named", host="sip.example", peers=("198.51.100.0/24",)),
            Trunk(name="six", host="[2001:db8::1]:5060"),
        ]
    )
    assert peers.trunks_at("192.0.2.1:5070") == ["main"]
    assert peers.trunks_at("192.0.2.9") == ["main"]
    assert peers.trunks_at("198.51.100.77:5060") == ["named"]
    assert peers.trunks_at("[2001:db8::1]:5060") == ["six"]
    assert peers.trunks_at("203.0.113.5:5060") == []
    peers.learn("named", "203.0.113.5:5060")
    assert peers.trunks_at("203.0.113.5:49152") == ["named"]
    assert peers.trunks_at("nonsense") == []


def test_what_is_learnt_of_a_trunk_is_bounded() -> None:
    peers = KnownPeers([Trunk(name="named", host="sip.example")])
    for last in range(KnownPeers.MOST_LEARNT + 1):
        peers.learn("named", f"198.51.100.{last}")
    assert peers.trunks_at("198.51.100.0") == []
    assert peers.trunks_at(f"198.51.100.{KnownPeers.MOST_LEARNT}") == ["named"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+79261234567", "+79261234567"),
        ("8 (926) 123-45-67", "89261234567"),
        ("100", "100"),
        ("*21#", "*21#"),
        ("sip:100@host", None),
        ("", None),
        ("anna", None),
        ("+", None),
    ],
)
def test_a_number_is_told_from_an_address(text: str, number: str | None) -> None:
    assert bare_number(text) == number


def test_a_number_is_written_as_the_trunk_wants_it() -> None:
    for given in ("+79261234567", "79261234567", "89261234567"):
        assert [written_as(given, form) for form in NumberForm] == [
            "+79261234567",
            "79261234567",
            "89261234567",
        ]
    assert written_as("112", NumberForm.NATIONAL) == "112"


def test_a_password_is_in_no_printed_trunk() -> None:
    assert "secret" not in repr(Trunk(name="main", host="x", password="secret"))


def test_an_address_at_a_trunk_names_its_transport() -> None:
    trunk = Trunk(name="main", host="sip.example", transport=Transport.TLS)
    assert trunk.uri("100") == "sip:100@sip.example;transport=tls"
    assert trunk.uri(at="proxy.example:5061") == (
        "sip:proxy.example:5061;transport=tls"
    )
