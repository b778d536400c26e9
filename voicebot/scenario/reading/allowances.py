"""Comments by which an author allows what `voicebot check` warns of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voicebot.scenario.reading.problem import Mark

_COMMENT = re.compile(r"(?:^|\s)#\s*check:\s*allow\s+([a-z_]+(?:\s*,\s*[a-z_]+)*)")
_NAME = re.compile("[a-z_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """One rule's warnings about one line; `mark` is where the comment names the rule."""

    rule: str
    line: int
    mark: Mark


def read_allowances(text: str) -> tuple[Allowance, ...]:
    r"""Those of each comment like «# check: allow long_scale, phrase_alike».

    It is about its own line, or, alone on a line, about the next one that is not
    likewise a comment.

    >>> for found in read_allowances("# check: allow long_scale\nscale: 12"):
    ...     print(found.rule, found.line)
    long_scale 2
    """
    lines = text.splitlines()
    return tuple(
        allowance
        for number, line in enumerate(lines)
        for allowance in _allowances_of(line, number + 1, _line_meant(lines, number))
    )


def _allowances_of(line: str, number: int, meant: int) -> Iterator[Allowance]:
    comment = _COMMENT.search(line)
    if comment is None:
        return
    for name in _NAME.finditer(line, comment.start(1), comment.end(1)):
        mark = Mark(number, name.start() + 1)
        yield Allowance(rule=name[0], line=meant, mark=mark)


def _line_meant(lines: list[str], number: int) -> int:
    """Counted from 1, as the marks of findings are."""
    while number + 1 < len(lines) and lines[number].lstrip()[:1] in ("", "#"):
        number += 1
    return number + 1
