"""Where numbers may be, by their first digits and by the register."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.campaign.campaigning import at, contact, rules
from voicebot.campaign.dialling import may_dial
from voicebot.campaign.mobile_ranges import UnusableRegister, read_ranges
from voicebot.campaign.numbering import ANYWHERE, phone_of
from voicebot.campaign.refusal import Why
from voicebot.campaign.regions import REGIONS, RUSSIA, regions_named
from voicebot.campaign.zone import zone_named

REGISTER = """\
АВС/ DEF;От;До;Емкость;Оператор;Регион;ИНН
900;0000000;0061999;62000;ООО "Т2 Мобайл";Краснодарский край;7743895280
914;1000000;1999999;1000000;ПАО "МТС";Республика Саха /Якутия/;7740000076
926;0000000;9999999;10000000;ПАО "МегаФон";г. Москва * Московская область;7812014560
950;0000000;0099999;100000;ООО "Т2 Мобайл";Российская Федерация;7743895280
"""


@pytest.mark.parametrize(
    ("number", "region", "zones"),
    [
        ("+74951234567", "Москва", ("Europe/Moscow",)),
        ("+73432123456", "Свердловская область", ("Asia/Yekaterinburg",)),
        ("+78452123456", "Саратовская область", ("Europe/Saratov",)),
        ("+74012123456", "Калининградская область", ("Europe/Kaliningrad",)),
        ("+74112123456", "Якутск", ("Asia/Yakutsk",)),
        ("+78185321234", "Ненецкий автономный округ", ("Europe/Moscow",)),
        ("+77271234567", "Казахстан", ("Asia/Almaty",)),
        ("+375291234567", "", ("Europe/Minsk",)),
        ("+14155552671", "", ANYWHERE),
        ("+79261234567", "", RUSSIA),
        ("+78001234567", "", RUSSIA),
    ],
)
def test_a_prefix_tells_region_and_zones(
    number: str, region: str, zones: tuple[str, ...]
) -> None:
    phone = phone_of(number)
    assert (phone.region, phone.zones) == (region, zones)


def test_a_remote_part_of_yakutia_may_be_in_three_zones() -> None:
    assert len(phone_of("+74115812345").zones) == 3


def test_a_mobile_number_is_called_when_all_of_russia_may_be() -> None:
    state = contact(at("2026-11-23 09:00"), zones=phone_of("+79261234567").zones)
    allowed = [
        hour
        for hour in range(9, 24)
        if may_dial(at(f"2026-11-23 {hour:02}:30"), state, rules("")) is None
    ]
    assert allowed == [10]


def test_a_campaign_may_say_where_its_unknown_numbers_are() -> None:
    by = rules("zones: [Europe/Moscow, Europe/Samara]\n")
    assert phone_of("+79261234567", by.zones).zones == by.zones
    assert phone_of("+73432123456", by.zones).zones == ("Asia/Yekaterinburg",)


def test_of_a_number_from_anywhere_the_zone_is_asked_for() -> None:
    now = at("2026-11-23 12:00")
    state = contact(now, zones=phone_of("+14155552671").zones)
    refusal = may_dial(now, state, rules(""))
    assert refusal is not None
    assert refusal.why is Why.NO_COMMON_HOUR


@pytest.mark.parametrize(
    ("number", "region", "zones"),
    [
        ("+79000000000", "Краснодарский край", ("Europe/Moscow",)),
        ("+79000061999", "Краснодарский край", ("Europe/Moscow",)),
        ("+79261234567", "Москва, Московская область", ("Europe/Moscow",)),
        ("+79000062000", "", RUSSIA),
        ("+79500000001", "", RUSSIA),
        ("+78990000000", "", RUSSIA),
    ],
)
def test_the_register_tells_where_mobile_numbers_were_given_out(
    number: str, region: str, zones: tuple[str, ...]
) -> None:
    ranges = read_ranges(REGISTER.splitlines())
    phone = phone_of(number, ranges=ranges)
    assert (phone.region, phone.zones) == (region, zones)


def test_a_range_of_yakutia_may_be_in_any_of_its_zones() -> None:
    phone = phone_of("+79141234567", ranges=read_ranges(REGISTER.splitlines()))
    assert "Asia/Srednekolymsk" in phone.zones


@pytest.mark.parametrize("row", ["900;нет;1;1;a;b", "900;1", REGISTER.splitlines()[1]])
def test_what_is_no_register_is_told_by_its_line(row: str) -> None:
    with pytest.raises(UnusableRegister, match=r"\d"):
        read_ranges([*REGISTER.splitlines(), row])


def test_an_empty_register_knows_nothing() -> None:
    assert phone_of("+79261234567", ranges=read_ranges([])).zones == RUSSIA


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.name)
def test_every_region_is_found_by_its_own_name_alone(region) -> None:  # type: ignore[no-untyped-def]
    assert region in regions_named(region.name)
    assert len(regions_named(region.name)) == 1
    assert all(zone_named(zone) for zone in region.zones)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Кемеровская область - Кузбасс область", ["Кемеровская область"]),
        (
            "Ханты-Мансийский Автономный округ - Югра АО",
            ["Ханты-Мансийский автономный округ"],
        ),
        ("Чувашская Республика - Чувашия", ["Чувашия"]),
        ("Республика Татарстан (Татарстан)", ["Татарстан"]),
        ("Удмуртская Республика", ["Удмуртия"]),
        ("Республика Северная Осетия - Алания", ["Северная Осетия"]),
        ("Кабардино-Балкарская Республика", ["Кабардино-Балкария"]),
        ("Ямало-Ненецкий АО", ["Ямало-Ненецкий автономный округ"]),
        ("Российская Федерация", []),
    ],
)
def test_a_region_is_found_however_it_is_written(text: str, names: list[str]) -> None:
    assert [region.name for region in regions_named(text)] == names


@given(digits=st.text("0123456789", min_size=1, max_size=14))
def test_any_number_has_a_zone(digits: str) -> None:
    assert phone_of(f"+{digits}").zones
