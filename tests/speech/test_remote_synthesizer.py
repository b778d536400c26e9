"""Speech across a process's border."""

import numpy as np
import pytest

from tests.speech.conftest import running
from tests.speech.test_remote_recognizer import CountingEngine
from tests.speech.tone_synthesizer import RATE_HZ, SAMPLES_A_LETTER, ToneSynthesizer
from tts.errors import SsmlError, TtsError
from voicebot.setting_parts.node import SpeechSettings
from voicebot.settings import Settings
from voicebot.speech.engines import open_recognizer
from voicebot.speech.remote_synthesizer import RemoteSynthesizer


def test_the_same_samples_come_across(socket_uri: str, tone: ToneSynthesizer) -> None:
    here = tone.synthesize("Добрый день.", "high")
    with running(CountingEngine(), tone, socket_uri):
        there = RemoteSynthesizer([socket_uri], deadline_s=5).synthesize(
            "Добрый день.", "high"
        )
    assert there.rate_hz == here.rate_hz
    assert np.array_equal(there.samples, here.samples)
    assert tone.asked[-1] == ("Добрый день.", "high")


def test_name_version_and_voices_are_the_services_own(
    socket_uri: str, tone: ToneSynthesizer
) -> None:
    with running(CountingEngine(), tone, socket_uri):
        remote = RemoteSynthesizer([socket_uri], deadline_s=5)
        there = SpeechSettings(uris=(socket_uri,))
        recognizer = open_recognizer(Settings(speech=there))
    assert (remote.name, remote.version) == ("tone", "7")
    assert remote.voices == ("low", "high")
    assert recognizer.name == "counting"


def test_markup_is_rendered_by_a_service_of_ours(
    socket_uri: str, tone: ToneSynthesizer
) -> None:
    marked = '<speak>Да.<break time="1s"/>Нет.</speak>'
    with running(CountingEngine(), tone, socket_uri):
        remote = RemoteSynthesizer([socket_uri], deadline_s=5)
        speech = remote.synthesize(marked, "low")
    assert tone.asked == [(marked, "low")]
    assert len(speech.samples) == RATE_HZ + SAMPLES_A_LETTER * len("Да.Нет.")


@pytest.mark.parametrize("text", ["", " ", "...", "<speak/>"])
def test_a_text_without_letters_asks_nobody(
    socket_uri: str, tone: ToneSynthesizer, text: str
) -> None:
    with running(CountingEngine(), tone, socket_uri):
        remote = RemoteSynthesizer([socket_uri], deadline_s=5)
        assert remote.synthesize(text, "low").duration_s == 0
    assert tone.asked == []


def test_malformed_markup_is_told_before_anybody_is_asked(
    socket_uri: str, tone: ToneSynthesizer
) -> None:
    with running(CountingEngine(), tone, socket_uri):
        remote = RemoteSynthesizer([socket_uri], deadline_s=5)
        with pytest.raises(SsmlError):
            remote.synthesize("<speak>Да.", "low")


def test_an_unknown_voice_is_named_with_those_that_exist(
    socket_uri: str, tone: ToneSynthesizer
) -> None:
    with running(CountingEngine(), tone, socket_uri):
        remote = RemoteSynthesizer([socket_uri], deadline_s=5)
        with pytest.raises(TtsError, match=r'"nobody".*low, high'):
            remote.synthesize("Да.", "nobody")


def test_no_service_at_all_is_one_sentence(socket_uri: str) -> None:
    with pytest.raises(TtsError, match="no speech service answers"):
        RemoteSynthesizer([socket_uri], deadline_s=1)
