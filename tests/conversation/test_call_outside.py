"""Whole calls that ask other systems, send messages and let the caller wait."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from textwrap import dedent
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sip.leg import FRAME_SAMPLES, RATE_HZ, Disposition
from tests.conversation.fake_leg import FakeLeg
from tests.conversation.level_robot import MUSIC, SPEECH, level_robot
from tests.conversation.scripted_outside import ScriptedOutside, answer, failure
from voicebot.conversation.call import Call
from voicebot.conversation.music import FADE_S
from voicebot.conversation.opening import open_understander_for
from voicebot.conversation.outside import Delivery
from voicebot.conversation.report import CallReport
from voicebot.conversation.script import Script
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import Settings
from voicebot.understanding.understander import Understander

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=ZoneInfo("Europe/Moscow"))

ORDER = """
    scenario: order
    slots: {phone: {default: "+79261234567"}, manager: {}, digits: {type: digits}}
    nodes:
      asks:
        say: Это робот. Секунду, смотрю ваш заказ.
        webhook:
          to: crm
          send: {phone: "{phone}"}
          take: {manager: manager.name}
          timeout: 3s
          hold: music.wav
          failed: sorry
          timed_out: late
        goto: found
      found: {say: "Ваш менеджер {manager}.", outcome: found, hang_up: true}
      sorry: {say: Не получилось., outcome: failed, hang_up: true}
      late: {say: Слишком долго., outcome: late, hang_up: true}
"""


@pytest.fixture(scope="module")
def understander() -> Understander:
    return open_understander_for(Settings())


@dataclass
class Caller:
    """Answers a call of a scenario's text on a drawn leg."""

    folder: Path
    understander: Understander

    def __call__(
        self,
        scenario: str,
        leg: FakeLeg,
        outside: ScriptedOutside,
        *texts: str,
        campaign: Mapping[str, str] = {},
    ) -> CallReport:
        path = self.folder / "scenario.yaml"
        path.write_text(dedent(scenario), encoding="utf-8")
        robot = level_robot(*texts, outside=outside)
        script = Script(
            load_scenario(path),
            slots={},
            understander=self.understander,
            agents={"managers": "sip:managers@127.0.0.1:9"},
            now=lambda: NOW,
            campaign=campaign,
        )
        call = Call(robot, script, self.folder / "recordings")
        return asyncio.run(call.answer(leg))


@pytest.fixture
def talk(tmp_path: Path, understander: Understander) -> Caller:
    return Caller(tmp_path, understander)


def events(report: CallReport, name: str) -> list[dict[str, Any]]:
    lines = map(json.loads, report.timeline.read_text("utf-8").splitlines())
    return [line for line in lines if line["event"] == name]


def heard(leg: FakeLeg) -> list[tuple[int, float]]:
    """What the robot sounded like: each level with its duration, in order."""
    runs: list[tuple[int, float]] = []
    for tick in leg.played:
        level = int(np.abs(tick).max())
        kind = SPEECH if level > MUSIC else MUSIC if level else 0
        before = runs.pop() if runs and runs[-1][0] == kind else (kind, 0.0)
        runs.append((kind, round(before[1] + FRAME_SAMPLES / RATE_HZ, 3)))
    return runs


def test_a_reply_fills_slots_and_the_talk_goes_on_by_it(talk: Caller) -> None:
    leg = FakeLeg()
    outside = ScriptedOutside(leg, answer({"manager": {"name": "Иван"}}))
    report = talk(ORDER, leg, outside, campaign={"name": "осень"})
    assert report.outcome == "found"
    assert report.slots["manager"] == "Иван"
    assert outside.warmed == ["crm"]
    assert outside.asked == [
        {
            "to": "crm",
            "call": {
                "id": "fake",
                "scenario": "order",
                "remote": "sip:nobody@127.0.0.1",
            },
            "campaign": {"name": "осень"},
            "send": {"phone": "+79261234567"},
        }
    ]
    assert outside.timeouts_s == [3.0]
    [called] = events(report, "WebhookCalled")
    assert (called["to"], called["status"], called["reason"]) == ("crm", 200, None)


def test_the_waiting_words_hide_a_quick_reply_and_no_music_blips(talk: Caller) -> None:
    leg = FakeLeg()
    talk(ORDER, leg, ScriptedOutside(leg, answer({}), takes_s=0.9))
    assert [level for level, _ in heard(leg)] == [SPEECH, 0, SPEECH, 0]
    assert heard(leg)[1][1] <= 0.26


def test_a_reply_soon_after_the_words_comes_without_music(talk: Caller) -> None:
    leg = FakeLeg()
    talk(ORDER, leg, ScriptedOutside(leg, answer({}), takes_s=1.6))
    assert MUSIC not in [level for level, _ in heard(leg)]


