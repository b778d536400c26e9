"""The set-up's own words when a machine lacks something, with a PATH made for it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from voicebot.settings import PROJECT_DIR

SCRIPTS = PROJECT_DIR / "scripts"
NEEDS_BY_HAND = 2


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder that is the whole PATH: the few tools every machine has."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "dirname"):
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    return folder


def add(tools: Path, name: str, script: str) -> None:
    path = tools / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def run(
    tools: Path, script: str, *arguments: str, **environment: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [SCRIPTS / script, *arguments],
        env={"PATH": str(tools), "VOICEBOT_LANG": "en"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def one_sentence(result: "subprocess.CompletedProcess[str]") -> str:
    assert result.returncode == NEEDS_BY_HAND
    [sentence] = result.stderr.splitlines()
    return sentence


def test_installed_packages_need_neither_apt_nor_root(tools: Path) -> None:
    add(tools, "dpkg-query", "echo installed")
    result = run(tools, "install-debian-packages", "festival", "graphviz")
    assert (result.returncode, result.stderr) == (0, "")


def test_without_apt_the_missing_packages_are_named(tools: Path) -> None:
    add(tools, "dpkg-query", '[ "$4" = graphviz ] && echo installed')
    result = run(tools, "install-debian-packages", "festival", "graphviz", "festvox-ru")
    assert one_sentence(result).endswith("Install by hand: festival festvox-ru")


def test_without_root_and_sudo_the_missing_packages_are_named(tools: Path) -> None:
    add(tools, "apt-get", "exit 0")
    add(tools, "id", "echo 1000")
    result = run(tools, "install-debian-packages", "festival")
    assert "sudo" in one_sentence(result)


def test_a_person_who_is_not_root_installs_through_sudo(
    tools: Path, tmp_path: Path
) -> None:
    add(tools, "apt-get", "exit 0")
    add(tools, "id", "echo 1000")
    add(tools, "sudo", f'echo "$@" >> {tmp_path}/asked')
    assert run(tools, "install-debian-packages", "festival").returncode == 0
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[0].startswith("apt-get update")
    assert asked[1].endswith(" festival")


def test_when_apt_fails_the_last_line_says_what_to_do(tools: Path) -> None:
    add(tools, "apt-get", "echo E: no network >&2; exit 100")
    add(tools, "id", "echo 0")
    result = run(tools, "install-debian-packages", "festival")
    assert result.returncode == NEEDS_BY_HAND
    assert result.stderr.splitlines()[-1].endswith("Install by hand: festival")


def test_python_3_11_is_preferred_to_python3(tools: Path) -> None:
    add(tools, "python3.11", "exit 0")
    add(tools, "python3", "exit 0")
    assert run(tools, "find-python").stdout == "python3.11\n"


def test_python3_serves_when_its_version_fits(tools: Path) -> None:
    add(tools, "python3", "exit 0")
    assert run(tools, "find-python").stdout == "python3\n"


def test_no_fitting_python_is_one_sentence_in_russian_by_default(tools: Path) -> None:
    add(tools, "python3", "exit 1")
    assert "3.11" in one_sentence(run(tools, "find-python"))
    russian = one_sentence(run(tools, "find-python", VOICEBOT_LANG="ru"))
    assert russian.startswith("Нужен Python 3.11")


def test_a_python_that_was_asked_for_and_does_not_run_is_named(tools: Path) -> None:
    sentence = one_sentence(run(tools, "find-python", PYTHON="/no/such/python"))
    assert "/no/such/python" in sentence


def test_a_python_without_venv_asks_for_its_debian_package(tools: Path) -> None:
    versions = 'case "$2" in *version_info*print*|*print*) echo 3.11;;'
    add(tools, "python3.11", f"{versions} *ensurepip*) exit 1;; esac")
    result = run(tools, "find-python")
    assert "python3.11-venv" in one_sentence(result)
