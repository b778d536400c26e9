"""Loads what calls need, once, and closes it."""

import logging
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

from asr.engines import load_engine
from asr.recognizer import RecognizerEngine
from asr.silero_vad import SileroModel
from tts.cache import PromptCache
from voicebot.conversation.http_outside import open_outside
from voicebot.conversation.needs import recordings_of
from voicebot.conversation.offline import OfflineListener
from voicebot.conversation.robot import Robot
from voicebot.conversation.voice import ScenarioVoice, open_voice
from voicebot.i18n import _
from voicebot.nlu.choice import chosen_understander
from voicebot.scenario.competition import competing_intents
from voicebot.scenario.model import Scenario
from voicebot.scenario.question_place import places_of
from voicebot.scenario.texts.prompts import fixed_texts
from voicebot.settings import Settings
from voicebot.understanding.understander import Understander, open_understander
from voicebot.weights.choice import pick_recognition_model, pick_speech_model

logger = logging.getLogger(__name__)


@contextmanager
def open_robot(settings: Settings, scenario: Scenario) -> Iterator[Robot]:
    """Load the recognizer and the voice that the settings choose.

    Every fixed prompt of `scenario` is rendered, so that in a call it costs nothing;
    recorded ones are looked for beside its file. Connections to webhooks and message
    gateways are shared by all calls.

    Raises:
        VoicebotError, AsrError, TtsError: a model or a voice cannot be used.
    """
    with (
        ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="recognition") as ears,
        ThreadPoolExecutor(1, thread_name_prefix="voice") as mouth,
        closing(open_voice(settings)) as prompts,
        open_outside(settings) as outside,
    ):
        prompts.render_all(fixed_texts(scenario, split=prompts.cut))
        _warn_of_mute_prompts(prompts, scenario)
        voice = ScenarioVoice(prompts, scenario.path.parent)
        voice.load(recordings_of(scenario))
        yield Robot(
            engine=open_recognizer(settings),
            vad=SileroModel(),
            voice=voice,
            recognition_pool=ears,
            voice_pool=mouth,
            outside=outside,
        )


def _warn_of_mute_prompts(prompts: PromptCache, scenario: Scenario) -> None:
    """Log how many texts hold nothing that the voice can say, as in another language."""
    texts = (text for text, _voice in fixed_texts(scenario))
    mute = sum(not prompts.cut(text) for text in texts)
    if mute:
        logger.warning("voice_cannot_say", extra={"prompts": mute})


def chosen_engines(settings: Settings) -> str:
    """Which models calls will use, for the start of a command.

    Raises:
        ModelError: what is needed is not here.
    """
    return _("recognition: {asr}; voice: {tts}").format(
        asr=pick_recognition_model(settings).name, tts=pick_speech_model(settings).name
    )


def open_recognizer(settings: Settings) -> RecognizerEngine:
    model = pick_recognition_model(settings)
    return load_engine(model.engine, model.folder, settings.asr.threads)


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
