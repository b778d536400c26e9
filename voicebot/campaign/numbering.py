"""Where a telephone number may be."""

from collections.abc import Mapping

from voicebot.campaign.mobile_ranges import NO_RANGES, MobileRanges
from voicebot.campaign.phone import Phone
from voicebot.campaign.regions import RUSSIA, region_of_code

_RUSSIA_AND_KAZAKHSTAN = "+7"
_KAZAKH = ("+76", "+77")
_TOLL_FREE = "+780"

_NEIGHBOURS: Mapping[str, str] = {
    "+373": "Europe/Chisinau",
    "+374": "Asia/Yerevan",
    "+375": "Europe/Minsk",
    "+380": "Europe/Kyiv",
    "+992": "Asia/Dushanbe",
    "+993": "Asia/Ashgabat",
    "+994": "Asia/Baku",
    "+995": "Asia/Tbilisi",
    "+996": "Asia/Bishkek",
    "+998": "Asia/Tashkent",
}
"""Countries with one zone, by their code."""

ANYWHERE = ("Pacific/Pago_Pago", "America/Bogota", "Africa/Lagos", "Asia/Bangkok")
"""A number of which nothing is known: six hours apart around the globe, so that no window
shorter than 18 hours is open in all of them. It is refused until its zone is named."""


def phone_of(
    number: str, unknown: tuple[str, ...] = RUSSIA, ranges: MobileRanges = NO_RANGES
) -> Phone:
    """A number in E.164 with the zones that its prefix leaves open.

    `unknown` are the zones of Russian numbers of which nothing is known, as a campaign's
    `zones` name them; a mobile number tells nothing but by `ranges`.

    >>> phone_of("+73432123456").zones, phone_of("+73432123456").region
    (('Asia/Yekaterinburg',), 'Свердловская область')
    """
    if not number.startswith(_RUSSIA_AND_KAZAKHSTAN):
        return Phone(number=number, zones=_abroad(number))
    if number.startswith(_KAZAKH):
        return Phone(number=number, zones=("Asia/Almaty",), region="Казахстан")
    if number.startswith(_TOLL_FREE):
        return Phone(number=number, zones=unknown)
    region = region_of_code(number.removeprefix(_RUSSIA_AND_KAZAKHSTAN))
    if region is not None:
        return Phone(number=number, zones=region.zones, region=region.name)
    found = ranges.regions_of(number)
    zones = {zone: None for one in found for zone in one.zones}
    names = ", ".join(one.name for one in found)
    return Phone(number=number, zones=tuple(zones) or unknown, region=names)


def _abroad(number: str) -> tuple[str, ...]:
    zones = (
        (zone,) for prefix, zone in _NEIGHBOURS.items() if number.startswith(prefix)
    )
    return next(zones, ANYWHERE)
