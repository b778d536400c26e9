"""Every refusal says why, what would have to change, and when it ends."""

from dataclasses import replace

import pytest

from tests.campaign.campaigning import NUMBER, at, contact, rules
from voicebot.campaign.dialling import may_dial, refusals
from voicebot.campaign.ending import finished
from voicebot.campaign.legal import LegalBasis
from voicebot.campaign.refusal import Refusal, Why
from voicebot.campaign.rules import CampaignRules
from voicebot.campaign.schedule import Schedule
from voicebot.campaign.starting import start_refusal
from voicebot.campaign.state import ContactState, PhoneRecord
from voicebot.campaign.tally import Tally
from voicebot.campaign.window import week_window

NOON = at("2026-11-23 12:00")
FAR = ("Europe/Kaliningrad", "Asia/Kamchatka")
LEGAL = LegalBasis(consent="анкета", contract="15", label="Магазин")

LATE = at("2026-11-23 15:00")
CALLED_AT_NINE = PhoneRecord(dialled=Tally(recent=(at("2026-11-23 09:00"),)))

Standing = tuple[ContactState, CampaignRules, PhoneRecord]


def standing(why: Why) -> Standing:
    """A contact at noon whom only `why` stands against."""
    state = STATES.get(why, contact(NOON))
    record = PhoneRecord(is_do_not_call=why is Why.DO_NOT_CALL)
    if why in CAPS:
        return state, rules(f"caps: {{phone: {CAPS[why]}}}\n"), CALLED_AT_NINE
    if why in LEGALS:
        return state, replace(rules(""), is_test=False, legal=LEGALS[why]), record
    if why is Why.NEVER_OPEN:
        return state, replace(rules(""), window=week_window(None, None, None)), record
    if why in SCHEDULES:
        return state, replace(rules(""), schedule=SCHEDULES[why]), record
    late_hours = "window: 15:00-20:00\n" if why is Why.NO_COMMON_HOUR else ""
    return state, rules(late_hours), record


STATES = {
    Why.FINISHED: finished(contact(NOON), "отсев", NOON),
    Why.DEAD_NUMBER: replace(contact(NOON), dead=frozenset({NUMBER})),
    Why.NOT_YET: contact(LATE),
    Why.PROMISED_LATER: replace(contact(LATE), promised_at=LATE),
    Why.OUTSIDE_WINDOW: contact(NOON, zones=("Asia/Kamchatka",)),
    Why.NO_COMMON_HOUR: contact(NOON, zones=FAR),
}
SCHEDULES = {
    Why.NOT_STARTED: Schedule(starts=LATE),
    Why.ENDED: Schedule(ends=NOON),
}
CAPS = {
    Why.CAP_DAY: "{day: 1}",
    Why.CAP_24H: "{rolling_24h: 1}",
    Why.CAP_WEEK: "{week: 1}",
    Why.CAP_MONTH: "{month: 1}",
    Why.CAP_LIFETIME: "{lifetime: 1}",
}
LEGALS = {
    Why.NO_CONSENT: replace(LEGAL, consent=""),
    Why.NO_CONTRACT: replace(LEGAL, contract=" "),
    Why.NO_LABEL: replace(LEGAL, label=""),
    Why.LONG_LABEL: replace(LEGAL, label="М" * 33),
}


@pytest.mark.parametrize("why", Why)
def test_every_ground_is_told_in_a_sentence(why: Why) -> None:
    state, by, record = standing(why)
    refusal = may_dial(NOON, state, by, record)
    assert refusal is not None
    assert refusal.why is why
    assert "{" not in refusal.sentence
    if refusal.until is not None:
        assert f"{refusal.until:%d.%m.%Y %H:%M}" in refusal.sentence


@pytest.mark.parametrize("why", Why)
def test_whoever_waits_until_then_is_dialled(why: Why) -> None:
    state, by, record = standing(why)
    refusal = may_dial(NOON, state, by, record)
    assert refusal is not None
    if refusal.until is not None:
        assert refusal.until > NOON
        assert may_dial(refusal.until, state, by, record) is None


def test_the_moment_is_told_by_the_clock_of_the_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VOICEBOT_LANG", "en")
    state = contact(NOON, zones=("Asia/Yekaterinburg",))
    refusal = may_dial(at("2026-11-23 19:00"), state, rules(""))
    assert refusal is not None
    assert refusal.sentence == (
        "it is 21:00 for the person (Asia/Yekaterinburg), when nobody is called; "
        "may be dialled from 24.11.2026 09:00 (Asia/Yekaterinburg)"
    )


def test_all_grounds_are_told_and_all_name_the_moment_when_all_are_over() -> None:
    state = replace(contact(NOON), next_at=at("2026-11-23 15:00"))
    record = PhoneRecord(dialled=Tally(recent=(at("2026-11-23 11:00"),)))
    by = rules("caps: {phone: {day: 1}}\n")
    found = list(refusals(NOON, state, by, record))
    assert [each.why for each in found] == [Why.NOT_YET, Why.CAP_DAY]
    assert {each.until for each in found} == {at("2026-11-24 09:00")}


def test_what_no_waiting_mends_is_told_first_and_without_a_moment() -> None:
    record = PhoneRecord(is_do_not_call=True)
    night = at("2026-11-23 23:00")
    found = list(refusals(night, contact(NOON), rules(""), record))
    assert [each.why for each in found] == [Why.DO_NOT_CALL, Why.OUTSIDE_WINDOW]
    assert {each.until for each in found} == {None}


def test_a_campaign_with_consent_contract_and_label_starts() -> None:
    by = replace(rules(""), is_test=False, legal=LEGAL)
    assert start_refusal(by) is None
    at_most = replace(LEGAL, label="М" * 32)
    assert start_refusal(replace(by, legal=at_most)) is None


def test_a_refusal_without_anything_named_has_its_sentence() -> None:
    assert Refusal(why=Why.NOT_YET).sentence
