"""Typing on a true terminal: a process of its own, behind a pseudo-terminal."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

TYPIST = """
import sys
from pathlib import Path
from voicebot.cli.typed_lines import typed_lines

commands = ["/back", "/key", "/silence"]
for line in typed_lines(lambda: "> ", history=Path(sys.argv[1]), commands=commands):
    print(f"<{line}>")
"""


UP = "\x1b[A"


def typed(strokes: Sequence[str], history: Path) -> list[str]:
    """What the program reads of these key strokes, a line each; Ctrl+D ends them."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(history)],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8"},
    ):
        os.close(theirs)
        shown = ""
        for stroke in (*(f"{line}\n" for line in strokes), "\x04"):
            shown += _shown_until("> ", ours)
            os.write(ours, stroke.encode())
        shown += _shown_until(None, ours)
    os.close(ours)
    return re.findall(r"^<(.*)>", shown, re.MULTILINE)


def _shown_until(prompt: str | None, terminal: int) -> str:
    """Without a prompt, all that is left; a terminal tells of its end by an error."""
    shown = b""
    while prompt is None or not shown.endswith(prompt.encode()):
        try:
            shown += os.read(terminal, 4096)
        except OSError:
            break
    return shown.decode()


def test_tab_completes_a_command(tmp_path: Path) -> None:
    assert typed(["/ba\t", "/s\t"], tmp_path / "h") == ["/back", "/silence"]


def test_words_are_not_completed(tmp_path: Path) -> None:
    assert typed(["да", "back"], tmp_path / "h") == ["да", "back"]


def test_earlier_lines_come_back_in_the_next_run_too(tmp_path: Path) -> None:
    history = tmp_path / "var" / "history"
    assert typed(["перезвоните", "да", UP * 2], history) == [
        "перезвоните",
        "да",
        "перезвоните",
    ]
    assert typed([UP], history) == ["перезвоните"]
    assert history.stat().st_mode & 0o077 == 0


def test_a_pipe_is_read_line_by_line_without_a_prompt(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TYPIST, str(tmp_path / "h")],
        input=" /key 1 \n\nда",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == "</key 1>\n<>\n<да>\n"
    assert done.stderr == ""
    assert not (tmp_path / "h").exists()
