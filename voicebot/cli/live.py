"""What a person sees while a call goes on, and after it."""

import json

import click

from voicebot.conversation.events import CallEvent
from voicebot.conversation.report import CallReport
from voicebot.conversation.transcript_lines import transcript_line
from voicebot.i18n import _


def print_line(event: CallEvent) -> None:
    """On stderr: stdout is for results."""
    line = transcript_line(event)
    if line:
        click.echo(line, err=True)


def print_ready(uri: str, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"ready": uri}))
    else:
        click.echo(_("waiting for calls at {uri}").format(uri=uri), err=True)


def print_summary(report: CallReport) -> None:
    end = report.end
    lines = [
        _("disposition: {name} (SIP {code} {reason})").format(
            name=end.disposition, code=end.sip_code, reason=end.reason
        ),
        _("outcome:     {outcome}").format(outcome=report.outcome or "—"),
        _("path:        {path}").format(path=" → ".join(report.path) or "—"),
    ]
    if report.callback_at:
        at = f"{report.callback_at:%Y-%m-%d %H:%M %z}"
        lines.append(_("callback at: {at}").format(at=at))
    if report.recording:
        lines.append(_("recording:   {path}").format(path=report.recording))
    lines.append(_("timeline:    {path}").format(path=report.timeline))
    click.echo("\n".join(lines))
