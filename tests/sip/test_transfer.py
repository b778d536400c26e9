import asyncio

from sip.door import Door
from sip.leg import Disposition, TransferResult
from sip.transfer import TransferStep, outcome_of


def outcome(*steps: TransferStep) -> TransferResult:
    async def scene() -> TransferResult:
        door: Door[TransferStep] = Door(asyncio.get_running_loop(), capacity=8)
        for step in steps:
            door.offer_from_thread(step)
        door.close_from_thread()
        return await outcome_of(door)

    return asyncio.run(scene())


def step(sip_code: int, *, is_final: bool, is_refusal: bool = False) -> TransferStep:
    return TransferStep(
        sip_code=sip_code, reason="", is_final=is_final, is_refusal=is_refusal
    )


ACCEPTED = step(202, is_final=False)
TRYING = step(100, is_final=False)


def test_the_target_s_final_answer_is_the_result() -> None:
    assert outcome(ACCEPTED, TRYING, step(200, is_final=True)).is_connected
    busy = outcome(ACCEPTED, TRYING, step(486, is_final=True))
    assert (busy.disposition, busy.sip_code) == (Disposition.BUSY, 486)


def test_a_refused_transfer_is_failed_though_its_code_means_something_else() -> None:
    refused = outcome(step(603, is_final=True, is_refusal=True))
    assert (refused.disposition, refused.sip_code) == (Disposition.FAILED, 603)


def test_a_subscription_that_ends_on_a_provisional_answer_is_no_success() -> None:
    assert outcome(ACCEPTED, step(180, is_final=True)).disposition is Disposition.FAILED


def test_a_call_that_ends_meanwhile_is_a_failure() -> None:
    assert outcome(ACCEPTED, TRYING).disposition is Disposition.FAILED
