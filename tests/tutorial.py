"""Does what the author's tutorial says, in an empty folder, and reads what it shows."""

import os
import re
import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# ([\w./-]+\.yaml)(, в конец)?\n")
DIFF = re.compile(r"--- ([\w./-]+)\n-(.*)\n\+(.*)\n")

COMMAND_S = 90.0
"""Longer than any command takes, on a busy machine too."""

ENDLESS = "answer"
"""The command that runs until it is stopped; its window shows up again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block and the heading that it stands under."""

    kind: str
    text: str
    section: str


def blocks_of(page: str) -> Iterator[Block]:
    for section in re.split(r"^## ", page, flags=re.MULTILINE):
        title = section.partition("\n")[0]
        for kind, text in BLOCK.findall(section):
            yield Block(kind=kind, text=text, section=title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What is typed and what is shown then; without `words`, a running command's."""

    words: Sequence[str]
    typed: Sequence[str]
    shown: Sequence[str]


def commands_of(text: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE):
        first, _newline, rest = part.partition("\n")
        is_command = text.startswith("$ ")
        lines = rest.splitlines() if is_command else part.splitlines()
        if not part:
            continue
        yield Command(
            words=shlex.split(first)[1:] if is_command else (),
            typed=[line[2:] for line in lines if line.startswith("> ")],
            shown=[line.strip() for line in lines if line and line[:2] != "> "],
        )


def missing_line(shown: Sequence[str], output: str) -> str | None:
    """The first of the lines that the output lacks, in order; `…` is anything."""
    place = 0
    for line in shown:
        pattern = r"[^\n]*?".join(map(re.escape, re.split("…", line)))
        found = re.compile(rf"^[ \t]*{pattern}[ \t]*$", re.MULTILINE).search(
            output, place
        )
        if line != "…" and found is None:
            return line
        place = found.end() if found and line != "…" else place
    return None


class Running:
    """A command that goes on; what it writes is gathered by a thread of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._output = ""
        self._place = 0
        self._more = threading.Condition()
        self._gathering = threading.Thread(target=self._gather, daemon=True)
        self._gathering.start()

    def expect(self, shown: Sequence[str]) -> None:
        """Wait until all of this is written, after what was expected before."""
        ends = time.monotonic() + COMMAND_S
        with self._more:
            while missing_line(shown, self._output[self._place :]) is not None:
                left_s = ends - time.monotonic()
                assert left_s > 0, f"{shown} is not in: {self._output}"
                self._more.wait(left_s)
            self._place = len(self._output)

    def stop(self) -> None:
        with self._process:
            self._process.terminate()
            self._gathering.join(COMMAND_S)

    def _gather(self) -> None:
        for line in self._process.stdout or ():
            with self._more:
                self._output += line
                self._more.notify()


class Reader:
    """Somebody who follows the page to the letter."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self._environment = {**os.environ, **environment}
        self._running: Running | None = None

    def follow(self, block: Block) -> None:
        match block.kind:
            case "console":
                for command in commands_of(block.text):
                    self._run(command)
            case "yaml":
                self._write(block.text)
            case "diff":
                self._edit(block.text)
            case _:
                raise AssertionError(f"nobody knows what to do with {block}")

    def stop(self) -> None:
        if self._running:
            self._running.stop()

    def _run(self, command: Command) -> None:
        if not command.words:
            assert self._running, "nothing runs that could show this"
            self._running.expect(command.shown)
        elif command.words[0] == ENDLESS:
            self._running = Running(self._open(command, subprocess.DEVNULL))
            self._running.expect(command.shown)
        else:
            process = self._open(command, subprocess.PIPE)
            typed = "".join(f"{line}\n" for line in command.typed)
            output, _nothing = process.communicate(typed, COMMAND_S)
            assert missing_line(command.shown, output) is None, output

    def _open(self, command: Command, stdin: int) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "voicebot", *command.words],
            cwd=self.folder,
            env=self._environment,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def _write(self, text: str) -> None:
        """A whole file, or more for its end; else an excerpt of what is there."""
        named = FILE.match(text)
        if named is None:
            there = [path.read_text("utf-8") for path in self.folder.glob("*.yaml")]
            assert any(_holds(whole, text) for whole in there), text
            return
        path = self.folder / named[1]
        if named[2]:
            with path.open("a", encoding="utf-8") as file:
                file.write("\n" + text[named.end() :])
        else:
            path.write_text(text, encoding="utf-8")

    def _edit(self, text: str) -> None:
        edit = DIFF.fullmatch(text)
        assert edit, text
        path = self.folder / edit[1]
        whole = path.read_text("utf-8")
        assert whole.count(f"\n{edit[2]}\n") == 1, text
        path.write_text(
            whole.replace(f"\n{edit[2]}\n", f"\n{edit[3]}\n"), encoding="utf-8"
        )


def _holds(whole: str, excerpt: str) -> bool:
    return dedent(excerpt).strip() in dedent(whole) or excerpt.rstrip() in whole
