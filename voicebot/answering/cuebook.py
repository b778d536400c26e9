"""All cues, and the words towards which misheard ones are repaired."""

from functools import lru_cache

from voicebot.answering.cue import Cue
from voicebot.answering.cues.english import ENGLISH
from voicebot.answering.cues.intercepts import INTERCEPTS
from voicebot.answering.cues.menus import MENUS
from voicebot.answering.cues.neighbours import NEIGHBOURS
from voicebot.answering.cues.numbers import NUMBERS
from voicebot.answering.cues.people import PEOPLE
from voicebot.answering.cues.screening import SCREENING
from voicebot.answering.cues.secretaries import SECRETARIES
from voicebot.answering.cues.voicemail import VOICEMAIL
from voicebot.understanding.repair import Repair

CUES: tuple[Cue, ...] = (
    *SECRETARIES,
    *SCREENING,
    *VOICEMAIL,
    *MENUS,
    *INTERCEPTS,
    *NUMBERS,
    *NEIGHBOURS,
    *ENGLISH,
    *PEOPLE,
)


@lru_cache(maxsize=1)
def repair() -> Repair:
    """Made once: some two hundred words."""
    return Repair.towards(sorted(set().union(*(cue.vocabulary for cue in CUES))))
