from datetime import datetime
from pathlib import Path

import pytest

from tests.scenario.talking import write
from voicebot.errors import ScenarioError
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.texts.approval import (
    approval_in_force,
    approvals_of,
    approvals_path,
    approve,
    changed_since,
    expect_approved,
)
from voicebot.scenario.texts.sample import sample, texts_hash

NOW = datetime.fromisoformat("2026-11-20T14:10+03:00")
TEXT = """
    scenario: shop
    about: Это робот магазина.
    slots: {client_name: {required: true, example: Анна}, sum: number}
    start: hello
    nodes:
      bye: {say: До свидания., message: "К оплате {sum | money}", hang_up: true}
      hello:
        say: ["Здравствуйте, {client_name}! Это робот.", "Это робот. {client_name}?"]
        ask: Удобно говорить?
        on: {yes: bye, no: bye}
        on_noinput: ["Алло? {question}", {go: bye}]
      person: {say: {text: Минуту., audio: minute.wav}, transfer: managers}
    """


def texts(folder: Path, text: str = TEXT) -> list[str]:
    return [line.text for line in sample(load_scenario(write(folder, text)))]


def test_it_has_every_text_once_in_the_order_of_the_talk(tmp_path: Path) -> None:
    found = texts(tmp_path)
    assert found[:4] == [
        "Здравствуйте, ‹Анна›! Это робот.",
        "Это робот. ‹Анна›?",
        "Удобно говорить?",
        "Алло? Удобно говорить?",
    ]
    assert len(found) == len(set(found))
    assert "Это робот магазина." in found
    assert "К сожалению, сейчас никто не отвечает. До свидания." in found
    assert found[-1].startswith("К оплате ‹пятьдесят тысяч рублей")


def test_recordings_and_messages_are_told_apart(tmp_path: Path) -> None:
    lines = sample(load_scenario(write(tmp_path, TEXT)))
    (recorded,) = [line for line in lines if line.audio]
    assert (recorded.node, recorded.audio) == ("person", "minute.wav")
    assert [line.part for line in lines if line.voice == "message"] == ["message"]


@pytest.mark.parametrize(
    "harmless",
    [
        TEXT.replace("nodes:", "defaults: {noinput: 9s}\n    nodes:"),
        TEXT.replace("yes: bye, no: bye", "yes: bye, no: person"),
        TEXT + "    # a comment\n",
        TEXT.replace("example: Анна", "example: Пётр"),
    ],
)
def test_layout_timings_and_branches_leave_an_approval_in_force(
    tmp_path: Path, harmless: str
) -> None:
    approve(load_scenario(write(tmp_path, TEXT)), "Ольга", NOW)
    expect_approved(load_scenario(write(tmp_path, harmless)))


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("Удобно говорить?", "Удобно сейчас?"),
        TEXT.replace("К оплате", "Вы должны"),
        TEXT.replace("start:", "voice: xenia\n    start:"),
        TEXT.replace("minute.wav", "other.wav"),
        TEXT.replace("sum: number", 'sum: {type: number, default: "5"}'),
        TEXT.replace("bye: {say", 'bye: {set: {sum: "7"}, say'),
    ],
)
def test_another_text_voice_or_recording_needs_a_new_approval(
    tmp_path: Path, changed: str
) -> None:
    approve(load_scenario(write(tmp_path, TEXT)), "Ольга", NOW)
    with pytest.raises(ScenarioError, match=r"nobody has approved .* --approve NAME"):
        expect_approved(load_scenario(write(tmp_path, changed)))


def test_what_changed_since_is_told_and_going_back_is_approved(tmp_path: Path) -> None:
    old = load_scenario(write(tmp_path, TEXT))
    approve(old, "Ольга", NOW)
    new = load_scenario(write(tmp_path, TEXT.replace("До свидания.", "Всего доброго!")))
    assert approval_in_force(new) is None
    changed = changed_since(new, approvals_of(new)[-1])
    assert set(changed) == {"- До свидания.", "+ Всего доброго!"}
    approve(new, "Иван", NOW)
    assert [each.by for each in approvals_of(new)] == ["Ольга", "Иван"]
    assert texts_hash(old) != texts_hash(new)
    back = approval_in_force(load_scenario(write(tmp_path, TEXT)))
    assert back is not None
    assert back.by == "Ольга"


def test_a_spoilt_approvals_file_is_told_and_not_overwritten(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path, TEXT))
    path = approvals_path(scenario.path)
    for spoilt in ("approvals: 5", "[", "", "approvals: [{by: x}]"):
        path.write_text(spoilt, encoding="utf-8")
        with pytest.raises(ScenarioError, match="holds no approvals"):
            approve(scenario, "Ольга", NOW)
        assert path.read_text(encoding="utf-8") == spoilt


def test_another_recording_of_the_same_name_needs_a_new_approval(
    tmp_path: Path,
) -> None:
    (tmp_path / "minute.wav").write_bytes(b"one voice")
    scenario = load_scenario(write(tmp_path, TEXT))
    approve(scenario, "Ольга", NOW)
    assert approve(scenario, "Иван", NOW).by == "Ольга"
    assert len(approvals_of(scenario)) == 1
    (tmp_path / "minute.wav").write_bytes(b"another one")
    assert approval_in_force(scenario) is None


def test_another_voice_shows_in_what_changed(tmp_path: Path) -> None:
    old = load_scenario(write(tmp_path, TEXT))
    approval = approve(old, "Ольга", NOW)
    voiced = TEXT.replace("start:", "voice: xenia\n    start:")
    changed = changed_since(load_scenario(write(tmp_path, voiced)), approval)
    assert "+ До свидания. [xenia]" in changed


def test_an_approval_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="needs a name"):
        approve(load_scenario(write(tmp_path, TEXT)), " ", NOW)
