"""A speech service as a process: loads the models, serves until it is told to leave."""

import asyncio
from contextlib import closing

from voicebot.node.process_life import (
    beating,
    process_parser,
    run_process,
    told_to_leave,
)
from voicebot.node.reports import Ready, SpeechLoad
from voicebot.settings import Settings, load_settings
from voicebot.speech.engines import load_local_recognizer, load_local_synthesizer
from voicebot.speech.service import SpeechService
from voicebot.speech.serving import serving
from voicebot.speech.workbench import Workbench


async def serve_speech(settings: Settings, uri: str) -> None:
    """Load the models and listen at `uri`, until told to leave.

    Raises:
        VoicebotError, AsrError, TtsError: a model or the address cannot be used.
    """
    loop = asyncio.get_running_loop()
    recognizer = await loop.run_in_executor(None, load_local_recognizer, settings)
    with closing(load_local_synthesizer(settings)) as synthesizer:
        limits = settings.speech
        service = SpeechService(
            recognizer=recognizer,
            synthesizer=synthesizer,
            reading=Workbench(
                "reading", threads=limits.readings, capacity=limits.waiting
            ),
            speaking=Workbench("speaking", threads=1, capacity=limits.waiting),
            patience_s=limits.deadline_s,
        )
        async with serving(service, uri), beating(lambda: _load(service)) as tell:
            tell(Ready(address=uri))
            await told_to_leave()


def _load(service: SpeechService) -> SpeechLoad:
    reading, speaking = service.reading.load, service.speaking.load
    return SpeechLoad(
        waiting=reading.waiting + speaking.waiting,
        working=reading.working + speaking.working,
        done=reading.done + speaking.done,
        refused=reading.refused + speaking.refused,
        readings_waiting=reading.waiting,
        reading_wait=reading.wait,
    )


def main() -> None:
    """`python -m voicebot.node.speech_process --name speech-0 --uri unix:///….sock`."""
    parser = process_parser("a speech service")
    parser.add_argument("--uri", required=True)
    arguments = parser.parse_args()
    run_process(
        arguments, lambda: serve_speech(load_settings(arguments.config), arguments.uri)
    )


if __name__ == "__main__":
    main()
