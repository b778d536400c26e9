"""JUnit XML, as GitLab, Jenkins and GitHub's reporters read it."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from voicebot.rehearsal.failure import Failure
from voicebot.rehearsal.suite import SuiteReport
from voicebot.rehearsal.transcript import plain_lines
from voicebot.rehearsal.verdict import Verdict

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold (section 2.2)."""


def junit_xml(reports: Sequence[SuiteReport]) -> str:
    """One `testsuite` a scenario, one `testcase` a test, one `failure` for its first."""
    root = ET.Element("testsuites", {"name": "voicebot", **_counts(reports)})
    for report in reports:
        _add_suite(root, report)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _counts(reports: Sequence[SuiteReport]) -> dict[str, str]:
    return {
        "tests": str(sum(len(report.verdicts) for report in reports)),
        "failures": str(sum(len(report.failed) for report in reports)),
        "errors": "0",
        "skipped": "0",
        "time": f"{sum(report.seconds for report in reports):.3f}",
    }


def _add_suite(root: ET.Element, report: SuiteReport) -> None:
    name = report.suite.scenario.name
    suite = ET.SubElement(root, "testsuite", {"name": name, **_counts([report])})
    for verdict in report.verdicts:
        case = ET.SubElement(
            suite,
            "testcase",
            name=_fit(verdict.case.name),
            classname=name,
            file=str(verdict.case.path),
            line=str(verdict.case.line),
            time=f"{verdict.seconds:.3f}",
        )
        if verdict.failures:
            _add_failure(case, verdict)


def _add_failure(case: ET.Element, verdict: Verdict) -> None:
    first = verdict.failures[0]
    told = "\n\n".join(failure_text(verdict, failure) for failure in verdict.failures)
    heard = "".join(f"{one.sentence}\n" for one in verdict.record.mishearings)
    talk = "\n".join(plain_lines(verdict.record, first.exchanges))
    failure = ET.SubElement(
        case, "failure", message=_fit(first.sentence), type="failure"
    )
    failure.text = _fit(f"{told}\n{heard}\n{talk}\n")


def failure_text(verdict: Verdict, failure: Failure) -> str:
    """Where, what was expected and what happened; the transcript aside."""
    lines = [f"{verdict.case.path}:{failure.line}: {failure.sentence}"]
    lines += [f"  {text}" for text in failure.comparison]
    return "\n".join(lines)


def _fit(text: str) -> str:
    return _NOT_XML.sub("�", text)
