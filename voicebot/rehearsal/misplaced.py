"""Finds moves of tests that stand where they cannot be made."""

from collections.abc import Iterator

from voicebot.i18n import _
from voicebot.rehearsal.answered_move import AnsweredMove
from voicebot.rehearsal.cases import TestFile
from voicebot.rehearsal.moves import RobotMove
from voicebot.scenario.reading.problem import Problem


def misplaced_moves(written: TestFile) -> Iterator[Problem]:
    """A problem for each: who answers is known before anybody else does anything."""
    for index, test in enumerate(written.tests):
        others = 0
        for at, item in enumerate(test.talk):
            if isinstance(item.move, AnsweredMove) and others:
                mark = written.mark_of("tests", index, "talk", at)
                message = _(
                    "who answers is told once and first; put this line before the "
                    "others, or take it out"
                )
                yield Problem(line=mark.line, column=mark.column, message=message)
            others += not isinstance(item.move, RobotMove)
