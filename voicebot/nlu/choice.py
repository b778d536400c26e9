"""Which engine understands, by the settings."""

from voicebot.settings import NluSettings
from voicebot.understanding.understander import Understander


def chosen_understander(settings: NluSettings, embedded: Understander) -> Understander:
    """The embedded understanding, or the same with Rasa in its classifier's place.

    A Rasa server that is not there makes no error: calls go on without it.
    """
    if settings.engine == "embedded":
        return embedded
    # The HTTP library takes a tenth of a second that most commands need not spend.
    from voicebot.nlu.rasa import rasa_at
    from voicebot.nlu.understander import RasaUnderstander

    server = rasa_at(settings.url, settings.timeout_ms / 1000)
    return RasaUnderstander.of(embedded, server)
