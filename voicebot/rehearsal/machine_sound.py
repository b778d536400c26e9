"""What answering machines and their like sound like."""

from collections.abc import Callable, Mapping

import numpy as np

from sip.leg import RATE_HZ, Samples
from voicebot.rehearsal.answered_move import AnsweredMove, MachineKind
from voicebot.rehearsal.channel import in_telephone_band

_GREETINGS: Mapping[MachineKind, str] = {
    MachineKind.MACHINE: (
        "Здравствуйте! Сейчас я не могу ответить на звонок. "
        "Оставьте сообщение после сигнала."
    ),
    MachineKind.SECRETARY: (
        "Здравствуйте! Это виртуальный секретарь. Что передать вашему собеседнику?"
    ),
    MachineKind.SCREENING: (
        "Здравствуйте! Представьтесь, пожалуйста, и назовите цель вашего звонка."
    ),
    MachineKind.MENU: (
        "Здравствуйте! Нажмите один, чтобы соединиться с отделом продаж, "
        "или дождитесь ответа оператора."
    ),
    MachineKind.INTERCEPT: (
        "Аппарат абонента выключен или находится вне зоны действия сети."
    ),
}
"""Who has no greeting of the test's own says this."""

_LEVEL = 6000
"""About -18 dBFS, as networks send their tones."""

_FAX_HZ, _FAX_S = 2100, 3.0
"""The tone of a fax that answers lasts 2.6 to 4 s (ITU-T T.30)."""

_BUSY_HZ, _BUSY_S, _BUSY_TIMES = 425, 0.35, 5
"""Russia's busy tone, with gaps of its own length (ITU-T E.180, supplement 2)."""

_BEEP_HZ, _BEEP_S, _BEFORE_BEEP_S = 1000, 0.4, 0.6


def machine_sound(move: AnsweredMove, say: Callable[[str], Samples]) -> Samples:
    """All that the machine sends before it listens; `say` speaks its greeting.

    Raises:
        TtsError: the greeting cannot be spoken.
    """
    match move.by:
        case MachineKind.FAX:
            return _tone(_FAX_HZ, _FAX_S)
        case MachineKind.TONE:
            return np.tile(
                np.concatenate([_tone(_BUSY_HZ, _BUSY_S), _silence(_BUSY_S)]),
                _BUSY_TIMES,
            )
        case _:
            greeting = in_telephone_band(say(greeting_of(move)))
            return _with_beep(greeting) if move.beeps else greeting


def greeting_of(move: AnsweredMove) -> str:
    """What a machine that speaks says."""
    return move.says or _GREETINGS[move.by]


def _with_beep(greeting: Samples) -> Samples:
    """The greeting, and the sign to speak."""
    return np.concatenate(
        [greeting, _silence(_BEFORE_BEEP_S), _tone(_BEEP_HZ, _BEEP_S)]
    )


def _tone(frequency_hz: float, length_s: float) -> Samples:
    times_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    wave: Samples = np.rint(_LEVEL * np.sin(2 * np.pi * frequency_hz * times_s)).astype(
        np.int16
    )
    return wave


def _silence(length_s: float) -> Samples:
    return np.zeros(round(length_s * RATE_HZ), np.int16)
