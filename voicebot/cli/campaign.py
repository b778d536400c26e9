"""`voicebot campaign`: whom to call, when, and what came of it."""

import click

from voicebot.cli.lazy import LazyGroup

COMMANDS = {
    "check": "voicebot.cli.campaign_check",
    "create": "voicebot.cli.campaign_create",
    "edit": "voicebot.cli.campaign_edit",
    "export": "voicebot.cli.campaign_export",
    "import": "voicebot.cli.campaign_import",
    "list": "voicebot.cli.campaign_list",
    "new": "voicebot.cli.campaign_new",
    "pause": "voicebot.cli.campaign_pause",
    "report": "voicebot.cli.campaign_report",
    "resume": "voicebot.cli.campaign_resume",
    "start": "voicebot.cli.campaign_start",
    "stop": "voicebot.cli.campaign_stop",
    "watch": "voicebot.cli.campaign_watch",
}
"""Command to the module that holds it as `command`, imported when it is asked for."""


class CampaignCommands(LazyGroup):
    """Those of campaigns."""

    modules = COMMANDS


@click.group("campaign", cls=CampaignCommands)
def command() -> None:
    """Кампании: кого, когда и сколько раз обзванивать, и что вышло."""
