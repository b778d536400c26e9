"""One look after another at a campaign that runs."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rich.table import Table
from sqlalchemy import URL

from voicebot.cli.campaign_database import known_campaign
from voicebot.cli.campaign_status_words import status_in_words
from voicebot.i18n import _
from voicebot.results.figures import percent, tenths, whole
from voicebot.results.speed import Speed, speed_of
from voicebot.results.words import result_in_words
from voicebot.store.campaigns import CampaignRow
from voicebot.store.database import open_database


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A campaign at one moment, to be printed or drawn."""

    at: datetime
    row: CampaignRow
    speed: Speed

    @property
    def facts(self) -> dict[str, Any]:
        progress, done_at = self.speed.progress, self.speed.done_at
        return {
            "at": self.at.isoformat(timespec="seconds"),
            "campaign": self.row.name,
            "status": self.row.status,
            "status_why": self.row.status_why,
            "lines": progress.claimed,
            "talking": progress.dialled,
            "contacts": progress.contacts,
            "finished": progress.finished,
            "waiting": progress.waiting,
            "due": progress.due,
            "attempts": progress.attempts,
            "lists": dict(progress.lists),
            "results": {
                result.value: count for result, count in progress.results.items()
            },
            "attempts_per_min": round(self.speed.attempts_per_min, 2),
            "finished_per_min": round(self.speed.finished_per_min, 2),
            "next_at": progress.next_at.isoformat() if progress.next_at else None,
            "done_at": done_at.isoformat(timespec="seconds") if done_at else None,
        }

    @property
    def table(self) -> Table:
        status = status_in_words(self.row.status)
        why = f": {self.row.status_why}" if self.row.status_why else ""
        table = Table(
            title=f"{self.row.title or self.row.name} — {status}{why}",
            show_header=False,
            box=None,
            title_justify="left",
        )
        table.add_column(no_wrap=True)
        table.add_column(justify="right", no_wrap=True)
        table.add_column()
        for line in self._lines():
            table.add_row(*line)
        return table

    def _lines(self) -> Iterator[tuple[str, str, str]]:
        progress = self.speed.progress
        yield (
            _("lines busy"),
            whole(progress.claimed),
            _("dialled: {count}").format(count=progress.dialled),
        )
        done = percent(progress.finished, progress.contacts)
        yield _("contacts"), whole(progress.contacts), ""
        yield "  " + _("done"), whole(progress.finished), done
        yield "  " + _("due now"), whole(progress.due), ""
        later = progress.waiting - progress.due
        yield "  " + _("wait for their hour"), whole(later), self._next_hour()
        for name, count in progress.lists.items():
            yield f"  «{name}»", whole(count), percent(count, progress.contacts)
        yield _("attempts"), whole(progress.attempts), self._rate()
        for result, count in progress.results.items():
            share = percent(count, progress.attempts)
            yield f"  {result_in_words(result)}", whole(count), share
        yield _("done not before"), _clock(self.speed.done_at) or "—", ""

    def _next_hour(self) -> str:
        """Of those who wait; nothing while others are due, who are found first."""
        next_at = self.speed.progress.next_at
        return _clock(next_at) if next_at and next_at > self.at else ""

    def _rate(self) -> str:
        return _("{rate} a minute").format(rate=tenths(self.speed.attempts_per_min))


def _clock(moment: datetime | None) -> str:
    """By this machine's clock."""
    return f"{moment.astimezone():%d.%m.%Y %H:%M}" if moment else ""


async def looks(
    url: URL, name: str, every_s: float, times: int | None
) -> AsyncIterator[Look]:
    """One each `every_s`, `times` of them, for ever where that is None.

    Raises:
        CampaignError: there is no such campaign.
        StoreError: the database cannot be used.
    """
    async with open_database(url) as engine:
        made = 0
        while times is None or made < times:
            if made:
                await asyncio.sleep(every_s)
            now = datetime.now(UTC)
            async with engine.begin() as connection:
                row = await known_campaign(connection, name)
                speed = await speed_of(connection, row.id, now)
            yield Look(at=now, row=row, speed=speed)
            made += 1
