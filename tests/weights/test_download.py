import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.weights.file_server import Files, serving
from tests.weights.watching import Notes
from voicebot.weights.download import MOST_ATTEMPTS, download
from voicebot.weights.failure import SourceFailed

BODY = bytes(range(256)) * 4000


def test_a_file_arrives_whole_and_its_progress_is_told(tmp_path: Path) -> None:
    watcher = Notes()
    with serving(Files({"a.bin": BODY})) as files:
        download(files.url("a.bin"), tmp_path / "a.bin", watcher)
    assert (tmp_path / "a.bin").read_bytes() == BODY
    assert watcher.seen[-1] == ("a.bin", len(BODY), len(BODY))
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def test_a_cut_download_goes_on_from_the_byte_where_it_was_cut(tmp_path: Path) -> None:
    with serving(Files({"a.bin": BODY}, cut_after=[1000, 500])) as files:
        download(files.url("a.bin"), tmp_path / "a.bin", Notes())
    assert (tmp_path / "a.bin").read_bytes() == BODY
    assert [wanted for _, wanted in files.asked] == ["", "bytes=1000-", "bytes=1500-"]


def test_a_later_run_goes_on_from_what_an_earlier_one_left(tmp_path: Path) -> None:
    with serving(Files({"a.bin": BODY}, cut_after=[700, 0])) as files:
        with pytest.raises(SourceFailed):
            download(files.url("a.bin"), tmp_path / "a.bin", Notes())
        assert not (tmp_path / "a.bin").exists()
        files.asked.clear()
        download(files.url("a.bin"), tmp_path / "a.bin", Notes())
    assert files.asked == [("/a.bin", "bytes=700-")]
    assert (tmp_path / "a.bin").read_bytes() == BODY


def test_a_file_that_changed_since_is_fetched_from_its_start(tmp_path: Path) -> None:
    newer = BODY[::-1]
    with serving(Files({"a.bin": BODY}, cut_after=[700, 0])) as files:
        with pytest.raises(SourceFailed):
            download(files.url("a.bin"), tmp_path / "a.bin", Notes())
        files.content["a.bin"], files.etag = newer, '"two"'
        download(files.url("a.bin"), tmp_path / "a.bin", Notes())
    assert (tmp_path / "a.bin").read_bytes() == newer


def test_a_server_without_ranges_is_asked_for_the_whole_again(tmp_path: Path) -> None:
    with serving(Files({"a.bin": BODY}, cut_after=[1000], knows_ranges=False)) as files:
        download(files.url("a.bin"), tmp_path / "a.bin", Notes())
    assert (tmp_path / "a.bin").read_bytes() == BODY


def test_a_partial_file_that_is_complete_needs_no_more_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.bin.part").write_bytes(BODY)
    with serving(Files({"a.bin": BODY})) as files:
        download(files.url("a.bin"), tmp_path / "a.bin", Notes())
    assert (tmp_path / "a.bin").read_bytes() == BODY


def test_a_partial_file_longer_than_the_real_one_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "a.bin.part").write_bytes(BODY + b"more")
    with serving(Files({"a.bin": BODY})) as files:
        download(files.url("a.bin"), tmp_path / "a.bin", Notes())
    assert (tmp_path / "a.bin").read_bytes() == BODY


def test_a_missing_file_is_one_line_with_the_status(tmp_path: Path) -> None:
    with (
        serving(Files({})) as files,
        pytest.raises(SourceFailed, match=r"^http://\S+/a\.bin: HTTP 404$"),
    ):
        download(files.url("a.bin"), tmp_path / "a.bin", Notes())
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/a.bin"
        with pytest.raises(SourceFailed) as failure:
            download(url, tmp_path / "a.bin", Notes())
    assert "\n" not in str(failure.value)
    assert str(failure.value).startswith(url)


def test_a_server_that_cuts_every_connection_is_given_up(tmp_path: Path) -> None:
    with serving(Files({"a.bin": BODY}, cut_after=[1] * 100)) as files:
        with pytest.raises(SourceFailed, match=str(MOST_ATTEMPTS)):
            download(files.url("a.bin"), tmp_path / "a.bin", Notes())
        assert len(files.asked) == MOST_ATTEMPTS


@settings(max_examples=25, deadline=None)
@given(
    cuts=st.lists(st.integers(1, 400), max_size=MOST_ATTEMPTS - 1),
    body=st.binary(min_size=1, max_size=2000),
    knows_ranges=st.booleans(),
)
def test_wherever_the_connection_is_cut_the_file_is_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    cuts: list[int],
    body: bytes,
    knows_ranges: bool,
) -> None:
    folder = tmp_path_factory.mktemp("cuts")
    cuts = sorted(cuts) if knows_ranges else sorted(set(cuts))
    files = Files({"a.bin": body}, cut_after=cuts, knows_ranges=knows_ranges)
    with serving(files):
        download(files.url("a.bin"), folder / "a.bin", Notes())
    assert (folder / "a.bin").read_bytes() == body
