"""What the interpreter asks for, in a line that people read beside a talk in text."""

import json

from voicebot.i18n import _
from voicebot.scenario.actions import (
    Action,
    AddToDoNotCall,
    CallWebhook,
    Hold,
    LeaveNode,
    RecordOutcome,
    ScheduleCallback,
    SendMessage,
    Transfer,
    WriteFields,
)


def action_line(action: Action) -> str | None:  # noqa: C901  # one flat table: an action, its line
    """None for what needs no line: the robot's words, and what follows from others."""
    match action:
        case LeaveNode(node=node, exit=exit_, target=target):
            return f"{node} → {exit_} → {target}"
        case RecordOutcome(outcome=outcome):
            return _("outcome so far: {outcome}").format(outcome=outcome)
        case ScheduleCallback(at=at):
            return _("callback: {when}").format(when=f"{at:%d.%m.%Y %H:%M}")
        case AddToDoNotCall():
            return _("the number is on the do-not-call list")
        case WriteFields(fields=fields):
            told = ", ".join(f"{name} = {value}" for name, value in fields.items())
            return _("into the CRM: {fields}").format(fields=told)
        case SendMessage(channel=channel, text=text):
            return _("message ({channel}): {text}").format(channel=channel, text=text)
        case Transfer():
            return _transfer_line(action)
        case CallWebhook(to=to, body=body):
            asked = json.dumps(dict(body), ensure_ascii=False)
            return _("the webhook {to} is sent {body}").format(to=to, body=asked)
        case Hold(audio=audio, duration_s=duration_s):
            return _("{audio} plays for {duration} s").format(
                audio=audio, duration=f"{duration_s:g}"
            )
        case _:
            return None


def _transfer_line(transfer: Transfer) -> str:
    if transfer.whisper is None:
        return _("transfer to {to}").format(to=transfer.to)
    return _("transfer to {to}, who is told: {text}").format(
        to=transfer.to, text=transfer.whisper.text
    )
