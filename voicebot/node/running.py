"""Runs a whole node: its supervisor, its signals, and what `voicebot status` asks."""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from voicebot.campaign.reading.house import house_rules
from voicebot.clock import clock_of
from voicebot.conversation.line_config import trunk_of
from voicebot.errors import SettingsError
from voicebot.i18n import _
from voicebot.node.child import Child
from voicebot.node.metrics import offering_metrics
from voicebot.node.node_database import (
    NO_DATABASE,
    NodeDatabase,
    keep_alive,
    node_database,
)
from voicebot.node.numbers import scenarios_of
from voicebot.node.plan import PhonePlan, SpeechPlan, kept_for_agents, plan_of
from voicebot.node.status_socket import offering_status, socket_path
from voicebot.node.supervisor import NodeStatus, Supervisor
from voicebot.node.trunk_table import TrunkTable
from voicebot.scenario.interpreter import start
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import Settings

logger = logging.getLogger(__name__)

Told = Callable[[NodeStatus], None]


async def run_node(settings: Settings, config: Path | None, *, ready: Told) -> None:
    """Serve until SIGTERM or SIGINT; SIGHUP reloads. `ready` is told once all serve.

    Raises:
        SettingsError: nothing is to be answered or dialled, there is no trunk to dial
            by, what holds for all campaigns cannot be read, or a node runs here already.
        ScenarioError: a scenario cannot be used for inbound calls.
    """
    _expect_something_to_do(settings)
    for scenario in scenarios_of(settings):
        start(load_scenario(scenario), {}, clock_of(settings, None)())
    settings.folders.run.mkdir(parents=True, exist_ok=True)
    trunks = (trunk_of(*named) for named in settings.trunks.items())
    with (
        closing(TrunkTable(settings.folders.run, trunks)) as table,
        node_database(settings) as database,
    ):
        supervisor = supervisor_of(settings, config, table, database)
        _obey_signals(supervisor)
        with offering_metrics(settings.node.metrics, lambda: supervisor.status):
            await _serve(settings, supervisor, database, ready)


def _expect_something_to_do(settings: Settings) -> None:
    house_rules(settings)
    if settings.campaigns.lines and not settings.trunks:
        raise SettingsError(
            _(
                "campaigns.lines is {lines}, and there is no trunk to dial by; add one"
                " under `trunks:` in voicebot.yaml"
            ).format(lines=settings.campaigns.lines)
        )
    does_others = settings.campaigns.lines > 0 or settings.web.port is not None
    if not does_others and not scenarios_of(settings):
        raise SettingsError(
            _(
                "no scenario answers any number; add `numbers: {default: dialogs/….yaml}`"
                " to voicebot.yaml"
            )
        )


async def _serve(
    settings: Settings, supervisor: Supervisor, database: NodeDatabase, ready: Told
) -> None:
    async with (
        offering_status(socket_path(settings.folders), lambda: supervisor.status),
        asyncio.TaskGroup() as group,
    ):
        keeping = group.create_task(keep_alive(database), name="keep database")
        running = group.create_task(supervisor.run(), name="supervisor")
        if await supervisor.ready():
            logger.info("node_serves", extra=_in_short(supervisor.status))
            ready(supervisor.status)
        await running
        keeping.cancel()


def _in_short(status: NodeStatus) -> dict[str, object]:
    return {"addresses": {each.name: each.address for each in status.processes}}


def supervisor_of(
    settings: Settings,
    config: Path | None,
    table: TrunkTable,
    database: NodeDatabase = NO_DATABASE,
) -> Supervisor:
    """All processes; those that need a database only where one can be reached by then."""
    plan = plan_of(settings, kept_for_agents(settings))
    shared = (
        *(("--config", str(config)) if config else ()),
        *("--log-level", settings.log.level or "info"),
        *(("--log-words",) if settings.log.words else ()),
    )
    has_database = database.url is not None

    def child(name: str, *command: str, is_needed: bool = True) -> Child:
        return Child(
            name,
            (*command, "--name", name, *shared),
            database.environment,
            is_needed=is_needed,
        )

    return Supervisor(
        [child(each.name, *_speech_command(each)) for each in plan.speech],
        [
            child(each.name, *_phone_command(each, dials=has_database))
            for each in plan.phones
        ],
        beside=[
            child(each.name, "-m", each.module, is_needed=False)
            for each in (plan.beside if has_database else ())
        ],
        drain_s=settings.node.drain_s,
        trunks=lambda: table.uses,
        trouble=database.trouble,
    )


def _speech_command(plan: SpeechPlan) -> tuple[str, ...]:
    return ("-m", "voicebot.node.speech_process", "--uri", plan.uri)


def _phone_command(plan: PhonePlan, *, dials: bool) -> tuple[str, ...]:
    speech = (part for uri in plan.speech_uris for part in ("--speech", uri))
    return (
        *("-m", "voicebot.node.phone_process"),
        *("--port", str(plan.port), "--calls", str(plan.slots)),
        *("--callers", str(plan.calls), "--lines", str(plan.lines if dials else 0)),
        *(("--registers",) if plan.registers else ()),
        *speech,
    )


def _obey_signals(supervisor: Supervisor) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, supervisor.leave)
    loop.add_signal_handler(signal.SIGHUP, supervisor.reload)
