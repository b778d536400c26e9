import pytest

from tests.understanding.spoken_time.calendar_now import NOW
from voicebot.understanding.spoken_time.reader import find_time


@pytest.fixture(scope="session", autouse=True)
def _dictionary_is_open() -> None:
    """Opened by the first text with an unknown word; a drawn one has a deadline."""
    find_time("чириз пол часега", NOW)
    find_time("телеспару тисов", NOW)
