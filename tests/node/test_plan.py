"""Which processes a machine runs, and which scenario answers which number."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sip.config import STACK_CALLS
from voicebot.node.kamailio import Listen, own_phones
from voicebot.node.numbers import scenario_for
from voicebot.node.plan import kept_for_agents, plan_of
from voicebot.node.reports import NotAReport, Ready, read_report, write_report
from voicebot.setting_parts.campaigns import CampaignSettings
from voicebot.setting_parts.node import NodeSettings, SpeechSettings
from voicebot.setting_parts.web import WebSettings
from voicebot.settings import Settings


@given(calls=st.integers(1, 400))
def test_phones_have_as_many_slots_as_the_node_has_calls(calls: int) -> None:
    plan = plan_of(Settings(node=NodeSettings(calls=calls)))
    assert sum(phone.calls for phone in plan.phones) == calls
    assert all(1 <= phone.calls <= STACK_CALLS for phone in plan.phones)
    assert len({phone.port for phone in plan.phones}) == len(plan.phones)


@given(calls=st.integers(1, 400))
def test_a_slot_kept_for_agents_costs_no_caller_a_place(calls: int) -> None:
    plan = plan_of(Settings(node=NodeSettings(calls=calls)), kept=1)
    assert sum(phone.calls for phone in plan.phones) == calls
    assert all(
        1 <= phone.calls < phone.slots <= STACK_CALLS and phone.slots - phone.calls == 1
        for phone in plan.phones
    )


@given(calls=st.integers(1, 400), lines=st.integers(1, 400))
def test_callers_and_campaigns_have_all_that_the_settings_give_them(
    calls: int, lines: int
) -> None:
    settings = Settings(
        node=NodeSettings(calls=calls),
        numbers={"default": Path("reception.yaml")},
        campaigns=CampaignSettings(lines=lines),
    )
    phones = plan_of(settings, kept_for_agents(settings)).phones
    assert sum(phone.calls for phone in phones) == calls
    assert sum(phone.lines for phone in phones) == lines
    for phone in phones:
        assert min(phone.calls, phone.lines) >= 0
        assert phone.calls + phone.lines == phone.slots - 1 < STACK_CALLS


def test_lines_are_divided_over_the_phones() -> None:
    settings = Settings(
        node=NodeSettings(calls=6),
        numbers={"default": Path("reception.yaml")},
        campaigns=CampaignSettings(lines=6),
    )
    phones = plan_of(settings, kept_for_agents(settings)).phones
    assert [phone.lines for phone in phones] == [1, 2, 1, 2]


def test_a_node_that_answers_no_number_only_dials() -> None:
    settings = Settings(campaigns=CampaignSettings(lines=6))
    phones = plan_of(settings, kept_for_agents(settings)).phones
    assert [(phone.calls, phone.lines) for phone in phones] == [(0, 3), (0, 3)]


def test_a_machine_for_the_interface_alone_has_no_phones() -> None:
    plan = plan_of(Settings(web=WebSettings(port=8080)), kept=0)
    assert (plan.phones, plan.speech) == ((), ())
    assert [one.name for one in plan.beside] == ["jobs", "web"]


TRANSFERS = """\
scenario: reception
about: Соединяет с сотрудником.
nodes:
  hello: {transfer: {to: desk, how: attended, failed: sorry}}
  sorry: {say: Никого нет. До свидания., hang_up: true}
"""
GREETS = """\
scenario: greets
about: Здоровается.
nodes:
  hello: {say: Добрый день., hang_up: true}
"""


def settings_with(folder: Path, **numbers: str) -> Settings:
    """Each number answered by a scenario of this text; 40 callers at once."""
    for number, text in numbers.items():
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    answered = {number: str(folder / f"{number}.yaml") for number in numbers}
    return Settings.model_validate(
        {"numbers": answered, "node": {"calls": 40}, "sip": {"port": 5070}}
    )


def test_a_scenario_of_many_that_may_call_an_agent_makes_phones_more(
    tmp_path: Path,
) -> None:
    settings = settings_with(tmp_path, a100=GREETS, a200=TRANSFERS)
    plan = plan_of(settings, kept_for_agents(settings))
    assert len(plan.phones) == 14
    assert sum(phone.calls for phone in plan.phones) == 40


def test_where_nobody_is_transferred_no_slot_is_kept(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, a100=GREETS)
    assert len(plan_of(settings, kept_for_agents(settings)).phones) == 10


def test_kamailio_is_told_of_as_many_callers_as_the_phones_take(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, a200=TRANSFERS)
    phones = own_phones(settings, Listen.read("udp:0.0.0.0:5060"))
    assert sum(phone.calls for phone in phones) == 40
    assert [phone.port for phone in phones] == list(range(5070, 5084))


def test_phones_share_the_speech_services_and_each_knows_all() -> None:
    settings = Settings(node=NodeSettings(calls=12), speech=SpeechSettings(services=2))
    plan = plan_of(settings)
    first, second = (service.uri for service in plan.speech)
    assert [phone.speech_uris for phone in plan.phones] == [
        (first, second),
        (second, first),
        (first, second),
    ]


def test_speech_that_is_elsewhere_is_not_started_here() -> None:
    elsewhere = SpeechSettings(uris=("tcp://speech:10300",))
    plan = plan_of(Settings(speech=elsewhere))
    assert plan.speech == ()
    assert plan.phones[0].speech_uris == ("tcp://speech:10300",)


NUMBERS = {
    "+7 495 123-45-67": Path("credit.yaml"),
    "100": Path("reception.yaml"),
    "robot": Path("robot.yaml"),
}


@pytest.mark.parametrize(
    ("called", "scenario"),
    [
        ("+74951234567", "credit.yaml"),
        ("84951234567", "credit.yaml"),
        ("4951234567", "credit.yaml"),
        ("100", "reception.yaml"),
        ("robot", "robot.yaml"),
        ("1234567", None),
        ("", None),
    ],
)
def test_a_number_is_known_however_the_trunk_writes_it(
    called: str, scenario: str | None
) -> None:
    assert scenario_for(called, NUMBERS) == (Path(scenario) if scenario else None)


def test_the_default_answers_what_nothing_else_does() -> None:
    numbers = {**NUMBERS, "default": Path("others.yaml")}
    assert scenario_for("1234567", numbers) == Path("others.yaml")
    assert scenario_for("100", numbers) == Path("reception.yaml")


@pytest.mark.parametrize("line", ["", "hello", "[]", "{}", '{"report":"Ready"}', "1"])
def test_what_is_no_report_is_told_apart(line: str) -> None:
    with pytest.raises(NotAReport):
        read_report(line)


def test_a_report_comes_across_a_line() -> None:
    report = Ready(address="sip:voicebot@192.0.2.5")
    assert read_report(write_report(report)) == report
