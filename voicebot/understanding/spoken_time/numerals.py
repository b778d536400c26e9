"""Spoken numbers, cardinal and ordinal, in every case, and digits as written."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Flag, auto

from voicebot.understanding.spoken_time.tokens import Found, Tokens


class Case(Flag):
    """The cases a form can be; the nominative stands for the accusative too."""

    NOMINATIVE = auto()
    GENITIVE = auto()
    DATIVE = auto()
    INSTRUMENTAL = auto()
    ANY = NOMINATIVE | GENITIVE | DATIVE | INSTRUMENTAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number and the cases its form can be. Ordinals: masculine and neuter only."""

    value: int
    case: Case


_CASES = (Case.NOMINATIVE, Case.GENITIVE, Case.DATIVE, Case.INSTRUMENTAL)

CARDINALS = {
    0: "ноль нуль|ноля нуля|нолю нулю|нолем нулем",
    1: "один одна одно одну|одного одной|одному|одним",
    2: "два две|двух|двум|двумя",
    3: "три|трех|трем|тремя",
    4: "четыре|четырех|четырем|четырьмя",
    5: "пять|пяти|пяти|пятью",
    6: "шесть|шести|шести|шестью",
    7: "семь|семи|семи|семью",
    8: "восемь|восьми|восьми|восемью восьмью",
    9: "девять|девяти|девяти|девятью",
    10: "десять|десяти|десяти|десятью",
    11: "одиннадцать|одиннадцати|одиннадцати|одиннадцатью",
    12: "двенадцать|двенадцати|двенадцати|двенадцатью",
    13: "тринадцать|тринадцати|тринадцати|тринадцатью",
    14: "четырнадцать|четырнадцати|четырнадцати|четырнадцатью",
    15: "пятнадцать|пятнадцати|пятнадцати|пятнадцатью",
    16: "шестнадцать|шестнадцати|шестнадцати|шестнадцатью",
    17: "семнадцать|семнадцати|семнадцати|семнадцатью",
    18: "восемнадцать|восемнадцати|восемнадцати|восемнадцатью",
    19: "девятнадцать|девятнадцати|девятнадцати|девятнадцатью",
    20: "двадцать|двадцати|двадцати|двадцатью",
    30: "тридцать|тридцати|тридцати|тридцатью",
    40: "сорок|сорока|сорока|сорока",
    50: "пятьдесят|пятидесяти|пятидесяти|пятьюдесятью",
    60: "шестьдесят|шестидесяти|шестидесяти|шестьюдесятью",
    70: "семьдесят|семидесяти|семидесяти|семьюдесятью",
    80: "восемьдесят|восьмидесяти|восьмидесяти|восемьюдесятью",
    90: "девяносто|девяноста|девяноста|девяноста",
    100: "сто|ста|ста|ста",
}
"""Forms by the number; cases are parted by `|`, in the order of `Case`."""

ORDINAL_STEMS = {
    1: "перв",
    2: "втор",
    4: "четверт",
    5: "пят",
    6: "шест",
    7: "седьм",
    8: "восьм",
    9: "девят",
    10: "десят",
    11: "одиннадцат",
    12: "двенадцат",
    13: "тринадцат",
    14: "четырнадцат",
    15: "пятнадцат",
    16: "шестнадцат",
    17: "семнадцат",
    18: "восемнадцат",
    19: "девятнадцат",
    20: "двадцат",
    30: "тридцат",
}
_THIRD = "третье третий|третьего|третьему|третьим"

_FIRST_TENS, _FIRST_ABOVE_UNITS = 20, 10


def _forms(line: str) -> Iterator[tuple[str, Case]]:
    for case, forms in zip(_CASES, line.split("|"), strict=True):
        for form in forms.split():
            yield form, case


def _table(lines: dict[int, str]) -> dict[str, Numeral]:
    table: dict[str, Numeral] = {}
    for value, line in lines.items():
        for form, case in _forms(line):
            known = table[form].case if form in table else Case(0)
            table[form] = Numeral(value=value, case=known | case)
    return table


