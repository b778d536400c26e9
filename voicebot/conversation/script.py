"""A scenario bound to one call: its contact's slots, the clock, the understanding."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from voicebot.conversation.needs import webhooks_of
from voicebot.scenario.actions import Action, Listen
from voicebot.scenario.answer_understanding import AnswerUnderstanding
from voicebot.scenario.events import Event
from voicebot.scenario.interpreter import advance, start
from voicebot.scenario.model import Scenario
from voicebot.scenario.state import TalkState
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.understander import Understander

_NO_CAMPAIGN: Mapping[str, str] = {}


class Script:
    """Decides what the robot does next. Opens nothing; `now` is in the contact's zone.

    `agents` are the transfer targets by name, as SIP URIs; a target may also be
    written as a URI in the scenario. `campaign` goes with every webhook and message.

    Raises:
        ScenarioError: a slot that the scenario requires is missing.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        slots: Mapping[str, str],
        understander: Understander,
        agents: Mapping[str, str],
        now: Callable[[], datetime],
        campaign: Mapping[str, str] = _NO_CAMPAIGN,
    ) -> None:
        self._scenario = scenario
        self._understander = understander
        self._understand = AnswerUnderstanding(
            scenario=scenario, understander=understander
        )
        self._agents = agents
        self.slots = dict(slots)
        self.now = now
        self.campaign = campaign
        self.opening = start(scenario, slots, now())

    def begin(self, call_id: str) -> None:
        """Choose the opening, and the variants of texts, for this call.

        The same call id always chooses the same.
        """
        seed = zlib.crc32(call_id.encode("utf-8", "replace"))
        self.opening = start(self._scenario, self.slots, self.now(), seed)

    @property
    def name(self) -> str:
        return self._scenario.name

    @property
    def content_hash(self) -> str:
        return self._scenario.content_hash

    def advance(
        self, state: TalkState, event: Event
    ) -> tuple[TalkState, tuple[Action, ...]]:
        return advance(self._scenario, state, event, self.now())

    def understand(
        self, text: str, *, question: Listen, alternatives: Sequence[str] = ()
    ) -> Meaning:
        return self._understand(
            text, question=question, now=self.now(), alternatives=alternatives
        )

    def phrases(self, intents: Sequence[str]) -> tuple[str, ...]:
        """Short phrases that the recognizer should expect."""
        return self._understander.phrases_of(intents)

    @property
    def webhooks(self) -> frozenset[str]:
        """Whom the scenario may ask: names and addresses."""
        return webhooks_of(self._scenario)

    @property
    def speaks_to_machines(self) -> bool:
        """Whether the scenario has a node for anything that answers instead of a person."""
        kinds = self._scenario.answering.targets
        return any(self._scenario.node_for(kind) for kind in kinds)

    def destination(self, to: str) -> str | None:
        """The SIP URI of a transfer's target; None when nobody is known by that name."""
        if to.startswith(("sip:", "sips:")):
            return to
        return self._agents.get(to)
