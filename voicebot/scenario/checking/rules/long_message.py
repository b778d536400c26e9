"""Messages that fall to pieces."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.greeting import likely_text
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.nodes.message import Message

_SMS = "sms"
_MOST_PARTS = 10

_GSM_WHOLE, _GSM_PART = 160, 153
_CYRILLIC_WHOLE, _CYRILLIC_PART = 70, 67
"""Characters: 3GPP TS 23.040, 9.2.3.24.1: a part of several loses 6 octets."""

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE = frozenset("^{}\\[~]|€")
"""The default alphabet of 3GPP TS 23.038, 6.2.1, and what takes two of its places."""


class LongMessage(Rule):
    """An SMS of more than ten parts: dear, and often not put together again."""

    name: ClassVar[str] = "long_message"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name, node in scenario.nodes.items():
            step = node.steps_by_key.get("message")
            if not isinstance(step, Message) or step.channel != _SMS:
                continue
            parts = sms_parts(likely_text(scenario, step.text))
            if parts > _MOST_PARTS:
                yield Suspicion(
                    place=("nodes", name, "message", "text"),
                    is_value=True,
                    message=_("the message takes {parts} SMS").format(parts=parts),
                    hint=_("shorten it to {most} at most: {letters} letters").format(
                        most=_MOST_PARTS, letters=_MOST_PARTS * _CYRILLIC_PART
                    ),
                )


def sms_parts(text: str) -> int:
    """How many SMS the text takes.

    >>> sms_parts("a" * 160), sms_parts("a" * 161), sms_parts("я" * 71)
    (1, 2, 2)
    """
    if set(text) <= _GSM | _GSM_DOUBLE:
        length = len(text) + sum(letter in _GSM_DOUBLE for letter in text)
        whole, part = _GSM_WHOLE, _GSM_PART
    else:
        length = len(text.encode("utf-16-le")) // 2
        whole, part = _CYRILLIC_WHOLE, _CYRILLIC_PART
    return 1 if length <= whole else -(-length // part)
