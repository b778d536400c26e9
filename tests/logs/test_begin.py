"""Where lines go, and what they look like there."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from voicebot.errors import SettingsError
from voicebot.logs.begin import log_by, logging_node
from voicebot.setting_parts.log import LogSettings

logger = logging.getLogger("voicebot.test")

IN_A_CHILD = """
import logging, os, sys
from voicebot.logs.begin import logging_to_supervisor
from voicebot.setting_parts.log import LogSettings
with logging_to_supervisor(LogSettings(level="info"), process="phone-0"):
    os.write(2, b"LOG (Kaldi) without an end")
    logging.getLogger("sip.x").info("call_answered", extra={"code": 200})
    logging.getLogger("sip.x").debug("too_quiet")
"""


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    logging.captureWarnings(capture=False)
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_events_below_the_level_are_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log_by(LogSettings())
    logger.info("too_quiet")
    logger.warning("loud", extra={"code": 1})
    err = capsys.readouterr().err
    assert "too_quiet" not in err
    assert "WARNING voicebot.test loud code=1" in err


def test_libraries_say_nothing_below_a_warning(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log_by(LogSettings(level="debug"))
    logging.getLogger("pymorphy3").info("Loading dictionaries")
    logging.getLogger("pymorphy3").warning("Loading failed")
    logger.debug("ours")
    err = capsys.readouterr().err
    assert "dictionaries" not in err
    assert "Loading failed" in err
    assert "ours" in err


def test_a_command_writes_json_where_the_settings_say_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log_by(LogSettings(format="json"))
    logger.warning("loud", extra={"code": 1})
    told = json.loads(capsys.readouterr().err)
    assert (told["event"], told["code"], told["pid"]) == ("loud", 1, os.getpid())


@pytest.mark.parametrize("is_node", [True, False])
def test_a_file_takes_the_lines_and_may_be_moved_away(
    tmp_path: Path, *, is_node: bool
) -> None:
    path = tmp_path / "voicebot.log"
    settings = LogSettings(format="json", file=path)
    if is_node:
        for event in ("before", "after"):
            with logging_node(settings, process="supervisor"):
                logger.warning(event)
            path.rename(tmp_path / event)
    else:
        log_by(settings)
        for event in ("before", "after"):
            logger.warning(event)
            path.rename(tmp_path / event)
    assert json.loads((tmp_path / "before").read_text())["event"] == "before"
    assert json.loads((tmp_path / "after").read_text())["event"] == "after"


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    settings = LogSettings(file=tmp_path / "nowhere" / "voicebot.log")
    with pytest.raises(SettingsError, match=r"log\.file"):
        log_by(settings)
    with pytest.raises(SettingsError), logging_node(settings, process="supervisor"):
        pass


def test_a_process_of_the_node_begins_its_line_anew_after_a_librarys_words() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", IN_A_CHILD], capture_output=True, text=True, check=True
    )
    garbage, line = ended.stderr.strip().splitlines()
    assert garbage == "LOG (Kaldi) without an end"
    told = json.loads(line)
    assert (told["process"], told["event"]) == ("phone-0", "call_answered")
