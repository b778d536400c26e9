"""`money`: a sum of roubles in words."""

from decimal import ROUND_HALF_UP, Decimal

from typing_extensions import override

from voicebot.scenario.filter import RUSSIAN, Filter, Surroundings
from voicebot.scenario.filters.arguments import only_case
from voicebot.scenario.russian.grammar import Noun
from voicebot.scenario.russian.spoken_number import cardinal, read_number

_ROUBLES = Noun(word="рубль", gender="masculine")
_KOPECKS = Noun(word="копейка", gender="feminine")
_KOPECK = Decimal("0.01")


class Money(Filter):
    """A sum of roubles: «пятьдесят тысяч рублей», «одна тысяча рублей пять копеек».

    After it may stand a case: `money genitive` is «пятидесяти тысяч рублей».
    """

    name = "money"
    example = "{debt | money}"

    def __init__(self, argument: str) -> None:
        super().__init__(argument)
        self._case = only_case(self.name, argument)

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        amount = read_number(value)
        if amount is None or amount < 0 or around.language != RUSSIAN:
            return value
        amount = amount.quantize(_KOPECK, rounding=ROUND_HALF_UP)
        roubles, kopecks = divmod(int(amount * 100), 100)
        words = (
            [_counted(roubles, _ROUBLES, self._case)] if roubles or not kopecks else []
        )
        if kopecks:
            words.append(_counted(kopecks, _KOPECKS, self._case))
        return " ".join(words)


def _counted(count: int, noun: Noun, case: str) -> str:
    return f"{cardinal(count, case, noun.gender)} {noun.counted(count, case)}"
