"""A file of tests, `NAME.tests.yaml` beside its scenario `NAME.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Self

from pydantic import Field, PrivateAttr, model_validator
from typing_extensions import override

from voicebot.i18n import _
from voicebot.rehearsal.expectation import Expectation, Moment, SlotText
from voicebot.rehearsal.moves import TalkItem, WebhookMove
from voicebot.scenario.block import Block
from voicebot.scenario.model import Name
from voicebot.scenario.reading.document import Spot, mark_of
from voicebot.scenario.reading.problem import Mark, Place

USUAL_NOW = datetime.fromisoformat("2026-11-20T12:00+03:00")
"""When a test takes place that does not say: a Friday, noon in Moscow."""


class Circumstances(Block):
    """In what a talk takes place: what a file says for all its tests, or one of them."""

    now: Moment | None = Field(default=None, description="when the talk takes place")
    given: Mapping[str, SlotText] = Field(
        default_factory=dict, alias="with", description="what the contact brings"
    )
    webhooks: Mapping[Name, WebhookMove] = Field(
        default_factory=dict, description="how webhooks end that the talk leaves out"
    )


class WrittenTest(Circumstances):
    """One test as it stands in the file."""

    test: Name = Field(description="what is promised, in a sentence")
    talk: tuple[TalkItem, ...] = Field(default=(), description="moves in order")
    expect: Expectation = Field(
        default_factory=Expectation, description="what the talk comes to"
    )


class TestFile(Circumstances):
    """Tests, and what they have in common; a bare list is its `tests`."""

    __test__: ClassVar[bool] = False
    shorthand: ClassVar[str | None] = "tests"

    tests: tuple[WrittenTest, ...] = Field(description="one after the other")

    _spots: Mapping[Place, Spot] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _has_tests(self) -> Self:
        if not self.tests:
            raise ValueError(
                _('there is no test; begin with "- test: what is promised"')
            )
        return self

    @override
    def model_post_init(self, context: Any, /) -> None:
        if isinstance(context, Mapping):
            self._spots = context

    def mark_of(self, *place: str | int) -> Mark:
        """Where a key or an item stands in the file."""
        return mark_of(self._spots, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test, ready to be talked through: the file's common part is laid under it.

    `lines` is where each item of the talk and each key of `expect` stands, from 1:
    `("talk", 2)`, `("expect", "path")`.
    """

    name: str
    path: Path
    line: int
    now: datetime
    given: Mapping[str, str]
    webhooks: Mapping[str, WebhookMove]
    talk: tuple[TalkItem, ...]
    expect: Expectation
    lines: Mapping[Place, int] = field(default_factory=dict)

    def line_of(self, *place: str | int) -> int:
        return self.lines.get(place, self.line)


def cases_of(
    written: TestFile, path: Path, usual: Mapping[str, str]
) -> tuple[Case, ...]:
    """The tests of a file that was read from `path`, in order.

    `usual` are slots that a test gets where it gives none.
    """
    return tuple(
        _case(written, index, path, usual) for index in range(len(written.tests))
    )


def _case(written: TestFile, index: int, path: Path, usual: Mapping[str, str]) -> Case:
    test = written.tests[index]
    places: list[Place] = [("talk", item) for item in range(len(test.talk))]
    places += [("expect", key) for key in test.expect.model_fields_set]
    return Case(
        name=test.test,
        path=path,
        line=written.mark_of("tests", index, "test").line,
        now=test.now or written.now or USUAL_NOW,
        given={**usual, **written.given, **test.given},
        webhooks={**written.webhooks, **test.webhooks},
        talk=test.talk,
        expect=test.expect,
        lines={place: written.mark_of("tests", index, *place).line for place in places},
    )
