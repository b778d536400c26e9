"""One real call that asks another system, takes keys and a score, and sends a text."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent
from typing import Any

import numpy as np
import pytest
import soundfile
from typing_extensions import override

from sip.leg import RATE_HZ
from tests.e2e.conftest import Caller, Speak

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(180)]

THINKS_S = 7.0
TONE_HZ = 440

SCENARIO = """
    scenario: outside
    title: Заказ
    language: ru
    slots:
      client: {default: Анна}
      manager: {}
      code: {type: digits}
      score: {type: number}
    defaults: {noinput: 6s}
    nodes:
      asks:
        say: Это робот магазина. Секунду, смотрю ваш заказ.
        webhook:
          to: crm
          send: {client: "{client}"}
          take: {manager: manager.name}
          timeout: 10s
          hold: music.wav
          failed: broken
        goto: code
      code:
        ask: "Ваш менеджер {manager}. Введите номер заказа."
        collect: {slot: code, length: 4}
        goto: score
      score:
        ask: Оцените нас от одного до пяти.
        scale: {slot: score, min: 1, max: 5, words: {отлично: 5}}
        message: "Заказ {code}, спасибо за оценку"
        fields: {score: "{score}"}
        goto: ends
      ends: {say: Спасибо. До свидания., outcome: scored, hang_up: true}
      broken: {say: Не получилось. До свидания., outcome: broken, hang_up: true}
"""


@dataclass
class Office:
    """The other systems: a CRM that thinks for a while, and an SMS gateway."""

    url: str = ""
    asked: list[Any] = field(default_factory=list)


@pytest.fixture
def office() -> Iterator[Office]:
    opened = Office()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self.answer(b"")

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            opened.asked.append((self.path, dict(self.headers), json.loads(content)))
            if self.path == "/crm":
                time.sleep(THINKS_S)
            self.answer(json.dumps({"manager": {"name": "Иван"}}).encode())

        def answer(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    opened.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield opened
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_call_waits_with_music_takes_keys_and_a_score_and_sends_a_text(
    call: Caller, speak: Speak, office: Office, tmp_path: Path
) -> None:
    scenario = tmp_path / "outside.yaml"
    scenario.write_text(dedent(SCENARIO), "utf-8")
    tone = 0.3 * np.sin(2 * np.pi * TONE_HZ * np.arange(RATE_HZ * 2) / RATE_HZ)
    soundfile.write(tmp_path / "music.wav", tone, RATE_HZ)
    recording = tmp_path / "subscriber.wav"
    ended = call(
        *("--name", "79261234567", "--pause", "1500ms", "--record", str(recording)),
        *("--press-reply", "1204", "--reply", str(speak("Отлично, пять."))),
        scenario=scenario,
        options=(),
        environment={
            "VOICEBOT_LOG__LEVEL": "DEBUG",
            "VOICEBOT_WEBHOOKS": json.dumps(
                {"crm": {"url": f"{office.url}/crm", "token": "s3cret"}}
            ),
            "VOICEBOT_MESSAGES": json.dumps({"sms": {"url": f"{office.url}/sms"}}),
        },
    )
    assert ended.robot["outcome"] == "scored"
    assert ended.robot["path"] == ["asks", "code", "score", "ends"]
    assert [one["keys"] for one in ended.events("KeysTaken")] == ["1204"]
    assert ended.robot["fields"] == {"score": "5"}

    (_, crm_headers, crm), (_, _, sms) = office.asked
    assert crm["send"] == {"client": "Анна"}
    assert crm["call"]["id"] == ended.robot["call_id"]
    assert crm_headers["Authorization"] == "Bearer s3cret"
    assert sms["message"]["to"] == "79261234567"
    assert sms["message"]["text"] == "Заказ 1204, спасибо за оценку"
    assert [one["is_sent"] for one in ended.robot["messages"]] == [True]

    assert tone_s(Path(ended.robot["recording"])) == pytest.approx(1.7, abs=1.0)
    assert "9261234567" not in ended.log
    assert "s3cret" not in ended.log


def tone_s(recording: Path) -> float:
    """How long the robot's side of a recording holds the music's tone."""
    robot = soundfile.read(recording, dtype="float32")[0][:, 1]
    window = RATE_HZ // 10
    blocks = robot[: len(robot) // window * window].reshape(-1, window)
    spectra = np.abs(np.fft.rfft(blocks))
    peak = round(TONE_HZ * window / RATE_HZ)
    near = spectra[:, peak - 1 : peak + 2].sum(axis=1)
    return float((near > 0.8 * spectra.sum(axis=1)).sum() / 10)
