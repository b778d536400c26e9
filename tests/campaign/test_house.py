"""What the settings say of all campaigns."""

from datetime import time
from pathlib import Path

import pytest

from voicebot.campaign.caps import Caps
from voicebot.campaign.mobile_ranges import UnusableRegister
from voicebot.campaign.numbering import phone_of
from voicebot.campaign.reading.house import house_rules, mobile_ranges
from voicebot.campaign.rules import HouseRules
from voicebot.campaign.window import Hours
from voicebot.errors import SettingsError
from voicebot.setting_parts.campaigns import CampaignSettings
from voicebot.settings import Settings


def saying(**campaigns: object) -> Settings:
    return Settings(campaigns=CampaignSettings.model_validate(campaigns))


def test_a_house_without_settings_leaves_everything_to_campaigns() -> None:
    assert house_rules(Settings()) == HouseRules()
    assert mobile_ranges(Settings()).regions_of("+79261234567") == ()


def test_caps_and_hours_hold_for_all() -> None:
    house = house_rules(saying(caps={"day": 2}, window="10:00-18:00"))
    assert house.caps == Caps(day=2)
    assert house.window is not None
    assert set(house.window.days) == {Hours(opens=time(10), closes=time(18))}


def test_hours_may_be_written_by_days() -> None:
    house = house_rules(saying(window={"workdays": "9:00-18:00"}))
    assert house.window is not None
    assert house.window.days[6] is None


@pytest.mark.parametrize("window", ["soon", {"mnday": "9:00-18:00"}])
def test_hours_that_cannot_be_read_are_refused_by_their_key(window: object) -> None:
    with pytest.raises(SettingsError, match=r"^campaigns\.window"):
        house_rules(saying(window=window))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_the_register_tells_a_mobile_numbers_zone(
    tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "DEF-9xx.csv"
    heading = "АВС/ DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН\n"
    row = "922;1000000;1999999;1000000;ПАО «МТС»;Свердловская область;;7740000076\n"
    file.write_text(heading + row, encoding)
    ranges = mobile_ranges(saying(mobile_ranges=file))
    assert phone_of("+79221234567", ranges=ranges).zones == ("Asia/Yekaterinburg",)


def test_a_register_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "DEF-9xx.csv"
    with pytest.raises(SettingsError, match="DEF-9xx"):
        mobile_ranges(saying(mobile_ranges=file))
    file.write_text("922;x\n", "utf-8")
    with pytest.raises(UnusableRegister):
        mobile_ranges(saying(mobile_ranges=file))
