"""Where errors of hearing, speaking and the telephone become one sentence."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from asr.errors import AsrError
from sip.errors import SipError
from tts.errors import TtsError
from voicebot.cli.telephone_errors import telephone_sentence
from voicebot.errors import AudioError, ModelError, TelephoneError, VoicebotError
from voicebot.speech_errors import speech_sentence

Result = TypeVar("Result")

TRANSLATED = (AsrError, TtsError, SipError)


@contextmanager
def translated_errors() -> Iterator[None]:
    """Raise what a person can mend as a VoicebotError, alone even if from a group."""
    try:
        yield
    except TRANSLATED as error:
        raise _translated(error) from error
    except BaseExceptionGroup as group:
        first = _first_leaf(group)
        if isinstance(first, (VoicebotError, *TRANSLATED)):
            raise _translated(first) from group
        raise


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a command's asynchronous body with its errors translated."""
    with translated_errors():
        return asyncio.run(work)


def _translated(error: BaseException) -> BaseException:
    match error:
        case AsrError():
            return ModelError(speech_sentence(error))
        case TtsError():
            return AudioError(speech_sentence(error))
        case SipError():
            return TelephoneError(telephone_sentence(error))
        case _:
            return error


def _first_leaf(group: BaseExceptionGroup[BaseException]) -> BaseException:
    first = group.exceptions[0]
    return _first_leaf(first) if isinstance(first, BaseExceptionGroup) else first
