"""Several tests at once, their results in order."""

from collections.abc import Iterable
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, field

from voicebot.rehearsal.audio_run import is_timed
from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.record import TalkRecord
from voicebot.rehearsal.suite import Rehearse, Suite
from voicebot.scenario.model import Scenario

_Key = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtOnce:
    """Rehearses on a pool of threads, ahead of whoever asks for the records in order.

    A test that measures time has the machine for itself: it waits for all others.
    """

    rehearse: Rehearse
    pool: Executor
    _begun: dict[_Key, Future[TalkRecord]] = field(default_factory=dict)

    def begin(self, suites: Iterable[Suite]) -> None:
        """Start with every test that does not measure time."""
        for suite in suites:
            for case in suite.cases:
                if not is_timed(case):
                    self._begun[_key(case)] = self.pool.submit(
                        self.rehearse, case, suite.scenario
                    )

    def __call__(self, case: Case, scenario: Scenario) -> TalkRecord:
        begun = self._begun.get(_key(case))
        if begun is None:
            wait(self._begun.values())
            return self.rehearse(case, scenario)
        return begun.result()


def _key(case: Case) -> _Key:
    return str(case.path), case.line
