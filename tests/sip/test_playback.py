import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sip.leg import RATE_HZ
from sip.playback import CAPACITY_S, FRAME_BYTES, Playback


def frames_of(playback: Playback) -> bytes:
    taken = b""
    while frame := playback.take_from_media_thread():
        assert len(frame) == FRAME_BYTES
        taken += frame
    return taken


@given(sizes=st.lists(st.integers(0, 700), max_size=12))
def test_pieces_of_any_size_are_played_without_a_gap(sizes: list[int]) -> None:
    playback = Playback()
    pieces = [np.full(size, 1 + number, np.int16) for number, size in enumerate(sizes)]
    for piece in pieces:
        playback.append(piece)
    whole = b"".join(piece.tobytes() for piece in pieces)
    played = frames_of(playback)
    assert played[: len(whole)] == whole
    assert not any(played[len(whole) :])
    assert playback.partial_frames == (1 if len(whole) % FRAME_BYTES else 0)


def test_discarding_tells_how_much_was_not_played() -> None:
    playback = Playback()
    playback.append(np.ones(1000, np.int16))
    playback.take_from_media_thread()
    assert playback.waiting_samples == 840
    assert playback.discard() == 840
    assert playback.take_from_media_thread() is None


def test_more_than_anybody_would_listen_to_is_refused() -> None:
    playback = Playback()
    playback.append(np.zeros(CAPACITY_S * RATE_HZ, np.int16))
    with pytest.raises(OverflowError):
        playback.append(np.zeros(1, np.int16))
