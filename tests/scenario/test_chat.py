from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typing_extensions import override

from tests.scenario.talking import ANNA, DIALOGS, NOW, write
from voicebot.scenario.actions import Action, HangUp, Listen, Transfer
from voicebot.scenario.chatting.chat import Chat, ChatView
from voicebot.scenario.chatting.chat_notes import understood_lines
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.state import TalkState
from voicebot.understanding.meaning import Candidate, Meaning
from voicebot.understanding.spoken_time.moment import At


class Notebook(ChatView):
    """Keeps what was shown."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.awaited: list[Action] = []

    @override
    def robot(self, text: str) -> None:
        self.lines.append(f"robot: {text}")

    @override
    def note(self, text: str) -> None:
        self.lines.append(text)

    @override
    def understood(self, meaning: Meaning) -> None:
        self.lines.append(f"{meaning.intent}")

    @override
    def awaits(self, waiting: Action) -> None:
        self.awaited.append(waiting)

    def robots(self) -> list[str]:
        return [line for line in self.lines if line.startswith("robot: ")]


def literal(text: str, *, question: Listen, now: datetime) -> Meaning:
    """Understands an intent's own name."""
    intent = text if text in question.intents else "out_of_scope"
    return Meaning(text=text, intent=intent, confidence=1.0, why=f"at {now}")


CREDIT = DIALOGS / "credit_lead.yaml"


def talk(
    *lines: str, scenario: Path = CREDIT, slots: Mapping[str, str] = ANNA
) -> tuple[TalkState, Notebook]:
    notebook = Notebook()
    chatting = Chat(
        scenario=load_scenario(scenario),
        understand=literal,
        clock=lambda: NOW,
        view=notebook,
    )
    return chatting.run(slots, iter(lines)), notebook


def chat(*lines: str) -> tuple[TalkState, str]:
    state, notebook = talk(*lines)
    return state, "\n".join(notebook.lines)


def test_lines_are_turns_and_the_end_is_told() -> None:
    state, shown = chat("no")
    assert "\nrobot: Добрый день, Анна Сергеевна!" in shown
    assert "\ngreeting → on.no → rejected\n" in shown
    assert shown.endswith("outcome: Отсев; path: greeting → rejected")
    assert state.outcome == "rejected"


@pytest.mark.parametrize("silence", ["", "/silence"])
def test_an_empty_line_is_silence_and_keys_are_pressed(silence: str) -> None:
    state, shown = chat(silence, "/key 3")
    assert "robot: Вы меня слышите?" in shown
    assert "callback: 20.11.2026 16:10" in shown
    assert "callback_at = 2026-11-20T16:10:00+03:00" in shown
    assert state.outcome == "callback"


def test_a_transfer_connects_or_fails() -> None:
    state, shown = chat("yes", "/connected")
    assert state.outcome == "interested"
    assert "outcome so far: Тёплый клиент" in shown
    assert chat("yes", "")[0].outcome == "interested"
    assert chat("yes", "/failed")[0].outcome == "callback"


def test_leaving_or_running_out_of_lines_is_a_hang_up() -> None:
    assert chat("/hangup")[0].outcome == "hung_up"
    assert chat()[0].outcome == "hung_up"


def test_an_unknown_command_changes_nothing() -> None:
    state, shown = chat("/kye 1", "no")
    assert 'there is no command /kye; did you mean "/key"?' in shown
    assert state.path == ("greeting", "rejected")


@pytest.mark.parametrize("line", ["/connected", "/webhook {}", "/key", "/key привет"])
def test_what_means_nothing_now_says_what_would(line: str) -> None:
    state, shown = chat(line, "no")
    assert "/key 1" in shown
    assert state.path == ("greeting", "rejected")


def test_words_during_a_transfer_are_heard_by_nobody() -> None:
    state, shown = chat("yes", "алло", "/failed")
    assert "type /connected or /failed" in shown
    assert state.outcome == "callback"


def test_who_refuses_calls_is_on_the_list() -> None:
    assert "the number is on the do-not-call list" in chat("do_not_call")[1]


def test_noise_is_a_no_match_and_no_silence() -> None:
    state, shown = chat("/noise", "no")
    assert "robot: Извините, не удалось понять." in shown
    assert state.outcome == "rejected"


def test_back_undoes_the_last_line_only() -> None:
    state, notebook = talk("", "", "/back", "no")
    greeting, reprompt, _goodbye, again, _rejected = notebook.robots()[1:]
    assert reprompt == again != greeting
    assert state.path == ("greeting", "rejected")


def test_back_opens_an_ended_talk_again() -> None:
    state, _ = chat("no", "/back", "yes", "/connected")
    assert state.path == ("greeting", "to_operator")


def test_back_at_the_beginning_stays_there() -> None:
    state, notebook = talk("/back", "/back", "no")
    assert notebook.robots()[:2] == notebook.robots()[2:4]
    assert state.path == ("greeting", "rejected")


def test_restart_begins_anew_with_the_same_slots() -> None:
    state, notebook = talk("", "no", "/restart", "no")
    assert notebook.robots()[-3].startswith("robot: Добрый день, Анна Сергеевна!")
    assert state.path == ("greeting", "rejected")


def test_after_the_end_a_line_of_the_callers_leaves() -> None:
    state, notebook = talk("no", "yes", "/back", "yes")
    assert state.path == ("greeting", "rejected")
    assert isinstance(notebook.awaited[-1], HangUp)


def test_slots_and_help_are_shown_at_any_time() -> None:
    _, shown = chat("/slots", "/help", "no", "/slots")
    assert shown.count("client_name = Анна Сергеевна") == 2
    assert "callback_at = —" in shown
    assert "/key 1: press keys" in shown


