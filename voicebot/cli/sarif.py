"""Findings in SARIF 2.1.0, which editors and code hosts read.

OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", 2020.
"""

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from voicebot.scenario.checking.check import explanations
from voicebot.scenario.checking.rule import Explanation, Finding
from voicebot.settings import PROJECT_DIR

Json = Mapping[str, object]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_log(findings: Iterable[Finding]) -> Json:
    """One run with every rule; `level` is the finding's own severity."""
    rules = explanations()
    places = {rule.name: place for place, rule in enumerate(rules)}
    driver = {
        "name": "voicebot check",
        "version": version("voicebot"),
        "rules": [_descriptor(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, places[finding.rule]) for finding in findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _descriptor(rule: Explanation) -> Json:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "helpUri": (PROJECT_DIR / rule.page).as_uri(),
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(finding: Finding, place: int) -> Json:
    location = {
        "artifactLocation": {"uri": _uri(finding.path)},
        "region": {"startLine": finding.line, "startColumn": finding.column},
    }
    return {
        "ruleId": finding.rule,
        "ruleIndex": place,
        "level": finding.severity.value,
        "message": {"text": finding.sentence},
        "locations": [{"physicalLocation": location}],
    }


def _uri(path: Path) -> str:
    """Absolute, so that an editor finds the file wherever the log lies."""
    return path.resolve().as_uri()
