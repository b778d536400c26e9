import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.model_file import keep_rows

ROWS = 7
KIND = 4


def text(letters: str) -> bytes:
    return struct.pack("<H", len(letters) + 1) + letters.encode() + b"\0"


def weight(name: str, values: np.ndarray) -> bytes:
    sizes = struct.pack(f"<{values.ndim}I", *values.shape)
    return (
        text(name)
        + bytes([values.ndim])
        + sizes
        + bytes([KIND])
        + struct.pack("<I", values.nbytes)
        + values.tobytes()
    )


def model(vocabulary: np.ndarray, version: int = 6) -> bytes:
    others = np.arange(5, dtype=np.float32), np.array(1, dtype=np.int8)
    weights = [
        weight("encoder/bias", others[0]),
        weight("decoder/embeddings/weight", vocabulary),
        weight("decoder/scale", others[1]),
    ]
    head = struct.pack("<I", version) + text("WhisperSpec")
    return (
        head
        + struct.pack("<II", 3, len(weights))
        + b"".join(weights)
        + struct.pack("<I", 1)
        + text("decoder/projection/weight")
        + text("decoder/embeddings/weight")
    )


VOCABULARY = np.arange(ROWS * 3, dtype=np.float16).reshape(ROWS, 3)


@given(st.lists(st.integers(0, ROWS - 1), min_size=1, unique=True).map(sorted))
def test_only_the_kept_rows_are_left_and_all_else_stays(kept: list[int]) -> None:
    assert keep_rows(model(VOCABULARY), ROWS, kept) == model(VOCABULARY[kept])


def test_a_scale_for_each_row_is_cut_as_well() -> None:
    scales = np.arange(ROWS, dtype=np.float32)
    assert keep_rows(model(scales), ROWS, [0, 6]) == model(scales[[0, 6]])


@pytest.mark.parametrize("length", [0, 3, 20, 40, 120])
def test_a_file_cut_short_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="cut short"):
        keep_rows(model(VOCABULARY)[:length], ROWS, [0])


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="version 3"):
        keep_rows(model(VOCABULARY, version=3), ROWS, [0])
