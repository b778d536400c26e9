"""Cuts a text into pieces that are spoken and cached one by one."""

import re
from collections.abc import Iterator

from tts.ssml import Pause, Span, Spoken, parse_spans, write_spans

SENTENCE_PAUSE_S = 0.3
"""Between sentences of one prompt, over the tenth of a second left at their ends."""

SENTENCE_PAUSE = write_spans([Pause(duration_s=SENTENCE_PAUSE_S)])

_LETTER = re.compile(r"[а-яё]", re.IGNORECASE)
_SENTENCE_IN = re.compile(r".*[.!?]\s", re.DOTALL)
_CLAUSE_IN = re.compile(r".*[,;:]\s", re.DOTALL)
_WORD_IN = re.compile(r".*\s", re.DOTALL)
_END = re.compile(r"(?<=[.!?])\s+(?=[+\-]?[А-ЯЁ«\"])|(?<=[!?])\s+")


def cut(text: str) -> tuple[str, ...]:
    """Sentences and pauses of a normalized text, each a text of its own, in order.

    A `<break>` at a sentence's edge is a piece, within one it stays where it is.

    >>> cut("Добрый день. Это робот.")
    ('Добрый день.', '<speak><break time="300ms"/></speak>', 'Это робот.')
    """
    pieces: list[str] = []
    for piece in _pieces(parse_spans(text)):
        if pieces and not (is_pause(piece) or is_pause(pieces[-1])):
            pieces.append(SENTENCE_PAUSE)
        pieces.append(piece)
    return tuple(pieces)


def is_pause(piece: str) -> bool:
    return all(isinstance(span, Pause) for span in parse_spans(piece))


def clauses(text: str, longest: int) -> list[str]:
    """Plain text in parts of at most `longest` characters, cut at the best place.

    A part without a letter, which no engine can say, is left out.

    >>> clauses("Раз, два. Три!", 8)
    ['Раз,', 'два.', 'Три!']
    """
    parts: list[str] = []
    rest = text.strip()
    while len(rest) > longest:
        end = _best_end(rest[:longest])
        parts.append(rest[:end].strip())
        rest = rest[end:].strip()
    return [part for part in (*parts, rest) if _LETTER.search(part)]


def _best_end(window: str) -> int:
    """After the last sentence in it, else the last clause, else the last word."""
    for end in (_SENTENCE_IN, _CLAUSE_IN, _WORD_IN):
        found = end.match(window)
        if found:
            return found.end()
    return len(window)


def _pieces(spans: tuple[Span, ...]) -> Iterator[str]:
    sentence: list[Span] = []
    for part in _parts(spans):
        if part is None:
            yield from _edged(sentence)
            sentence = []
        else:
            sentence.append(part)
    yield from _edged(sentence)


def _parts(spans: tuple[Span, ...]) -> Iterator[Span | None]:
    """The spans cut at sentence ends, where None stands."""
    for span in spans:
        if isinstance(span, Pause):
            yield span
            continue
        for index, text in enumerate(_END.split(span.text)):
            if index:
                yield None
            if text.strip():
                yield Spoken(text=text, rate=span.rate)
        if span.text.rstrip().endswith((".", "!", "?")):
            yield None


def _edged(sentence: list[Span]) -> Iterator[str]:
    """A sentence without the pauses at its edges, which come before and after it."""
    while sentence and isinstance(sentence[0], Pause):
        yield write_spans([sentence.pop(0)])
    after: list[Span] = []
    while sentence and isinstance(sentence[-1], Pause):
        after.insert(0, sentence.pop())
    if sentence:
        yield write_spans(_stripped(sentence))
    for pause in after:
        yield write_spans([pause])


def _stripped(sentence: list[Span]) -> list[Span]:
    first, last = sentence[0], sentence[-1]
    if isinstance(first, Spoken):
        sentence[0] = Spoken(text=first.text.lstrip(), rate=first.rate)
        last = sentence[-1]
    if isinstance(last, Spoken):
        sentence[-1] = Spoken(text=last.text.rstrip(), rate=last.rate)
    return sentence
