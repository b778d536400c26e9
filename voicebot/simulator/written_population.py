"""A population's file."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.reading.spans import Times
from voicebot.i18n import _
from voicebot.rehearsal.moves import Keys, Text, Texts, WebhookMove
from voicebot.scenario.block import Block
from voicebot.scenario.duration import Seconds
from voicebot.scenario.model import Name
from voicebot.simulator.chances import HOURS, Chance, ChancesByHour
from voicebot.simulator.kind import ALWAYS_ANSWERS, Kind, Manner, Reach, Reply, reach_of
from voicebot.simulator.outside import Outside
from voicebot.simulator.population import Population

ELSEWHERE = "elsewhere"
"""Stands for every question that a talk names no replies for."""
CONFIRMATION = "confirmation"
"""Stands for every question whether a value is right that the robot repeats."""

_WHOLE = 1.0
_ROUNDING = 1e-6

HowMany = Literal["1", "2", "3"]
_ONE_EACH: Mapping[HowMany, float] = {"1": _WHOLE}


def _several(value: Any) -> Any:
    """One stands for a list of it."""
    return value if isinstance(value, tuple | list) else (value,)


class WrittenReply(Block):
    """What somebody does when they are asked."""

    shorthand: ClassVar[str | None] = "says"

    says: Text | None = Field(default=None, description="words")
    keys: Keys | None = Field(default=None, description="keys pressed")
    silent: Literal[True] | None = Field(default=None, description="says nothing")
    hangs_up: Literal[True] | None = Field(default=None, description="puts it down")
    weight: Times = Field(default=1, description="how often, against the others")

    @model_validator(mode="after")
    def _does_one_thing(self) -> Self:
        done = [
            thing
            for thing in (self.says, self.keys, self.silent, self.hangs_up)
            if thing is not None
        ]
        if len(done) != 1:
            raise ValueError(_("write one of: says, keys, silent, hangs_up"))
        return self

    @property
    def reply(self) -> Reply:
        return Reply(
            says=self.says,
            keys=self.keys,
            is_leaving=bool(self.hangs_up),
            weight=self.weight,
        )


Replies = Annotated[
    tuple[WrittenReply, ...],
    Field(min_length=1),
    BeforeValidator(
        _several, json_schema_input_type=WrittenReply | tuple[WrittenReply, ...]
    ),
]
Talk = Mapping[Name, Replies]
Calls = Mapping[AttemptResult, ChancesByHour]


class WrittenKind(Block):
    """People who behave alike."""

    share: Chance = Field(description="of everybody")
    belongs: str | None = Field(
        default=None, min_length=1, description="the list that they ought to end in"
    )
    calls: Annotated[
        tuple[Calls, ...],
        BeforeValidator(_several, json_schema_input_type=Calls | tuple[Calls, ...]),
    ] = Field(
        default=(),
        description="what comes of the first call, the second, …; the rest: no answer",
    )
    answers_by: Times | None = Field(
        default=None, description="the call that they pick up for sure"
    )
    says: Annotated[
        tuple[Talk, ...],
        BeforeValidator(_several, json_schema_input_type=Talk | tuple[Talk, ...]),
    ] = Field(
        default=(),
        description="replies by the node that asks, in the first talk, the second, …",
    )
    hangs_up: Chance = Field(
        default=0.0,
        description="at each speech of the robot",
        json_schema_extra={"default": "0%"},
    )
    patience: Seconds = Field(
        default=180.0,
        description="hangs up later",
        json_schema_extra={"default": "3min"},
    )

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        for chances in self.calls:
            if any(
                sum(each[hour] for each in chances.values()) > _WHOLE + _ROUNDING
                for hour in range(HOURS)
            ):
                raise ValueError(_("the shares of a call's results are more than 100%"))
        return self

    def kind(self, name: str) -> Kind:
        manners = tuple(self._manner(talk) for talk in self.says)
        return Kind(
            name=name,
            share=self.share,
            belongs=self.belongs,
            reaches=self._reaches or (ALWAYS_ANSWERS,),
            manners=manners or (self._manner({}),),
            answers_by=self.answers_by,
        )

    @property
    def _reaches(self) -> tuple[Reach, ...]:
        return tuple(reach_of(chances) for chances in self.calls)

    def _manner(self, talk: Talk) -> Manner:
        replies = {
            node: tuple(each.reply for each in written)
            for node, written in talk.items()
        }
        usual = Manner()
        return Manner(
            elsewhere=replies.pop(ELSEWHERE, usual.elsewhere),
            confirmation=replies.pop(CONFIRMATION, usual.confirmation),
            replies=replies,
            hang_up_chance=self.hangs_up,
            patience_s=self.patience,
        )


class WrittenAgents(Block):
    """Whom the robot hands people over to."""

    answer: Chance = Field(
        default=1.0,
        description="of transfers that somebody takes",
        json_schema_extra={"default": "100%"},
    )
    talk: Seconds = Field(
        default=120.0,
        description="how long they talk",
        json_schema_extra={"default": "2min"},
    )


class WrittenPopulation(Block):
    """Who is called, and what they do."""

    population: str = Field(min_length=1, description="its name")
    title: str = Field(default="", description="as managers read it")
    scenario: str = Field(min_length=1, description="whose questions they answer")
    zones: Mapping[str, Chance] = Field(
        default_factory=lambda: {"Europe/Moscow": _WHOLE},
        min_length=1,
        description="where they live",
        json_schema_extra={"default": {"Europe/Moscow": "100%"}},
    )
    numbers: Mapping[HowMany, Chance] = Field(
        default_factory=lambda: _ONE_EACH,
        min_length=1,
        description="people by how many numbers they have",
        json_schema_extra={"default": {"1": "100%"}},
    )
    slots: Mapping[Name, Texts] = Field(
        default_factory=dict, description="what contacts bring"
    )
    agents: WrittenAgents = WrittenAgents()
    webhooks: Mapping[Name, WebhookMove] = Field(
        default_factory=dict, description="how webhooks end; others fail"
    )
    people: Mapping[Name, WrittenKind] = Field(min_length=1, description="by kind")

    @property
    def facts(self) -> Population:
        return Population(
            name=self.population,
            title=self.title,
            scenario=self.scenario,
            kinds=tuple(each.kind(name) for name, each in self.people.items()),
            zones=self.zones,
            phones={int(many): share for many, share in self.numbers.items()},
            slots=self.slots,
            outside=Outside(
                agent_chance=self.agents.answer,
                agent_s=self.agents.talk,
                webhooks=self.webhooks,
            ),
        )
