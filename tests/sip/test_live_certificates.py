"""Certificates of a trunk's far end, looked at for real; made by the tests' own authority."""

from pathlib import Path

import pytest

from sip.endpoint import open_line
from sip.errors import TlsFileMissing
from sip.leg import Disposition
from sip.subscriber_process import SubscriberProcess
from sip.trunk import TlsFiles, Transport, Trunk
from sip.trunk_health import TrunkState
from tests.sip.authority import Authority
from tests.sip.calling import live, local, place
from tests.sip.trunk_peers import NUMBER, line_by, next_state, trunk_to

pytestmark = pytest.mark.live


@pytest.fixture
def stranger(tmp_path: Path) -> Authority:
    """An authority that has signed nothing of the phone's."""
    return Authority.made_in(tmp_path / "other")


def state_of_trunk(certificate: str, tls: TlsFiles) -> TrunkState:
    """What a line finds out first of a trunk that shows this certificate."""

    async def scene() -> TrunkState:
        options = ("--transport", "tls", "--certificate", certificate)
        async with SubscriberProcess(*options) as phone:
            main = trunk_to(phone, tls=tls, keep_alive_s=30.0)
            async with line_by(main) as line:
                return await next_state(line)

    return live(scene)


def test_a_certificate_from_nobody_we_trust_makes_a_trunk_down_and_says_so(
    stranger: Authority, files: str
) -> None:
    state = state_of_trunk(files, TlsFiles(ca=stranger.pem))
    assert not state.is_up
    assert state.tls_trouble


def test_a_certificate_for_another_name_is_refused(authority: Authority) -> None:
    other = ",".join(authority.certificate_for("other", "IP:192.0.2.1"))
    state = state_of_trunk(other, TlsFiles(ca=authority.pem))
    assert not state.is_up
    assert state.tls_trouble


def test_a_certificate_is_not_looked_at_where_that_was_asked_for(
    stranger: Authority, files: str
) -> None:
    assert state_of_trunk(files, TlsFiles(ca=stranger.pem, verify=False)).is_up


def test_a_trunk_whose_certificate_fails_leaves_the_call_to_the_next(
    stranger: Authority, files: str
) -> None:
    async def scene() -> None:
        options = ("--transport", "tls", "--certificate", files)
        async with (
            SubscriberProcess(*options) as secure,
            SubscriberProcess("--busy") as spare,
        ):
            first = trunk_to(secure, name="first", tls=TlsFiles(ca=stranger.pem))
            second = trunk_to(spare, name="second", transport=Transport.UDP)
            async with line_by(first, second) as line:
                end = await (await place(line, NUMBER)).ended()
        assert end.disposition is Disposition.BUSY

    live(scene)


def test_a_certificate_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "ca.pem")

    async def scene() -> None:
        main = Trunk(
            name="main",
            host="127.0.0.1",
            transport=Transport.TLS,
            tls=TlsFiles(ca=missing),
        )
        with pytest.raises(TlsFileMissing, match=missing):
            await open_line(local(trunks=(main,))).__aenter__()

    live(scene)
