"""Announcements and greetings in English, the tails of Russian ones among them.

A recognizer of Russian alone writes their sounds, in as many ways as there are voices.
"""

from voicebot.answering.cue import STRONG, SURE, Cue
from voicebot.answering.verdict import Announcement, Answerer

ENGLISH = (
    Cue(
        name="leaves no doubt in English",
        answerer=Answerer.MACHINE,
        weight=SURE + 0.5,
        says=(
            "(voicemail|voice mail|answering machine|mailbox)",
            "(leave|record) ... (message|name|number)",
            "after the (tone|beep|signal)",
            "(can not|cannot|cant|can t) ... (come to|answer|take your call)",
            "(войсмейл|войс мейл|мэсседж|мессадж)",
        ),
        sounds=("лив э мэсседж", "афтер зе тон", "афтер зе бип"),
        unless=("(screening|reason)",),
    ),
    Cue(
        name="screens in English",
        answerer=Answerer.SCREENING,
        weight=SURE + 1.0,
        says=(
            "(screening|screened)",
            "(reason|why) ... call*",
            "(record|say|state) your name",
            "person ... (available|using)",
            "(скрининг|ризон фор)",
        ),
    ),
    Cue(
        name="a menu in English",
        answerer=Answerer.MENU,
        weight=SURE + 0.5,
        says=(
            "(thank|thanks) ... calling",
            "(for|press) (english|one|two|three|zero|the)",
            "(hold|stay on) the line",
            "(welcome to|your call is|will be recorded|may be recorded|next available)",
        ),
        sounds=("сэнк ю фо коллинг", "плиз холд зе лайн"),
    ),
    Cue(
        name="speaks English",
        answerer=Answerer.INTERCEPT,
        announcement=Announcement.UNAVAILABLE,
        weight=SURE,
        says=(
            "(the|your|this|all) (subscriber|number|person|mobile|phone|customer|call|"
            "telephone|party|circuits|lines|line|cellular|device|user|wireless)",
            "(subscriber*|coverage|unavailable|temporarily|disconnected)",
            "not (available|in service|answering|exist|responding|answer)",
            "(cannot|can not) be (reached|completed|connected)",
            "(switched|turned) off",
            "out of (coverage|service|the|reach|range)",
            "(please|try) ... (call|again|later|try|check|hang|dial)",
            "(you have|you ve|you are) (dialed|dialled|reached|calling)",
            "(сабскрайбер*|субскрайбер*|эвейлбл|авейлабл)",
        ),
        sounds=(
            "зе сабскрайбер",
            "зэ сабскрайберс фон",
            "из нот эвейлбл",
            "намбер ю хэв дайлд",
            "намбер ю ар коллинг",
            "свитчт офф",
            "аут оф каверидж",
            "плиз трай эгейн лейтер",
            "плиз колл бэк лейтер",
            "кэннот би ричд",
        ),
    ),
    Cue(
        name="sounds like English",
        answerer=Answerer.INTERCEPT,
        announcement=Announcement.UNAVAILABLE,
        weight=STRONG,
        sounds=(
            "натан крайбер",
            "насан праймор",
            "насам праймор",
            "натан прайбор",
            "плез трайган лейтер",
            "твичтоф оралдан",
            "не может быть комплитан",
            "комплитанным дайлом",
        ),
    ),
)
