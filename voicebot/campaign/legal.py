"""On what ground people are called."""

from dataclasses import dataclass

LONGEST_LABEL = 32
"""Letters of the label that is shown on the screen of who is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """The consent, the contract with the operator, and the label shown on the screen.

    Mass calls need all three since 1 September 2025 (41-FZ of 1 April 2025 and the law
    on communications).
    """

    consent: str = ""
    contract: str = ""
    label: str = ""
