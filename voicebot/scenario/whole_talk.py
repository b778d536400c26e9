"""A scenario with its subdialogs, as a talk goes through them."""

import posixpath
from collections.abc import Sequence
from pathlib import PurePosixPath

from voicebot.scenario.batch import Scene
from voicebot.scenario.model import Scenario
from voicebot.scenario.scene import ALONE, Surrounding, scene_at
from voicebot.scenario.state import Frame, TalkState
from voicebot.scenario.step import Step


class WholeTalk:
    """Finds where in which scenario a talk stands; `frames` lead inwards."""

    def __init__(self, root: Scenario) -> None:
        self._root = root

    def scenario(self, frames: Sequence[Frame]) -> Scenario:
        """The scenario that talks. `KeyError` where a frame names no part."""
        found = self._root
        for frame in frames:
            found = found.parts[frame.src]
        return found

    def scene(self, frames: Sequence[Frame], node: str) -> Scene:
        return scene_at(self.scenario(frames), node, self._around(frames))

    def scene_of(self, state: TalkState) -> Scene:
        return self.scene(state.frames, state.node)

    def steps_of(self, state: TalkState) -> tuple[Step, ...]:
        return self.scenario(state.frames).nodes[state.node].steps

    def _around(self, frames: Sequence[Frame]) -> Surrounding:
        if not frames:
            return ALONE
        names = [part_name(frame.src) for frame in frames]
        folders = [posixpath.dirname(frame.src) for frame in frames]
        return Surrounding(
            prefix="/".join([*names, ""]),
            folder=posixpath.join(*folders),
            call_window=self._root.call_window.window,
        )

    def is_at(self, state: TalkState) -> bool:
        """Whether `state` is one of this scenario's."""
        try:
            node = self.scenario(state.frames).nodes.get(state.node)
        except KeyError:
            return False
        return node is not None and state.step in node.steps_by_key


def part_name(src: str) -> str:
    """What a subdialog's nodes are called after.

    >>> part_name("shared/satisfaction.yaml")
    'satisfaction'
    """
    return PurePosixPath(src).stem
