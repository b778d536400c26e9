"""«1 минуту» and «1 заявку»: a feminine one in the accusative."""

import re

from tts.normalize.morphology import readings
from tts.normalize.numeral import cardinal

_ONE = re.compile(r"(?<![\d.,:/\-])(\d*1)(\s+)([а-яё]+[ую])\b", re.IGNORECASE)
_ELEVEN = 11


def agree_accusative_one(text: str) -> str:
    """The book rules take such a one for a nominative.

    >>> agree_accusative_one("1 минуту назад, 21 заявку")
    'одну минуту назад, двадцать одну заявку'
    """
    return _ONE.sub(_agreed, text)


def _agreed(counted: re.Match[str]) -> str:
    number, gap, noun = counted.groups()
    if int(number) % 100 == _ELEVEN or not _is_accusative_feminine(noun):
        return counted[0]
    return f"{cardinal(int(number), 'a', 'f')}{gap}{noun}"


def _is_accusative_feminine(noun: str) -> bool:
    return any({"NOUN", "femn", "sing", "accs"} in tag for tag in readings(noun))
