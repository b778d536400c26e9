"""What the robot says by itself, by language, where a scenario gives no words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voicebot.scenario.callback_moment import CallWindow, ClashReason
from voicebot.scenario.reply import HANG_UP, Reply
from voicebot.scenario.russian.clock_genitive import clock_genitive
from voicebot.scenario.template import Template

DO_NOT_CALL = "do_not_call"
OPERATOR = "operator"
REPEAT = "repeat"
ROBOT_CHECK = "robot_check"
WHO_IS_IT = "who_is_it"
WRONG_NUMBER = "wrong_number"

GLOBAL_INTENTS = (
    OPERATOR,
    REPEAT,
    WHO_IS_IT,
    ROBOT_CHECK,
    DO_NOT_CALL,
    WRONG_NUMBER,
)
"""Understood at every node; a scenario's `globals` change or switch off each."""

OFFERED = "offered"
"""The name by which `offer` speaks of the moment that is offered."""

EDGE = "[edge]"
"""Stands in `too_early` and `too_late` for where the call window begins and ends."""

_AGAIN = Template("{question}")
_AGAIN_THEN_GO = (Reply(say=_AGAIN), Reply(go=HANG_UP))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A language's own replies. None: the robot does the thing without a word.

    `on_ambiguous` asks which of two intents is meant, by their `intent_names`;
    `on_nameless` where one of them has no name. `too_early` and `too_late` tell of a
    time outside of the call window (`EDGE` is where it begins or ends), `offer` asks about the nearest within it, `{offered}`;
    a language without it takes that one silently.
    """

    who_is_it: Template | None = None
    robot_check: Template | None = None
    do_not_call: Template | None = None
    wrong_number: Template | None = None
    transfer_failed: Template | None = None
    on_ambiguous: Template = _AGAIN
    on_nameless: Template = _AGAIN
    too_early: Template | None = None
    too_late: Template | None = None
    offer: Template | None = None
    intent_names: Mapping[str, str] = field(default_factory=dict)
    on_noinput: tuple[Reply, ...] = _AGAIN_THEN_GO
    on_nomatch: tuple[Reply, ...] = _AGAIN_THEN_GO

    def clash(self, reason: ClashReason, window: CallWindow) -> Template | None:
        """What to say of a time on that side of the call window."""
        is_early = reason is ClashReason.EARLY
        told = self.too_early if is_early else self.too_late
        if told is None:
            return None
        edge = window.opens if is_early else window.closes
        return Template(told.source.replace(EDGE, clock_genitive(edge)))

    def offer_of(self, slot: str) -> Template | None:
        """The question about a moment that waits as the value of `slot`."""
        if self.offer is None:
            return None
        return Template(self.offer.source.replace(OFFERED, slot))


_RUSSIAN = Words(
    who_is_it=Template("Это автоматический звонок, с вами говорит робот."),
    robot_check=Template("Да, с вами говорит робот."),
    do_not_call=Template("Хорошо, больше не позвоним. До свидания."),
    wrong_number=Template("Извините, пожалуйста, за беспокойство. До свидания."),
    transfer_failed=Template("К сожалению, сейчас никто не отвечает. До свидания."),
    on_ambiguous=Template("Уточните, пожалуйста: {first} или {second}?"),
    on_nameless=Template("Уточните, пожалуйста. {question}"),
    too_early=Template(f"Раньше {EDGE} звонить нельзя."),
    too_late=Template(f"После {EDGE} звонить нельзя."),
    offer=Template("Удобно {offered | spoken}?"),
    intent_names={
        "yes": "да",
        "no": "нет",
        "interested": "вам интересно",
        "not_interested": "не интересно",
        "call_later": "перезвонить позже",
        "reschedule": "перенести на другое время",
        "subscribe": "присылать новости",
        OPERATOR: "соединить с сотрудником",
        REPEAT: "повторить вопрос",
        WHO_IS_IT: "рассказать, кто звонит",
        ROBOT_CHECK: "узнать, робот ли это",
        DO_NOT_CALL: "больше не звонить",
        WRONG_NUMBER: "вы ошиблись номером",
    },
    on_noinput=(
        Reply(say=Template("Вы меня слышите? {question}")),
        Reply(say=Template("К сожалению, вас не слышно. До свидания."), go=HANG_UP),
    ),
    on_nomatch=(
        Reply(say=Template("Извините, не удалось понять ответ. {question}")),
        Reply(
            say=Template("К сожалению, так и не удалось понять ответ. До свидания."),
            go=HANG_UP,
        ),
    ),
)

_WORDS: Mapping[str, Words] = {"ru": _RUSSIAN}


def words_of(language: str) -> Words:
    """The language's words; a language without any does things silently."""
    return _WORDS.get(language, Words())
