import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rehearsal.rehearsing import report, verdict
from voicebot.rehearsal.junit import junit_xml
from voicebot.rehearsal.report_json import report_json
from voicebot.rehearsal.suite import SuiteReport
from voicebot.rehearsal.transcript import plain_lines

TESTS = """\
- test: соглашается <сразу> & "легко"
  webhooks: {crm: failed}
  talk: [{caller: yes}]
- test: отказывается
  talk:
    - caller: no
    - bot: Здравствуйте
"""


@pytest.fixture
def found(tmp_path: Path) -> SuiteReport:
    return report(tmp_path, TESTS)


def test_junit_counts_and_names_every_test(found: SuiteReport) -> None:
    root = ET.fromstring(junit_xml([found, found]))
    assert (root.tag, root.get("tests"), root.get("failures")) == (
        "testsuites",
        "4",
        "2",
    )
    suite = root[0]
    assert (suite.tag, suite.get("name"), suite.get("tests")) == (
        "testsuite",
        "shop",
        "2",
    )
    passed, failed = suite
    assert passed.get("name") == 'соглашается <сразу> & "легко"'
    assert passed.get("classname") == "shop"
    assert passed.find("failure") is None
    assert failed.get("file") == str(found.verdicts[1].case.path)
    assert failed.get("line") == "4"
    assert float(failed.get("time") or "") >= 0


def test_junit_tells_a_failure_with_its_line_and_the_talk(found: SuiteReport) -> None:
    failure = ET.fromstring(junit_xml([found])).find(".//failure")
    assert failure is not None
    assert failure.get("message") == "the robot does not say this"
    text = failure.text or ""
    assert "shop.tests.yaml:7: the robot does not say this" in text
    assert "expected: Здравствуйте" in text
    assert "caller: no" in text


@pytest.fixture(scope="module")
def lone(tmp_path_factory: pytest.TempPathFactory) -> SuiteReport:
    return report(tmp_path_factory.mktemp("lone"), "- test: a\n  talk: [{bot: b}]")


@given(name=st.text(max_size=40))
@settings(deadline=None)
def test_junit_is_xml_whatever_a_test_is_called(lone: SuiteReport, name: str) -> None:
    (verdict,) = lone.verdicts
    named = replace(verdict, case=replace(verdict.case, name=name))
    root = ET.fromstring(junit_xml([replace(lone, verdicts=(named,))]))
    assert [len(case) for case in root.iter("testcase")] == [1]


def test_json_holds_every_test_with_its_talk_and_the_coverage(
    found: SuiteReport,
) -> None:
    whole = json.loads(report_json([found]))
    assert (whole["passed"], whole["failed"]) == (1, 1)
    (scenario,) = whole["scenarios"]
    passed, failed = scenario["tests"]
    assert passed["is_passed"]
    assert passed["path"] == ["greeting", "booked", "broken"]
    assert failed["failures"] == [
        {
            "line": 7,
            "message": "the robot does not say this",
            "expected": "Здравствуйте",
            "happened": "До свидания!",
        }
    ]
    assert scenario["coverage"]["nodes"]["bye"] == 1


def test_a_transcript_has_all_that_happened(tmp_path: Path) -> None:
    record = verdict(
        tmp_path,
        """\
        talk:
          - silence: 1
          - caller: {keys: 1}
          - webhook: {answers: {debt: 7}}
        """,
    ).record
    assert [" ".join(line.split()) for line in plain_lines(record)] == [
        "robot: Здравствуйте, Анна!",
        "robot: Это робот магазина. Вы придёте?",
        "caller: [silence]",
        "robot: Вас не слышно.",
        "caller: [keys 1]",
        "greeting → on.key 1 → booked",
        "robot: Секунду.",
        'the webhook crm is sent {"client": "Анна"}',
        'the webhook answers {"debt": 7}',
        "booked → goto → settled",
        "outcome so far: booked",
        "into the CRM: status = придёт",
        "message (sms): Анна, ждём вас!",
        "music.wav plays for 5 s",
        "settled → goto → thanks",
        "robot: Долг 7. До свидания!",
    ]


@pytest.mark.parametrize(
    ("talk", "line"),
    [
        ("[{caller: operator}, {transfer: connected}]", "joined"),
        ("[{caller: operator}, {transfer: failed}]", "nobody answers"),
        ("[{caller: yes}, {webhook: failed}]", "the webhook fails"),
        ("[{caller: yes}, {webhook: timed_out}]", "the webhook times out"),
        ("[{caller: {hangs_up: true}}]", "caller: [hangs up]"),
        ("[{caller: call_later}]", "callback: 21.11.2026 10:00"),
    ],
)
def test_ends_are_told_in_words(tmp_path: Path, talk: str, line: str) -> None:
    record = verdict(tmp_path, f"talk: {talk}").record
    assert line in [" ".join(told.split()) for told in plain_lines(record)]
