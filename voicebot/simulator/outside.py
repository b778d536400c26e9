"""What answers in place of agents and other systems while people are simulated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from voicebot.rehearsal.moves import WebhookMove
from voicebot.rehearsal.outside import webhook_event
from voicebot.scenario.actions import CallWebhook, Transfer, TransferHow
from voicebot.scenario.events import Event, WebhookFailed

WEBHOOK_S = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """`agent_chance`, 0 to 1, is of an agent who takes a transfer, for `agent_s`.

    Webhooks that are not named give no answer.
    """

    agent_chance: float = 1.0
    agent_s: float = 120.0
    agent_rings_s: float = 5.0
    webhooks: Mapping[str, WebhookMove] = field(default_factory=dict)

    def connects(self, source: Random) -> bool:
        return source.random() < self.agent_chance

    def transfer_s(self, transfer: Transfer, *, is_connected: bool) -> float:
        """How long the robot's line is held: a blind transfer leaves it at once."""
        if not is_connected:
            return transfer.ring_s
        is_held = transfer.how is TransferHow.ATTENDED
        return self.agent_rings_s + (self.agent_s if is_held else 0.0)

    def webhook(self, asked: CallWebhook) -> Event:
        move = self.webhooks.get(asked.to)
        if move is None:
            return WebhookFailed(is_timeout=False, reason="simulated")
        return webhook_event(move)


ALL_CONNECT = Outside()
