from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.weights.making import zipped
from voicebot.weights.failure import SourceFailed
from voicebot.weights.unpack import unpack_folder


def archive(folder: Path, *names: str) -> Path:
    path = folder / "a.zip"
    path.write_bytes(zipped(dict.fromkeys(names, b"x")))
    return path


@pytest.mark.parametrize("name", ["m/../../evil", "m/..\\evil", "m/a/../../../evil"])
def test_a_name_that_would_leave_the_folder_is_refused(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(SourceFailed, match="evil"):
        unpack_folder(archive(tmp_path, name), "m", tmp_path / "in" / "target")
    assert not list(tmp_path.rglob("evil"))


def test_only_the_asked_folder_is_unpacked(tmp_path: Path) -> None:
    source = archive(tmp_path, "m/a", "m/deep/b", "mm/c", "d", "/m/e")
    unpack_folder(source, "m", tmp_path / "out")
    found = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    assert [str(path) for path in found] == [
        "a.zip",
        "out",
        "out/a",
        "out/deep",
        "out/deep/b",
    ]


def test_an_archive_without_the_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match=r"a\.zip"):
        unpack_folder(archive(tmp_path, "other/a"), "m", tmp_path / "out")


def test_something_that_is_no_archive_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"<html>")
    with pytest.raises(SourceFailed, match=r"a\.zip"):
        unpack_folder(tmp_path / "a.zip", "m", tmp_path / "out")


parts = st.sampled_from(["..", ".", "m", "a", "b", "", "\\", "..\\x"])


@settings(max_examples=60, deadline=None)
@given(names=st.lists(st.lists(parts, min_size=1, max_size=5), min_size=1, max_size=4))
def test_no_archive_writes_outside_its_target(
    tmp_path_factory: pytest.TempPathFactory, names: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("zip")
    source = archive(folder, *{"/".join(["m", *name]) for name in names})
    target = folder / "deep" / "er" / "target"
    with suppress(SourceFailed, OSError):
        unpack_folder(source, "m", target)
    outside = [path for path in folder.rglob("*") if path.is_file()]
    assert all(path == source or path.is_relative_to(target) for path in outside)