def test_music_fills_a_long_wait_and_gives_way_at_once(talk: Caller) -> None:
    leg = FakeLeg()
    talk(ORDER, leg, ScriptedOutside(leg, answer({}), takes_s=5.0))
    words, silence, music, reply, _ = heard(leg)
    assert (words[0], silence[0], music[0], reply[0]) == (SPEECH, 0, MUSIC, SPEECH)
    assert silence[1] == pytest.approx(0.2 + 0.7, abs=0.06)
    replied_at_s = words[1] + silence[1] + music[1]
    assert replied_at_s == pytest.approx(5.0 + FADE_S, abs=0.06)


@pytest.mark.parametrize(
    ("is_timeout", "outcome", "node"),
    [(False, "failed", "sorry"), (True, "late", "late")],
)
def test_a_failure_takes_its_branch_and_says_why(
    talk: Caller, *, is_timeout: bool, outcome: str, node: str
) -> None:
    leg = FakeLeg()
    outside = ScriptedOutside(leg, failure("no reply", is_timeout=is_timeout))
    report = talk(ORDER, leg, outside)
    assert (report.outcome, report.path) == (outcome, ("asks", node))
    [called] = events(report, "WebhookCalled")
    assert (called["status"], called["reason"]) == (None, "no reply")


def test_a_caller_who_leaves_gives_the_request_up(talk: Caller) -> None:
    leg = FakeLeg(".........................|")
    report = talk(ORDER, leg, ScriptedOutside(leg, answer({}), takes_s=60))
    assert report.outcome == "hung_up"
    assert report.duration_s < 4
    [called] = events(report, "WebhookCalled")
    assert called["reason"] == "the call ended first"


CARD = """
    scenario: card
    slots: {card: {type: digits}}
    nodes:
      asks:
        say: Это робот.
        ask: Введите номер карты.
        collect: {slot: card, length: 4}
        goto: looks_up
      looks_up: {say: Секунду., webhook: {to: crm, timeout: 9s}, goto: menu}
      menu:
        ask: Один да, два нет.
        on: {key 1: first, key 2: second, "key #": third}
      first: {outcome: first, hang_up: true}
      second: {outcome: second, hang_up: true}
      third: {outcome: third, hang_up: true}
"""


@pytest.mark.parametrize(
    ("drawing", "outcome"),
    [
        ("~.1234H..................2", "second"),
        ("~.1234H.2", "second"),
        ("~.1234........................H", "third"),
        ("1234H2", "second"),
    ],
)
def test_keys_typed_ahead_of_a_webhook_count_and_the_end_of_a_full_number_does_not(
    talk: Caller, drawing: str, outcome: str
) -> None:
    leg = FakeLeg(drawing)
    report = talk(CARD, leg, ScriptedOutside(leg, answer({}), takes_s=1.5))
    assert report.slots["card"] == "1234"
    assert report.outcome == outcome


def test_keys_and_words_while_a_webhook_is_awaited_do_no_harm(talk: Caller) -> None:
    leg = FakeLeg("..1.##.2...##")
    report = talk(ORDER, leg, ScriptedOutside(leg, answer({}), takes_s=2), "да", "нет")
    assert report.outcome == "found"
    assert events(report, "KeysTaken") == []


def test_a_webhook_without_words_costs_no_time_of_its_own(talk: Caller) -> None:
    scenario = """
        scenario: order
        slots: {phone: {default: "1"}}
        nodes:
          asks:
            webhook: {to: crm, send: {phone: "{phone}"}}
            say: Это робот.
            goto: found
          found: {say: Нашёл., hang_up: true}
    """
    leg = FakeLeg()
    talk(scenario, leg, ScriptedOutside(leg, answer({})))
    assert heard(leg)[1][1] <= 0.26


HOLD = """
    scenario: hold
    nodes:
      waits:
        say: Это робот. Подождите.
        hold: {audio: music.wav, duration: 3s}
        goto: ends
      ends: {say: Спасибо., hang_up: true}
"""


def test_a_hold_plays_as_long_as_it_says_and_the_node_goes_on(talk: Caller) -> None:
    leg = FakeLeg()
    talk(HOLD, leg, ScriptedOutside(leg))
    played = dict(heard(leg)[1:3])
    assert played[MUSIC] == pytest.approx(3.0 + FADE_S, abs=0.06)


def test_a_caller_may_leave_during_a_hold(talk: Caller) -> None:
    leg = FakeLeg(".........................|")
    report = talk(HOLD, leg, ScriptedOutside(leg))
    assert report.outcome == "hung_up"


