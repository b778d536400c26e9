"""Times that are named to be refused, or that are not asked for at all."""

from collections.abc import Sequence
from dataclasses import replace

from voicebot.understanding.spoken_time.busy import (
    is_at_something,
    is_busy_until,
    turned_round,
)
from voicebot.understanding.spoken_time.day_phrases import DayPhrase
from voicebot.understanding.spoken_time.days import PAST
from voicebot.understanding.spoken_time.mentions import Mention, Named, RightNow
from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Tokens, word_at
from voicebot.understanding.spoken_time.waits import Wait
from voicebot.understanding.spoken_time.word_forms import (
    is_past_verb,
    is_request,
    word_set,
)

_SOFT = word_set(
    "я мы мне меня у нас его ее их буду будем уже тоже точно вообще совсем весь "
    "целый день он она они к сожалению вам вы пока это говорить разговаривать "
    "общаться все если честно еще очень"
)
"""Words that may stand between a time and its refusal."""

_REFUSALS = Phrasebook(
    {
        "не могу|смогу|можем|сможем|может|сможет": None,
        "не получится|получается|выйдет|выходит|подходит|подойдет|устраивает": None,
        "не удобно|надо|нужно|стоит|звоните|звони|перезванивайте|беспокойте": None,
        "не набирайте|будет|успею|успеваю|хочу|готов|готова|вариант|свободен|свободна": None,
        "неудобно|никак|нельзя|занят|занята|заняты|занято|работаю|уезжаю|улетаю": None,
        "сплю|отдыхаю|учусь": None,
        "поздно|рано|поздновато|рановато|отпадает|исключено|невозможно": None,
        "в отпуске|отъезде|командировке|дороге|больнице": None,
        "за рулем": None,
        "на работе|совещании|встрече|учебе|смене|лекции|уроке|паре|даче": None,
        "совещание|встреча|экзамен|самолет|поезд|операция|прием|планерка|урок|смена|"
        "рейс|собрание|собеседование|тренировка|похороны|свадьба": None,
    }
)

_WELCOME = word_set(
    "давайте давай можно лучше удобно свободен свободна смогу сможем буду будет "
    "будем освобожусь бы хотел хотела хотели просил просила просили обещал обещала "
    "обещали договорились жду ждем подойдет устроит перезвон запишите"
)
"""Words that make a time welcome, whatever was told of the past beside it."""

_TELLING = word_set("сказал сказала сказали говорил говорила говорили")
"""«я же сказала после шести» tells what is wanted, and nothing of the past."""

_REPROACHES = word_set("почему зачем чего")
"""Words that complain of a time: «зачем вы звоните вечером»."""

_NO_TIME_AT_ALL = Phrasebook(
    {
        "нерабочее время": None,
        "режим|график|часы работы": None,
        "рабочие часы": None,
        "мы работаем": None,
        "график|часы приема": None,
        "после дождичка": None,
        "семь пятниц": None,
        "с пятого на десятое": None,
        "двадцать четыре на|часа семь": None,
        "между делом": None,
        "по чайной ложке": None,
    }
)
"""Opening hours that an answering machine tells, and sayings that mean never."""

_QUESTIONS = word_set("какая какой какое какие каков сколько кто")

_NEGATIONS = word_set("не ни кроме")


