"""What one reading of an utterance says about time, and what it leaves unexplained."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from voicebot.understanding.sounds import sound_key
from voicebot.understanding.spoken_time.dates import DayOfMonth
from voicebot.understanding.spoken_time.day_phrases import DayPhrase
from voicebot.understanding.spoken_time.frame import Frame, framed
from voicebot.understanding.spoken_time.mentions import (
    Mention,
    RightNow,
    find_mentions,
)
from voicebot.understanding.spoken_time.moment import At, SpokenTime
from voicebot.understanding.spoken_time.refusals import accepted
from voicebot.understanding.spoken_time.resolution import resolved
from voicebot.understanding.spoken_time.shifts import find_shift
from voicebot.understanding.spoken_time.statements import is_only_told
from voicebot.understanding.spoken_time.tokens import Token, Tokens
from voicebot.understanding.spoken_time.word_forms import is_known, word_set

USUAL = word_set(
    "да нет ага угу ну а и но или не ни хорошо ладно окей лучше давайте давай можно "
    "можете может могу могли бы пожалуйста спасибо алло здравствуйте добрый девушка "
    "мне меня я мы вы вас вам нам нас он она они это все же то тогда потом позже "
    "попозже пораньше еще перезвоните перезвонить перезвони перезвоню позвоните "
    "позвонить позвони звоните звонить наберите набрать набери созвонимся созвониться "
    "свяжитесь перенесите перенести перенесем запишите поставьте будет буду будем "
    "удобно неудобно нужно надо хочу хотел хотела хотелось смогу свободен свободна "
    "освобожусь занят занята сейчас подождите дайте договорились жду ждем устроит "
    "подойдет устраивает подходит успею"
)
"""Words that stand beside times and are heard right."""

_UNKNOWN_COST, _KNOWN_COST = 0.5, 0.3
"""Sounds left unexplained by each sound of a word in no dictionary, or in one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The time that tokens name, and how much each of them is left unexplained.

    `is_refused` where times were named and none of them is meant; `is_plain` where
    every word is one of the language; `is_only_told` where the time is that of a
    statement about something else.
    """

    tokens: Tokens
    time: SpokenTime | None
    is_refused: bool
    is_plain: bool
    is_only_told: bool
    costs: tuple[float, ...]

    @property
    def meant(self) -> SpokenTime | None:
        """The time, if it is one to call at."""
        return None if self.is_only_told else self.time

    @property
    def cost(self) -> float:
        """Sounds that neither time nor usual words explain."""
        return sum(self.costs)

    @property
    def sounds(self) -> int:
        """How many sounds there are to explain: those of all but usual words."""
        return sum(_sounds(token) for token in self.tokens if not _is_usual(token))


def reading_of(tokens: Tokens, now: datetime, kept: datetime | None) -> Reading:
    mentions = find_mentions(tokens)
    meant = accepted(tokens, mentions)
    time = _shifted(tokens, kept) or _named(tokens, meant, now, kept)
    named = [each for each in mentions if not isinstance(each.value, RightNow)]
    is_plain = all(is_known(token.word) for token in tokens)
    return Reading(
        tokens=tokens,
        time=time if not isinstance(time, At) or time.value > now else None,
        is_refused=bool(named) and not meant,
        is_plain=is_plain,
        is_only_told=is_plain and is_only_told(tokens, mentions),
        costs=tuple(_costs(tokens, mentions)),
    )


def _named(
    tokens: Tokens, meant: Sequence[Mention], now: datetime, kept: datetime | None
) -> SpokenTime | None:
    frame = framed(tokens, meant, now.date())
    on_kept_day = _on_day_of(kept, frame) if kept else None
    return (on_kept_day and resolved(on_kept_day, now)) or resolved(frame, now)


def _on_day_of(kept: datetime, frame: Frame) -> Frame | None:
    """«нет, в шесть» of what was to be tomorrow is tomorrow at six."""
    if frame.wait or frame.days or frame.hours is None:
        return None
    day = DayOfMonth(day=kept.day, month=kept.month, year=kept.year)
    return replace(frame, days=DayPhrase(reference=day))


def _shifted(tokens: Tokens, kept: datetime | None) -> At | None:
    shift = find_shift(tokens) if kept else None
    return At(value=kept + shift) if kept and shift else None


def _costs(tokens: Tokens, mentions: Sequence[Mention]) -> Iterator[float]:
    explained = {at for mention in mentions for at in range(mention.start, mention.end)}
    for at, token in enumerate(tokens):
        if at in explained or _is_usual(token):
            yield 0.0
        else:
            share = _KNOWN_COST if is_known(token.word) else _UNKNOWN_COST
            yield share * _sounds(token)


def _is_usual(token: Token) -> bool:
    return token.word in USUAL


def _sounds(token: Token) -> int:
    return max(len(sound_key(token.word)), 1)
