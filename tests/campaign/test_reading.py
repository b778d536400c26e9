"""Campaign files: what may stand in them, and complaints that name the line."""

import json
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.campaign.campaigning import CAMPAIGNS, at, rules
from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.breakers import Breakers
from voicebot.campaign.budget import UNLIMITED, Budget
from voicebot.campaign.costs import Costs
from voicebot.campaign.message import MessageText
from voicebot.campaign.reading.loader import (
    UnusableCampaign,
    load_campaign,
    read_campaign,
)
from voicebot.campaign.reading.schema import SCHEMA_PATH, schema_text
from voicebot.campaign.reading.written_running import NO_BREAKERS
from voicebot.campaign.schedule import Schedule
from voicebot.campaign.window import Hours
from voicebot.errors import CampaignError

HEAD = "campaign: shop\nscenario: shop\n"
NINE_TO_SIX = Hours(opens=time(9), closes=time(18))


def complaints(text: str, outcomes: set[str] | None = None) -> list[str]:
    """«line: sentence», lines counted after the two of the head."""
    with pytest.raises(UnusableCampaign) as caught:
        read_campaign(HEAD + text, Path("shop.yaml"), outcomes)
    return [f"{each.line - 2}: {each.message}" for each in caught.value.problems]


def test_two_lines_are_a_campaign() -> None:
    campaign = read_campaign(HEAD, Path("shop.yaml"))
    assert (campaign.name, campaign.ring_s, campaign.is_test) == ("shop", 30.0, False)
    assert [law.name for law in campaign.laws] == ["ru_default"]


def test_hours_may_be_one_for_every_day() -> None:
    window = rules("window: 9:00-18:00\n").window
    assert window is not None
    assert set(window.days) == {NINE_TO_SIX}
    assert window.holidays == NINE_TO_SIX


def test_a_day_counts_before_its_kind_and_that_before_every_day() -> None:
    window = rules(
        "window: {everyday: 10:00-12:00, workdays: 9:00-18:00, friday: closed}\n"
    ).window
    assert window is not None
    assert [hours and hours.closes.hour for hours in window.days] == [
        18, 18, 18, 18, None, 12, 12,
    ]  # fmt: skip


def test_the_narrowest_of_laws_and_own_hours_is_kept() -> None:
    campaign = rules("laws: [ru_debt_230fz, ru_default]\nwindow: 8:30-21:00\n")
    assert campaign.narrowest_window.days[0] == Hours(opens=time(9), closes=time(20))


def test_a_rule_without_results_is_about_the_one_that_names_it() -> None:
    campaign = rules("retries: {busy: {series: [{attempts: 2, every: 5min}]}}\n")
    rule = campaign.retry_rule(AttemptResult.BUSY)
    assert (rule.name, rule.series[0].every_s) == ("busy", 300.0)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("rinng: 30s\n", 1, "rinng"),
        ("ring: 30\n", 1, "30s, 20min"),
        ("ring: 40d\n", 1, "31"),
        ("window: 20:00-9:00\n", 1, "20:00-9:00"),
        ("window: {monday: 25:00-26:00}\n", 1, "25:00-26:00"),
        ("laws: [ru_defalt]\n", 1, "ru_default"),
        ("caps:\n  contact: {day: -1}\n", 2, "-1"),
        ("caps:\n  contact: {day: true}\n", 2, "True"),
        ("zones:\n  - Europe/Moscw\n", 2, "Europe/Moscow"),
        ("legal:\n  label: Общество с ограниченной ответственностью\n", 2, "32"),
        ("retries:\n  busi: {series: [{attempts: 1}]}\n", 2, "busy"),
        ("retries:\n  busy: {series: []}\n", 2, "series"),
        ("retries:\n  busy:\n    series:\n      - {attempts: 0}\n", 4, "0"),
        ("retries:\n  answered: {series: [{attempts: 1}]}\n", 2, "answered"),
        ("lists:\n  sold: {again: soon}\n", 2, "soon"),
        ("priority: высокий\n", 1, "высокий"),
        ("ring: 30s\nwindow: 20:00-21:00\n", 2, ""),
        ("lines: 0\n", 1, "0"),
        ("calls_per_second: fast\n", 1, "fast"),
        ("calls_per_second: 0\n", 1, "0.5"),
        ("share: -1\n", 1, "-1"),
        ("trunks: main\n", 1, "trunks"),
        ("starts: tomorrow\n", 1, "2026-11-25 09:00"),
        ("starts: 2026-13-25 09:00\n", 1, "2026-13-25"),
        ("starts: 2026-11-26\nends: 2026-11-25\n", 2, "ends"),
        ("cost:\n  minute: дорого\n", 2, "дорого"),
        ("breakers:\n  failed: 0.3\n", 2, "30%"),
        ("breakers:\n  machine: 130%\n", 2, "130%"),
        ("breakers:\n  sample: 0\n", 2, "0"),
        ("messages:\n  offer: Возьмите {трубку\n", 2, "{"),
    ],
)  # fmt: skip
def test_a_complaint_names_the_line_and_what_stands_there(
    text: str, line: int, told: str
) -> None:
    found = complaints(text)
    assert len(found) == 1
    assert found[0].startswith(f"{line}: ")
    assert told in found[0]


