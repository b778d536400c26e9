"""`voicebot phone`: the simulated subscriber."""

from typing import Any

import click
from typing_extensions import override

from sip import phone
from sip.phone_options import OrderedReplies
from voicebot.cli.border import translated_errors


class PhoneCommand(OrderedReplies):
    """The telephone's own command, with its errors told as the robot's are."""

    @override
    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with translated_errors():
            return super().make_context(*args, **extra)

    @override
    def invoke(self, ctx: click.Context) -> Any:
        with translated_errors():
            return super().invoke(ctx)


command = PhoneCommand(
    name="phone",
    params=phone.command.params,
    callback=phone.command.callback,
    help=phone.command.help,
)
