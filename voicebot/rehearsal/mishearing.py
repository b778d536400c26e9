"""A caller's line that the robot took for something else."""

from dataclasses import dataclass

from voicebot.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishearing:
    """One line of a test that did not come through.

    `heard` is empty where the robot heard no words. `meant` and `taken_for` are
    intents, alike where only a time or a value in the words was lost; `taken_for` None:
    the words were not taken for a turn.
    """

    item: int
    said: str
    heard: str
    meant: str | None
    taken_for: str | None

    @property
    def sentence(self) -> str:
        """What was said and what became of it, for people."""
        if not self.heard:
            return _("«{said}» was said, and not heard").format(said=self.said)
        if self.taken_for in {self.meant, None}:
            return _("«{said}» was said, «{heard}» was heard").format(
                said=self.said, heard=self.heard
            )
        return _(
            "«{said}» ({meant}) was said, «{heard}» ({taken_for}) was heard"
        ).format(
            said=self.said,
            meant=self.meant or "—",
            heard=self.heard,
            taken_for=self.taken_for or "—",
        )
