"""How a campaign goes, as JSON."""

from datetime import datetime
from typing import Self

from voicebot.campaign.attempt import AttemptResult
from voicebot.store.campaigns import CampaignRow, CampaignStatus
from voicebot.store.progress import Progress
from voicebot.web.shape import Shape


class ProgressShape(Shape):
    """Counts now. Of `contacts`, `finished` are done and `calling` in somebody's hand.

    `due` may be called now as far as their own plan goes; `next_at` is when the first of
    those who wait is planned. `hours` are attempts by the UTC hour that they began in.
    """

    campaign: str
    status: CampaignStatus
    status_why: str
    contacts: int
    finished: int
    waiting: int
    due: int
    calling: int
    ringing_or_talking: int
    next_at: datetime | None
    attempts: int
    lists: dict[str, int]
    results: dict[AttemptResult, int]
    hours: dict[datetime, int]

    @classmethod
    def of(cls, row: CampaignRow, progress: Progress) -> Self:
        return cls(
            campaign=row.name,
            status=row.status,
            status_why=row.status_why,
            contacts=progress.contacts,
            finished=progress.finished,
            waiting=progress.waiting,
            due=progress.due,
            calling=progress.claimed,
            ringing_or_talking=progress.dialled,
            next_at=progress.next_at,
            attempts=progress.attempts,
            lists=dict(progress.lists),
            results=dict(progress.results),
            hours=dict(progress.hours),
        )
