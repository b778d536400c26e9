"""Lines that a person types, with history and completion on a terminal."""

import readline
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import click

MOST_REMEMBERED = 500

Prompt = Callable[[], str]
"""What to write before the next line; asked anew for each."""


def typed_lines(
    prompt: Prompt, *, history: Path, commands: Sequence[str]
) -> Iterator[str]:
    """Lines of stdin, stripped. The prompt shows on a terminal only.

    On a terminal the arrows bring back earlier lines, of earlier runs too, and Tab
    completes `commands`.
    """
    if not sys.stdin.isatty():
        yield from (line.strip() for line in sys.stdin)
    elif not sys.stdout.isatty():
        yield from _lines(lambda: _plain_line(prompt()))
    else:
        _recall(history)
        _complete(commands)
        try:
            yield from _lines(lambda: input(prompt()))
        finally:
            _remember(history)


def _lines(read: Callable[[], str]) -> Iterator[str]:
    """Until the end of input, which Ctrl+C also is."""
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            yield read().strip()
    click.echo(err=True)


def _plain_line(prompt: str) -> str:
    """Stdout is somebody's file: the prompt belongs elsewhere."""
    click.echo(prompt, nl=False, err=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _recall(history: Path) -> None:
    with suppress(OSError):
        readline.read_history_file(history)


def _remember(history: Path) -> None:
    """Keep what was typed; a folder that cannot be written is no reason to fail."""
    readline.set_history_length(MOST_REMEMBERED)
    with suppress(OSError):
        history.parent.mkdir(parents=True, exist_ok=True)
        readline.write_history_file(history)


def _complete(commands: Sequence[str]) -> None:
    def candidate(text: str, number: int) -> str | None:
        begun = readline.get_line_buffer()[: readline.get_begidx()]
        words = [word for word in commands if word.startswith(text)]
        fitting = words if text.startswith("/") and not begun.strip() else []
        return [*fitting, None][number] if number <= len(fitting) else None

    readline.set_completer(candidate)
    readline.set_completer_delims(" ")
    is_editline = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_editline else "tab: complete")
