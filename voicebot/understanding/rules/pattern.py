"""A small pattern language over words and their dictionary forms.

| written | matches |
|---|---|
| `перезвонить` | the word, or any form of it |
| `звон*` | a word, or a dictionary form, that begins so |
| `не (надо|нужно)` | one of several; alternatives may be several words |
| `не?` | the word or nothing |
| `да+` | the word once or more |
| `(ну|да)*` | any number of these, or nothing |
| `...` | up to four words of any kind |
| `!не` | nothing, where the next word is not this one |
| `<busy>` | a named list of alternatives (`word_classes.py`) |
| `^` `$` | the utterance's beginning, its end |
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voicebot.understanding.utterance import Utterance

_TOKEN = re.compile(r"\.\.\.|[()|?+*^$]|<\w+>|!?[\w@]+\*?")
_GAP = r"(?:[^ ]+ ){0,4}?"
_WORD_START = r"(?<![^ ])"
_QUANTIFIERS = frozenset("?+*")
_ANCHORS = frozenset("^$")


class PatternMistake(ValueError):
    """A pattern in the source cannot be read: a mistake of the programmer."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern."""

    source: str
    regex: re.Pattern[str]

    def is_in(self, utterance: Utterance) -> bool:
        """Whether it matches the utterance, with or without its filler words."""
        core = utterance.core
        return bool(self.regex.search(utterance.encoded)) or (
            core is not utterance and bool(self.regex.search(core.encoded))
        )


def compile_any(sources: Sequence[str], classes: Mapping[str, str]) -> Pattern | None:
    """One pattern that matches where any of these does; None of none."""
    if not sources:
        return None
    return compile_pattern("|".join(f"({source})" for source in sources), classes)


def compile_pattern(source: str, classes: Mapping[str, str]) -> Pattern:
    """Compile; `classes` maps the names in `<…>` to patterns.

    Raises:
        PatternMistake: unknown class, unknown sign, brackets that do not close.
    """
    translated = _Translator(source, classes).whole()
    try:
        return Pattern(source, re.compile(f"{_WORD_START}(?:{translated})"))
    except re.error as error:
        raise PatternMistake(f'"{source}": {error}') from error


class _Translator:
    """Recursive descent over one pattern's tokens, giving a regular expression."""

    def __init__(self, source: str, classes: Mapping[str, str]) -> None:
        leftover = _TOKEN.sub("", source).strip()
        if leftover:
            raise PatternMistake(f'"{source}": "{leftover}" is no part of a pattern')
        self._source = source
        self._classes = classes
        self._tokens: list[str] = _TOKEN.findall(source)
        self._next = 0

    def whole(self) -> str:
        translated = self._alternatives()
        if self._next < len(self._tokens):
            raise PatternMistake(f'"{self._source}": a bracket closes that none opened')
        return translated

    def _alternatives(self) -> str:
        """One of several; lone words are gathered into one look-up, which is faster."""
        words: list[str] = []
        others: list[str] = []
        while True:
            sequence = self._sequence()
            (words if _is_lone_word(sequence) else others).append(
                sequence[0]
                if _is_lone_word(sequence)
                else "".join(map(_regex, sequence))
            )
            if not self._takes("|"):
                break
        gathered = [_any_of(words)] if words else []
        return "|".join([*others, *gathered])

    def _sequence(self) -> list[str]:
        """Parts up to `|` or `)`: plain words as they are, all else translated."""
        parts: list[str] = []
        while self._peek() not in {"|", ")", ""}:
            parts.append(self._part())
        return parts

    def _part(self) -> str:
        token = self._take()
        if token == "...":
            return _GAP
        if token in _ANCHORS:
            return token
        if token in _QUANTIFIERS:
            raise PatternMistake(f'"{self._source}": "{token}" has nothing before it')
        if token == "(":
            return self._quantified(f"(?:{self._bracket()})")
        if token.startswith("<"):
            return self._quantified(f"(?:{self._class(token[1:-1])})")
        if token.startswith("!"):
            return f"(?!{_looked_up([token[1:]])})"
        return (
            token
            if self._peek() not in _QUANTIFIERS
            else self._quantified(_regex(token))
        )

    def _bracket(self) -> str:
        inner = self._alternatives()
        if not self._takes(")"):
            raise PatternMistake(f'"{self._source}": a bracket does not close')
        return inner

    def _class(self, name: str) -> str:
        if name not in self._classes:
            raise PatternMistake(f'"{self._source}": <{name}> is no class of words')
        return _Translator(self._classes[name], self._classes).whole()

    def _quantified(self, regex: str) -> str:
        return regex + self._take() if self._peek() in _QUANTIFIERS else regex

    def _peek(self) -> str:
        return self._tokens[self._next] if self._next < len(self._tokens) else ""

    def _take(self) -> str:
        self._next += 1
        return self._tokens[self._next - 1]

    def _takes(self, token: str) -> bool:
        is_next = self._peek() == token
        self._next += is_next
        return is_next


def _is_word(part: str) -> bool:
    return part[0].isalnum() or part[0] == "@"


def _is_lone_word(sequence: Sequence[str]) -> bool:
    return len(sequence) == 1 and _is_word(sequence[0])


def _regex(part: str) -> str:
    return f"(?:{_any_of([part])})" if _is_word(part) else part


def _any_of(words: Sequence[str]) -> str:
    return f"{_looked_up(words)}[^ ]+ "


def _looked_up(words: Sequence[str]) -> str:
    ends = "|".join(
        f"{word[:-1]}[^ /]*" if word.endswith("*") else word
        for word in sorted(set(words))
    )
    return f"(?=[^ ]*/(?:{ends})/)"
