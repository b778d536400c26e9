"""Numbers in Russian words, in the case and gender that a sentence asks for."""

from decimal import Decimal, InvalidOperation

from num2words import num2words

from voicebot.scenario.russian.grammar import GENDERS, NOMINATIVE

LARGEST = 10**15
"""Numbers from here on are left in figures."""

_MILLION = 10**6
_HALF = Decimal("0.5")


def read_number(value: str | None) -> Decimal | None:
    """`value` as a number, whether it is written 50000, «50 000» or 0,5."""
    text = "".join((value or "").split()).replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < LARGEST else None


def cardinal(number: int, case: str = NOMINATIVE, gender: str = "masculine") -> str:
    """The number of things, in words.

    >>> cardinal(2, gender="feminine"), cardinal(50_000, "genitive"), cardinal(-1)
    ('две', 'пятидесяти тысяч', 'минус один')
    >>> cardinal(2_000_000, gender="feminine")
    'два миллиона'
    """
    if number < 0:
        return f"минус {cardinal(-number, case, gender)}"
    # num2words gives millions the gender of what is counted: «одна миллион одна».
    millions, rest = number - number % _MILLION, number % _MILLION
    parts = [_words(rest, case, gender)] if rest or not millions else []
    if millions:
        parts.insert(0, _words(millions, case, "masculine"))
    return " ".join(parts)


def _words(number: int, case: str, gender: str) -> str:
    letter = GENDERS[gender]
    words = num2words(number, lang="ru", case=case[0], gender=letter, animate=False)
    return str(words)


def ordinal(number: int, case: str = NOMINATIVE, gender: str = "masculine") -> str:
    """«пятый», «двадцать первую».

    >>> ordinal(21, "accusative", "feminine")
    'двадцать первую'
    """
    words = num2words(
        number,
        lang="ru",
        to="ordinal",
        case=case[0],
        gender=GENDERS[gender],
        animate=False,
    )
    return str(words)


def decimal_words(number: Decimal, gender: str = "masculine") -> str:
    """A number that is no whole one, in the nominative.

    >>> [decimal_words(Decimal(text)) for text in ("1.5", "2.5", "0.25")]
    ['полтора', 'два с половиной', 'ноль целых двадцать пять сотых']
    >>> decimal_words(Decimal("-1.5"), "feminine")
    'минус полторы'
    """
    if number < 0:
        return f"минус {decimal_words(-number, gender)}"
    whole = int(number)
    if number - whole != _HALF or not whole:
        return str(num2words(Decimal(format(number.normalize(), "f")), lang="ru"))
    if whole == 1:
        return "полторы" if gender == "feminine" else "полтора"
    return f"{cardinal(whole, gender=gender)} с половиной"


def number_words(number: Decimal) -> str:
    """Any number, in the nominative."""
    is_whole = number == number.to_integral_value()
    return cardinal(int(number)) if is_whole else decimal_words(number)


def digit_group(digits: str) -> str:
    """Digits as one number, zeros before it said one by one.

    >>> [digit_group(digits) for digits in ("926", "045", "00", "7")]
    ['девятьсот двадцать шесть', 'ноль сорок пять', 'ноль ноль', 'семь']
    """
    rest = digits.lstrip("0")
    zeros = ["ноль"] * (len(digits) - len(rest))
    return " ".join([*zeros, cardinal(int(rest))] if rest else zeros)


def digits_one_by_one(value: str) -> str:
    """Each digit with a pause after it; what else stands in the value is left out.

    >>> digits_one_by_one("00-42")
    'ноль, ноль, четыре, два'
    """
    words = [cardinal(int(letter)) for letter in value if letter in "0123456789"]
    return ", ".join(words) or value
