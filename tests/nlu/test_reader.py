"""A reading that waits for a server does not keep the call's loop from its audio."""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from asr.ear import Ear
from tests.asr.scripted import EchoRecognizer, LoudnessDetector
from tests.scenario.asking import question
from voicebot.conversation.reader import Reader
from voicebot.conversation.timeline import Timeline
from voicebot.scenario.actions import Listen
from voicebot.understanding.meaning import Meaning

PATIENCE_S = 20.0


def test_the_loop_goes_on_while_understanding_waits(tmp_path: Path) -> None:
    went_on = threading.Event()

    def understand(
        text: str, *, question: Listen, alternatives: Sequence[str]
    ) -> Meaning:
        why = "waited" if went_on.wait(PATIENCE_S) else "the loop stood still"
        return Meaning(text=text, intent="yes", confidence=1.0, why=why)

    async def read() -> Meaning | None:
        with ThreadPoolExecutor(1) as pool, Timeline(tmp_path) as timeline:
            reader = Reader(
                ear=Ear(LoudnessDetector(), EchoRecognizer()),
                understand=understand,
                pool=pool,
                timeline=timeline,
            )
            reading = asyncio.create_task(reader.read(question("yes")))
            await asyncio.sleep(0)
            went_on.set()
            return await reading

    meaning = asyncio.run(read())
    assert meaning
    assert meaning.why == "waited"
