"""Calls out by trunks: password, identity, form of the number, addresses told."""

import pytest

from sip.errors import NoSuchTrunk
from sip.leg import Answered, Disposition
from sip.subscriber_process import SubscriberProcess
from sip.trunk import Nat, NumberForm, SessionTimer, Through, Trunk
from tests.sip.calling import Watched, live, place
from tests.sip.sipp_peer import sipp
from tests.sip.stun_peer import stun
from tests.sip.trunk_peers import NUMBER, line_by, trunk

pytestmark = pytest.mark.live


def test_a_number_goes_to_the_trunk_with_password_identity_and_session_timer() -> None:
    async def scene() -> None:
        async with sipp("trunk_with_password") as uri:
            main = trunk(
                uri,
                username="robot",
                password="secret",
                caller_id="+74951112233",
                asserted_identity="+74951112233",
                session_timer=SessionTimer.OPTIONAL,
                session_expires_s=600,
            )
            async with line_by(main) as line:
                call = await place(line, NUMBER)
                await call.until(Answered)
                await call.leg.hang_up()
                await call.ended()

    live(scene)


def test_the_trunk_gets_a_number_in_its_own_form_through_its_proxy() -> None:
    async def scene() -> None:
        async with SubscriberProcess("--busy") as proxy:
            main = Trunk(
                name="main",
                host="no-such-host.invalid",
                outbound_proxy=proxy.uri.rpartition("@")[2],
                numbers_as=NumberForm.NATIONAL,
                keep_alive_s=0,
            )
            async with line_by(main) as line:
                call = await place(line, NUMBER)
                end = await call.ended()
                await proxy.report()
            assert call.leg.remote_uri == "sip:89261234567@no-such-host.invalid"
            assert end.disposition is Disposition.BUSY

    live(scene)


def test_a_call_through_one_trunk_shows_its_name_and_goes_through_no_other() -> None:
    async def scene() -> None:
        async with sipp("shows_name") as uri:
            named = trunk(uri, name="named", caller_id="+74951112233")
            first = trunk("sip:no-such-host.invalid")
            through = Through(trunk="named", shown_name='ООО "Ромашка"')
            async with line_by(first, named) as line:
                leg = await line.place(NUMBER, ring_s=5, through=through)
                assert (await Watched(leg).ended()).disposition is Disposition.BUSY
                with pytest.raises(NoSuchTrunk, match="main, named"):
                    await line.place(NUMBER, ring_s=5, through=Through(trunk="third"))

    live(scene)


def test_a_call_through_one_trunk_that_fails_tries_no_other() -> None:
    async def scene() -> None:
        async with (
            sipp("overloaded") as uri,
            SubscriberProcess("--busy") as other,
            line_by(trunk(uri), trunk(other.uri, name="other")) as line,
        ):
            leg = await line.place(NUMBER, ring_s=5, through=Through(trunk="main"))
            assert (await Watched(leg).ended()).disposition is Disposition.FAILED

    live(scene)


def test_an_address_goes_straight_whatever_trunks_there_are() -> None:
    async def scene() -> None:
        async with (
            SubscriberProcess("--busy") as phone,
            line_by(trunk("sip:no-such-host.invalid")) as line,
        ):
            end = await (await place(line, phone.uri)).ended()
        assert end.disposition is Disposition.BUSY

    live(scene)


def test_a_public_address_is_told_in_place_of_our_own() -> None:
    async def scene() -> None:
        async with sipp("sees_public_address") as uri:
            main = trunk(uri, nat=Nat(public_address="203.0.113.7"))
            async with line_by(main, rtp_ports=(20000, 20020)) as line:
                assert (await (await place(line, NUMBER)).ended()).sip_code == 486

    live(scene)


def test_the_address_that_stun_tells_is_told_to_the_trunk() -> None:
    async def scene() -> None:
        async with stun("203.0.113.7") as server, sipp("sees_public_media") as uri:
            main = trunk(uri, nat=Nat(stun=True))
            async with line_by(main, stun=server) as line:
                assert (await (await place(line, NUMBER)).ended()).sip_code == 486

    live(scene)
