import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.rehearsal.rehearsing import rehearse, suite
from voicebot.rehearsal.at_once import AtOnce
from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.record import TalkRecord
from voicebot.rehearsal.suite import run_suite
from voicebot.scenario.model import Scenario

TESTS = """\
- {test: first, talk: [{caller: no}]}
- {test: timed, talk: [{caller: no}, {bot: {says: До свидания, within: 1s}}]}
- {test: last, talk: [{caller: operator}]}
"""


def test_records_come_in_order_and_a_timed_test_runs_alone(tmp_path: Path) -> None:
    both_begun = threading.Barrier(2, timeout=10)
    ended: list[str] = []

    def slowly(case: Case, scenario: Scenario) -> TalkRecord:
        if case.name != "timed":
            both_begun.wait()
        record = rehearse(case, scenario)
        ended.append(case.name)
        return record

    shop = suite(tmp_path, TESTS)
    with ThreadPoolExecutor(2) as pool:
        at_once = AtOnce(rehearse=slowly, pool=pool)
        at_once.begin([shop])
        report = run_suite(shop, at_once, lambda _verdict: None)
    assert [verdict.case.name for verdict in report.verdicts] == [
        "first",
        "timed",
        "last",
    ]
    assert report.failed == ()
    assert ended[-1] == "timed"
