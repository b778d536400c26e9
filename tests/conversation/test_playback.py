import asyncio
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sip.leg import RATE_HZ, Samples
from tests.conversation.fake_leg import FakeLeg
from voicebot.conversation.playback import Playback
from voicebot.scenario.actions import BargeIn, Say

SECOND = RATE_HZ
BREATH = int(0.3 * RATE_HZ)


class CountingVoice:
    """Says every part as one second of a value; remembers what it synthesized."""

    name = "counting"

    def __init__(self, *rendered: str) -> None:
        self._rendered = set(rendered)

    def cut(self, say: Say) -> tuple[str, ...]:
        return tuple(say.text.split("|"))

    def is_rendered(self, part: str, say: Say) -> bool:
        return part in self._rendered

    def speech(self, part: str, say: Say) -> Samples:
        return np.full(SECOND, int(part), np.int16)


def say(text: str) -> Say:
    return Say(text=text, voice=None, barge_in=BargeIn.SPEECH, fixed=True)


def playback(leg: FakeLeg, voice: CountingVoice) -> Playback:
    return Playback(leg, voice, ThreadPoolExecutor(1))


def test_rendered_and_synthesized_parts_play_in_the_order_of_the_text() -> None:
    leg = FakeLeg()
    mouth = playback(leg, CountingVoice("1", "3"))
    asyncio.run(mouth.play([say("1|2"), say("3")]))
    assert not mouth.is_finished
    assert list(leg.pass_time(2 * SECOND)[::SECOND]) == [1, 2]
    assert not leg.pass_time(BREATH).any()
    assert list(leg.pass_time(SECOND)[::SECOND]) == [3]
    assert mouth.is_finished


def test_a_held_prompt_keeps_its_place_and_resumes_a_little_earlier() -> None:
    leg = FakeLeg()
    mouth = playback(leg, CountingVoice("1"))
    asyncio.run(mouth.play([say("1")]))
    leg.pass_time(SECOND // 2)
    assert mouth.hold() == 0.5
    assert leg.waiting_samples == 0
    assert not mouth.is_finished
    mouth.resume()
    assert leg.waiting_samples == SECOND // 2 + int(0.3 * RATE_HZ)


def test_a_held_prompt_goes_on_at_the_pause_before_the_word_that_was_cut() -> None:
    leg = FakeLeg()
    mouth = playback(leg, CountingVoice("1"))
    asyncio.run(mouth.play([say("1"), say("1")]))
    leg.pass_time(SECOND + BREATH + SECOND // 2)
    mouth.hold()
    mouth.resume()
    heard = leg.pass_time(leg.waiting_samples)
    assert len(heard) == SECOND + int(0.06 * RATE_HZ)
    assert heard.tolist() == [0] * int(0.06 * RATE_HZ) + [1] * SECOND


def test_a_prompt_held_in_its_first_moments_resumes_from_the_start() -> None:
    leg = FakeLeg()
    mouth = playback(leg, CountingVoice("1"))
    asyncio.run(mouth.play([say("1")]))
    leg.pass_time(160)
    mouth.hold()
    mouth.resume()
    assert leg.waiting_samples == SECOND


def test_a_dropped_prompt_is_finished_and_says_what_was_lost() -> None:
    leg = FakeLeg()
    mouth = playback(leg, CountingVoice("1"))
    asyncio.run(mouth.play([say("1")]))
    leg.pass_time(SECOND // 4)
    assert mouth.drop() == 0.75
    assert mouth.is_finished
    mouth.resume()
    assert leg.waiting_samples == 0


def test_dropping_a_held_prompt_counts_what_was_held() -> None:
    leg = FakeLeg()
    mouth = playback(leg, CountingVoice("1"))
    asyncio.run(mouth.play([say("1")]))
    leg.pass_time(SECOND // 4)
    mouth.hold()
    assert mouth.drop() == 0.75
    assert mouth.is_finished


def test_a_dropped_prompt_plays_nothing_of_what_is_still_being_synthesized() -> None:
    leg = FakeLeg()
    mouth = playback(leg, CountingVoice("1"))

    async def interrupted() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(mouth.play([say("1|2")]))
            await asyncio.sleep(0)
            mouth.drop()

    asyncio.run(interrupted())
    assert leg.waiting_samples == 0
    assert mouth.is_finished
