"""What the authors' page shows is true."""

import re
from itertools import repeat

import pytest

from tests.campaign.campaigning import Result, at, contact, moments
from voicebot.campaign.law import PRESETS
from voicebot.campaign.reading.loader import read_campaign
from voicebot.campaign.rules import CampaignRules
from voicebot.settings import PROJECT_DIR

PAGE = PROJECT_DIR / "docs" / "campaigns.md"
TEXT = PAGE.read_text("utf-8")


def examples() -> dict[str, CampaignRules]:
    blocks = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    campaigns = [read_campaign(block, PAGE) for block in blocks]
    return {campaign.name: campaign for campaign in campaigns}


def test_every_example_is_a_campaign() -> None:
    assert list(examples()) == [
        "hello",
        "credit_lead",
        "base_refresh",
        "careful",
        "measured",
    ]


@pytest.mark.parametrize(
    ("came", "dialled"),
    [
        (
            "2026-11-23 10:00",
            ["23 10:00", "23 12:00", "23 14:00", "24 09:00", "24 12:00"],
        ),
        ("2026-11-23 18:30", ["23 18:30", "24 09:00", "24 12:00"]),
    ],
)
def test_the_lead_is_called_as_the_page_says(came: str, dialled: list[str]) -> None:
    lead = contact(at(came))
    *found, end = moments(lead, examples()["credit_lead"], repeat(Result.NO_ANSWER))
    assert ([each.removeprefix("2026-11-") for each in found], end) == (
        dialled,
        "недозвон",
    )


def test_every_result_and_preset_is_explained() -> None:
    names = [*(result.value for result in Result), *PRESETS]
    assert [name for name in names if f"`{name}`" not in TEXT] == []