def test_the_view_knows_what_the_next_line_answers() -> None:
    _, notebook = talk("yes", "/connected")
    assert [type(waiting) for waiting in notebook.awaited] == [
        Listen,
        Transfer,
        HangUp,
    ]


def test_several_keys_are_pressed_one_after_the_other(tmp_path: Path) -> None:
    menu = write(
        tmp_path,
        """
        scenario: menu
        nodes:
          first: {ask: "Первое?", on: {key 1: second}}
          second: {ask: "Второе?", on: {key 2: third}}
          third: {say: Готово., hang_up: true}
        """,
    )
    assert talk("/key 12", scenario=menu)[0].path == ("first", "second", "third")
    assert talk("/key 1 2", scenario=menu)[0].path == ("first", "second", "third")
    undone, _ = talk("/key 12", "/back", "/key 1", scenario=menu)
    assert undone.path == ("first", "second")


PIN = """
scenario: pin
slots: {pin: {type: digits}}
nodes:
  first:
    ask: Введите номер.
    collect: {slot: pin, length: 4, on: {key 0: gone}}
    goto: done
  done: {say: "Номер {pin}.", hang_up: true}
  gone: {say: Нет так нет., hang_up: true}
"""


@pytest.mark.parametrize("keys", ["1234", "1234#", "1 2 3 4"])
def test_keys_of_a_number_are_gathered(tmp_path: Path, keys: str) -> None:
    state, _ = talk(f"/key {keys}", scenario=write(tmp_path, PIN), slots={})
    assert (state.slots["pin"], state.path) == ("1234", ("first", "done"))


def test_a_key_with_a_way_of_its_own_is_no_digit(tmp_path: Path) -> None:
    state, _ = talk("/key 0", scenario=write(tmp_path, PIN), slots={})
    assert state.path == ("first", "gone")


ASKING = """
scenario: asking
slots: {name: text}
nodes:
  first:
    say: Минуту.
    webhook: {to: crm, send: {phone: "1"}, take: {name: a.b}, failed: lost, timed_out: late}
    goto: found
  found: {say: "Это {name | else никто}.", goto: music}
  lost: {say: Не вышло., hang_up: true}
  late: {say: Поздно., hang_up: true}
  music: {hold: {audio: m.wav, duration: 20s}, goto: end}
  end: {say: Всё., hang_up: true}
"""


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        (['/webhook {"a": {"b": "Анна"}}', ""], ("first", "found", "music", "end")),
        (["/webhook failed"], ("first", "lost")),
        (["/webhook timeout"], ("first", "late")),
        (["/webhook {", "алло", "", "/webhook failed"], ("first", "lost")),
    ],
)
def test_a_webhook_is_answered_by_hand(
    tmp_path: Path, lines: list[str], path: tuple[str, ...]
) -> None:
    state, notebook = talk(*lines, scenario=write(tmp_path, ASKING), slots={})
    assert state.path == path
    assert any('webhook crm is sent {"phone": "1"}' in line for line in notebook.lines)


def test_a_slot_shows_what_it_was(tmp_path: Path) -> None:
    counting = write(
        tmp_path,
        """
        scenario: counting
        slots: {tries: {type: number, default: "1"}}
        nodes:
          first: {ask: "Ещё?", on: {yes: second}}
          second: {set: {tries: "2"}, say: Всё., hang_up: true}
        """,
    )
    _, notebook = talk("yes", scenario=counting, slots={})
    assert "tries = 2 (was 1)" in notebook.lines


def test_the_clock_runs_on_while_somebody_types() -> None:
    moments = iter(NOW + timedelta(minutes=minute) for minute in range(99))
    asked: list[datetime] = []

    def understand(text: str, *, question: Listen, now: datetime) -> Meaning:
        asked.append(now)
        return literal(text, question=question, now=now)

    Chat(
        scenario=load_scenario(CREDIT),
        understand=understand,
        clock=lambda: next(moments),
        view=Notebook(),
    ).run(ANNA, iter(["repeat", "no"]))
    assert asked == [NOW + timedelta(minutes=1), NOW + timedelta(minutes=3)]


def test_close_rivals_and_a_named_time_are_told() -> None:
    meaning = Meaning(
        text="…",
        intent="yes",
        confidence=0.8,
        why="classifier",
        time=At(value=NOW),
        rivals=(
            Candidate(intent="no", confidence=0.6),
            Candidate(intent="repeat", confidence=0.1),
        ),
    )
    assert list(understood_lines(meaning)) == [
        "yes 0.80: classifier",
        "close to it: no 0.60",
        "time: 20.11.2026 14:10",
    ]


ANSWERING = """
    scenario: s
    answering: {machine: message}
    start: ask
    nodes:
      ask: {ask: Это робот. Удобно?, on: {yes: hang_up}}
      message: {say: Перезвоните нам., hang_up: true}
"""


@pytest.mark.parametrize("typed", ["/answered", "/answered machine"])
def test_a_machine_may_answer(tmp_path: Path, typed: str) -> None:
    _, notebook = talk(typed, scenario=write(tmp_path, ANSWERING), slots={})
    assert "ask → answering.machine → message" in notebook.lines
    assert notebook.robots()[-1] == "robot: Перезвоните нам."


def test_what_answers_and_is_not_known_is_told(tmp_path: Path) -> None:
    scenario = write(tmp_path, ANSWERING)
    _, notebook = talk("/answered secretari", scenario=scenario, slots={})
    assert any('did you mean "secretary"?' in line for line in notebook.lines)
