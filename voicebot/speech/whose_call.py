"""Whose call a request is of, so that the log of another process names it too.

The protocol has a `context` in its requests, which a stock peer neither sends nor minds.
"""

from wyoming.asr import Transcribe
from wyoming.event import Event
from wyoming.tts import Synthesize

from voicebot.logs.bound import bound_facts

CALL_ID = "call_id"
LONGEST = 128
"""Of an id that is taken from a peer."""


def call_context() -> dict[str, str] | None:
    """What a request says of the call that is bound here; None where none is."""
    call_id = bound_facts().get(CALL_ID)
    return {CALL_ID: call_id} if call_id else None


def call_id_of(event: Event) -> str | None:
    """The Call-ID that a request names, "" for one without; None for other events."""
    if not (Transcribe.is_type(event.type) or Synthesize.is_type(event.type)):
        return None
    context = (event.data or {}).get("context")
    told = context.get(CALL_ID) if isinstance(context, dict) else None
    return told[:LONGEST] if isinstance(told, str) else ""
