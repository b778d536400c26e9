import asyncio
from collections.abc import Callable

from sip.leg import (
    Answered,
    Disposition,
    Ended,
    HungUpBy,
    KeyPressed,
    LegEvent,
    Ringing,
)
from sip.leg_audio import LegAudio
from sip.progress import DOOR_EVENTS, Progress, Stop


def events_of(
    script: Callable[[Progress], object], *, is_inbound: bool = False
) -> list[LegEvent]:
    async def scene() -> list[LegEvent]:
        loop = asyncio.get_running_loop()
        progress = Progress(loop, LegAudio(loop), is_inbound=is_inbound)
        script(progress)
        progress.ended(0, "not ended by the script")
        return [event async for event in progress.events]

    return asyncio.run(scene())


def end_of(
    script: Callable[[Progress], object], *, is_inbound: bool = False
) -> tuple[Disposition, int, HungUpBy | None]:
    *_before, end = events_of(script, is_inbound=is_inbound)
    assert isinstance(end, Ended)
    return end.disposition, end.sip_code, end.hung_up_by


def test_each_event_is_told_once_and_nothing_after_the_end() -> None:
    def script(progress: Progress) -> None:
        progress.rang(has_early_media=False)
        progress.rang(has_early_media=False)
        progress.rang(has_early_media=True)
        progress.answered()
        progress.answered()
        progress.rang(has_early_media=True)
        progress.ended(200, "bye")
        progress.ended(500, "again")
        progress.key_pressed("1")

    assert [type(event) for event in events_of(script)] == [
        Ringing,
        Ringing,
        Answered,
        Ended,
    ]


def test_a_ring_timeout_is_no_answer_whatever_the_stack_calls_it() -> None:
    def script(progress: Progress) -> None:
        progress.stopped(Stop.RING_TIMEOUT, has_response=True)
        progress.ended(200, "cancelled", cause=17)

    assert end_of(script) == (Disposition.NO_ANSWER, 487, None)


def test_a_timeout_without_any_response_is_a_failure_of_the_way_there() -> None:
    def script(progress: Progress) -> None:
        progress.stopped(Stop.RING_TIMEOUT, has_response=False)
        progress.ended(487, "cancelled")

    assert end_of(script) == (Disposition.FAILED, 0, None)


def test_an_answer_that_crosses_our_cancel_is_an_answer_that_we_hung_up() -> None:
    def script(progress: Progress) -> None:
        progress.stopped(Stop.RING_TIMEOUT, has_response=True)
        progress.answered()
        progress.ended(200, "bye")

    assert end_of(script) == (Disposition.ANSWERED, 200, HungUpBy.ROBOT)


def test_silence_on_the_wire_is_told_apart_from_a_hang_up() -> None:
    def script(progress: Progress) -> None:
        progress.answered()
        assert progress.stopped(Stop.RTP_SILENCE, has_response=True)
        assert not progress.stopped(Stop.ROBOT, has_response=True)
        progress.ended(200, "bye")

    assert end_of(script) == (Disposition.ANSWERED, 200, HungUpBy.RTP_SILENCE)


def test_a_refused_inbound_call_ends_with_the_code_that_was_sent() -> None:
    def script(progress: Progress) -> None:
        progress.stopped(Stop.ROBOT, has_response=True)
        progress.ended(486, "busy")

    assert end_of(script, is_inbound=True) == (Disposition.BUSY, 486, None)


def test_a_flood_of_keys_never_costs_the_answer_or_the_end() -> None:
    def script(progress: Progress) -> None:
        progress.answered()
        for _ in range(2 * DOOR_EVENTS):
            progress.key_pressed("5")
        progress.ended(200, "bye")

    events = events_of(script)
    assert events[0] == Answered()
    assert isinstance(events[-1], Ended)
    assert sum(isinstance(event, KeyPressed) for event in events) < DOOR_EVENTS
