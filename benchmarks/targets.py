"""What is asked of hearing and understanding, and what of it is reached."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.corpus import Answer
from benchmarks.intents import waits_ms
from benchmarks.measured import Measured
from benchmarks.party import MACHINE, PERSON
from benchmarks.section import TEXT
from benchmarks.shares import Share, nearest_rank, share_of

BY_CONDITION = (
    ("text → intent", (TEXT,), 0.985),
    ("audio → intent, clean", ("clean",), 0.96),
    ("audio → intent, noise at 20 dB", ("snr20",), 0.94),
    ("audio → intent, noise at 10 dB", ("snr10",), 0.88),
    ("audio → intent, 3 % of packets lost", ("clean_loss3", "snr20_loss3"), 0.94),
    ("audio → intent, 10 % of packets lost", ("clean_loss10", "snr20_loss10"), 0.88),
)
OF_THE_QUESTION = (
    ("one question's answers, clean", ("clean",), 0.985),
    ("one question's answers, noise at 10 dB", ("snr10",), 0.95),
)
FALSE_YES = 0.002
TIMES = (
    ("spoken time → moment, text", (TEXT,), 0.97),
    ("spoken time → moment, clean audio", ("clean",), 0.97),
)
PARTY_RIGHT = 0.97
PERSON_AS_MACHINE = 0.005
WAIT_MS = 120

_RARE = 0.01
"""Shares to be below it are told with two digits after the point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A share of 1 and its 95 % interval, or milliseconds; `reached` None: unmeasured."""

    name: str
    asked: float
    is_at_most: bool = False
    unit: str = "share"
    reached: float | None
    interval: tuple[float, float] | None = None
    of: int

    @property
    def is_met(self) -> bool | None:
        if self.reached is None:
            return None
        if self.is_at_most:
            return self.reached <= self.asked
        return self.reached >= self.asked

    def told(self, value: float | None) -> str:
        """A value of this kind, with its unit."""
        if value is None:
            return "—"
        if self.unit != "share":
            return f"{value:.0f} ms"
        digits = 2 if self.asked < _RARE else 1
        return f"{100 * value:.{digits}f} %"

    @property
    def cells(self) -> dict[str, str]:
        """As a row of a table."""
        low, high = self.interval or (None, None)
        between = "—" if low is None else f"{self.told(low)[:-2]}-{self.told(high)}"
        return {
            "asked": f"{'≤' if self.is_at_most else '≥'} {self.told(self.asked)}",
            "reached": self.told(self.reached),
            "95 %": between,
            "of": str(self.of),
            "": {True: "✓", False: "✗", None: ""}[self.is_met],
        }


def aims(measured: Measured) -> list[Aim]:
    """Every target, in the order in which they were set."""
    return [
        *_intents(measured),
        *_question(measured),
        _false_yes(measured),
        *_times(measured),
        *_party(measured),
        *_waits(measured),
    ]


def _intents(measured: Measured) -> Iterator[Aim]:
    for name, conditions, asked in BY_CONDITION:
        answers = _of(measured.answers, conditions)
        yield _aim(name, asked, share_of(answer.is_right for answer in answers))


def _question(measured: Measured) -> Iterator[Aim]:
    for name, conditions, asked in OF_THE_QUESTION:
        answers = _of(measured.asked, conditions)
        yield _aim(name, asked, share_of(answer.is_right for answer in answers))


def _false_yes(measured: Measured) -> Aim:
    others = [
        answer.is_false_yes
        for answer in _audio(measured)
        if "yes" not in answer.row.accept
    ]
    name = "taken for «да» of all that is none, all audio"
    return _aim(name, FALSE_YES, share_of(others), is_at_most=True)


def _times(measured: Measured) -> Iterator[Aim]:
    """The moment in the slot of what was understood, which is what a talk acts on."""
    for name, conditions, asked in TIMES:
        timed = [each for each in _of(measured.answers, conditions) if each.row.time]
        yield _aim(name, asked, share_of(answer.is_time_right for answer in timed))


def _party(measured: Measured) -> Iterator[Aim]:
    judged = [one for group in measured.parties.values() for one in group]
    people = [one for one in judged if one.greeting.truth == PERSON]
    right = share_of(one.is_right for one in judged)
    yield _aim("who answered, from 2.5 s of speech", PARTY_RIGHT, right)
    mistaken = share_of(one.found == MACHINE for one in people)
    yield _aim(
        "person taken for a machine", PERSON_AS_MACHINE, mistaken, is_at_most=True
    )


def _waits(measured: Measured) -> Iterator[Aim]:
    waited = waits_ms(_audio(measured))
    for name, part in (("p50", 0.5), ("p95", 0.95)):
        yield Aim(
            name=f"work after the end of speech, {name}",
            asked=WAIT_MS,
            is_at_most=True,
            unit="ms",
            reached=nearest_rank(waited, part),
            of=len(waited),
        )


def _aim(name: str, asked: float, share: Share, *, is_at_most: bool = False) -> Aim:
    return Aim(
        name=name,
        asked=asked,
        is_at_most=is_at_most,
        reached=share.value,
        interval=share.interval if share.of else None,
        of=share.of,
    )


def _of(
    groups: Mapping[str, Sequence[Answer]], conditions: Iterable[str]
) -> list[Answer]:
    return [answer for name in conditions for answer in groups.get(name, ())]


def _audio(measured: Measured) -> list[Answer]:
    return _of(measured.answers, [name for name in measured.answers if name != TEXT])
