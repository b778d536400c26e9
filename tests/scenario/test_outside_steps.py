"""Steps that ask or tell other systems, and those that wait with music."""

from pathlib import Path

from tests.scenario.talking import Talk, write
from voicebot.scenario.actions import (
    CallWebhook,
    Hold,
    LeaveNode,
    SendMessage,
    SetSlot,
    WriteFields,
)
from voicebot.scenario.events import HoldEnded, WebhookAnswered, WebhookFailed
from voicebot.scenario.reading.loader import load_scenario

ORDER = """
    scenario: order
    about: Это робот.
    slots: {phone: {required: true}, status: text, count: number, note: text}
    nodes:
      ask:
        say: Секунду.
        webhook:
          to: crm
          send: {phone: "{phone}"}
          take: {status: order.status, count: items.0.count, note: order.note}
          timeout: 3s
          hold: music.wav
          failed: sorry
          timed_out: wait
        choose:
          - {when: "status == 'готов'", go: ready}
        goto: sorry
      wait: {hold: {audio: music.wav, duration: 20s}, goto: sorry}
      ready:
        say: Заказ готов.
        fields: {status: "{status}", empty: "{note}"}
        message: {text: "Заказ готов, штук {count}", to: "{phone}", channel: sms}
        hang_up: true
      sorry: {say: Не вышло., message: Перезвоним., hang_up: true}
    """


def talk_in(folder: Path) -> Talk:
    return Talk(load_scenario(write(folder, ORDER)), {"phone": "+79261234567"})


def test_a_webhook_is_asked_with_the_slots_and_waited_for(tmp_path: Path) -> None:
    assert talk_in(tmp_path).actions[-1] == CallWebhook(
        to="crm", body={"phone": "+79261234567"}, timeout_s=3.0, hold="music.wav"
    )


def test_its_reply_fills_slots_that_decide_the_way(tmp_path: Path) -> None:
    reply = {"order": {"status": "готов"}, "items": [{"count": 3}]}
    talk = talk_in(tmp_path).take(WebhookAnswered(body=reply))
    assert talk.all_of(SetSlot) == [
        SetSlot(slot="status", value="готов"),
        SetSlot(slot="count", value="3"),
    ]
    assert talk.the(LeaveNode).exit == "choose.0"
    assert talk.the(WriteFields) == WriteFields(fields={"status": "готов"})
    assert talk.the(SendMessage) == SendMessage(
        channel="sms", to="+79261234567", text="Заказ готов, штук 3"
    )
    assert talk.is_over


def test_a_reply_without_what_was_wanted_goes_on_without(tmp_path: Path) -> None:
    bodies: list[object] = [None, [], "text", {"order": None}, {"items": {"0": 1}}]
    for body in bodies:
        talk = talk_in(tmp_path).take(WebhookAnswered(body=body))
        assert talk.state.path[-1] == "sorry"
        assert talk.the(SendMessage).to is None


def test_a_failure_and_a_timeout_have_their_own_ways(tmp_path: Path) -> None:
    failed = WebhookFailed(is_timeout=False, reason="HTTP 500")
    assert talk_in(tmp_path).take(failed).state.path[-1] == "sorry"
    late = WebhookFailed(is_timeout=True, reason="3 s")
    talk = talk_in(tmp_path).take(late)
    assert talk.actions[-1] == Hold(audio="music.wav", duration_s=20.0)
    assert talk.take(HoldEnded()).state.path[-1] == "sorry"
