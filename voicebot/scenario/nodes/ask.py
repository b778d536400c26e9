"""`ask`: speak the question that `on` waits for."""

from typing import ClassVar

from voicebot.scenario.nodes.say import Say


class Ask(Say):
    """Speaks a question; it is what reprompts and global replies ask again."""

    key: ClassVar[str] = "ask"
    order: ClassVar[int] = 30
    example: ClassVar[str] = """
    ask: Готовы пообщаться с менеджером?
    on: {yes: hang_up, no: hang_up}
    """
