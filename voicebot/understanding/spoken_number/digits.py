"""The digits that an utterance gives."""

from voicebot.understanding.spoken_number.chunks import Chunk, find_chunks
from voicebot.understanding.spoken_number.repairs import has_mark, is_refused
from voicebot.understanding.spoken_number.tokens import Tokens, read_tokens


def find_digits(text: str) -> str:
    """The digits that were dictated; empty when there are none.

    What follows a slip takes the place of as many digits before it.

    >>> find_digits("ноль сорок два"), find_digits("два нуля пять, три семёрки")
    ('042', '005777')
    >>> find_digits("ноль сорок два, ой нет, сорок три")
    '043'
    """
    return "".join(chunk.digits for chunk in dictated(read_tokens(text)))


def dictated(tokens: Tokens) -> list[Chunk]:
    """The namings of digits that stand, in order."""
    kept: list[Chunk] = []
    repaired: list[Chunk] = []
    into, end = kept, 0
    for chunk in find_chunks(tokens):
        if kept and has_mark(tokens, end, chunk.start):
            kept, repaired = _replaced(kept, repaired), []
            into = repaired
        if not is_refused(tokens, chunk.start):
            into.append(chunk)
        end = chunk.end
    return _replaced(kept, repaired)


def _replaced(kept: list[Chunk], repair: list[Chunk]) -> list[Chunk]:
    """`kept` with its tail of as many digits given way to `repair`."""
    size = sum(len(chunk.digits) for chunk in repair)
    left = list(kept)
    while left and size > 0:
        size -= len(left.pop().digits)
    return [*left, *repair]
