"""What the scripts for Rasa say on a machine that lacks something."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from voicebot.settings import PROJECT_DIR
from voicebot.understanding.phrase_file import read_examples

NEEDS_BY_HAND = 2


def run(folder: Path, script: str, **environment: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr; `folder` is all of PATH."""
    for name in ("sh", "dirname"):
        found = shutil.which(name)
        assert found
        if not (folder / name).exists():
            (folder / name).symlink_to(found)
    result = subprocess.run(
        [script],
        env={"PATH": str(folder), "HOME": str(folder), "VOICEBOT_LANG": "en"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout, result.stderr


def find(folder: Path, **environment: str) -> tuple[int, str, str]:
    return run(folder, str(PROJECT_DIR / "scripts" / "find-python310"), **environment)


def add(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_python_3_10_of_the_path_is_taken(tmp_path: Path) -> None:
    add(tmp_path / "python3.10", "exit 0")
    assert find(tmp_path) == (0, "python3.10\n", "")


def test_else_one_that_pyenv_keeps(tmp_path: Path) -> None:
    kept = tmp_path / ".pyenv" / "versions" / "3.10.13" / "bin" / "python"
    add(tmp_path / "python3.10", "exit 1")
    add(kept, "exit 0")
    assert find(tmp_path) == (0, f"{kept}\n", "")


def test_one_that_was_asked_for_and_does_not_fit_is_named(tmp_path: Path) -> None:
    add(tmp_path / "python3.10", "exit 0")
    code, _, told = find(tmp_path, PYTHON310="/no/such/python")
    assert code == NEEDS_BY_HAND
    assert "/no/such/python" in told


def test_without_any_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    code, printed, told = find(tmp_path)
    assert (code, printed) == (NEEDS_BY_HAND, "")
    [sentence] = told.splitlines()
    assert "Rasa needs Python 3.10" in sentence
    assert "PYTHON310=" in sentence


@pytest.mark.parametrize("name", ["rasa-run", "rasa-train"])
def test_before_it_is_built_the_scripts_name_the_command_that_builds_it(
    tmp_path: Path, name: str
) -> None:
    scripts = tmp_path / "elsewhere" / "scripts"
    scripts.mkdir(parents=True)
    for needed in (name, "words.sh"):
        shutil.copy(PROJECT_DIR / "scripts" / needed, scripts / needed)
    code, _, told = run(tmp_path, str(scripts / name))
    assert code == NEEDS_BY_HAND
    [sentence] = told.splitlines()
    assert "make rasa-model" in sentence


CORRECTIONS = """version: "3.1"
nlu:
- intent: no
  examples:
  - text: "беру: потом"
- intent: yes
  examples:
  - text: уже
    metadata: {"scenario": "shop", "question": "paid"}
"""


def copied(lists: Path, copy: Path) -> list[str]:
    """The names of the files that Rasa learns from."""
    copy.mkdir()
    script = PROJECT_DIR / "scripts" / "rasa_lists.py"
    subprocess.run([sys.executable, script, lists, copy], check=True)
    return sorted(path.name for path in copy.iterdir())


def test_rasa_is_not_taught_what_holds_at_one_question(tmp_path: Path) -> None:
    lists, copy = tmp_path / "phrases", tmp_path / "copy"
    lists.mkdir()
    shutil.copy(PROJECT_DIR / "dialogs" / "phrases" / "yes.yml", lists)
    (lists / "corrections.yml").write_text(CORRECTIONS, encoding="utf-8")
    assert copied(lists, copy) == ["corrections.yml", "yes.yml"]
    assert (copy / "yes.yml").read_bytes() == (lists / "yes.yml").read_bytes()
    taught = [(one.intent, one.text) for one in read_examples(copy / "corrections.yml")]
    assert taught == [("no", "беру: потом")]


def test_rasa_is_given_no_list_of_nothing(tmp_path: Path) -> None:
    lists = tmp_path / "phrases"
    lists.mkdir()
    narrow = CORRECTIONS.replace(
        '  - text: "беру: потом"', "  - {text: а, metadata: {scenario: s}}"
    )
    (lists / "corrections.yml").write_text(narrow, encoding="utf-8")
    assert copied(lists, tmp_path / "copy") == []
