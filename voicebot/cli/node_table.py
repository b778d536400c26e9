"""A node's status as a table, and its first words."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.table import Table

from voicebot.i18n import _
from voicebot.node.call_state import CallState
from voicebot.node.child import ChildStatus, Phase
from voicebot.node.reports import LiveCall, PhoneLoad, SpeechLoad, TrunkReport
from voicebot.node.status_socket import status_json
from voicebot.node.supervisor import NodeStatus
from voicebot.node.trunk_table import TrunkUse


def print_node_ready(status: NodeStatus) -> None:
    """On stderr, as every progress."""
    for process in status.processes:
        click.echo(f"{process.name}: {process.address}", err=True)
    for sentence in troubles(status):
        click.echo(sentence, err=True)
    click.echo(_("the node serves; voicebot status shows what it does"), err=True)


def print_status(status: NodeStatus, *, as_json: bool) -> None:
    if as_json:
        click.echo(status_json(status))
    else:
        Console().print(node_table(status))


def node_table(status: NodeStatus) -> Table:
    title = _("draining: no new calls") if status.is_draining else None
    table = Table(title=title)
    for column in (_("process"), _("state"), "pid", _("restarts"), _("load")):
        table.add_column(column)
    for process in status.processes:
        table.add_row(
            process.name,
            phase_in_words(process.phase),
            str(process.pid or "—"),
            str(process.restarts),
            _load(process),
        )
    below = (*map(_channels, status.trunks), *_campaigns(status), *troubles(status))
    if below:
        table.caption = "\n".join(below)
        table.caption_justify = "left"
    return table


def troubles(status: NodeStatus) -> tuple[str, ...]:
    """Why campaigns are not dialled; what several processes tell, once."""
    told = [status.trouble, *(load.trouble for load in _phones(status))]
    return tuple(
        _("campaigns wait: {why}").format(why=why)
        for why in dict.fromkeys(filter(None, told))
    )


def phase_in_words(phase: Phase) -> str:
    match phase:
        case Phase.STARTING:
            return _("starting")
        case Phase.SERVING:
            return _("serving")
        case Phase.DRAINING:
            return _("draining")
        case Phase.WAITING:
            return _("died, will be started again")
        case Phase.ENDED:
            return _("ended")


def state_in_words(state: CallState) -> str:
    match state:
        case CallState.RINGING:
            return _("ringing")
        case CallState.TALKING:
            return _("talking")
        case CallState.TRANSFERRING:
            return _("being transferred")
        case CallState.WITH_AGENT:
            return _("with an agent")


def _trunk(trunk: TrunkReport) -> str:
    code = trunk.code or "—"
    if trunk.is_up:
        return _("trunk {name}: up ({code})").format(name=trunk.name, code=code)
    return _("trunk {name}: down ({code})").format(name=trunk.name, code=code)


def _channels(trunk: TrunkUse) -> str:
    return _("trunk {name}: {used} of {channels} channels").format(
        name=trunk.name, used=trunk.used, channels=trunk.channels
    )


def _phones(status: NodeStatus) -> tuple[PhoneLoad, ...]:
    loads = (process.load for process in status.processes)
    return tuple(load for load in loads if isinstance(load, PhoneLoad))


def _campaigns(status: NodeStatus) -> Iterator[str]:
    """The node's lines, and each campaign that holds some of them."""
    phones = _phones(status)
    lines = sum(phone.lines for phone in phones)
    if not lines:
        return
    calls = [call for phone in phones for call in phone.calls if call.campaign]
    yield _("campaigns: {live} of {lines} lines").format(live=len(calls), lines=lines)
    for campaign, live in sorted(Counter(call.campaign for call in calls).items()):
        yield f"  {campaign}: {live}"


def _call(call: LiveCall, now: datetime) -> str:
    """`hello: ringing, 3 s`, and whose call it is where a campaign dialled it."""
    what = f"{call.campaign} ▸ {call.scenario}" if call.campaign else call.scenario
    lasted_s = int((now - call.since).total_seconds())
    return f"  {what}: {state_in_words(call.state)}, {lasted_s} s"


def _load(process: ChildStatus) -> str:
    match process.load:
        case PhoneLoad() as phone:
            now = datetime.now(UTC)
            lines = [
                _("calls: {live} of {slots}").format(
                    live=len(phone.calls), slots=phone.slots
                ),
                *(_call(call, now) for call in phone.calls),
                *map(_trunk, phone.trunks),
            ]
            return "\n".join(lines)
        case SpeechLoad() as speech:
            return _(
                "working: {working}, waiting: {waiting}, done: {done},"
                " refused: {refused}"
            ).format(
                working=speech.working,
                waiting=speech.waiting,
                done=speech.done,
                refused=speech.refused,
            )
        case None:
            return "—"
