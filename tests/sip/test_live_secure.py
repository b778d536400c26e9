"""Calls by TLS, SRTP and TCP for real, between two processes."""

import socket
from pathlib import Path

import pytest

from sip.leg import Answered, Disposition
from sip.subscriber_process import SubscriberProcess
from sip.trunk import NumberForm, Srtp, TlsFiles, Transport, Trunk
from tests.sip.authority import Authority
from tests.sip.baresip_peer import baresip
from tests.sip.calling import live, place, taken
from tests.sip.sounds import babble, likeness, saved
from tests.sip.trunk_peers import NUMBER, line_by, next_state, trunk_to

pytestmark = pytest.mark.live


def test_a_call_by_tls_and_srtp_is_heard(
    authority: Authority, files: str, tmp_path: Path
) -> None:
    sent = babble(2.0, seed=5)

    async def scene() -> list[float]:
        options = ("--transport", "tls", "--certificate", files, "--srtp", "required")
        say = ("--say", saved(tmp_path / "sent.wav", sent), "--hang-up-after", "2600ms")
        async with SubscriberProcess(*options, "--ring", "100ms", *say) as phone:
            main = trunk_to(phone, tls=TlsFiles(ca=authority.pem), srtp=Srtp.REQUIRED)
            assert phone.uri.endswith(";transport=tls")
            async with line_by(main) as line:
                call = await place(line, NUMBER)
                await call.until(Answered)
                end = await call.ended()
        assert end.disposition is Disposition.ANSWERED
        return likeness(sent, call.heard)

    found = sorted(live(scene))
    assert found[-2] > 0.95, found  # a busy machine stretches some


def test_a_foreign_telephone_is_heard_by_tls_and_srtp(
    authority: Authority, tmp_path: Path
) -> None:
    sent = babble(3.0, seed=7)

    async def scene() -> list[float]:
        peer = baresip(
            tmp_path / "baresip",
            user="79261234567",
            certificate=authority.certificate_for("baresip", "IP:127.0.0.1"),
            sound=saved(tmp_path / "sent.wav", sent),
        )
        async with peer as host:
            main = Trunk(
                name="main",
                host=host,
                transport=Transport.TLS,
                tls=TlsFiles(ca=authority.pem),
                srtp=Srtp.REQUIRED,
                numbers_as=NumberForm.DIGITS,
            )
            async with line_by(main) as line:
                assert (await next_state(line)).is_up
                call = await place(line, NUMBER)
                end = await call.ended()  # it hangs up when the sound is over
        assert end.disposition is Disposition.ANSWERED
        return likeness(sent, call.heard)

    found = sorted(live(scene))
    assert found[-2] > 0.9, found


def test_a_trunk_calls_in_by_tls_and_srtp_on_a_port_of_its_own(
    authority: Authority, files: str, tmp_path: Path
) -> None:
    sent = babble(2.0, seed=8)
    certificate, key = authority.certificate_for("robot", "IP:127.0.0.1")
    port = free_port()
    main = Trunk(
        name="main",
        host="192.0.2.1",
        transport=Transport.TLS,
        tls=TlsFiles(ca=authority.pem, certificate=certificate, key=key),
        srtp=Srtp.REQUIRED,
        listen_port=port,
        peers=("127.0.0.1",),
        keep_alive_s=0,
    )
    caller = (
        *("--transport", "tls", "--certificate", f"{files},{authority.pem}"),
        *("--srtp", "required", "--say", saved(tmp_path / "sent.wav", sent)),
        *("--place", f"sip:robot@127.0.0.1:{port};transport=tls"),
        *("--hang-up-after", "2600ms"),
    )

    async def scene() -> list[float]:
        async with (
            line_by(main, accepts_anyone=False) as line,
            SubscriberProcess(*caller),
        ):
            call = await taken(line)
            assert call.leg.trunk == "main"
            await call.leg.answer()
            await call.ended()
        return likeness(sent, call.heard)

    found = sorted(live(scene))
    assert found[-2] > 0.95, found  # a busy machine stretches some


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_a_trunk_that_requires_srtp_takes_no_open_call(
    authority: Authority, files: str
) -> None:
    async def scene() -> None:
        options = ("--transport", "tls", "--certificate", files, "--srtp", "required")
        async with SubscriberProcess(*options) as phone:
            main = trunk_to(phone, tls=TlsFiles(ca=authority.pem))
            async with line_by(main) as line:
                end = await (await place(line, NUMBER)).ended()
        assert end.disposition is Disposition.FAILED
        assert end.sip_code in (406, 488)

    live(scene)


def test_srtp_that_is_optional_goes_on_without_it() -> None:
    async def scene() -> None:
        async with SubscriberProcess("--ring", "100ms") as phone:
            main = trunk_to(phone, transport=Transport.UDP, srtp=Srtp.OPTIONAL)
            async with line_by(main) as line:
                call = await place(line, NUMBER)
                await call.until(Answered)
                await call.leg.hang_up()
                assert (await call.ended()).disposition is Disposition.ANSWERED

    live(scene)


def test_a_trunk_over_tcp_carries_a_call() -> None:
    async def scene() -> None:
        async with SubscriberProcess("--transport", "tcp", "--busy") as phone:
            main = trunk_to(phone, transport=Transport.TCP, keep_alive_s=30.0)
            async with line_by(main) as line:
                assert (await next_state(line)).is_up
                end = await (await place(line, NUMBER)).ended()
        assert end.disposition is Disposition.BUSY

    live(scene)
