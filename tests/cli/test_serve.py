"""`voicebot serve` before it serves: what it says when it cannot."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Ran, run_voicebot


def served(folder: Path, *options: str, log: str = "{}") -> Ran:
    config = folder / "voicebot.yaml"
    config.write_text(f"log: {log}\nnumbers: {{}}\n", encoding="utf-8")
    return asyncio.run(run_voicebot("serve", "--config", str(config), *options))


def test_a_terminal_gets_a_sentence(tmp_path: Path) -> None:
    ran = served(tmp_path)
    assert ran.code == 2
    assert ran.err.startswith("voicebot: no scenario answers any number")


@pytest.mark.parametrize(
    ("options", "log"),
    [(("--log-format", "json"), "{}"), ((), "{format: json, level: ERROR}")],
)
def test_who_gathers_json_gets_nothing_else(
    tmp_path: Path, options: tuple[str, ...], log: str
) -> None:
    ran = served(tmp_path, *options, log=log)
    [line] = map(json.loads, ran.err.splitlines())
    assert ran.code == 2
    assert (line["event"], line["level"]) == ("node_cannot_go_on", "critical")
    assert "no scenario answers any number" in line["sentence"]


def test_a_file_gets_the_lines_of_a_node(tmp_path: Path) -> None:
    path = tmp_path / "node.log"
    ran = served(tmp_path, log=f"{{format: json, file: {path}}}")
    assert (ran.code, ran.err) == (2, "")
    assert json.loads(path.read_text())["event"] == "node_cannot_go_on"


@pytest.mark.parametrize("log", ["loud", "{level: loud}", "{format: xml}", "{to: x}"])
def test_what_no_log_can_be_is_told_in_a_sentence(tmp_path: Path, log: str) -> None:
    ran = served(tmp_path, log=log)
    assert ran.code == 2
    assert "log" in ran.err
    assert "Traceback" not in ran.err
