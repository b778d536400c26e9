"""Keeps what Whisper makes up out of the talk.

Whisper learnt from subtitled films: given noise it writes what subtitles write there,
and given a short phrase it may repeat it until its tokens run out.
"""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

MADE_UP = re.compile(
    r"""
    продолжение\ следует
    | субтитр | редактор\ субтитров | редактор\ .*корректор | корректор\ [а-я]\.
    | dimatorzok | amara\.org
    | (спасибо|благодарю)\ за\ (просмотр|внимание)
    | (подписывайтесь|подпишись|ставьте\ лайк).*
    | (спокойная|тревожная|печальная|динамичная|весёлая|веселая|напряжённая
       |напряженная|торжественная|лирическая|грустная|романтическая|играет
       |звучит)\ музыка
    | телефонный\ звонок | звонок\ (телефона|в\ дверь)
    | аплодисменты | смех | шум\ (мотора|двигателя|улицы|ветра|дождя)
    """,
    re.VERBOSE,
)
"""What subtitles say where nobody speaks; a whole reading that starts so is dropped.

«Спасибо за внимание» and the like are said by people too, but not as a whole reply to
a robot's question.
"""

NOISE_NO_SPEECH = 0.6
NOISE_LOG_PROBABILITY = -1.0
"""Unlikely to be speech and unsure of its tokens: the thresholds of Whisper's authors."""

SURELY_NO_SPEECH = 0.85
SURE_LOG_PROBABILITY = -0.3
"""Above the first only a very sure reading is believed. In development speech in 10 dB
noise gave 0.82 at most, noise alone 0.58-0.92."""

LONGEST_SHOUT = 4
"""Letters of a word that may be all capitals; a longer one is a caption."""

SHORTEST_REPEATS = 3
"""«Да, да, слушаю» is how people speak; three times says no more than once."""
SHORTEST_PHRASE_REPEATS = 2
PHRASE_WORDS = 3

Item = TypeVar("Item")


def is_made_up(
    text: str, *, no_speech_probability: float, mean_log_probability: float
) -> bool:
    """Whether a reading is no speech; probabilities are those of Whisper's decoder."""
    if MADE_UP.match(text.lower()) or _is_caption(text):
        return True
    if no_speech_probability > SURELY_NO_SPEECH:
        return mean_log_probability < SURE_LOG_PROBABILITY
    return (
        no_speech_probability > NOISE_NO_SPEECH
        and mean_log_probability < NOISE_LOG_PROBABILITY
    )


def collapse_repeats(
    items: Sequence[Item], text: Callable[[Item], str] = str
) -> tuple[Item, ...]:
    """Keep one of a phrase that fills the reading again and again.

    >>> collapse_repeats("кто это кто это кто это".split())
    ('кто', 'это')
    >>> collapse_repeats("да да я слушаю".split())
    ('да', 'да', 'я', 'слушаю')

    A whole reading said twice is said once: Whisper doubles one-word answers.

    >>> collapse_repeats("нет нет".split())
    ('нет',)
    """
    kept: list[Item] = []
    rest = list(items)[: _period([text(item) for item in items])]
    while rest:
        length, repeats = _repeated_start([text(item) for item in rest])
        kept += rest[:length]
        rest = rest[length * repeats :]
    return tuple(kept)


def _period(words: Sequence[str]) -> int:
    """Length of the shortest phrase that, repeated, is the whole."""
    lengths = range(1, len(words) // 2 + 1)
    for length in lengths:
        repeats, left_over = divmod(len(words), length)
        if not left_over and [*words] == [*words[:length]] * repeats:
            return length
    return len(words)


def _repeated_start(words: Sequence[str]) -> tuple[int, int]:
    """Length in words and number of repeats of what `words` start with."""
    for length in range(1, len(words) // 2 + 1):
        repeats = 1
        while words[repeats * length : (repeats + 1) * length] == words[:length]:
            repeats += 1
        is_phrase = length >= PHRASE_WORDS
        if repeats >= (SHORTEST_PHRASE_REPEATS if is_phrase else SHORTEST_REPEATS):
            return length, repeats
    return 1, 1


def _is_caption(text: str) -> bool:
    """All in capitals, as subtitles describe sounds."""
    return text.isupper() and len(text.strip(" .!?…")) > LONGEST_SHOUT
