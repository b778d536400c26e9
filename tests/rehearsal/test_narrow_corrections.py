"""What was corrected for one question holds at that question, however it is asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from textwrap import dedent

import pytest

from tests.conversation.scripted_hearing import (
    InlineExecutor,
    LoudnessModel,
    ScriptedEngine,
)
from tests.rehearsal.rehearsing import suite
from tests.rehearsal.sounding import SecondLongVoice, tone
from voicebot.conversation.opening import open_understander_for
from voicebot.conversation.robot import Robot
from voicebot.rehearsal.audio_run import Cast, run_as_audio
from voicebot.rehearsal.line_condition import LineCondition
from voicebot.rehearsal.suite import Suite
from voicebot.rehearsal.text_rehearsal import TextRehearsal
from voicebot.scenario.actions import Action
from voicebot.scenario.answer_understanding import AnswerUnderstanding
from voicebot.scenario.chatting.chat import Chat
from voicebot.scenario.competition import competing_intents
from voicebot.scenario.events import TurnHeard
from voicebot.scenario.question_place import places_of
from voicebot.settings import Settings
from voicebot.understanding.corrections import Corrections
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.phrase_file import Example
from voicebot.understanding.understander import Understander

SAID = "конечно"
"""A yes, wherever nobody corrected it."""

SHOP = """
scenario: shop
nodes:
  price: {ask: Вас устроит цена?, on: {yes: place, no: place}}
  place: {ask: А место?, on: {yes: rating, no: rating}}
  rating: {subdialog: parts/survey.yaml, goto: again}
  again: {ask: Позвонить ещё раз?, on: {yes: hang_up, no: hang_up}}
"""

SURVEY = """
scenario: survey
nodes:
  price: {ask: Была ли цена приятной?, on: {yes: place, no: place}}
  place: {ask: А место?, on: {yes: thanks, no: thanks}}
  thanks: {return: rated}
"""

QUESTIONS = ("price", "place", "survey/price", "survey/place", "again")
"""In the order in which they are asked."""

TESTS = f"- test: на всё один ответ\n  talk: [{', '.join([f'caller: {SAID}'] * 5)}]\n"

Understood = list[str | None]
Answered = Callable[[Suite, Understander], Understood]


@pytest.fixture(scope="module")
def plain() -> Understander:
    return open_understander_for(Settings())


@pytest.fixture
def shop(tmp_path: Path) -> Suite:
    part = tmp_path / "parts" / "survey.yaml"
    part.parent.mkdir()
    part.write_text(dedent(SURVEY), encoding="utf-8")
    return suite(tmp_path, TESTS, SHOP)


def as_text(shop: Suite, understander: Understander) -> Understood:
    [case] = shop.cases
    record = TextRehearsal(understander)(case, shop.scenario)
    return [
        exchange.event.meaning.intent
        for exchange in record.exchanges
        if isinstance(exchange.event, TurnHeard)
    ]


def as_a_call(shop: Suite, understander: Understander) -> Understood:
    [case] = shop.cases
    robot = Robot(
        engine=ScriptedEngine(*[SAID] * len(case.talk)),
        vad=LoudnessModel(),
        voice=SecondLongVoice(),
        recognition_pool=InlineExecutor(),
        voice_pool=InlineExecutor(),
    )
    cast = Cast(
        scenario=shop.scenario,
        robot=robot,
        understander=understander,
        say=tone,
        recordings=shop.scenario.path.parent / "calls",
    )
    record = run_as_audio(case, cast, LineCondition(), counts_work=False)
    assert record.mishearings == ()
    return [
        exchange.event.meaning.intent
        for exchange in record.exchanges
        if isinstance(exchange.event, TurnHeard)
    ]


class Notebook:
    def __init__(self) -> None:
        self.understood_as: Understood = []

    def robot(self, text: str) -> None: ...

    def note(self, text: str) -> None: ...

    def awaits(self, waiting: Action) -> None: ...

    def understood(self, meaning: Meaning) -> None:
        self.understood_as.append(meaning.intent)


def in_a_chat(shop: Suite, understander: Understander) -> Understood:
    notebook = Notebook()
    Chat(
        scenario=shop.scenario,
        understand=AnswerUnderstanding(
            scenario=shop.scenario, understander=understander
        ),
        clock=lambda: shop.cases[0].now,
        view=notebook,
    ).run({}, iter([SAID] * len(QUESTIONS)))
    return notebook.understood_as


def of_recordings(shop: Suite, understander: Understander) -> Understood:
    """As `voicebot listen --scenario --node` understands."""
    now = datetime.fromisoformat("2026-11-20T12:00+03:00")
    return [
        understander.within(*places_of(shop.scenario, node))
        .understand(SAID, among=competing_intents(shop.scenario, node), now=now)
        .intent
        for node in QUESTIONS
    ]


WAYS = [as_text, as_a_call, in_a_chat, of_recordings]


@pytest.mark.parametrize("answered", WAYS)
@pytest.mark.parametrize(
    ("scenario", "question", "corrected"),
    [
        ("shop", "price", {"price"}),
        ("shop", "survey/price", {"survey/price"}),
        ("survey", "price", {"survey/price"}),
        (None, "place", {"place", "survey/place"}),
        ("survey", None, {"survey/price", "survey/place"}),
        ("shop", None, set(QUESTIONS)),
        ("other", "price", set()),
        (None, None, set(QUESTIONS)),
    ],
)
def test_a_correction_holds_at_its_questions_and_at_no_other(
    plain: Understander,
    shop: Suite,
    answered: Answered,
    scenario: str | None,
    question: str | None,
    corrected: set[str],
) -> None:
    one = Example(intent="no", text=SAID, line=0, scenario=scenario, question=question)
    taught = replace(plain, corrections=Corrections.of([one]))
    expected = ["no" if node in corrected else "yes" for node in QUESTIONS]
    assert answered(shop, taught) == expected


def test_a_subdialogs_question_may_be_listened_to(shop: Suite) -> None:
    assert set(competing_intents(shop.scenario, "survey/price")) >= {"yes", "no"}