TRANSFER = """
    scenario: transfer
    nodes:
      hands_over:
        say: Это робот. Соединяю.
        transfer: {to: managers, ring: 20s, hold: music.wav, failed: busy}
      busy: {say: Все заняты., outcome: busy, hang_up: true}
"""


def test_music_plays_while_a_manager_is_rung_up(talk: Caller) -> None:
    leg = FakeLeg(transfer=Disposition.NO_ANSWER, rings_s=4.0)
    report = talk(TRANSFER, leg, ScriptedOutside(leg))
    assert report.outcome == "busy"
    levels = [level for level, _ in heard(leg)]
    assert levels == [SPEECH, 0, MUSIC, SPEECH, 0]
    assert heard(leg)[2][1] == pytest.approx(4.0 - 0.7 + FADE_S, abs=0.06)


DIGITS = """
    scenario: digits
    slots: {code: {type: digits}}
    nodes:
      asks:
        say: Это робот.
        ask: Введите код.
        collect: {slot: code, length: 4, on: {key 0: operator}}
        goto: done
      done: {say: Спасибо., outcome: done, hang_up: true}
      operator: {say: Соединяю., outcome: operator, hang_up: true}
"""


@pytest.mark.parametrize(
    ("drawing", "keys", "outcome"),
    [("..1.2.0.4", "1204", "done"), ("..0", "0", "operator")],
)
def test_a_number_is_entered_by_keys_over_the_prompt(
    talk: Caller, drawing: str, keys: str, outcome: str
) -> None:
    leg = FakeLeg(drawing)
    report = talk(DIGITS, leg, ScriptedOutside(leg))
    assert report.outcome == outcome
    assert [taken["keys"] for taken in events(report, "KeysTaken")] == [keys]
    assert len(events(report, "PromptDropped")) == 1


MESSAGE = """
    scenario: message
    slots: {name: {default: Анна}}
    nodes:
      sends:
        say: Это робот. Отправил вам адрес. До свидания.
        message: "{name}, ждём вас"
        fields: {status: подтверждение встречи}
        goto: more
      more:
        message: {text: Второе, channel: viber, to: "+79990001122"}
        fields: {status: напомнили, shop: Ленина 5}
        hang_up: true
"""


def test_messages_are_sent_and_reported_with_the_fields(talk: Caller) -> None:
    leg = FakeLeg()
    leg.remote_uri = "sip:+79261234567@trunk"
    outside = ScriptedOutside(leg)
    report = talk(MESSAGE, leg, outside)
    first, second = outside.delivered
    assert first["message"] == {
        "id": "fake/1",
        "channel": "sms",
        "to": "+79261234567",
        "text": "Анна, ждём вас",
    }
    assert second["message"]["to"] == "+79990001122"
    assert first["call"]["id"] == "fake"
    record = json.loads((report.timeline.parent / "report.json").read_text("utf-8"))
    assert record["fields"] == {"status": "напомнили", "shop": "Ленина 5"}
    assert record["messages"][0] == {
        "channel": "sms",
        "to": "+79261234567",
        "text": "Анна, ждём вас",
        "is_sent": True,
        "reason": None,
    }


def test_a_message_that_nobody_takes_is_in_the_report_and_the_call_goes_on(
    talk: Caller,
) -> None:
    leg = FakeLeg()
    refused = Delivery(tries=3, reason="HTTP 500")
    leg.remote_uri = "sip:+79261234567@trunk"
    report = talk(MESSAGE, leg, ScriptedOutside(leg, delivery=refused))
    assert report.outcome == "completed"
    assert [one["reason"] for one in events(report, "MessageNotSent")] == [
        "HTTP 500"
    ] * 2
    assert [message.reason for message in report.messages] == ["HTTP 500"] * 2


def test_a_message_to_nobody_is_not_sent(talk: Caller) -> None:
    leg = FakeLeg()
    leg.remote_uri = "sip:trunk.example.com"
    outside = ScriptedOutside(leg)
    report = talk(MESSAGE, leg, outside)
    assert report.messages[0].reason == "nobody to send it to"
    assert len(outside.delivered) == 1


VARIANTS = """
    scenario: variants
    nodes:
      greets: {say: [Это робот один., Это робот два., Это робот три.], hang_up: true}
"""


def test_a_call_id_chooses_the_same_variant_each_time(talk: Caller) -> None:
    def said(call_id: str) -> str:
        leg = FakeLeg()
        leg.call_id = call_id
        report = talk(VARIANTS, leg, ScriptedOutside(leg))
        text: str = events(report, "Say")[0]["text"]
        return text

    ids = [f"call-{number}" for number in range(12)]
    chosen = [said(one) for one in ids]
    assert len(set(chosen)) == 3
    assert [said(one) for one in ids[:3]] == chosen[:3]
