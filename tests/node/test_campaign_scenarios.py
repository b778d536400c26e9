"""Scenarios that campaigns name, as a phone gets hold of them."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from tests.node.test_child import until
from voicebot.conversation.equipment import Equipment
from voicebot.errors import ScenarioError
from voicebot.node.campaign_scenarios import CampaignScenarios, scenario_path
from voicebot.settings import Folders, Settings

NOT_NEEDED = cast("Equipment", None)
"""A scenario that cannot be read is not rendered."""


@asynccontextmanager
async def scenarios(dialogs: Path) -> AsyncIterator[CampaignScenarios]:
    settings = Settings(folders=Folders(dialogs=dialogs))
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        with ThreadPoolExecutor(1) as pool:
            opened = CampaignScenarios(settings, NOT_NEEDED, pool, group)
            yield opened
            opened.close()


def test_a_scenario_that_is_not_there_is_told_to_each_call(tmp_path: Path) -> None:
    async def check() -> None:
        async with scenarios(tmp_path) as opened:
            assert opened.ready("leads") is None
            assert opened.is_reading
            await until(lambda: not opened.is_reading)
            for _call in range(2):
                with pytest.raises(ScenarioError, match=r"leads\.yaml"):
                    opened.ready("leads")

    asyncio.run(check())


def is_read_anew(opened: CampaignScenarios) -> bool:
    try:
        return opened.ready("leads") is None
    except ScenarioError:
        return False


def test_after_a_while_and_after_a_reload_it_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voicebot.node.campaign_scenarios.AGAIN_S", 0.1)

    async def check() -> None:
        async with scenarios(tmp_path) as opened:
            assert opened.ready("leads") is None
            await until(lambda: not opened.is_reading)
            opened.renew(Settings(folders=Folders(dialogs=tmp_path)))
            assert opened.ready("leads") is None
            await until(lambda: not opened.is_reading)
            await until(lambda: is_read_anew(opened))

    asyncio.run(check())


def test_a_campaign_names_a_file_of_the_folder() -> None:
    settings = Settings()
    path = scenario_path("credit_lead", settings)
    assert path == settings.folders.dialogs / "credit_lead.yaml"
    assert path.is_file()
