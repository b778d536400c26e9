"""What processes of the node write arrives whole in the supervisor's log."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.node.conftest import ENDS_ON_TERM, SERVES, MakeChild
from tests.node.test_child import kept, until
from voicebot.logs.line import LogLine
from voicebot.node.line_cutter import LineCutter
from voicebot.node.told_lines import SHOWN_CHARS

A_LINE = LogLine(
    at=datetime(2026, 11, 22, 10, 5, 7, tzinfo=UTC),
    level="info",
    event="talked",
    process="phone-0",
    pid=7,
    logger="x",
    facts={"turns": 3},
).as_json()

UNDER_A_SUPERVISOR = """
import asyncio, sys
from voicebot.logs.begin import logging_node
from voicebot.node.child import Child
from voicebot.setting_parts.log import LogSettings

async def watch():
    child = Child("phone-0", (sys.argv[1],))
    keeping = asyncio.create_task(child.keep())
    while child.status.restarts < 2:
        await asyncio.sleep(0.02)
    child.kill()
    await keeping

with logging_node(LogSettings(format="json"), process="supervisor"):
    asyncio.run(watch())
"""


def whole_lines(caplog: pytest.LogCaptureFixture) -> list[LogLine]:
    return [
        record.whole_line for record in caplog.records if hasattr(record, "whole_line")
    ]


def test_lines_keep_their_process_and_garbage_breaks_none(
    child: MakeChild, caplog: pytest.LogCaptureFixture
) -> None:
    writes = f"""{ENDS_ON_TERM}
sys.stderr.write('LOG of a library')
sys.stderr.write({A_LINE!r} + '\\n')
sys.stderr.write('\\n' + {A_LINE!r} + '\\n')
sys.stderr.write('dialled 79261234567')
sys.stderr.flush()"""

    async def check() -> None:
        async with kept(child(setup=writes)):
            await until(lambda: len(whole_lines(caplog)) >= 2)

    asyncio.run(check())
    mixed, line, last = whole_lines(caplog)
    assert line.as_json() == A_LINE
    assert (mixed.event, mixed.process) == ("process_wrote", "phone-0")
    assert str(mixed.facts["line"]).startswith("LOG of a library{")
    assert last.facts["line"] == "dialled *********67"


def told_of(script: str, tmp_path: Path) -> Sequence[dict[str, Any]]:
    program = tmp_path / "phone.py"
    program.write_text(script)
    watched = subprocess.run(
        [sys.executable, "-c", UNDER_A_SUPERVISOR, str(program)],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    return [json.loads(line) for line in watched.stderr.splitlines()]


def test_whoever_dies_within_a_line_leaves_the_supervisors_lines_whole(
    tmp_path: Path,
) -> None:
    told = told_of(
        f"import os\nos.write(2, {A_LINE[:40].encode()!r})\nos.kill(os.getpid(), 9)",
        tmp_path,
    )
    halves = [line for line in told if line["event"] == "process_wrote"]
    assert [half["line"] for half in halves][:2] == [A_LINE[:40]] * 2
    assert {half["process"] for half in halves} == {"phone-0"}
    deaths = [line for line in told if line["event"] == "process_died"]
    assert deaths[0]["process"] == "supervisor"
    assert deaths[0]["code"] == -9


def test_a_flood_without_a_line_break_is_cut_and_shown_in_part(
    child: MakeChild, caplog: pytest.LogCaptureFixture
) -> None:
    setup = f"{ENDS_ON_TERM}\nsys.stderr.write('x' * 600_000); sys.stderr.flush()"
    floods_too = f"print('x' * 600_000)\n{SERVES}"

    async def check() -> None:
        async with kept(child(setup=setup, body=floods_too)) as one:
            await until(lambda: one.status.load is not None)
            await until(lambda: bool(whole_lines(caplog)))

    asyncio.run(check())
    assert len(str(whole_lines(caplog)[0].facts["line"])) == SHOWN_CHARS


def test_a_line_may_arrive_in_pieces() -> None:
    cutter = LineCutter(longest_bytes=4)
    pieces = (b"a", b"b\nc", b"\n\n", "д".encode()[:1], "д".encode()[1:] + b"\nlast")
    lines = [line for piece in pieces for line in cutter.feed(piece)]
    assert lines == ["ab", "c", "д"]
    assert cutter.rest() == "last"
