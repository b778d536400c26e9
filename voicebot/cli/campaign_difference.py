"""What an edit changes in a campaign's rules, key by key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`key` as «retries.not_reached.series.1.every»; None: it is not written there."""

    key: str
    before: str | None
    after: str | None

    @property
    def line(self) -> str:
        return f"{self.key}: {self.before or '—'} → {self.after or '—'}"


def changes(before: str, after: str) -> tuple[Change, ...]:
    r"""Between two texts of rules that can be read; comments and order count for nothing.

    >>> [each.line for each in changes("ring: 30s\nlines: 4", "ring: 20s")]
    ['ring: 30s → 20s', 'lines: 4 → —']
    """
    old, new = _flat(before), _flat(after)
    return tuple(
        Change(key=key, before=old.get(key), after=new.get(key))
        for key in dict.fromkeys([*old, *new])
        if old.get(key) != new.get(key)
    )


def _flat(text: str) -> Mapping[str, str]:
    # Every value is a text here: «on» and 9:00 are what is written.
    return dict(
        _leaves("", yaml.load(text, yaml.BaseLoader))
    )  # BaseLoader makes nothing but texts, lists and mappings


def _leaves(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(f"{key}.{name}" if key else str(name), inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _listed(key, value)
    else:
        yield key, str(value)


def _listed(key: str, values: Sequence[Any]) -> Iterator[tuple[str, str]]:
    if all(isinstance(value, str) for value in values):
        yield key, ", ".join(values)
        return
    for place, value in enumerate(values, 1):
        yield from _leaves(f"{key}.{place}", value)
