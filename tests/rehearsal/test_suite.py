from datetime import datetime
from pathlib import Path

import pytest

from tests.rehearsal.rehearsing import literal, rehearse, suite
from tests.scenario.asking import question
from voicebot.errors import ScenarioError
from voicebot.rehearsal.remembered import Remembered
from voicebot.rehearsal.suite import matching, open_suites, run_suite
from voicebot.rehearsal.verdict import Verdict
from voicebot.scenario.actions import Listen
from voicebot.understanding.meaning import Meaning

TWO = """\
- test: Соглашается, и её ждут
  webhooks: {crm: failed}
  talk: [{caller: yes}]
- test: отказывается
  talk: [{caller: no}]
  expect: {outcome: booked}
"""


def test_a_folder_holds_every_scenario_with_or_without_tests(tmp_path: Path) -> None:
    suite(tmp_path, TWO)
    (tmp_path / "alone.yaml").write_text(
        "scenario: alone\nnodes: {a: {say: Это робот., hang_up: true}}"
    )
    alone, shop = open_suites([tmp_path])
    assert (alone.scenario.name, len(alone.cases)) == ("alone", 0)
    assert (shop.scenario.name, len(shop.cases)) == ("shop", 2)


def test_a_scenario_and_its_tests_are_the_same_suite(tmp_path: Path) -> None:
    suite(tmp_path, TWO)
    places = [tmp_path / "shop.yaml", tmp_path / "shop.tests.yaml", tmp_path]
    assert len(open_suites(places)) == 1


def test_tests_without_a_scenario_and_an_empty_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no scenario"):
        open_suites([tmp_path])
    (tmp_path / "shop.tests.yaml").write_text(TWO)
    with pytest.raises(ScenarioError, match=r"shop\.yaml: there is no such scenario"):
        open_suites([tmp_path])


def test_tests_are_chosen_by_words_of_their_names(tmp_path: Path) -> None:
    suites = [suite(tmp_path, TWO)]
    for words, names in {
        "согл": ["Соглашается, и её ждут"],
        "ждут ЕЁ": ["Соглашается, и её ждут"],
        "shop отказ": ["отказывается"],
        "ается": ["Соглашается, и её ждут", "отказывается"],
    }.items():
        (found,) = matching(suites, words)
        assert [case.name for case in found.cases] == names
    with pytest.raises(ScenarioError, match="no test has"):
        matching(suites, "согл отказ")


def test_every_verdict_is_told_in_order_and_kept(tmp_path: Path) -> None:
    told: list[Verdict] = []
    report = run_suite(suite(tmp_path, TWO), rehearse, told.append)
    assert tuple(told) == report.verdicts
    assert [verdict.is_passed for verdict in told] == [True, False]
    assert report.failed == (told[1],)
    assert report.seconds > 0


def test_the_talks_of_failed_tests_count_for_coverage(tmp_path: Path) -> None:
    report = run_suite(suite(tmp_path, TWO), rehearse, lambda _verdict: None)
    assert report.coverage.branches["greeting", "on.no"] == 1
    assert report.coverage.nodes["bye"] == 1


def test_the_same_question_is_read_once() -> None:
    asked = []

    def understand(text: str, *, question: Listen, now: datetime) -> Meaning:
        asked.append(text)
        return literal(text, question=question, now=now)

    remembered = Remembered(understand)
    now = datetime.fromisoformat("2026-11-20T12:00+03:00")
    first = remembered("yes", question=question("yes", "no"), now=now)
    assert remembered("yes", question=question("yes", "no"), now=now) is first
    remembered("yes", question=question("yes"), now=now)
    remembered("yes", question=question("yes", "no"), now=now.replace(hour=13))
    remembered("yes", question=question("yes", "no", node="later"), now=now)
    assert len(asked) == 4
