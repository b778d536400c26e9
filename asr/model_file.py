"""CTranslate2's model file: weights by name, some of whose rows may be left out.

The format (binary version 4 and later) is little-endian: version, the specification's
name and revision, the number of weights; each weight's name, dimensions, kind and bytes;
then other names for the same weights. A text is its length in two bytes and its letters.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

_OLDEST_VERSION = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weight:
    """Where a weight's dimensions and its bytes stand in the file."""

    dimensions: tuple[int, ...]
    dimensions_at: int
    size_at: int
    began: int
    size: int

    @property
    def end(self) -> int:
        return self.began + self.size


def keep_rows(model: bytes, rows_before: int, kept: Sequence[int]) -> bytes:
    """The same model with only the `kept` rows of each weight that has `rows_before`.

    Raises:
        ValueError: not a model file of a known version, or one cut short.
    """
    parts, copied = [], 0
    for weight in _weights(model):
        if weight.dimensions[:1] != (rows_before,):
            continue
        rows = _rows(model, weight)[list(kept)].tobytes()
        parts += [
            model[copied : weight.dimensions_at],
            struct.pack("<I", len(kept)),
            model[weight.dimensions_at + 4 : weight.size_at],
            struct.pack("<I", len(rows)),
            rows,
        ]
        copied = weight.end
    return b"".join([*parts, model[copied:]])


def _rows(
    model: bytes, weight: _Weight
) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    values = np.frombuffer(model, np.uint8, weight.size, weight.began)
    return values.reshape(weight.dimensions[0], -1)


def _weights(model: bytes) -> Iterator[_Weight]:
    try:
        (version,) = struct.unpack_from("<I", model, 0)
        if version < _OLDEST_VERSION:
            raise ValueError(f"model file of version {version}, want 4 or later")
        at = _after_text(model, 4) + 4
        (count,) = struct.unpack_from("<I", model, at)
        at += 4
        for _ in range(count):
            weight = _weight(model, _after_text(model, at))
            yield weight
            at = weight.end
    except struct.error as error:
        raise ValueError("the model file is cut short") from error


def _after_text(model: bytes, at: int) -> int:
    (length,) = struct.unpack_from("<H", model, at)
    return at + 2 + int(length)


def _weight(model: bytes, at: int) -> _Weight:
    rank = model[at] if at < len(model) else 0
    dimensions = struct.unpack_from(f"<{rank}I", model, at + 1)
    size_at = at + 1 + 4 * rank + 1
    (size,) = struct.unpack_from("<I", model, size_at)
    if size_at + 4 + size > len(model):
        raise ValueError("the model file is cut short")
    return _Weight(
        dimensions=dimensions,
        dimensions_at=at + 1,
        size_at=size_at,
        began=size_at + 4,
        size=size,
    )
