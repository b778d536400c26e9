"""A blind transfer's progress, and what became of it."""

from dataclasses import dataclass

from sip.dispositions import disposition_of
from sip.door import Door
from sip.leg import Disposition, TransferResult

STEPS_CAPACITY = 32
"""A transferee that sends more NOTIFYs than this before the loop looks loses old ones."""

_FIRST_FINAL = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferStep:
    """The answer to REFER, or one NOTIFY's sipfrag (RFC 3515 §2.4.5)."""

    sip_code: int
    reason: str
    is_final: bool
    is_refusal: bool = False


async def outcome_of(steps: Door[TransferStep]) -> TransferResult:
    """Follow the steps to the target's final answer."""
    async for step in steps:
        if step.is_refusal:
            return _failed(step.sip_code, f"transfer refused: {step.reason}")
        if step.is_final and step.sip_code >= _FIRST_FINAL:
            return TransferResult(
                disposition=disposition_of(step.sip_code),
                sip_code=step.sip_code,
                reason=step.reason,
            )
    return _failed(0, "the call ended before the transfer's result came")


def not_answered(ring_s: float) -> TransferResult:
    return TransferResult(
        disposition=Disposition.NO_ANSWER,
        sip_code=0,
        reason=f"no answer in {ring_s:g} s",
    )


def _failed(sip_code: int, reason: str) -> TransferResult:
    return TransferResult(
        disposition=Disposition.FAILED, sip_code=sip_code, reason=reason
    )
