"""Intents that may take another's branch.

A person asked «Готовы поговорить?» answers «интересно» as often as «да». So a node
with a branch for `yes` and none for `interested` takes both there. Each intent is
followed by those whose branch it may take, best first; an intent's own branch always
wins, and a global intent never replaces a branch.
"""

from collections.abc import Mapping

EQUIVALENTS: Mapping[str, tuple[str, ...]] = {
    "interested": ("yes",),
    "not_interested": ("no",),
    "yes": ("interested", "subscribe"),
    "no": ("not_interested",),
    "call_later": ("reschedule",),
    "reschedule": ("call_later",),
    "subscribe": ("interested",),
}
