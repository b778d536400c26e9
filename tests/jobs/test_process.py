"""The jobs process says that it serves, does its work, and leaves when told to."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from sqlalchemy import URL

from tests.dialer.dialling import SHOP
from tests.jobs.playing import call_all, row_of, running
from voicebot.campaign.attempt import AttemptResult
from voicebot.node.reports import Ready, read_report
from voicebot.settings import PROJECT_DIR
from voicebot.store.campaigns import CampaignStatus

pytestmark = pytest.mark.live


@contextmanager
def jobs_process(url: URL, folder: Path) -> Iterator[subprocess.Popen[str]]:
    config = folder / "voicebot.yaml"
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    config.write_text(yaml.safe_dump({"database": {"url": address}}), "utf-8")
    module = (sys.executable, "-m", "voicebot.jobs.process")
    process = subprocess.Popen(
        [*module, "--name", "jobs", "--config", str(config)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=PROJECT_DIR,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()


def test_it_reports_pauses_a_failing_campaign_and_leaves(
    database: URL, tmp_path: Path
) -> None:
    async def becomes(wanted: CampaignStatus) -> None:
        async with running(database, SHOP, 30) as (engine, number):
            await call_all(engine, AttemptResult.FAILED)
            with jobs_process(database, tmp_path) as process:
                assert process.stdout
                line = await asyncio.to_thread(process.stdout.readline)
                assert isinstance(read_report(line), Ready)
                async with asyncio.timeout(30):
                    while (await row_of(engine, number)).status is not wanted:  # noqa: ASYNC110  # another process does it
                        await asyncio.sleep(0.05)
                process.send_signal(signal.SIGTERM)
                assert await asyncio.to_thread(process.wait, 20) == 0

    asyncio.run(becomes(CampaignStatus.PAUSED))


def test_it_leaves_with_its_supervisor(database: URL, tmp_path: Path) -> None:
    with jobs_process(database, tmp_path) as process:
        assert process.stdout
        assert process.stdin
        process.stdout.readline()
        process.stdin.close()
        assert process.wait(20) == 0


def test_without_a_database_it_says_what_to_do_and_ends(tmp_path: Path) -> None:
    nobody = URL.create("postgresql", host=str(tmp_path), database="voicebot")
    with jobs_process(nobody, tmp_path) as process:
        assert process.wait(60) == 2
