"""Two machines on one database dial one campaign: by turns, and each for the other."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.answering_crowd import answering_crowd
from tests.e2e.campaigning import Base, node_settings, start_campaign, with_tables
from tests.e2e.provider import Provider, provider
from tests.e2e.running_node import GREETS, node_in
from voicebot.store.embedded import running_server

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(240)]

WITHIN_S = 150
LINES = 3
NUMBERS = [f"+792600001{n:02}" for n in range(30)]
CAMPAIGN = """\
campaign: news
scenario: greets
retries: {failed: {series: [{attempts: 3, every: 1s}]}}
lists: {greeted: знают}
test: true
"""
FINISHED = "SELECT count(*) >= 8 FROM contacts WHERE finished_at IS NOT NULL"
BOTH_DIAL = "SELECT count(DISTINCT holder) = 2 FROM leases WHERE dialled_at IS NOT NULL"


def settings_of(base: Base, trunk: Provider, folder: Path) -> Path:
    url = base.url.set(drivername="postgresql")
    more: Mapping[str, Any] = {
        "answering": {"mode": "off"},
        "campaigns": {"lines": LINES},
        "database": {"url": url.render_as_string(hide_password=False)},
    }
    return node_settings(folder, {"host": trunk.host}, {"greets": GREETS}, **more)


def test_one_node_ends_what_the_other_left(tmp_path: Path) -> None:
    async def check() -> None:
        async with (
            asyncio.timeout(WITHIN_S),
            answering_crowd() as anybody,
            provider(dict.fromkeys(NUMBERS, anybody)) as trunk,
        ):
            for name in ("one", "other"):
                settings_of(base, trunk, tmp_path / name)
            async with node_in(tmp_path / "one"), node_in(tmp_path / "other") as other:
                await start_campaign(base.url, CAMPAIGN, NUMBERS)
                await base.until(FINISHED, True)
                await base.until(BOTH_DIAL, True)
                assert set(trunk.dialled.values()) == {1}
                await other.kill_all()
                left = {row["number"] for row in base.rows("SELECT number FROM leases")}
                await base.until_finished()
            assert set(trunk.dialled) == set(NUMBERS)
            twice = {number for number, calls in trunk.dialled.items() if calls > 1}
            assert twice <= left
            assert len(twice) <= LINES
            assert max(trunk.dialled.values()) <= 2

    with running_server(tmp_path / "postgres") as url:
        base = Base(with_tables(url))
        asyncio.run(check())
        lists = base.rows("SELECT list, count(*) FROM contacts GROUP BY list")
        assert [dict(row) for row in lists] == [{"list": "знают", "count": 30}]
        nodes = base.rows(
            "SELECT DISTINCT split_part(node, '/', 3) FROM attempts WHERE result = 'answered'"
        )
        assert len(nodes) == 2