def _ordinal_line(stem: str) -> str:
    return f"{stem}ое {stem}ый {stem}ой|{stem}ого|{stem}ому|{stem}ым"


_CARDINAL_OF = _table(CARDINALS)
_ORDINAL_OF = _table(
    {3: _THIRD} | {value: _ordinal_line(stem) for value, stem in ORDINAL_STEMS.items()}
)
_LOCATIVE_OF = {f"{stem}ом": value for value, stem in ORDINAL_STEMS.items()} | {
    "третьем": 3
}

_CARDINAL_ENDINGS = frozenset(("", "х", "ех", "ти", "и", "м", "ми", "мя"))
_ORDINAL_ENDINGS = {
    "го": Case.GENITIVE,
    "ого": Case.GENITIVE,
    "его": Case.GENITIVE,
    "йего": Case.GENITIVE,
    "му": Case.DATIVE,
    "ому": Case.DATIVE,
    "е": Case.NOMINATIVE,
    "ое": Case.NOMINATIVE,
}

_LONGEST_WRITTEN = 4
"""Digits: longer ones are telephone numbers and sums."""


def read_cardinal(tokens: Tokens, at: int) -> Found[Numeral] | None:
    """«двадцать пять», «двух», «15», «2-х»; «пять десять», «двадцати девять» are two."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.is_written:
        return _read_written(tokens, at)
    first = _CARDINAL_OF.get(token.word)
    if first is None:
        return None
    rest = _read_smaller(tokens, at + 1, first)
    if rest is None:
        return Found(value=first, end=at + 1)
    case = first.case & rest.value.case
    if not case and Case.NOMINATIVE not in first.case:
        return Found(value=first, end=at + 1)
    return Found(
        value=Numeral(
            value=first.value + rest.value.value, case=case or rest.value.case
        ),
        end=rest.end,
    )


def _read_smaller(tokens: Tokens, at: int, first: Numeral) -> Found[Numeral] | None:
    """What may follow tens or a hundred inside one number."""
    if first.value < _FIRST_TENS or at >= len(tokens):
        return None
    if tokens[at].is_after_pause or tokens[at].is_hyphenated or tokens[at].is_written:
        return None
    rest = read_cardinal(tokens, at)
    limit = 100 if first.value == max(CARDINALS) else _FIRST_ABOVE_UNITS
    return rest if rest and 0 < rest.value.value < limit else None


def _read_written(tokens: Tokens, at: int) -> Found[Numeral] | None:
    token = tokens[at]
    if not token.word.isdigit() or token.ending not in _CARDINAL_ENDINGS:
        return None
    if len(token.word) > _LONGEST_WRITTEN:
        return None
    return Found(value=Numeral(value=int(token.word), case=Case.ANY), end=at + 1)


def read_ordinal(tokens: Tokens, at: int) -> Found[Numeral] | None:
    """«двадцать пятого», «третье», «20-го»."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.is_written:
        case = _ORDINAL_ENDINGS.get(token.ending)
        if case is None or not token.word.isdigit() or len(token.word) > 2:  # noqa: PLR2004 - a day has two digits
            return None
        return Found(value=Numeral(value=int(token.word), case=case), end=at + 1)
    if token.word in _ORDINAL_OF:
        return Found(value=_ORDINAL_OF[token.word], end=at + 1)
    return _read_compound_ordinal(tokens, at)


def _read_compound_ordinal(tokens: Tokens, at: int) -> Found[Numeral] | None:
    tens = _CARDINAL_OF.get(tokens[at].word)
    unit = _ORDINAL_OF.get(tokens[at + 1].word) if at + 1 < len(tokens) else None
    if tens is None or unit is None or Case.NOMINATIVE not in tens.case:
        return None
    if tens.value < _FIRST_TENS or unit.value >= _FIRST_ABOVE_UNITS:
        return None
    value = Numeral(value=tens.value + unit.value, case=unit.case)
    return Found(value=value, end=at + 2)


def locative_ordinal(word: str) -> int | None:
    """The number of «шестом» in «в шестом часу»."""
    return _LOCATIVE_OF.get(word)
