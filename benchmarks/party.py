"""Who answered, judged from what was heard: person, machine or nobody."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.corpus import Row
from benchmarks.heard import Edge, Heard, Reading, Sounding, Timeline
from benchmarks.shares import rounded_share
from benchmarks.watching import FRAME_S, Watching
from voicebot.answering.verdict import Answerer, Verdict
from voicebot.answering.wording import wording_of

PERSON, MACHINE, NOBODY = "person", "machine", "nobody"
MACHINE_LABEL = "answering_machine"
NO_SPEECH = "noise_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """What is said at the start of a call, and who truly says it; `kind` where known."""

    utterance: str
    text: str
    condition: str
    truth: str
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`after_s` counts from the first speech."""

    greeting: Greeting
    heard: Heard
    verdict: Verdict
    after_s: float
    readings: int

    @property
    def found(self) -> str:
        """A tone is nobody where nobody is: some noises are pure."""
        if self.verdict.answerer is Answerer.SILENCE:
            return NOBODY
        if self.verdict.answerer is Answerer.TONE and self.greeting.truth == NOBODY:
            return NOBODY
        return MACHINE if self.verdict.is_machine else PERSON

    @property
    def is_right(self) -> bool:
        return self.found == self.greeting.truth


def greeting_of(row: Row) -> Greeting:
    """A corpus's rows labelled as machines are these, noise is nobody, the rest persons."""
    is_machine = row.intent == MACHINE_LABEL
    speaker = MACHINE if is_machine else PERSON
    return Greeting(
        utterance=row.utterance,
        text=row.text,
        condition=row.condition,
        truth=NOBODY if row.condition == NO_SPEECH else speaker,
        kind=wording_of(row.text).likeliest.value if is_machine else None,
    )


def judge(greeting: Greeting, heard: Heard, within_s: float) -> Judged | None:
    """The verdict from `within_s` of speech; None of what was kept without its course."""
    if heard.timeline is None:
        return None
    return _Replay(heard.timeline, within_s).judged(greeting, heard)


class _Replay:
    """Tells the watch again, frame by frame, what it was told when it was heard."""

    def __init__(self, timeline: Timeline, within_s: float) -> None:
        self._timeline = timeline
        self._watching = Watching(self._read, within_s)
        self._coming = _in_order(timeline)

    def judged(self, greeting: Greeting, heard: Heard) -> Judged:
        self._run()
        self._watching.decide()
        verdict = self._watching.verdict
        if verdict is None:
            raise AssertionError("decide() returns with a verdict")
        return Judged(
            greeting=greeting,
            heard=heard,
            verdict=verdict,
            after_s=verdict.at_s - (self._watching.first_s or 0.0),
            readings=self._watching.readings,
        )

    def _run(self) -> None:
        now_s = 0.0
        while now_s < self._timeline.length_s and not self._watching.is_over:
            now_s = round(now_s + FRAME_S, 3)
            while self._coming and self._coming[-1].noticed_s <= now_s:
                self._tell(self._coming.pop(), now_s)
            self._watching.tick(now_s)

    def _tell(self, happening: Sounding | Edge, now_s: float) -> None:
        if isinstance(happening, Edge):
            self._watching.hear_edge(happening, now_s)
        else:
            self._watching.hear_tone(happening.tone, now_s)

    def _read(self, now_s: float) -> Reading:
        """The latest reading until now; the first, if the watch asks earlier than then."""
        readings = self._timeline.readings
        until_now = [each for each in readings if each.at_s <= now_s]
        if until_now:
            return until_now[-1]
        return readings[0] if readings else Reading(text="", at_s=now_s)


def _in_order(timeline: Timeline) -> list[Sounding | Edge]:
    """The next one last; of one frame tones before edges."""
    coming: list[Sounding | Edge] = [*timeline.tones, *timeline.edges]
    return sorted(coming, key=lambda each: each.noticed_s)[::-1]


def summary(judged: Sequence[Judged]) -> Mapping[str, float | int | None]:
    """Shares are of 1, None of nothing; `after_s` is a median."""
    people = [one for one in judged if one.greeting.truth == PERSON]
    machines = [one for one in judged if one.greeting.truth == MACHINE]
    told = [one for one in machines if one.is_right]
    return {
        "files": len(judged),
        "accuracy": rounded_share(one.is_right for one in judged),
        "machines": len(machines),
        "machines_found": rounded_share(one.is_right for one in machines),
        "persons_as_machines": rounded_share(one.found == MACHINE for one in people),
        "kind_right": rounded_share(
            one.verdict.answerer == one.greeting.kind for one in told
        ),
        "after_s": round(statistics.median(one.after_s for one in judged), 2),
        "readings": round(statistics.mean(one.readings for one in judged), 2),
    }
