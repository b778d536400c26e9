from collections.abc import Collection
from datetime import datetime

from typing_extensions import override

from tests.scenario.talking import ANNA, DIALOGS, NOW
from voicebot.scenario.chat import Chat, ChatView
from voicebot.scenario.loader import load_scenario
from voicebot.scenario.state import TalkState
from voicebot.understanding.meaning import Meaning


class Notebook(ChatView):
    """Keeps what was shown."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    @override
    def robot(self, text: str) -> None:
        self.lines.append(f"robot: {text}")

    @override
    def note(self, text: str) -> None:
        self.lines.append(text)

    @override
    def understood(self, meaning: Meaning) -> None:
        self.lines.append(f"{meaning.intent}")


def literal(
    text: str, *, among: Collection[str] | None = None, now: datetime
) -> Meaning:
    """Understands an intent's own name."""
    is_expected = among is None or text in among
    intent = text if is_expected else "out_of_scope"
    return Meaning(text=text, intent=intent, confidence=1.0, why=f"at {now}")


def chat(*lines: str) -> tuple[TalkState, str]:
    notebook = Notebook()
    talk = Chat(
        scenario=load_scenario(DIALOGS / "credit_lead.yaml"),
        understand=literal,
        clock=lambda: NOW,
        view=notebook,
    )
    return talk.run(ANNA, iter(lines)), "\n".join(notebook.lines)


def test_lines_are_turns_and_the_end_is_told() -> None:
    state, shown = chat("no")
    assert shown.startswith("robot: Добрый день, Анна Сергеевна!")
    assert shown.endswith("outcome: Отсев; path: greeting → rejected")
    assert state.outcome == "rejected"


def test_an_empty_line_is_silence_and_keys_are_pressed() -> None:
    state, shown = chat("", "/key 3")
    assert "robot: Вы меня слышите?" in shown
    assert "callback: 20.11.2026 16:10" in shown
    assert state.outcome == "callback"


def test_a_transfer_connects_or_fails() -> None:
    assert chat("yes", "/connected")[0].outcome == "interested"
    assert chat("yes", "")[0].outcome == "interested"
    assert chat("yes", "/failed")[0].outcome == "callback"


def test_leaving_or_running_out_of_lines_is_a_hang_up() -> None:
    assert chat("/hangup")[0].outcome == "hung_up"
    assert chat()[0].outcome == "hung_up"


def test_an_unknown_command_changes_nothing() -> None:
    state, shown = chat("/kye 1", "no")
    assert "/kye means nothing here" in shown
    assert state.path == ("greeting", "rejected")


def test_who_refuses_calls_is_on_the_list() -> None:
    assert "the number is on the do-not-call list" in chat("do_not_call")[1]
