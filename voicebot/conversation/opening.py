"""Opens what understands, with or without an ear."""

from asr.silero_vad import SileroModel
from voicebot.conversation.offline import OfflineListener
from voicebot.i18n import _
from voicebot.nlu.choice import chosen_understander
from voicebot.scenario.competition import competing_intents
from voicebot.scenario.model import Scenario
from voicebot.scenario.question_place import places_of
from voicebot.settings import Settings
from voicebot.speech.engines import open_recognizer
from voicebot.understanding.understander import Understander, open_understander
from voicebot.weights.choice import pick_recognition_model, pick_speech_model


def chosen_engines(settings: Settings) -> str:
    """Which models calls will use, for the start of a command.

    Raises:
        ModelError: what is needed is not here.
    """
    if settings.speech.uris:
        return _("recognition and voice: {uris}").format(
            uris=", ".join(settings.speech.uris)
        )
    return _("recognition: {asr}; voice: {tts}").format(
        asr=pick_recognition_model(settings).name, tts=pick_speech_model(settings).name
    )


def open_understander_for(
    settings: Settings, scenario: Scenario | None = None
) -> Understander:
    """The understanding of all shipped phrases, and the scenario's own."""
    embedded = open_understander(
        settings.folders.dialogs / "phrases",
        settings.folders.var / "understanding",
        extra=scenario.all_phrases if scenario else {},
    )
    return chosen_understander(settings.nlu, embedded)


def open_offline_listener(
    settings: Settings, scenario: Scenario | None = None, node: str | None = None
) -> OfflineListener:
    """Hear as at a node of a scenario; without one every known intent competes.

    What was corrected for that question holds.

    Raises:
        ScenarioError: the node is not there, or asks nothing.
    """
    among = None
    understander = open_understander_for(settings, scenario)
    if scenario and node:
        among = competing_intents(scenario, node)
        understander = understander.within(*places_of(scenario, node))
    return OfflineListener(
        open_recognizer(settings), SileroModel(), understander, among=among
    )