def accepted(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that may be meant; turned round where that is what was said.

    «до шести я занят» is after six; «завтра не могу» is no time.
    """
    if any(_NO_TIME_AT_ALL.read(tokens, at) for at in range(len(tokens))):
        return []
    kept: list[Mention] = []
    for index, mention in enumerate(mentions):
        if isinstance(mention.value, RightNow):
            continue
        value = _judged(tokens, mentions, index)
        if value is not None:
            kept.append(replace(mention, value=value))
    return kept


def _judged(tokens: Tokens, mentions: Sequence[Mention], index: int) -> Named | None:
    mention = mentions[index]
    if word_at(tokens, mention.start - 1) in _NEGATIONS:
        return None
    if _follows_negated(tokens, mentions, index) or _is_beside_past(mentions, index):
        return None
    if _is_refused_after(tokens, mentions, index) or _is_refused_before(
        tokens, mentions, index
    ):
        return turned_round(mention.value)
    if is_at_something(tokens, mention):
        return turned_round(mention.value)
    if is_busy_until(tokens, mention):
        return turned_round(mention.value) or mention.value
    if _is_of_the_past(tokens, mention) or _is_asked_about(tokens, mention):
        return None
    return None if _is_complained_of(tokens, mention) else mention.value


def _follows_negated(tokens: Tokens, mentions: Sequence[Mention], index: int) -> bool:
    """«не завтра в десять»: both."""
    if index == 0 or mentions[index - 1].end != mentions[index].start:
        return False
    if tokens[mentions[index].start].is_after_pause:
        return False
    return word_at(tokens, mentions[index - 1].start - 1) in _NEGATIONS


def _is_beside_past(mentions: Sequence[Mention], index: int) -> bool:
    """«вчера вечером», «в три вчера», and the day itself."""
    mention = mentions[index]
    return any(
        _is_past(other.value)
        for other in mentions[max(index - 1, 0) : index + 2]
        if mention.start in (other.start, other.end) or mention.end == other.start
    )


def _is_past(value: Named) -> bool:
    return isinstance(value, DayPhrase) and value.reference == PAST


def _is_refused_after(tokens: Tokens, mentions: Sequence[Mention], index: int) -> bool:
    """«завтра я не смогу»; of «завтра в десять не могу» both are.

    «ещё час занят», «завтра занят до двух» tell when somebody will be free.
    """
    at = mentions[index].end
    if word_at(tokens, mentions[index].start) == "еще":
        return False
    following = mentions[index + 1] if index + 1 < len(mentions) else None
    if following and following.start == at and not tokens[at].is_after_pause:
        return _is_refused_after(tokens, mentions, index + 1)
    while at < len(tokens) and not tokens[at].is_after_pause:
        refusal = _REFUSALS.read(tokens, at)
        if refusal:
            is_until = any(
                other.start == refusal.end
                and (is_busy_until(tokens, other) or is_at_something(tokens, other))
                for other in mentions
            )
            return not is_until and not _is_double_negation(tokens, at)
        if tokens[at].word not in _SOFT:
            return False
        at += 1
    return False


def _is_double_negation(tokens: Tokens, at: int) -> bool:
    """«завтра не занят», «завтра не поздно»."""
    return word_at(tokens, at - 1) == "не"


def _is_refused_before(tokens: Tokens, mentions: Sequence[Mention], index: int) -> bool:
    """«не могу завтра» as the last word on it; «занят, завтра» is no refusal."""
    mention = mentions[index]
    if isinstance(mention.value, Wait) or tokens[mention.start].is_after_pause:
        return False
    if index and mentions[index - 1].end == mention.start:
        return _is_refused_before(tokens, mentions, index - 1)
    if index and _is_other_choice(tokens, mentions, index):
        return False
    start = mention.start
    while start > 0 and tokens[start - 1].word in _SOFT:
        start -= 1
    for size in (2, 1):
        refusal = _REFUSALS.read(tokens, start - size) if start >= size else None
        if refusal and refusal.end == start:
            about_now = index > 0 and isinstance(mentions[index - 1].value, RightNow)
            return not about_now and not _is_welcome(tokens[mention.end :])
    return False


def _is_other_choice(tokens: Tokens, mentions: Sequence[Mention], index: int) -> bool:
    """The «завтра» of «сегодня занят завтра можно»: what was refused stood before.

    «во вторник работаю в среду выходной» only tells.
    """
    before, mention = mentions[index - 1], mentions[index]
    are_alike = isinstance(before.value, DayPhrase) == isinstance(
        mention.value, DayPhrase
    )
    rest = tokens[mention.end : mention.end + 1]
    is_named_next = any(other.start == mention.end for other in mentions)
    is_last = not rest or rest[0].is_after_pause
    is_choice = is_last or is_named_next or _is_welcome(rest)
    return are_alike and is_choice and _is_refused_after(tokens, mentions, index - 1)


def _is_welcome(tokens: Tokens) -> bool:
    return any(token.word in _WELCOME or is_request(token.word) for token in tokens)


def _clause(tokens: Tokens, mention: Mention) -> Tokens:
    """The words around a mention that no pause parts from it."""
    start, end = mention.start, mention.end
    while start > 0 and not tokens[start].is_after_pause:
        start -= 1
    while end < len(tokens) and not tokens[end].is_after_pause:
        end += 1
    return tokens[start:end]


def _is_of_the_past(tokens: Tokens, mention: Mention) -> bool:
    """«я сегодня уже говорил с вами»."""
    if isinstance(mention.value, Wait | RightNow):
        return False
    if word_at(tokens, mention.start - 1) in _TELLING:
        return False
    clause = _clause(tokens, mention)
    is_told = any(is_past_verb(token.word) for token in clause)
    return is_told and not _is_welcome(clause)


def _is_complained_of(tokens: Tokens, mention: Mention) -> bool:
    """«вы с пяти утра звоните»; «вы после шести звоните» asks for it."""
    is_since = word_at(tokens, mention.start) in ("с", "со")
    is_early = word_at(tokens, mention.end - 1) in ("утра", "ночи")
    if not (is_since or is_early) or isinstance(mention.value, DayPhrase):
        return False
    following = {token.word for token in tokens[mention.end :][:1]}
    return word_at(tokens, mention.start - 1) == "вы" and bool(following & _CALL_NOW)


_CALL_NOW = word_set("звоните названиваете трезвоните беспокоите будите")


def _is_asked_about(tokens: Tokens, mention: Mention) -> bool:
    """«какая завтра погода»."""
    clause = _clause(tokens, mention)
    before = [token.word for token in clause[: mention.end]]
    if any(word in _REPROACHES for word in before):
        return True
    is_question = any(word in _QUESTIONS for word in before)
    return is_question and not _is_welcome(clause)
