import fcntl
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from voicebot.understanding.model_cache import learnt_from
from voicebot.understanding.words import spoken_words

BOOK = {
    "yes": ("да", "конечно", "давайте", "я согласен"),
    "no": ("нет", "не надо", "ни за что", "не хочу"),
    "call_later": ("перезвоните позже", "я занят", "через час"),
}


def only_file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_what_is_loaded_equals_what_was_learnt(tmp_path: Path) -> None:
    fresh = learnt_from(BOOK, ["не <call>"], tmp_path)
    kept = learnt_from(BOOK, ["не <call>"], tmp_path)
    assert kept.familiarity == fresh.familiarity
    words = spoken_words("давайте попозже")
    assert kept.classifier.candidates(words) == fresh.classifier.candidates(words)


def test_learning_again_gives_the_same(tmp_path: Path) -> None:
    first = learnt_from(BOOK, [], tmp_path / "first").classifier
    second = learnt_from(BOOK, [], tmp_path / "second").classifier
    np.testing.assert_allclose(first.coefficients, second.coefficients, atol=1e-6)


@pytest.mark.parametrize("damage", [b"", b"half", b"PK\x03\x04 broken"])
def test_a_damaged_file_is_learnt_anew(tmp_path: Path, damage: bytes) -> None:
    fresh = learnt_from(BOOK, [], tmp_path)
    path = only_file(tmp_path)
    path.write_bytes(damage)
    again = learnt_from(BOOK, [], tmp_path)
    assert again.familiarity == fresh.familiarity
    assert path.stat().st_size > len(damage)
    assert only_file(tmp_path) == path


def test_other_phrases_have_another_file(tmp_path: Path) -> None:
    learnt_from(BOOK, [], tmp_path)
    learnt_from({**BOOK, "yes": ("да", "угу")}, [], tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_of_those_who_start_together_one_learns_and_the_others_take_it(
    tmp_path: Path,
) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "cache"
    folder.mkdir()
    fresh = learnt_from(BOOK, [], elsewhere)
    learner = os.open(folder, os.O_RDONLY)
    fcntl.flock(learner, fcntl.LOCK_EX)
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(learnt_from, BOOK, [], folder)
        kept = Path(shutil.copy(only_file(elsewhere), folder))
        kept_as = kept.stat()
        os.close(learner)
        found = waiting.result()
    assert found.familiarity == fresh.familiarity
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (
        kept_as.st_ino,
        kept_as.st_mtime_ns,
    )
