"""Tests in which no person answers."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.rehearsal.rehearsing import rehearse, report, suite
from tests.rehearsal.sounding import rehearse_in_sound, tone
from voicebot.answering.signal import Signal, SignalReader
from voicebot.answering.tone import ToneDetector
from voicebot.answering.verdict import MACHINES, Answerer
from voicebot.answering.wording import wording_of
from voicebot.cli.test import command
from voicebot.rehearsal.answered_move import WORDLESS, AnsweredMove, MachineKind
from voicebot.rehearsal.case_file import UnusableTests
from voicebot.rehearsal.gaps import gaps
from voicebot.rehearsal.machine_sound import greeting_of, machine_sound
from voicebot.rehearsal.transcript import plain_lines
from voicebot.rehearsal.verdict import judge
from voicebot.scenario.answering import Answering
from voicebot.settings import AnsweringSettings

REMINDER = """
scenario: shop
answering: {machine: message, secretary: note, menu: hang_up}
start: greeting
nodes:
  greeting:
    ask: Добрый день. Это робот. Вам удобно?
    on: {yes: bye, no: bye}
  message: {say: "Перезвоните нам.", outcome: left_message}
  note: {ask: Передадите?, on: {yes: bye, no: bye}}
  bye: {say: До свидания.}
"""

GREETING = "здравствуйте оставьте сообщение после сигнала"

LEAVES_MESSAGE = """
- test: автоответчик получает сообщение
  talk:
    - bot: Вам удобно
    - answered: machine
    - bot: {says: Перезвоните нам, not: Вам удобно}
  expect: {outcome: left_message, path: [greeting, message], hung_up_by: robot}
"""


def problem(folder: Path, tests: str) -> str:
    """Without the file's name."""
    with pytest.raises(UnusableTests) as caught:
        suite(folder, tests, REMINDER)
    return str(caught.value).rpartition("shop.tests.yaml:")[2]


def test_the_kinds_are_those_that_a_scenario_knows_and_the_robot_can_tell() -> None:
    kinds = {kind.value for kind in MachineKind}
    assert kinds == set(Answering.model_fields) == {each.value for each in MACHINES}


def test_a_machine_is_answered_as_the_scenario_has_it(tmp_path: Path) -> None:
    [verdict] = report(tmp_path, LEAVES_MESSAGE, REMINDER).verdicts
    assert verdict.failures == ()
    assert "no person answered but: machine" in "\n".join(plain_lines(verdict.record))


def test_a_secretary_is_talked_to(tmp_path: Path) -> None:
    tests = "- test: t\n  talk: [{answered: secretary}, {caller: yes}, {bot: свидания}]"
    [verdict] = report(tmp_path, tests, REMINDER).verdicts
    assert verdict.failures == ()


@pytest.mark.parametrize("by", ["fax", "menu"])
def test_without_a_node_of_its_own_the_call_is_over(tmp_path: Path, by: str) -> None:
    tests = (
        f"- test: t\n  talk: [{{answered: {by}}}]\n"
        "  expect: {outcome: answering_machine, hung_up_by: robot}"
    )
    [verdict] = report(tmp_path, tests, REMINDER).verdicts
    assert verdict.failures == ()


def test_where_no_person_answered_counts_for_coverage(tmp_path: Path) -> None:
    found = report(tmp_path, LEAVES_MESSAGE, REMINDER)
    assert found.coverage.nodes["message"] == 1
    assert found.coverage.branches["", "answering.machine"] == 1
    told = [
        f"{gap.line}: {gap.sentence}"
        for gap in gaps(found.suite.scenario, found.coverage)
    ]
    assert (
        "3: in no test secretary answers, which leads to note; write one with: "
        "- answered: secretary"
    ) in told
    assert any("in no test menu answers" in line for line in told)
    assert not any("in no test machine answers" in line for line in told)


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        ("[{answred: machine}]", '2:11: "answred" means nothing here; did you mean'),
        (
            "[{answered: voicemail}]",
            "cannot be \"voicemail\"; write 'machine', 'secret",
        ),
        ("[{answered: {by: fax, says: a}}]", "fax says no words and does not beep"),
        ("[{caller: yes}, {answered: machine}]", "2:25: who answers is told once and"),
        ("[{answered: menu}, {answered: machine}]", "2:28: who answers is told once"),
    ],
)
def test_what_cannot_be_is_told_where_it_stands(
    tmp_path: Path, talk: str, told: str
) -> None:
    assert told in problem(tmp_path, f"- test: t\n  talk: {talk}\n")