def test_a_result_is_counted_by_one_rule_only() -> None:
    text = (
        "retries:\n"
        "  busy: {series: [{attempts: 1}]}\n"
        "  all: {on: [busy, no_answer], series: [{attempts: 1}]}\n"
    )
    assert [each[0] for each in complaints(text)] == ["3"]


def test_what_starts_anew_must_have_an_end() -> None:
    anew = "retries:\n  busy: {series: [{attempts: 3, if_day_ends: start_over}]}\n"
    row = "retries:\n  busy: {in_a_row: true, series: [{attempts: 3}]}\n"
    for text in (anew, row):
        assert "most: 12" in complaints(text)[0]
        assert rules(text.replace("busy: {", "busy: {most: 6, ")).retries[0].most == 6


def test_a_message_that_is_sent_must_be_written() -> None:
    text = (
        "messages: {offer: Возьмите трубку}\n"
        "retries:\n  busy:\n    series:\n      - {attempts: 1, message: ofer}\n"
    )
    assert complaints(text)[0].startswith("5: ")
    assert '"offer"' in complaints(text)[0]


def test_outcomes_are_the_scenarios() -> None:
    text = "lists:\n  intrested: тёплые\n"
    found = complaints(text, {"interested", "rejected"})
    assert found[0].startswith("2: ")
    assert '"interested"' in found[0]


def test_what_a_campaign_may_take_is_its_budget() -> None:
    text = "lines: 30\ncalls_per_second: 0.5\ntrunks: [main, spare]\nshare: 3\n"
    assert rules(text).budget == Budget(
        lines=30, calls_per_s=0.5, trunks=("main", "spare"), share=3
    )
    assert rules("").budget == UNLIMITED


@pytest.mark.parametrize(
    ("starts", "ends", "first", "over"),
    [
        ("2026-11-25", "2026-11-30", "2026-11-25 00:00", "2026-12-01 00:00"),
        ("2026-11-25 09:30", "2026-11-25 18:00", "2026-11-25 09:30", "2026-11-25 18:00"),
        ("2026-11-25 09:00 +05:00", "2026-12-31", "2026-11-25 07:00", "2027-01-01 00:00"),
    ],
)  # fmt: skip
def test_a_campaign_calls_from_its_start_to_its_end(
    starts: str, ends: str, first: str, over: str
) -> None:
    schedule = rules(f"starts: {starts}\nends: {ends}\n").schedule
    assert schedule == Schedule(starts=at(first), ends=at(over))


def test_a_message_is_a_text_or_a_text_and_its_channel() -> None:
    text = "messages:\n  one: Ждём вас\n  two: {text: Ждём, channel: telegram}\n"
    assert rules(text).messages == {
        "one": MessageText(text="Ждём вас"),
        "two": MessageText(text="Ждём", channel="telegram"),
    }


def test_breakers_are_shares_and_may_be_off() -> None:
    assert rules("").breakers == Breakers()
    assert rules("breakers: off\n").breakers == NO_BREAKERS
    some = rules("breakers: {failed: 50%, machine: off, sample: 40}\n").breakers
    assert some == Breakers(failed=0.5, machine=None, sample=40)


def test_a_campaign_tells_what_its_calls_cost_or_nothing() -> None:
    assert rules("").cost is None
    assert rules("cost: {attempt: 0.3, minute: 2, message: 4.5}\n").cost == Costs(
        attempt=0.3, minute=2.0, message=4.5
    )


def test_all_complaints_come_together_by_line() -> None:
    text = "ring: soon\nnumbers: both\nlaws: []\n"
    assert [each[0] for each in complaints(text)] == ["1", "2", "3"]


def test_a_complaint_of_a_file_begins_with_its_path_line_and_column(
    tmp_path: Path,
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(HEAD + "ring: soon\n", "utf-8")
    with pytest.raises(CampaignError, match=r"shop\.yaml:3:7: "):
        load_campaign(path)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"- a list", b"", b"campaign: [", b"x" * 1_100_000]
)
def test_what_is_no_campaign_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_bytes(content)
    with pytest.raises(CampaignError, match=r"shop\.yaml"):
        load_campaign(path)
    with pytest.raises(CampaignError, match="nothing"):
        load_campaign(tmp_path / "nothing.yaml")


SHIPPED = [path.read_text("utf-8") for path in sorted(CAMPAIGNS.glob("*.yaml"))]


@settings(max_examples=150, deadline=None)
@given(
    text=st.sampled_from(SHIPPED),
    place=st.floats(0, 1),
    cut=st.integers(0, 12),
    put=st.text(alphabet=" \n-:{}[]#&*'\"x9яs,", max_size=8),
)
def test_whatever_is_written_is_read_or_refused(
    text: str, place: float, cut: int, put: str
) -> None:
    at = round(place * len(text))
    try:
        read_campaign(text[:at] + put + text[at + cut :], Path("shop.yaml"))
    except CampaignError as error:
        assert str(error).startswith("shop.yaml:")  # noqa: PT017 -- both ways are right


def test_the_kept_schema_is_what_the_classes_say() -> None:
    kept = SCHEMA_PATH.read_text("utf-8")
    assert kept == schema_text(), "run: python -m voicebot.campaign.reading.schema"
    assert json.loads(kept)["properties"]["retries"]


def test_every_shipped_campaign_names_the_schema() -> None:
    line = "# yaml-language-server: $schema=../../voicebot/campaign/reading/campaign.schema.json"
    assert all(text.startswith(line) for text in SHIPPED)
