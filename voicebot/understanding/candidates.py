"""Which intents may win: those the node waits for, or what stands for them there."""

from collections.abc import Collection, Mapping

from voicebot.understanding.phrases import OUT_OF_SCOPE

STANDS_FOR: Mapping[str, tuple[str, ...]] = {
    "yes": ("interested",),
    "interested": ("yes",),
    "no": ("not_interested",),
    "not_interested": ("no",),
    "reschedule": ("call_later",),
    "call_later": ("reschedule",),
    "do_not_call": ("not_interested", "no"),
}
"""Where a question has no branch for an intent, the branch that answers it as well:
«да» to «Вам интересно?» is interest, «не интересует» to «Готовы поговорить?» a no."""


def admitted(intent: str, among: Collection[str] | None) -> str | None:
    """The intent itself where it competes, else its stand-in, else None."""
    if among is None or intent in among or intent == OUT_OF_SCOPE:
        return intent
    return next((other for other in STANDS_FOR.get(intent, ()) if other in among), None)
