import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicebot.campaign.zone import zone_named
from voicebot.contacts.place_reading import zones_named


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Samara", "Europe/Samara"),
        ("asia/omsk", "Asia/Omsk"),
        ("МСК", "Europe/Moscow"),
        ("мск+2", "Asia/Yekaterinburg"),
        ("МСК −1", "Europe/Kaliningrad"),
        ("UTC+7", "Asia/Krasnoyarsk"),
        ("GMT+03:00", "Europe/Moscow"),
        ("+5", "Asia/Yekaterinburg"),
        ("10", "Asia/Vladivostok"),
        ("-3", "Etc/GMT+3"),
        ("Свердловская обл.", "Asia/Yekaterinburg"),
        ("г. Томск", "Asia/Tomsk"),
        ("Омск", "Asia/Omsk"),
        ("Нижний Новгород", "Europe/Moscow"),
        ("Республика Башкортостан", "Asia/Yekaterinburg"),
        ("г. Екатеринбург", "Asia/Yekaterinburg"),
    ],
)
def test_a_zone_is_understood_however_it_is_named(text: str, zone: str) -> None:
    assert zones_named(text) == (zone,)


def test_a_region_of_several_zones_leaves_them_all_open() -> None:
    assert len(zones_named("Республика Саха (Якутия)")) == 3


@pytest.mark.parametrize("text", ["", "хз", "99", "+25", "Тулун", "МСК+77"])
def test_what_names_no_zone_gives_none(text: str) -> None:
    assert zones_named(text) == ()


@given(st.text(max_size=60))
def test_every_zone_given_is_one_that_exists(text: str) -> None:
    for zone in zones_named(text):
        assert zone_named(zone).key == zone