@pytest.mark.parametrize("mode", ["background", "lock_out"])
def test_in_sound_the_greeting_is_judged_and_the_message_follows_the_beep(
    tmp_path: Path, mode: str
) -> None:
    reminder = suite(tmp_path, LEAVES_MESSAGE, REMINDER)
    [case] = reminder.cases
    record = rehearse_in_sound(
        case,
        reminder.scenario,
        tmp_path / "calls",
        hears=[GREETING] * 3,
        answering=AnsweringSettings.model_validate({"mode": mode}),
    )
    assert judge(case, record, reminder.scenario).failures == ()
    assert record.judged is not None
    assert record.judged.answerer == "machine"
    reply_s = record.exchanges[-1].reply_s
    assert reply_s is not None
    assert 0 < reply_s < 1.0


def test_a_secretary_that_is_asked_and_says_nothing_leaves_in_sound_as_in_text(
    tmp_path: Path,
) -> None:
    tests = "- test: t\n  talk: [{answered: secretary}]\n"
    reminder = suite(tmp_path, tests, REMINDER)
    [case] = reminder.cases
    said = "здравствуйте это виртуальный секретарь что передать"
    record = rehearse_in_sound(
        case, reminder.scenario, tmp_path / "calls", hears=[said] * 3
    )
    events = [type(one.event) for one in rehearse(case, reminder.scenario).exchanges]
    assert [type(one.event) for one in record.exchanges] == events


def test_a_machine_that_is_taken_for_a_person_fails_the_test(tmp_path: Path) -> None:
    reminder = suite(tmp_path, LEAVES_MESSAGE, REMINDER)
    [case] = reminder.cases
    record = rehearse_in_sound(
        case, reminder.scenario, tmp_path / "calls", hears=["алло слушаю"] * 9
    )
    failures = judge(case, record, reminder.scenario).failures
    assert failures[0].sentence == (
        "the robot takes the one who answers for somebody else"
    )
    assert failures[0].expected == "machine"
    assert (failures[0].happened or "").startswith("person (")


@pytest.mark.parametrize("kind", sorted(set(MachineKind) - WORDLESS))
def test_the_usual_greetings_are_words_that_give_each_machine_away(
    kind: MachineKind,
) -> None:
    wording = wording_of(greeting_of(AnsweredMove(by=kind)), ())
    assert wording.likeliest is Answerer(kind.value)


@pytest.mark.parametrize(
    ("kind", "signal"), [("fax", Signal.FAX), ("tone", Signal.BUSY)]
)
def test_what_has_no_words_is_the_signal_that_it_should_be(
    kind: str, signal: Signal
) -> None:
    sound = machine_sound(AnsweredMove(by=MachineKind(kind)), tone)
    reader = SignalReader()
    signals = [
        reader.hear(one, after_speech=False) for one in ToneDetector().hear(sound)
    ]
    assert signal in signals


SOUND_TESTS = (
    LEAVES_MESSAGE
    + """
- test: секретаря просят передать
  talk: [{answered: secretary}, {bot: Передадите}]
- test: меню не слушают
  talk: [{answered: menu}]
  expect: {outcome: answering_machine}
- test: своё приветствие и без сигнала
  talk:
    - answered: {by: machine, says: "Вы позвонили Сергею Петровичу. Меня нет дома, говорите после сигнала.", beep: false}
    - bot: Перезвоните
- test: факс
  talk: [{answered: fax}]
  expect: {outcome: answering_machine}
"""
)


@pytest.mark.model
@pytest.mark.timeout(300)
def test_machines_are_heard_and_recognized(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reminder = suite(tmp_path, SOUND_TESTS, REMINDER)
    monkeypatch.setenv("VOICEBOT_FOLDERS__VAR", str(tmp_path / "var"))
    path = str(reminder.scenario.path)
    ran = CliRunner().invoke(command, [path, "--audio"], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
