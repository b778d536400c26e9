"""What a telephone is told to dial."""

from collections.abc import Mapping
from dataclasses import dataclass

from voicebot.store.claims import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOrder:
    """One call. Its id is its lease's, and each lease is dialled once at most.

    `number` in E.164; `scenario` names a dialogue graph, `slots` are what it knows of the
    person, whose clock `zone` tells; `label` is shown on the screen of who is called.
    """

    lease_id: int
    campaign_id: int
    campaign: str
    contact_id: int
    number: str
    trunk: str
    ring_s: float
    scenario: str
    slots: Mapping[str, str]
    zone: str
    label: str


def order_of(claim: Claim) -> CallOrder:
    return CallOrder(
        lease_id=claim.lease_id,
        campaign_id=claim.campaign_id,
        campaign=claim.campaign,
        contact_id=claim.contact_id,
        number=claim.number,
        trunk=claim.trunk,
        ring_s=claim.ring_s,
        scenario=claim.rules.scenario,
        slots=claim.slots,
        zone=claim.state.home_zone,
        label=claim.rules.legal.label,
    )
