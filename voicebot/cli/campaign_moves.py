"""What may be done with a campaign in each of its statuses."""

from collections.abc import Callable, Mapping

from voicebot.cli.campaign_move import Move
from voicebot.i18n import _
from voicebot.store.campaigns import CampaignStatus

_ENDED: Mapping[CampaignStatus, Callable[[], str]] = {
    CampaignStatus.STOPPED: lambda: _(
        "{name} is stopped already; voicebot campaign start begins it again"
    ),
    CampaignStatus.FINISHED: lambda: _(
        "{name} is finished: it has nobody left to call; import more people and start it"
    ),
}
_NEVER_STARTED: Mapping[CampaignStatus, Callable[[], str]] = {
    CampaignStatus.DRAFT: lambda: _(
        "{name} was never started; voicebot campaign start begins it"
    ),
}

START = Move(
    since=frozenset(
        {CampaignStatus.DRAFT, CampaignStatus.STOPPED, CampaignStatus.FINISHED}
    ),
    to=CampaignStatus.RUNNING,
    refusals={
        CampaignStatus.RUNNING: lambda: _(
            "{name} runs already; see it: campaign watch"
        ),
        CampaignStatus.PAUSED: lambda: _(
            "{name} is paused; voicebot campaign resume goes on with it"
        ),
    },
    done=lambda: _("{name} runs"),
    is_checked=True,
)
PAUSE = Move(
    since=frozenset({CampaignStatus.RUNNING}),
    to=CampaignStatus.PAUSED,
    refusals={
        CampaignStatus.PAUSED: lambda: _("{name} is paused already"),
        **_NEVER_STARTED,
        **_ENDED,
    },
    done=lambda: _(
        "{name} is paused: no call begins; {live} that go on end as they do"
    ),
)
RESUME = Move(
    since=frozenset({CampaignStatus.PAUSED}),
    to=CampaignStatus.RUNNING,
    refusals={
        CampaignStatus.RUNNING: lambda: _(
            "{name} runs already; see it: campaign watch"
        ),
        **_NEVER_STARTED,
        **_ENDED,
    },
    done=lambda: _("{name} runs again"),
    is_checked=True,
)
STOP = Move(
    since=frozenset({CampaignStatus.RUNNING, CampaignStatus.PAUSED}),
    to=CampaignStatus.STOPPED,
    refusals={**_NEVER_STARTED, **_ENDED},
    done=lambda: _(
        "{name} is stopped: no call begins; {live} that go on end as they do; its"
        " contacts and results stay"
    ),
)
