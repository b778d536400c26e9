"""A scenario's fixed prompts, rendered while calls go on."""

import asyncio
from concurrent.futures import Executor

from voicebot.conversation.robot import Robot
from voicebot.scenario.actions import BargeIn, Say
from voicebot.scenario.model import Scenario
from voicebot.scenario.texts.prompts import fixed_texts


async def render_fixed(robot: Robot, scenario: Scenario, pool: Executor) -> None:
    """Synthesize what the robot may say word for word, so that in a call it costs nothing.

    One piece at a time: a live call's own prompt waits for no more than that. Texts
    are cut on `pool`.

    Raises:
        TtsError: a text cannot be said.
    """
    loop = asyncio.get_running_loop()
    says = await loop.run_in_executor(pool, _fixed, robot, scenario)
    for say in says:
        for part in robot.voice.cut(say):
            if not robot.voice.is_rendered(part, say):
                await loop.run_in_executor(
                    robot.voice_pool, robot.voice.speech, part, say
                )


def _fixed(robot: Robot, scenario: Scenario) -> tuple[Say, ...]:
    texts = fixed_texts(scenario, split=lambda text: robot.voice.cut(_say(text, None)))
    return tuple(_say(text, voice) for text, voice in texts)


def _say(text: str, voice: str | None) -> Say:
    return Say(text=text, voice=voice, barge_in=BargeIn.SPEECH, fixed=True)
