"""How trunks are known to be up or down: registration, OPTIONS, silence."""

import pytest

from sip.trunk_health import Reply
from tests.sip.calling import live
from tests.sip.sipp_peer import sipp
from tests.sip.trunk_peers import deaf, line_by, next_state, trunk

pytestmark = pytest.mark.live


def test_a_trunk_registers_with_its_password_and_unregisters_at_the_end() -> None:
    async def scene() -> None:
        async with sipp("registrar") as uri:
            main = trunk(
                uri,
                registers=True,
                username="74951112233",
                login="robot",
                password="secret",
            )
            async with line_by(main) as line:
                state = await next_state(line)
                assert state.registration == Reply(code=200, reason="OK")
                assert line.trunks == (state,)

    live(scene)


@pytest.mark.parametrize(
    ("scenario", "code"), [("registrar_asks_again", 401), ("registrar_forbids", 403)]
)
def test_a_trunk_that_does_not_let_us_in_is_down(scenario: str, code: int) -> None:
    async def scene() -> None:
        async with sipp(scenario) as uri:
            main = trunk(uri, registers=True, username="robot", password="wrong")
            async with line_by(main) as line:
                state = await next_state(line)
                assert state.registration
                assert state.registration.code == code
                assert not state.is_up

    live(scene)


def test_only_the_process_that_is_to_registers() -> None:
    async def scene() -> None:
        async with sipp("answers_options") as uri:
            main = trunk(uri, registers=True, keep_alive_s=30.0)
            async with line_by(main, registers=False) as line:
                state = await next_state(line)
                assert state.is_known
                assert state.registration is None

    live(scene)


@pytest.mark.parametrize(
    ("scenario", "code"), [("answers_options", 200), ("refuses_options", 405)]
)
def test_a_trunk_that_answers_options_is_up(scenario: str, code: int) -> None:
    async def scene() -> None:
        async with (
            sipp(scenario) as uri,
            line_by(trunk(uri, keep_alive_s=30.0)) as line,
        ):
            state = await next_state(line)
            assert state.options
            assert state.options.code == code
            assert state.is_up

    live(scene)


def test_codecs_that_a_trunk_names_are_told() -> None:
    async def scene() -> None:
        async with (
            sipp("answers_options_with_g729") as uri,
            line_by(trunk(uri, keep_alive_s=30.0)) as line,
        ):
            assert (await next_state(line)).codecs == ("G729",)

    live(scene)


def test_a_trunk_that_is_silent_is_down_and_a_line_closes_though_it_still_asks() -> (
    None
):
    async def scene() -> None:
        with deaf() as uri:
            main = trunk(uri, keep_alive_s=0.6)
            async with line_by(main, no_response_s=0.5) as line:
                state = await next_state(line)
                assert not state.is_up
                await next_state(line)

    live(scene)


def test_a_trunk_whose_name_nobody_knows_is_down_at_once() -> None:
    async def scene() -> None:
        main = trunk("sip:no-such-host.invalid", keep_alive_s=30.0)
        async with line_by(main) as line:
            assert not (await next_state(line)).is_up

    live(scene)
