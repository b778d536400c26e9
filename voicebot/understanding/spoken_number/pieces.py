"""Runs of words that make one number below a thousand."""

from voicebot.understanding.spoken_number.lexicon import PIECES, Piece, Rank
from voicebot.understanding.spoken_number.tokens import Tokens
from voicebot.understanding.spoken_time.tokens import Found

Pieces = tuple[Piece, ...]

_MAY_FOLLOW = {
    Rank.HUNDRED: {Rank.TENS, Rank.TEEN, Rank.UNIT},
    Rank.TENS: {Rank.UNIT},
}


def read_pieces(tokens: Tokens, at: int) -> Found[Pieces] | None:
    """«сто двадцать пять»; «пять десять» and «двадцать, пять» are two numbers."""
    found: list[Piece] = []
    end = at
    while end < len(tokens):
        piece = PIECES.get(tokens[end].word)
        if piece is None or (found and not _goes_on(tokens, end, found[-1], piece)):
            break
        found.append(piece)
        end += 1
    return Found(value=tuple(found), end=end) if found else None


def _goes_on(tokens: Tokens, at: int, last: Piece, piece: Piece) -> bool:
    token = tokens[at]
    if last.is_ordinal or token.is_after_pause or token.is_after_dash:
        return False
    return piece.rank in _MAY_FOLLOW.get(last.rank, ())


def total(pieces: Pieces) -> int:
    return sum(piece.value for piece in pieces)
