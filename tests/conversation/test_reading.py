"""Complete answers end a turn early, incomplete ones wait: by their very words."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from voicebot.conversation.opening import open_understander_for
from voicebot.conversation.reading import asks_to_hold_on, completeness
from voicebot.conversation.turns import Completeness, Move, TurnTaking
from voicebot.scenario.actions import BargeIn, DigitInput, Listen
from voicebot.scenario.slot_type import SlotType
from voicebot.settings import Settings
from voicebot.understanding.understander import Understander

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=ZoneInfo("Europe/Moscow"))
EARLY_S, LATE_S = 0.35, 1.5


@pytest.fixture(scope="module")
def understander() -> Understander:
    return open_understander_for(Settings())


def question(collects: SlotType | None = None) -> Listen:
    return Listen(
        node="question",
        intents=("yes", "no", "call_later"),
        keys=frozenset(),
        barge_in=BargeIn.SPEECH,
        noinput_s=5.0,
        complete_timeout_s=EARLY_S,
        incomplete_timeout_s=LATE_S,
        max_speech_s=15.0,
        collects=collects,
        digits=DigitInput(most=11, gap_s=2.0, end_key="#") if collects else None,
    )


def ends_after_s(understander: Understander, text: str, asked: Listen) -> float:
    """How long after the caller's last sound the turn is taken, to 10 ms."""
    meaning = understander.understand(text, among=asked.intents, now=NOW)
    turn = TurnTaking(asked, now_s=0.0)
    turn.prompt_ended(0.0)
    turn.speech_started(1.0)
    turn.speech_paused(2.0)
    made = turn.transcribed(completeness(meaning, asked), 2.0)
    hundredths = 0
    while Move.TAKE_TURN not in made:
        hundredths += 1
        made = turn.tick(2.0 + hundredths / 100)
    return hundredths / 100


@pytest.mark.parametrize(
    ("text", "collects"),
    [
        ("да", None),
        ("нет спасибо", None),
        ("перезвоните завтра в десять утра", None),
        (
            "восемь девятьсот двенадцать триста сорок пять шестьдесят семь восемьдесят девять",
            SlotType.PHONE,
        ),
        ("завтра в десять утра", SlotType.TIME),
        ("да", SlotType.YES_NO),
    ],
)
def test_a_complete_answer_ends_the_turn_early(
    understander: Understander, text: str, collects: SlotType | None
) -> None:
    assert ends_after_s(understander, text, question(collects)) <= EARLY_S + 0.01


@pytest.mark.parametrize(
    ("text", "collects"),
    [
        ("ну", None),
        ("я вот хотел сказать что", None),
        ("да но", None),
        ("завтра в", SlotType.TIME),
        ("восемь девятьсот", SlotType.PHONE),
        ("восемь девятьсот двенадцать", SlotType.PHONE),
    ],
)
def test_an_incomplete_answer_is_waited_for(
    understander: Understander, text: str, collects: SlotType | None
) -> None:
    assert ends_after_s(understander, text, question(collects)) >= LATE_S - 0.01


def test_a_callback_whose_time_may_follow_gets_a_little_more(
    understander: Understander,
) -> None:
    waited_s = ends_after_s(understander, "перезвоните мне", question())
    assert EARLY_S + 0.1 < waited_s < LATE_S


@pytest.mark.parametrize(
    "text",
    [
        "минуточку",
        "одну секунду",
        "подождите пожалуйста",
        "сейчас я её позову",
        "не кладите трубку",
        "оставайтесь на линии",
    ],
)
def test_who_asks_to_be_waited_for_takes_no_turn(
    understander: Understander, text: str
) -> None:
    meaning = understander.understand(text, among=question().intents, now=NOW)
    assert completeness(meaning, question()) is Completeness.HOLD_ON


@pytest.mark.parametrize(
    "text", ["да", "это займёт минуту", "через минуту", "хорошая погода"]
)
def test_what_names_a_while_is_no_wish_to_wait(text: str) -> None:
    assert not asks_to_hold_on(text)
