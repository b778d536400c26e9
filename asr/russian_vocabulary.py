"""Which of Whisper's tokens Russian is written with: a tenth of them.

The decoder weighs every token of its vocabulary at each step, and half of its time goes
into that. Without the tokens of other scripts it is a third quicker and reads the same;
nor can it write «а ты радer» or a hieroglyph into noise.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from asr.model_file import keep_rows

MODEL_FILES = ("config.json", "model.bin", "vocabulary.txt")

_WRITTEN = frozenset(b" .,!?-:0123456789")
_CYRILLIC = frozenset((0xD0, 0xD1, *range(0x80, 0xC0)))
"""The bytes of Russian letters in UTF-8: a token may hold half a letter."""
_NUMBERED = ("suppress_ids", "suppress_ids_begin", "lang_ids")
"""Lists of token numbers in the model's configuration."""


def russian_tokens(vocabulary: Sequence[str], first_special: int) -> list[int]:
    """Numbers of the tokens to keep, in order; the special ones at the end all stay.

    `vocabulary` is spelled as byte-level BPE does, a printable character a byte.
    """
    byte_of = _bytes_by_character()
    allowed = _WRITTEN | _CYRILLIC
    kept = [
        number
        for number, token in enumerate(vocabulary[:first_special])
        if all(byte_of.get(character) in allowed for character in token)
    ]
    return kept + list(range(first_special, len(vocabulary)))


def russian_files(
    folder: Path, first_special: int
) -> tuple[dict[str, bytes], list[int]]:
    """A Whisper model's files without other scripts, and the tokens' former numbers.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is no part of a CTranslate2 Whisper model.
    """
    text = (folder / "vocabulary.txt").read_text(encoding="utf-8")
    vocabulary = text.removesuffix("\n").split("\n")
    kept = russian_tokens(vocabulary, first_special)
    number_of = {former: number for number, former in enumerate(kept)}
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    for name in _NUMBERED:
        config[name] = [
            number_of[former] for former in config.get(name, ()) if former in number_of
        ]
    model = keep_rows((folder / "model.bin").read_bytes(), len(vocabulary), kept)
    spelled = "\n".join(vocabulary[former] for former in kept) + "\n"
    return {
        "config.json": json.dumps(config).encode(),
        "model.bin": model,
        "vocabulary.txt": spelled.encode(),
    }, kept


def _bytes_by_character() -> dict[str, int]:
    """How byte-level BPE prints bytes (Radford et al., 2019): the others from U+0100 on."""
    printed = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printed]
    characters = [*printed, *range(256, 256 + len(others))]
    return {
        chr(character): byte
        for character, byte in zip(characters, [*printed, *others], strict=True)
    }
