"""All checks, in the order in which a call needs them."""

from collections.abc import Iterator

from voicebot.doctor.database import check_database
from voicebot.doctor.disk import check_disk
from voicebot.doctor.finding import Finding
from voicebot.doctor.models import check_models
from voicebot.doctor.speech import check_speech
from voicebot.doctor.telephone import check_telephone
from voicebot.doctor.understanding import check_understanding
from voicebot.settings import Settings


def check_all(settings: Settings) -> Iterator[Finding]:
    """One finding a check; each is made when it is asked for."""
    yield check_telephone(settings.sip)
    yield from check_models(settings)
    yield check_speech(settings)
    yield from check_understanding(settings.nlu)
    yield check_disk(settings.folders.var)
    yield check_database(settings.folders.var)
