"""What tests came to, as JSON."""

import json
from collections.abc import Sequence
from typing import Any

from voicebot.rehearsal.suite import SuiteReport
from voicebot.rehearsal.transcript import plain_lines
from voicebot.rehearsal.verdict import Verdict


def report_json(reports: Sequence[SuiteReport]) -> str:
    """Every test with its failures and its talk; the coverage of each scenario."""
    verdicts = [verdict for report in reports for verdict in report.verdicts]
    failed = sum(not verdict.is_passed for verdict in verdicts)
    whole = {
        "passed": len(verdicts) - failed,
        "failed": failed,
        "seconds": round(sum(verdict.seconds for verdict in verdicts), 3),
        "scenarios": [_scenario(report) for report in reports],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _scenario(report: SuiteReport) -> dict[str, Any]:
    return {
        "scenario": report.suite.scenario.name,
        "file": str(report.suite.scenario.path),
        "tests": [_test(verdict) for verdict in report.verdicts],
        "coverage": report.coverage.as_json(),
    }


def _test(verdict: Verdict) -> dict[str, Any]:
    recording = verdict.record.recording
    return {
        "test": verdict.case.name,
        "file": str(verdict.case.path),
        "line": verdict.case.line,
        "is_passed": verdict.is_passed,
        "seconds": round(verdict.seconds, 6),
        "outcome": verdict.record.state.outcome,
        "path": list(verdict.record.state.path),
        "failures": [
            {
                "line": failure.line,
                "message": failure.sentence,
                "expected": failure.expected,
                "happened": failure.happened,
            }
            for failure in verdict.failures
        ],
        "misheard": [
            {
                "line": verdict.case.line_of("talk", one.item),
                "said": one.said,
                "heard": one.heard,
                "meant": one.meant,
                "taken_for": one.taken_for,
            }
            for one in verdict.record.mishearings
        ],
        "recording": str(recording) if recording else None,
        "talk": list(plain_lines(verdict.record)),
    }
