from pathlib import Path

from tests.rehearsal.rehearsing import SHOP, report
from voicebot.rehearsal.gaps import gaps, lesser_gaps

SCENARIO = SHOP.replace(
    "    nodes:\n",
    '    globals: {who_is_it: "Это магазин."}\n'
    "    defaults: {on_nomatch: [Не понял., {go: hang_up}]}\n"
    "    nodes:\n",
)


def gap_lines(folder: Path, tests: str) -> tuple[list[str], list[str]]:
    found = report(folder, tests, SCENARIO)
    scenario = found.suite.scenario
    records = [verdict.record for verdict in found.verdicts]
    return (
        [f"{gap.line}: {gap.sentence}" for gap in gaps(scenario, found.coverage)],
        [f"{gap.line}: {gap.sentence}" for gap in lesser_gaps(scenario, records)],
    )


def test_what_no_test_met_is_named_with_its_line(tmp_path: Path) -> None:
    counted, _lesser = gap_lines(tmp_path, "- test: a\n  talk: [{caller: no}]")
    assert '15: no test comes to the node "booked"' in counted
    assert "13: no test takes the branch greeting → on.yes → booked" in counted
    assert "13: no test takes the branch greeting → on.key 1 → booked" in counted
    assert "14: no test takes the branch greeting → on_noinput.1 → hang_up" in counted
    assert not any("on.no →" in line or '"bye"' in line for line in counted)


def test_a_met_scenario_has_no_gaps(tmp_path: Path) -> None:
    talks = (
        "[{caller: yes}, {webhook: failed}]",
        "[{caller: {keys: 1}}, {webhook: {answers: {}}}]",
        "[{caller: call_later}]",
        "[{caller: operator}, {transfer: failed}]",
        "[{caller: no}]",
        "[{silence: 2}]",
        "[{caller: who_is_it}, {caller: ммм}, {caller: ммм}]",
    )
    tests = "".join(f"- test: a\n  talk: {talk}\n" for talk in talks)
    assert gap_lines(tmp_path, tests) == ([], [])


def test_replies_and_outcomes_that_no_test_met_are_told_beside(tmp_path: Path) -> None:
    _counted, lesser = gap_lines(tmp_path, "- test: a\n  talk: [{silence: 1}]")
    assert lesser == [
        '23: no test ends with the outcome "booked"',
        '35: no test ends with the outcome "callback"',
        '42: no test ends with the outcome "refused"',
        "7: no test hears the reply globals.who_is_it",
        "8: no test hears the reply defaults.on_nomatch.0",
    ]
