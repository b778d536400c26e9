"""When a greeting names the robot: by sound where there is any, else estimated."""

from pathlib import Path

from tests.scenario.talking import write
from voicebot.scenario.checking.check import check_file
from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.checking.rule import Finding, Severity

HEAD = "scenario: s\nabout: Это робот.\nnodes:\n"
LONG = "Здравствуйте, мы рады рассказать вам о нашем новом выгодном предложении."
LATE = f"'{LONG} Это робот Анна.'"


def findings(
    folder: Path, nodes: str, machine: Machine | None = None
) -> tuple[Finding, ...]:
    return check_file(write(folder, HEAD + nodes), {"yes"}, machine or Machine())


def greeting(say: str) -> str:
    return f"  first: {{on: {{yes: hang_up}}, say: {say}}}\n"


def test_without_a_voice_it_is_estimated_and_only_warned_of(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, greeting(LATE))
    assert (found.rule, found.severity) == ("robot_named_late", Severity.WARNING)
    assert "by estimate" in found.message


def test_a_voice_measures_and_overrules_the_estimate(tmp_path: Path) -> None:
    said: list[str] = []

    def slow(text: str, voice: str | None) -> float:
        said.append(text)
        return 6.25

    (found,) = findings(tmp_path, greeting(LATE), Machine(speech_s=slow))
    assert said == [LATE[1:].removesuffix(" Анна.'")]
    assert found.severity is Severity.ERROR
    assert "measured" in found.message
    assert "6.2 s" in found.message
    quick = Machine(speech_s=lambda _text, _voice: 4.9)
    assert findings(tmp_path, greeting(LATE), quick) == ()


def test_a_greeting_that_is_surely_soon_enough_is_not_rendered(tmp_path: Path) -> None:
    slow = Machine(speech_s=lambda _text, _voice: 6.0)
    assert findings(tmp_path, greeting("Это робот."), slow) == ()
    always = Machine(speech_s=lambda _text, _voice: 6.0, measured_from_s=0)
    assert len(findings(tmp_path, greeting("Это робот."), always)) == 1


def test_of_a_recording_the_share_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.wav").touch()
    node = greeting("{text: Здравствуйте. Это робот с новостью., audio: a.wav}")
    long = Machine(recording_s=lambda _path: 10.0, measured_from_s=0)
    (found,) = findings(tmp_path, node, long)
    assert "measured" in found.message
    short = Machine(recording_s=lambda _path: 5.0, measured_from_s=0)
    assert findings(tmp_path, node, short) == ()


def test_where_the_voice_says_nothing_it_is_estimated(tmp_path: Path) -> None:
    mute = Machine(speech_s=lambda _text, _voice: None)
    (found,) = findings(tmp_path, greeting(LATE), mute)
    assert found.severity is Severity.WARNING


def test_every_variant_names_the_robot(tmp_path: Path) -> None:
    node = "  first: {say: [Это робот., Это Анна.], on: {yes: hang_up}}\n"
    (found,) = findings(tmp_path, node)
    assert (found.rule, found.line, found.column) == ("robot_not_named", 4, 29)


def test_the_robot_may_be_named_in_the_question(tmp_path: Path) -> None:
    node = (
        '  first: {say: Добрый день., ask: "Это робот. Удобно?", on: {yes: hang_up}}\n'
    )
    assert findings(tmp_path, node) == ()


def test_where_the_first_node_only_chooses_the_next_ones_are_judged(
    tmp_path: Path,
) -> None:
    nodes = (
        "  first: {choose: [{when: now > '2026-11-20', go: late}, {go: early}]}\n"
        "  early: {say: Доброе утро. Это робот., on: {yes: hang_up}}\n"
        "  late: {say: Добрый день. Это Анна., on: {yes: hang_up}}\n"
    )
    found = findings(tmp_path, nodes)
    assert [(each.rule, each.line) for each in found] == [("robot_not_named", 6)]


def test_markup_and_slots_take_their_examples_time(tmp_path: Path) -> None:
    said: list[str] = []

    def remember(text: str, _voice: str | None) -> float:
        said.append(text)
        return 1.0

    machine = Machine(speech_s=remember, measured_from_s=0)
    text = '"<speak>Анна, <break time=\\"1s\\"/>это робот</speak>"'
    assert findings(tmp_path, greeting(text), machine) == ()
    assert said == ["Анна, это робот"]
