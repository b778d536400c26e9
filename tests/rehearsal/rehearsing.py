"""Scenarios and their tests from text, with an understanding that takes words literally."""

from datetime import datetime
from pathlib import Path
from textwrap import dedent

from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.record import TalkRecord
from voicebot.rehearsal.suite import Suite, SuiteReport, open_suite, run_suite
from voicebot.rehearsal.text_run import run_as_text
from voicebot.rehearsal.verdict import Verdict
from voicebot.scenario.actions import Listen
from voicebot.scenario.model import Scenario
from voicebot.understanding.meaning import Meaning

SHOP = """\
    scenario: shop
    about: Это робот магазина.
    slots:
      name: {required: true, example: Анна}
      debt: number
      visit_at: time
    nodes:
      greeting:
        say: Здравствуйте, {name}!
        ask: Это робот магазина. Вы придёте?
        on: {yes: booked, no: bye, operator: desk, call_later: later, key 1: booked}
        on_noinput: [Вас не слышно., {go: hang_up}]
      booked:
        webhook:
          {to: crm, send: {client: "{name}"}, take: {debt: debt}, failed: broken}
        say: Секунду.
        goto: settled
      settled:
        fields: {status: придёт}
        message: "{name}, ждём вас!"
        outcome: booked
        hold: {audio: music.wav, duration: 5s}
        goto: thanks
      thanks:
        say: Долг {debt | else нет}. До свидания!
        hang_up: true
      broken:
        say: Извините, сломалось.
        hang_up: true
      later:
        set: {visit_at: "2026-11-21T10:00+03:00"}
        say: Хорошо, перезвоню.
        callback: {at: "{visit_at}"}
      desk:
        say: Соединяю.
        transfer: {to: sales, failed: bye}
        barge_in: off
      bye:
        say: До свидания!
        outcome: refused
        hang_up: true
    """


def literal(text: str, *, question: Listen, now: datetime) -> Meaning:
    """Understands an intent's own name."""
    intent = text if text in question.intents else "out_of_scope"
    return Meaning(text=text, intent=intent, confidence=1.0, why=f"at {now:%H:%M}")


def rehearse(case: Case, scenario: Scenario) -> TalkRecord:
    return run_as_text(case, scenario, literal)


def suite(folder: Path, tests: str, scenario: str = SHOP) -> Suite:
    """`tests` beside `scenario`, read from files in `folder`."""
    path = folder / "shop.yaml"
    path.write_text(dedent(scenario), encoding="utf-8")
    path.with_name("shop.tests.yaml").write_text(dedent(tests), encoding="utf-8")
    return open_suite(path)


def report(folder: Path, tests: str, scenario: str = SHOP) -> SuiteReport:
    return run_suite(suite(folder, tests, scenario), rehearse, lambda _verdict: None)


def verdict(folder: Path, test: str, scenario: str = SHOP) -> Verdict:
    """What came of the only test; its `test:` line is written here."""
    text = "- test: the only one\n" + dedent(test).replace("\n", "\n  ").rstrip()
    text = text.replace("\n", "\n  ", 1)
    (found,) = report(folder, text, scenario).verdicts
    return found


def complaint(folder: Path, test: str, scenario: str = SHOP) -> str:
    """The first failure as `line: sentence`; empty where the test passes."""
    failures = verdict(folder, test, scenario).failures
    return f"{failures[0].line}: {failures[0].sentence}" if failures else ""
