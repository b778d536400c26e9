from datetime import datetime
from pathlib import Path

import pytest
import yaml

from voicebot.understanding.understander import Understander

ODDITIES = Path(__file__).with_name("polarity_oddities.yaml")


def oddities() -> list[tuple[str, str]]:
    listed: dict[str, list[str]] = yaml.load(
        ODDITIES.read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )
    return [(text, intent) for intent, texts in listed.items() for text in texts]


@pytest.mark.parametrize(("text", "intent"), oddities())
def test_an_oddity_of_yes_and_no_is_understood(
    understander: Understander, now: datetime, text: str, intent: str
) -> None:
    meaning = understander.understand(text, now=now)
    assert (meaning.intent, meaning.why) == (intent, meaning.why)


@pytest.mark.parametrize(
    "text", [text for text, intent in oddities() if intent == "no"]
)
@pytest.mark.parametrize("opening", ["", "ну ", "алло ", "девушка "])
def test_a_no_never_becomes_a_yes(
    understander: Understander, now: datetime, text: str, opening: str
) -> None:
    among = {"yes", "no", "call_later", "operator", "repeat"}
    assert understander.understand(opening + text, now=now, among=among).intent != "yes"


def test_the_pack_of_oddities_is_large_and_balanced() -> None:
    intents = [intent for _text, intent in oddities()]
    assert len(intents) >= 300
    assert min(intents.count("yes"), intents.count("no")) >= 150


@pytest.mark.parametrize(
    "misheard",
    ["нед", "нет ", "не т", "ниет", "нет.", "Нэт", "снет", "нета", "мет", "на"],
)
def test_a_misheard_no_is_no_yes(
    understander: Understander, now: datetime, misheard: str
) -> None:
    assert understander.understand(misheard, now=now).intent != "yes"
