"""Days and hours that are only told of: «сегодня выходной», «завтра дождь обещали»."""

from collections.abc import Sequence

from voicebot.understanding.spoken_time.day_phrases import DayPhrase
from voicebot.understanding.spoken_time.days import Bound, RelativeDay
from voicebot.understanding.spoken_time.hours import AtClock
from voicebot.understanding.spoken_time.mentions import Mention, Named, RightNow
from voicebot.understanding.spoken_time.tokens import Token, Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import (
    is_known,
    is_noun,
    is_of_speaker,
    is_request,
    word_set,
)

_SUMMONS = word_set(
    "давайте давай можно лучше удобно свободен свободна свободны бы договорились жду "
    "ждем подойдет устроит перезвон дома связи месте офисе"
)
_NOW = word_set("уже сейчас")
_OF_TALK = word_set("время раз день число час алло девушка мужчина молодой человек")


def is_only_told(tokens: Tokens, mentions: Sequence[Mention]) -> bool:
    """Whether the one time named belongs to a statement about something else.

    Such a clause names a thing beside «сегодня» or «завтра», asks and promises nothing.
    """
    named = [each for each in mentions if not isinstance(each.value, RightNow)]
    if len(named) != 1:
        return False
    mention = named[0]
    if _is_time_now(tokens, mention):
        return True
    if not _is_relative_day(mention.value):
        return False
    clause = _other_words(tokens, mention)
    if any(_is_wish(token.word) for token in clause):
        return False
    return any(_is_thing(token.word) for token in clause)


def _is_relative_day(value: Named) -> bool:
    match value:
        case DayPhrase(bound=Bound.ON, reference=RelativeDay(is_week=False)):
            return True
        case _:
            return False


def _is_time_now(tokens: Tokens, mention: Mention) -> bool:
    """«час ночи уже», «сейчас половина двенадцатого»; «уже в пять» is to come."""
    if not isinstance(mention.value, AtClock):
        return False
    is_bare = word_at(tokens, mention.start) not in ("в", "во", "к", "на", "часов")
    around = (word_at(tokens, mention.start - 1), word_at(tokens, mention.end))
    return is_bare and not _NOW.isdisjoint(around)


def _other_words(tokens: Tokens, mention: Mention) -> list[Token]:
    """Those of the clause, the mention left out."""
    start, end = mention.start, mention.end
    while start > 0 and not tokens[start].is_after_pause:
        start -= 1
    while end < len(tokens) and not tokens[end].is_after_pause:
        end += 1
    return [*tokens[start : mention.start], *tokens[mention.end : end]]


def _is_wish(word: str) -> bool:
    return word in _SUMMONS or is_request(word) or is_of_speaker(word)


def _is_thing(word: str) -> bool:
    return word not in _OF_TALK and is_known(word) and is_noun(word)
