import pytest

from voicebot.conversation.events import (
    CallEvent,
    MessageNotSent,
    MessageSent,
    NodeAction,
    WebhookCalled,
)
from voicebot.conversation.transcript_lines import transcript_line
from voicebot.scenario.actions import BargeIn, CallWebhook, Hold, Say, WriteFields


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (
            WebhookCalled(to="crm", status=200, took_s=0.1234, reason=None),
            "crm answered after 123 ms",
        ),
        (
            WebhookCalled(to="crm", status=500, took_s=1.0, reason="HTTP 500"),
            "crm gave no answer in 1000 ms: HTTP 500",
        ),
        (
            MessageSent(channel="sms", to="+7926", text="Ждём вас", tries=2),
            "message sent by sms: Ждём вас",
        ),
        (
            MessageNotSent(
                channel="sms", to="", text="Ждём", tries=0, reason="not in the settings"
            ),
            "message not sent by sms: not in the settings",
        ),
        (
            NodeAction(action=Hold(audio="music.wav", duration_s=20.0)),
            "music.wav plays for 20 s",
        ),
        (
            NodeAction(action=WriteFields(fields={"status": "ждёт", "shop": "5"})),
            "CRM fields: status: ждёт, shop: 5",
        ),
        (
            NodeAction(
                action=Say(
                    text="",
                    voice=None,
                    barge_in=BargeIn.SPEECH,
                    fixed=True,
                    audio="hello.wav",
                )
            ),
            "robot:  [hello.wav]",
        ),
    ],
)
def test_what_happens_outside_is_told_in_a_line(event: CallEvent, line: str) -> None:
    found = transcript_line(event)
    assert found is not None
    assert found.strip() == line


def test_the_question_to_another_system_is_told_once_with_its_answer() -> None:
    asked = CallWebhook(to="crm", body={"phone": "+7926"}, timeout_s=3, hold=None)
    assert transcript_line(NodeAction(action=asked)) is None
