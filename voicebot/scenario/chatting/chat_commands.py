"""What may be typed in a chat beside the caller's words."""

import json
import re
from dataclasses import dataclass

from voicebot.errors import VoicebotError
from voicebot.i18n import _
from voicebot.scenario.actions import Action, CallWebhook, Hold, Listen, Transfer
from voicebot.scenario.answering import Answering
from voicebot.scenario.events import (
    CallerGone,
    Event,
    HoldEnded,
    MachineAnswered,
    SilenceKept,
    TransferEnded,
    TurnHeard,
    WebhookAnswered,
    WebhookFailed,
)
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.understanding.wordless import without_words

KEYS = re.compile(r"[0-9*#A-D]+")

_TYPED = "typed in the chat"
"""The reason of a webhook's failure, where a telephone call would have a true one."""


class Unclear(VoicebotError):
    """A line that nothing can be done with now; the message says what could be typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatCommand:
    """`at` is what the talk may wait for; None: the command may come at any time."""

    word: str
    argument: str = ""
    meaning: str
    at: tuple[type[Action], ...] | None = None

    @property
    def usage(self) -> str:
        return f"{self.word} {self.argument}".rstrip()


def chat_commands() -> tuple[ChatCommand, ...]:
    """Every command, in the order in which `/help` lists them."""
    return (
        ChatCommand(
            word="/silence",
            meaning=_("keep silent; so does an empty line"),
            at=(Listen,),
        ),
        ChatCommand(
            word="/key",
            argument="1",
            meaning=_("press keys: 1 or 1234#"),
            at=(Listen,),
        ),
        ChatCommand(
            word="/noise", meaning=_("talk without a word to be heard"), at=(Listen,)
        ),
        ChatCommand(
            word="/answered",
            argument="machine",
            meaning=_("no person has answered but: {kinds}").format(
                kinds=", ".join(Answering.model_fields)
            ),
            at=(Listen, CallWebhook, Hold),
        ),
        ChatCommand(
            word="/connected", meaning=_("the transfer is answered"), at=(Transfer,)
        ),
        ChatCommand(word="/failed", meaning=_("the transfer fails"), at=(Transfer,)),
        ChatCommand(
            word="/webhook",
            argument='{"name": 1} | failed | timeout',
            meaning=_("the webhook's reply, or that none comes"),
            at=(CallWebhook,),
        ),
        ChatCommand(word="/hangup", meaning=_("hang up")),
        ChatCommand(word="/back", meaning=_("undo the last line")),
        ChatCommand(word="/restart", meaning=_("begin the talk anew")),
        ChatCommand(word="/slots", meaning=_("show every slot")),
        ChatCommand(word="/help", meaning=_("show these commands")),
    )


def expect_command(word: str, waiting: Action) -> None:
    """Pass a command that exists and has a meaning now.

    Raises:
        Unclear: it has none; the sentence says what to type instead.
    """
    known = {command.word: command for command in chat_commands()}
    if word not in known:
        raise Unclear(
            _("there is no command {word}{hint}; /help lists them all").format(
                word=word, hint=did_you_mean(word, known)
            )
        )
    at = known[word].at
    if at is not None and not isinstance(waiting, at):
        raise Unclear(
            _("{word} means nothing now; {expected}").format(
                word=word, expected=expectation(waiting)
            )
        )


def event_of_command(word: str, argument: str) -> Event:
    """What a command tells the scenario; keys and controls of the chat are none of it.

    Raises:
        Unclear: the argument cannot be read.
    """
    match word:
        case "/silence":
            return SilenceKept()
        case "/noise":
            return TurnHeard(meaning=without_words())
        case "/hangup":
            return CallerGone()
        case "/connected" | "/failed":
            return TransferEnded(is_connected=word == "/connected")
        case "/answered":
            return MachineAnswered(by=_machine(argument))
        case _:
            return _webhook_event(argument)


def event_of_silence(waiting: Action) -> Event:
    """What an empty line stands for.

    Raises:
        Unclear: nothing; something has to be typed.
    """
    match waiting:
        case Listen():
            return SilenceKept()
        case Transfer():
            return TransferEnded(is_connected=True)
        case Hold():
            return HoldEnded()
        case _:
            raise Unclear(expectation(waiting))


def expectation(waiting: Action) -> str:
    """What to type while the talk waits at `waiting`."""
    match waiting:
        case Transfer():
            return _("type /connected or /failed")
        case CallWebhook():
            return _(
                "type /webhook {example}, /webhook failed or /webhook timeout"
            ).format(example='{"name": 1}')
        case Hold():
            return _("press Enter when the music has played")
        case _:
            return _("type the caller's words, /key 1 or /hangup")


def _machine(argument: str) -> str:
    """Which machine answered; an answering machine, where nothing is typed."""
    by = argument or "machine"
    if by not in Answering.model_fields:
        raise Unclear(
            _('"{text}" is none of those that answer: {kinds}{hint}').format(
                text=by,
                hint=did_you_mean(by, Answering.model_fields),
                kinds=", ".join(Answering.model_fields),
            )
        )
    return by


def _webhook_event(argument: str) -> Event:
    if argument in {"failed", "timeout"}:
        return WebhookFailed(is_timeout=argument == "timeout", reason=_TYPED)
    try:
        return WebhookAnswered(body=json.loads(argument))
    except json.JSONDecodeError as error:
        raise Unclear(
            _('"{text}" is no JSON; type {example}, failed or timeout').format(
                text=argument, example='/webhook {"name": 1}'
            )
        ) from error


def read_keys(argument: str) -> str:
    """The keys of `/key`; spaces between them are let pass.

    Raises:
        Unclear: one of them is on no telephone.
    """
    keys = "".join(argument.split()).upper()
    if not KEYS.fullmatch(keys):
        raise Unclear(
            _('"{text}" are no keys; type /key 1 or /key 1234#').format(text=argument)
        )
    return keys


def first_press(question: Listen, keys: str) -> tuple[str, str]:
    """What the first of `keys` come to at a question, and the keys left over.

    A key that leads somewhere does so alone; where a number is entered, the others
    make up one number, which ends at its last digit, at its end key, or with `keys`.
    """
    digits = question.digits
    if digits is None or keys[0] in question.keys:
        return keys[0], keys[1:]
    number, end, rest = keys.partition(digits.end_key)
    if len(number) > digits.most:
        return number[: digits.most], number[digits.most :] + end + rest
    return (number, rest) if number else (end, rest)
