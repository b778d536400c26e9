"""What one check found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the table; `advice` is empty when all is well."""

    part: str
    is_ok: bool
    found: str
    advice: str = ""
