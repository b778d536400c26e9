"""When a job that failed is tried again."""

from datetime import UTC, datetime

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job
from typing_extensions import override

FIRST_S = 10
LONGEST_S = 3600
MOST_TRIES = 30
"""With pauses that double up to an hour these last a day."""


class NotNow(Exception):
    """The job cannot be done now; `until` is when it may be, if that is known.

    A wait whose end is known is no try.
    """

    def __init__(self, reason: str, until: datetime | None = None) -> None:
        super().__init__(reason)
        self.until = until


class Again(BaseRetryStrategy):
    """At the moment that the job asks for, else after a pause that doubles."""

    def __init__(self, first_s: int = FIRST_S) -> None:
        self._first_s = first_s

    @override
    def get_retry_decision(
        self, *, exception: BaseException, job: Job
    ) -> RetryDecision | None:
        if isinstance(exception, NotNow) and exception.until is not None:
            return RetryDecision(retry_at=exception.until.astimezone(UTC))
        if job.attempts >= MOST_TRIES:
            return None
        return RetryDecision(retry_in={"seconds": pause_s(job.attempts, self._first_s)})


def pause_s(tries: int, first_s: int = FIRST_S) -> int:
    """After so many tries before this one.

    >>> [pause_s(tries) for tries in (0, 1, 2, 12)]
    [10, 20, 40, 3600]
    """
    return min(first_s << min(tries, 16), LONGEST_S)
