"""Until when somebody is busy: the call-back comes after it."""

from dataclasses import replace

from voicebot.understanding.spoken_time.day_parts import DayPart
from voicebot.understanding.spoken_time.day_phrases import DayPhrase
from voicebot.understanding.spoken_time.days import Bound
from voicebot.understanding.spoken_time.hours import Since, Until
from voicebot.understanding.spoken_time.mentions import Mention, Named
from voicebot.understanding.spoken_time.tokens import Tokens, word_at
from voicebot.understanding.spoken_time.weeks import Week
from voicebot.understanding.spoken_time.word_forms import is_noun, word_set

_BUSY = word_set(
    "занят занята заняты работаю работаем работа работе совещание совещании встреча "
    "встрече учебе учусь уроке уроки лекции смене сплю рулем дороге отпуске отпуск "
    "командировке больнице болею уехал уехала уехали ушел ушла вышел вышла отъезде "
    "подождите подождет потерпит терпит отложим отложите отложить обед обеде еду лечу "
    "самолете поезде даче приеме операции подумаю подумаем подумать"
)
_BUSY_IF_NOT = word_set("могу смогу сможем будет")
_BUSY_IF_ABSENT = word_set("меня его ее нас их сейчас дома")
"""«меня нет до шести»; «нет, до шести» answers something else."""

_OWNERS = word_set("меня нас него нее них мужа жены сына дочки")

_PEOPLE, _AT = word_set("я мы он она"), word_set("на в во")
_FREE = word_set("окно окошко окошечко перерыв время пауза обед")
"""«у меня окно в три» is a time to call at."""

_LOOK_BACK = 4
"""Words between «занят» and its «до шести»."""


def is_busy_until(tokens: Tokens, mention: Mention) -> bool:
    """«я на работе до шести», «меня нет до пятницы», «подождите до вечера»."""
    if word_at(tokens, mention.start) not in ("до", "по"):
        return False
    if not _is_until(mention.value):
        return False
    last = max(mention.start - _LOOK_BACK, 0)
    for at in range(mention.start, last, -1):
        if tokens[at].is_after_pause:
            return False
        if _is_busy(tokens, at - 1):
            return True
    return False


def _is_until(value: Named) -> bool:
    match value:
        case Until() | DayPart.BEFORE_LUNCH:
            return True
        case DayPhrase(bound=Bound.BEFORE | Bound.THROUGH):
            return True
        case _:
            return False


def _is_busy(tokens: Tokens, at: int) -> bool:
    word, before = word_at(tokens, at), word_at(tokens, at - 1)
    if word == "нет":
        return before in _BUSY_IF_ABSENT
    return word in _BUSY or (before == "не" and word in _BUSY_IF_NOT)


def is_at_something(tokens: Tokens, mention: Mention) -> bool:
    """The time of «у меня сериал до двух», «я на паре до двух»: whatever it is."""
    words = [word_at(tokens, mention.start - back) for back in (3, 2, 1)]
    is_owned = words[0] == "у" and words[1] in _OWNERS
    is_there = words[0] in _PEOPLE and words[1] in _AT and _is_until(mention.value)
    is_something = words[2] not in _FREE and is_noun(words[2])
    return is_something and (is_owned or is_there)


def turned_round(value: Named) -> Named | None:
    """What is left when «до шести» or «после шести» is refused."""
    match value:
        case Until(clock=clock):
            return Since(clock=clock)
        case Since(clock=clock):
            return Until(clock=clock)
        case DayPart.BEFORE_LUNCH:
            return DayPart.AFTERNOON
        case DayPhrase(bound=Bound.BEFORE):
            return replace(value, bound=Bound.ON)
        case DayPhrase(reference=Week(week=int(week)), bound=Bound.THROUGH):
            return DayPhrase(reference=Week(week=week + 1))
        case DayPhrase(bound=Bound.THROUGH):
            return replace(value, bound=Bound.AFTER)
        case _:
            return None
