"""Trunks as an administrator and a user meet them: `voicebot doctor`, `voicebot call`."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from sip.subscriber_process import SubscriberProcess
from tests.e2e.conftest import DIALOGS, Ran, run_voicebot
from tests.sip.authority import Authority
from tests.sip.sipp_peer import sipp

pytestmark = [pytest.mark.live, pytest.mark.timeout(120)]

STATUS = ("status", "--json", "--config")
GREETS = """\
scenario: greets
about: Здоровается.
nodes:
  hello: {say: Это робот. Добрый день., outcome: greeted, hang_up: true}
"""
QUICK = {"bind": "127.0.0.1", "port": 0, "no_response_s": 2}


def settings_file(folder: Path, trunks: Mapping[str, Any], **more: Any) -> str:
    path = folder / "voicebot.yaml"
    path.write_text(json.dumps({"sip": QUICK, "trunks": trunks, **more}))
    return str(path)


def host_of(uri: str) -> str:
    return uri.rpartition("@")[2].partition(";")[0]


async def doctor(folder: Path, trunk: Mapping[str, Any], *options: str) -> Ran:
    config = settings_file(folder, {"main": trunk})
    return await run_voicebot(
        *("doctor", "--trunk", "main", "--json", "--config", config), *options
    )


def red(ran: Ran) -> list[dict[str, Any]]:
    assert ran.out, ran.err
    return [found for found in json.loads(ran.out) if not found["is_ok"]]


def account(uri: str, **more: Any) -> dict[str, Any]:
    return {
        "host": host_of(uri),
        "register": True,
        "username": "robot",
        "password": "secret",
        **more,
    }


def test_a_trunk_that_lets_us_in_is_green_and_ends_with_0(tmp_path: Path) -> None:
    async def scene() -> Ran:
        async with sipp("provider", "-m", "2") as uri:
            return await doctor(tmp_path, account(uri))

    ran = asyncio.run(scene())
    assert ran.code == 0, ran
    assert [found["part"] for found in json.loads(ran.out)] == [
        "registration",
        "OPTIONS",
    ]


def test_a_wrong_password_is_told_in_words_and_ends_with_1(tmp_path: Path) -> None:
    async def scene() -> Ran:
        async with sipp("provider_knows_us_not", "-m", "2") as uri:
            return await doctor(tmp_path, account(uri, password="wrong"))

    ran = asyncio.run(scene())
    assert ran.code == 1
    [found] = red(ran)
    assert "password or user name is not accepted" in found["found"]
    assert "trunks.main.username" in found["advice"]
    assert "wrong" not in ran.out + ran.err


def test_a_host_that_nobody_knows_is_told(tmp_path: Path) -> None:
    ran = asyncio.run(doctor(tmp_path, {"host": "no-such-host.invalid"}))
    assert ran.code == 1
    [found] = red(ran)
    assert "no-such-host.invalid: no address is known" in found["found"]


def test_silence_is_told(tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
        deaf.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{deaf.getsockname()[1]}"
        ran = asyncio.run(doctor(tmp_path, {"host": host}))
    assert ran.code == 1
    [found] = red(ran)
    assert found["found"] == "no answer"
    assert "firewall" in found["advice"]


def test_a_certificate_that_is_not_trusted_is_told(tmp_path: Path) -> None:
    ours = Authority.made_in(tmp_path / "ours")
    theirs = Authority.made_in(tmp_path / "theirs")
    files = ",".join(theirs.certificate_for("phone", "IP:127.0.0.1"))

    async def scene() -> Ran:
        async with SubscriberProcess(
            "--transport", "tls", "--certificate", files
        ) as phone:
            trunk = {"host": host_of(phone.uri), "transport": "tls"}
            return await doctor(tmp_path, {**trunk, "tls": {"ca": ours.pem}})

    ran = asyncio.run(scene())
    assert ran.code == 1
    [found] = red(ran)
    assert found["part"] == "TLS certificate"
    assert "trunks.main.tls.ca" in found["advice"]


def test_a_refused_codec_is_told_by_a_test_call(tmp_path: Path) -> None:
    async def scene() -> Ran:
        async with SubscriberProcess("--codec", "G722") as phone:
            trunk = {"host": host_of(phone.uri)}
            return await doctor(tmp_path, trunk, "--call", "+79261234567")

    ran = asyncio.run(scene())
    assert ran.code == 1
    assert any("sip.codecs" in found["advice"] for found in red(ran))


def test_a_test_call_is_hung_up_as_it_rings(tmp_path: Path) -> None:
    async def scene() -> tuple[Ran, dict[str, Any]]:
        async with SubscriberProcess("--ring", "10s") as phone:
            trunk = {"host": host_of(phone.uri)}
            ran = await doctor(tmp_path, trunk, "--call", "+79261234567")
            return ran, await phone.report()

    ran, report = asyncio.run(scene())
    assert ran.code == 0, ran
    assert report["disposition"] == "no_answer"


def test_a_trunk_that_is_not_set_is_bad_input(tmp_path: Path) -> None:
    config = settings_file(tmp_path, {"spare": {"host": "192.0.2.1"}})
    ran = asyncio.run(run_voicebot("doctor", "--trunk", "main", "--config", config))
    assert ran.code == 2
    assert "spare" in ran.err


@pytest.mark.model
def test_a_number_is_called_through_the_trunk_that_works(tmp_path: Path) -> None:
    async def scene() -> tuple[Ran, dict[str, Any]]:
        async with (
            sipp("overloaded") as failing,
            SubscriberProcess("--ring", "200ms", "--hang-up-after", "2s") as phone,
        ):
            trunks = {
                "first": {"host": host_of(failing), "keep_alive_s": 0},
                "second": {"host": host_of(phone.uri), "caller_id": "+74951112233"},
            }
            config = settings_file(
                tmp_path, trunks, folders={"recordings": str(tmp_path / "recordings")}
            )
            ran = await run_voicebot(
                *("call", "+79261234567", "--config", config, "--json"),
                *("--scenario", str(DIALOGS / "credit_lead.yaml")),
                *("--slot", "client_name=Анна"),
            )
            return ran, await phone.report()

    ran, report = asyncio.run(scene())
    assert ran.code == 0, ran.err
    assert json.loads(ran.out.splitlines()[-1])["disposition"] == "answered"
    assert report["peer"].startswith("sip:+74951112233@")
    assert report["heard_phrases"]


ELSEWHERE = "127.0.0.2"
"""Another address of this machine, from which the trunk calls in."""


@pytest.mark.model
@pytest.mark.timeout(240)
def test_a_node_registers_once_answers_its_trunk_and_refuses_strangers(
    tmp_path: Path,
) -> None:
    (tmp_path / "greets.yaml").write_text(GREETS, encoding="utf-8")

    async def scene() -> Mapping[str, Any]:
        async with sipp("registrar", "-timeout", "90s") as uri:
            main = {
                **account(uri, keep_alive_s=0),
                "calls_from": [ELSEWHERE],
                "numbers": {"100": str(tmp_path / "greets.yaml")},
            }
            config = settings_file(
                tmp_path,
                {"main": main},
                node={"calls": 5, "metrics": None},
                folders={"recordings": str(tmp_path / "r"), "run": str(tmp_path)},
            )
            async with serving_by(config):
                phones = await phones_of(config)
                while not phones["phone-0"]["load"]["trunks"][0]["code"]:
                    phones = await phones_of(config)  # it reports each second
                called = phones["phone-1"]["address"].replace("voicebot@", "100@")
                nowhere = ("--bind", "127.0.0.3", "--place", called)
                async with SubscriberProcess(*nowhere) as stranger:
                    assert (await stranger.report())["sip_code"] == 403
                by_trunk = ("--bind", ELSEWHERE, "--place", called)
                async with SubscriberProcess(*by_trunk) as caller:
                    assert (await caller.report())["disposition"] == "answered"
                return phones

    phones = asyncio.run(scene())
    first, second = (phones[name]["load"]["trunks"] for name in ("phone-0", "phone-1"))
    assert first == [{"name": "main", "is_up": True, "code": 200}]
    assert second == [{"name": "main", "is_up": True, "code": 0}]


async def phones_of(config: str) -> dict[str, Any]:
    status = json.loads((await run_voicebot(*STATUS, config)).out)
    return {
        each["name"]: each
        for each in status["processes"]
        if each["name"].startswith("phone")
    }


@asynccontextmanager
async def serving_by(config: str) -> AsyncIterator[int]:
    """`voicebot serve`, once all its processes serve; yields the supervisor's pid."""
    node = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "voicebot", "serve", "--config", config),
        env={**os.environ, "VOICEBOT_LANG": "en"},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert node.stderr
    try:
        while b"the node serves" not in (line := await node.stderr.readline()):
            assert line, "the node ended before it served"
        yield node.pid
    finally:
        if node.returncode is None:
            node.send_signal(signal.SIGTERM)  # once: it takes its registration back
        await node.communicate()
