"""What a word counts for in a spoken Russian number."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from voicebot.understanding.spoken_time.numerals import CARDINALS, ORDINAL_STEMS
from voicebot.understanding.spoken_time.word_forms import word_set


class Rank(Enum):
    """How large a piece of a number is, so what may follow it."""

    ZERO = auto()
    UNIT = auto()
    TEEN = auto()
    TENS = auto()
    HUNDRED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """«сто», «двадцать», «пятый». Nothing of the same number follows an ordinal."""

    value: int
    rank: Rank
    is_ordinal: bool = False


_TEN, _TWENTY, _HUNDRED = 10, 20, 100

_MORE_FORMS = {
    0: "нулю нуле ноле нулем нолик нолика ноликов",
    1: "одни одною одном одних одними единица единицу единицы единичка единичку "
    "единички",
    2: "двое двоих двоим двоими вдвоем двойка двойку двойки двоечка двоечку",
    3: "трое троих троим троими втроем тройка тройку тройки троечка троечку троечки",
    4: "четырьмя четверо четверых вчетвером четверка четверку четверки четверочка "
    "четверочку четыри",
    5: "пятеро пятерых впятером пятерка пятерку пятерки пятерочка пятерочку пятерочки "
    "пятак",
    6: "шестеро шестерых шестерка шестерку шестерки шестерочка шестерочку",
    7: "семеро семерых семерка семерку семерки семерочка семерочку",
    8: "восемью восьмерка восьмерку восьмерки восьмерочка восьмерочку восем",
    9: "девятка девятку девятки девяточка девяточку",
    10: "десятка десятку десятки десяточка десяточку десятеро червонец",
    12: "дюжина дюжину дюжины",
    20: "двацать двадцатка двадцатку",
    30: "тридцатка тридцатку",
    50: "пийсят писят пиисят пядесят полтинник",
    60: "шисят шейсят шиисят",
    70: "семдесят",
    80: "восемдесят",
    500: "пятихатка пятихатку пицот",
    600: "шисот шессот",
}
"""Further forms, collective numbers, marks, money in slang, and what is misspelt."""

_HUNDREDS = {
    200: "двести двухсот двумстам двумястами двухстах",
    300: "триста трехсот тремстам тремястами трехстах",
    400: "четыреста четырехсот четыремстам четырьмястами четырехстах",
}
_HUNDREDS_FROM_FIVE = {
    500: ("пять", "пяти", "пятью"),
    600: ("шесть", "шести", "шестью"),
    700: ("семь", "семи", "семью"),
    800: ("восемь", "восьми", "восемью"),
    900: ("девять", "девяти", "девятью"),
}

_MORE_ORDINAL_STEMS = {
    0: "нулев",
    40: "сороков",
    50: "пятидесят",
    60: "шестидесят",
    70: "семидесят",
    80: "восьмидесят",
    90: "девяност",
    100: "сот",
    200: "двухсот",
    300: "трехсот",
    400: "четырехсот",
    500: "пятисот",
    600: "шестисот",
    700: "семисот",
    800: "восьмисот",
    900: "девятисот",
    1000: "тысячн",
    2000: "двухтысячн",
}
_ORDINAL_ENDINGS = word_set("ый ой ая ое ые ого ому ым ом ую ою ых ыми")
_THIRD = (
    "третий третья третье третьи третьего третьему третьим третьем третьей третью "
    "третьих третьими"
)

_SCALES = {
    10: "десяток десятка десятков",
    100: "сотня сотню сотней сотне сотен сотни сотнями сотка сотку сотки соток",
    1_000: (
        "тысяча тысячу тысячей тысячею тысячью тысяче тысяч тысячи тысячам тысячами "
        "тысячах тыща тыщу тыщ тыщи тыщь тыс косарь косаря косарей"
    ),
    1_000_000: (
        "миллион миллиона миллиону миллионом миллионе миллионов миллионы миллионам "
        "миллионами миллионах мильон млн лям ляма лямов"
    ),
    1_000_000_000: (
        "миллиард миллиарда миллиарду миллиардом миллиарде миллиардов миллиарды "
        "миллиардам миллиардами миллиардах млрд"
    ),
    1_000_000_000_000: (
        "триллион триллиона триллиону триллионом триллионе триллионов триллионы "
        "триллионам триллионами триллионах трлн"
    ),
}


def _rank(value: int) -> Rank:
    if value == 0:
        return Rank.ZERO
    if value < _TEN:
        return Rank.UNIT
    if value < _TWENTY:
        return Rank.TEEN
    return Rank.TENS if value < _HUNDRED else Rank.HUNDRED


def _cardinals() -> Iterator[tuple[int, Iterable[str]]]:
    for value, line in CARDINALS.items():
        yield value, line.replace("|", " ").split()
    for value, line in (*_MORE_FORMS.items(), *_HUNDREDS.items()):
        yield value, line.split()
    for value, (direct, oblique, instrumental) in _HUNDREDS_FROM_FIVE.items():
        cases = (f"{oblique}сот", f"{oblique}стам", f"{oblique}стах")
        yield value, (f"{direct}сот", f"{instrumental}стами", *cases)


def _ordinals() -> Iterator[tuple[int, Iterable[str]]]:
    yield 3, _THIRD.split()
    for value, stem in (ORDINAL_STEMS | _MORE_ORDINAL_STEMS).items():
        yield value, (stem + ending for ending in _ORDINAL_ENDINGS)


def _pieces() -> Iterator[tuple[str, Piece]]:
    for value, forms in _ordinals():
        for form in forms:
            yield form, Piece(value=value, rank=_rank(value), is_ordinal=True)
    for value, forms in _cardinals():
        for form in forms:
            yield form, Piece(value=value, rank=_rank(value))


PIECES: Mapping[str, Piece] = dict(_pieces())
"""Words for 0 to 900, in every case, cardinal and ordinal."""

SCALES: Mapping[str, int] = {
    form: value for value, line in _SCALES.items() for form in line.split()
}
"""What a count before it is multiplied by."""

FRACTIONS: Mapping[str, Decimal] = {
    "пол": Decimal("0.5"),
    "половина": Decimal("0.5"),
    "половину": Decimal("0.5"),
    "половинка": Decimal("0.5"),
    "полтора": Decimal("1.5"),
    "полторы": Decimal("1.5"),
    "полутора": Decimal("1.5"),
    "полуторы": Decimal("1.5"),
}
"""Numbers that are no whole ones."""

PAIRS = frozenset(("пара", "пару", "парочка", "парочку"))
"""Two, before a scale only: «пару минут» is no number."""

HALVES: Mapping[str, Decimal] = {
    f"пол{form}": Decimal(scale) / 2 for form, scale in SCALES.items() if scale > _TEN
}
"""«полмиллиона»."""

PARTS: Mapping[str, int] = {
    f"{stem}{ending}": power
    for power, stem in enumerate(("десят", "сот", "тысячн"), start=1)
    for ending in ("ая", "ой", "ую", "ых", "ым", "ыми")
}
"""«десятых», «сотая»: the places after the point that a number before them fills."""
