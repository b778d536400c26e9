"""The log's form is that of SARIF 2.1.0; section numbers are the standard's."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from voicebot.cli.sarif import sarif_log
from voicebot.scenario.checking.check import explanations
from voicebot.scenario.checking.rule import Finding, Severity

FINDING = Finding(
    path=Path("dialogs/мой сценарий.yaml"),
    line=4,
    column=15,
    rule="unknown_node",
    severity=Severity.ERROR,
    message='"yes" leads nowhere',
    hint="write a node",
)


def run_of(*findings: Finding) -> Any:
    log = json.loads(json.dumps(sarif_log(findings)))
    assert log["version"] == "2.1.0"  # 3.13.2
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    return run


def path_of(uri: str) -> Path:
    parsed = urlparse(uri)
    assert parsed.scheme == "file"
    return Path(unquote(parsed.path))


def test_a_log_without_findings_still_has_its_results() -> None:
    assert run_of()["results"] == []  # 3.14.23: absent would mean none were sought


def test_every_rule_is_described_once_with_a_page_that_is_there() -> None:
    driver = run_of()["tool"]["driver"]
    assert driver["name"]  # 3.19.8
    assert driver["version"]
    assert [rule["id"] for rule in driver["rules"]] == [
        each.name for each in explanations()
    ]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"].endswith(".")  # 3.49.9
        assert rule["defaultConfiguration"]["level"] in {"error", "warning"}  # 3.50.3
        assert path_of(rule["helpUri"]).is_file()  # 3.49.12


def test_a_result_names_its_rule_and_the_place_in_its_file() -> None:
    run = run_of(FINDING)
    (result,) = run["results"]
    assert result["ruleId"] == "unknown_node"  # 3.27.5
    rules = run["tool"]["driver"]["rules"]
    assert rules[result["ruleIndex"]]["id"] == "unknown_node"  # 3.27.6
    assert result["level"] == "error"
    assert result["message"]["text"] == '"yes" leads nowhere; write a node'
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    assert path_of(physical["artifactLocation"]["uri"]) == FINDING.path.resolve()
    assert physical["region"] == {"startLine": 4, "startColumn": 15}  # 3.30.5
    assert run["columnKind"] == "unicodeCodePoints"  # 3.14.27


def test_a_finding_may_be_milder_than_its_rule() -> None:
    late = Finding(
        path=Path("a.yaml"),
        line=1,
        column=1,
        rule="robot_named_late",
        severity=Severity.WARNING,
        message="late",
        hint="",
    )
    (result,) = run_of(late)["results"]
    assert result["level"] == "warning"
    assert result["message"]["text"] == "late"
