"""A question as the interpreter asks it."""

from voicebot.scenario.actions import BargeIn, Listen


def question(*intents: str, node: str = "greeting") -> Listen:
    return Listen(
        node=node,
        intents=intents,
        keys=frozenset(),
        barge_in=BargeIn.SPEECH,
        noinput_s=5.0,
        complete_timeout_s=0.5,
        incomplete_timeout_s=1.5,
        max_speech_s=15.0,
    )
