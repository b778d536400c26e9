"""The HTTP interface as the node runs it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml
from sqlalchemy import URL

from tests.web.conftest import CRM, ROOT, TOKEN, rules_for

pytestmark = pytest.mark.live


@contextmanager
def process(config: Path) -> Iterator["subprocess.Popen[str]"]:
    command = ("voicebot.web.process", "--name", "web", "--config", str(config))
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as started:
        try:
            yield started
        finally:
            started.kill()


@pytest.fixture
def config(database: URL, tmp_path: Path) -> Path:
    address = database.set(drivername="postgresql")
    settings = {
        "database": {"url": address.render_as_string(hide_password=False)},
        "web": {"port": 0, "tokens": {"crm": TOKEN}},
        "folders": {"var": str(tmp_path / "var")},
    }
    path = tmp_path / "voicebot.yaml"
    path.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return path


def report(started: "subprocess.Popen[str]") -> dict[str, Any]:
    assert started.stdout is not None
    told: dict[str, Any] = json.loads(started.stdout.readline())
    return told


def test_it_tells_where_it_serves_beats_and_leaves_when_told(config: Path) -> None:
    with process(config) as web:
        ready = report(web)
        assert ready["report"] == "Ready"
        answer = httpx2.get(f"{ready['address']}{ROOT}/ready")
        assert answer.status_code == 200
        assert report(web)["report"] == "Ready"
        web.send_signal(signal.SIGTERM)
        assert web.wait(20) == 0


def test_it_leaves_with_its_supervisor_and_ends_what_would_never_end(
    config: Path,
) -> None:
    with process(config) as web:
        address = report(web)["address"] + ROOT
        with httpx2.Client(base_url=address, headers=CRM) as client:
            client.post("/campaigns", json=rules_for("leads"))
            with client.stream("GET", "/campaigns/leads/progress/stream") as answer:
                lines = answer.iter_lines()
                assert next(lines) == "retry: 2000"
                assert web.stdin is not None
                web.stdin.close()
                assert list(lines)[-1] == ""
        assert web.wait(20) == 0


def test_no_number_reaches_its_log(config: Path) -> None:
    number = "+79160000077"
    with process(config) as web:
        address = report(web)["address"] + ROOT
        with httpx2.Client(base_url=address, headers=CRM) as client:
            client.post("/campaigns", json=rules_for("leads"))
            lead = {"number": number, "slots": {"client_name": "Аглая"}, "key": number}
            client.post("/campaigns/leads/contacts", json=lead)
            client.get(f"/do-not-call/{number}")
            client.get("/why", params={"number": number})
            client.get(f"/no-such/{number}")
            client.get(f"/campaigns/{number}")
            named = {"X-Request-Id": "deal-17"}
            client.get("/campaigns", headers=named)
            client.get("/campaigns", headers={"Authorization": f"Bearer {TOKEN}x"})
        web.send_signal(signal.SIGTERM)
        _out, log = web.communicate(timeout=20)
    assert number[2:] not in log
    assert "Аглая" not in log
    assert TOKEN not in log
    lines = [json.loads(line) for line in log.splitlines() if line]
    answered = [one for one in lines if one["event"] == "request_answered"]
    assert {one["by"] for one in answered} == {"crm", ""}
    assert [one["status"] for one in answered if one["request_id"] == "deal-17"] == [
        200
    ]
    assert all(one["request_id"] for one in answered)


def test_an_address_that_is_taken_is_a_sentence(config: Path, tmp_path: Path) -> None:
    with process(config) as first:
        port = report(first)["address"].rpartition(":")[2]
        settings = yaml.safe_load(config.read_text("utf-8"))
        settings["web"]["port"] = int(port)
        other = tmp_path / "other.yaml"
        other.write_text(yaml.safe_dump(settings), encoding="utf-8")
        with process(other) as second:
            _out, log = second.communicate(timeout=30)
            assert second.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in log
    assert "Traceback" not in log


def test_the_command_serves_until_it_is_told_to_leave(config: Path) -> None:
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "voicebot",
            "console",
            "--config",
            str(config),
            "--port",
            "0",
        ],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as console:
        assert console.stderr is not None
        told = next(line for line in console.stderr if line.startswith("http"))
        page = httpx2.get(told.split()[0], headers=CRM)
        assert page.status_code == 200
        console.send_signal(signal.SIGINT)
        console.stderr.read()
        assert console.wait(20) == 0
