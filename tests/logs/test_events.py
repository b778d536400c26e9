"""Events have names that do not change, and the operator's page explains them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[2]
OWN = ("voicebot", "sip", "asr", "tts")
LOGGERS = ("logger", "_log")
METHODS = ("debug", "info", "warning", "error", "critical", "exception", "log")


def events() -> Iterator[tuple[str, str]]:
    """File and event of every call of a logger in the source."""
    for package in OWN:
        for path in sorted((PROJECT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and (said := _said(node)):
                    for name in _names(said):
                        yield str(path.relative_to(PROJECT)), name


def _said(call: ast.Call) -> ast.expr | None:
    match call.func:
        case ast.Attribute(value=ast.Name(id=owner), attr=method) if (
            owner in LOGGERS and method in METHODS
        ):
            return call.args[1 if method == "log" else 0]
        case _:
            return None


def _names(said: ast.expr) -> Iterator[str]:
    match said:
        case ast.Constant(value=str(name)):
            yield name
        case ast.IfExp(body=one, orelse=other):
            yield from (*_names(one), *_names(other))
        case ast.Call(func=ast.Name(id="event_name")):
            return  # a timeline's event, which tests/conversation/test_call_log.py names
        case _:
            yield ast.unparse(said)


def test_every_event_is_named_in_small_letters_and_nothing_else() -> None:
    named = list(events())
    assert len(named) > 40
    assert [one for one in named if not re.fullmatch(r"[a-z]+(_[a-z]+)*", one[1])] == []


def test_the_operators_page_explains_every_event() -> None:
    page = (PROJECT / "docs" / "node.md").read_text("utf-8")
    logs = page[page.index("\n## Logs\n") :]
    missing = {name for _path, name in events() if f"`{name}`" not in logs}
    assert missing == set()
