"""`money`: a sum of roubles in words."""

from decimal import Decimal, InvalidOperation

from num2words import num2words
from typing_extensions import override

from voicebot.scenario.filter import PlainFilter, Surroundings
from voicebot.scenario.filters.spoken import RUSSIAN
from voicebot.scenario.spoken_moment import plural

_LARGEST = Decimal(10) ** 12


class Money(PlainFilter):
    """A sum of roubles: «пятьдесят тысяч рублей», «одна тысяча рублей пять копеек»."""

    name = "money"
    example = "{debt | money}"

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        amount = _amount(value)
        if amount is None or around.language != RUSSIAN:
            return value
        roubles, kopecks = divmod(int(amount * 100), 100)
        words = _words(roubles, "рубль", "рубля", "рублей")
        if not kopecks:
            return words
        spoken = num2words(kopecks, lang="ru", gender="f")
        return f"{words} {spoken} {plural(kopecks, 'копейка', 'копейки', 'копеек')}"


def _amount(value: str | None) -> Decimal | None:
    try:
        amount = Decimal((value or "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < _LARGEST else None


def _words(count: int, one: str, few: str, many: str) -> str:
    return f"{num2words(count, lang='ru')} {plural(count, one, few, many)}"
