"""What docs/api.md shows is what happens."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.web.conftest import TOKEN
from voicebot.settings import PROJECT_DIR
from voicebot.web.problem import Kind

pytestmark = pytest.mark.live

PAGE = (PROJECT_DIR / "docs" / "api.md").read_text("utf-8")
EXAMPLE = re.compile(
    r"^```bash\n(?P<shell>.*?)^```\n(?:\n```json\n(?P<shown>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
ANSWERS_MAY_HAVE_OTHER_KEYS = (
    "mapping",
    "lists",
    "results",
    "hours",
    "refusals",
    "notes",
)


def examples() -> Iterator[tuple[str, str | None]]:
    for found in EXAMPLE.finditer(PAGE):
        yield found["shell"], found["shown"]


def objects(text: str) -> Iterator[Any]:
    """Those that stand one behind the other, as curl prints several answers."""
    while text.strip():
        value, end = json.JSONDecoder().raw_decode(text.strip())
        text = text.strip()[end:]
        yield value


def shape(value: Any) -> Any:
    """Keys all the way down; the values differ from day to day."""
    match value:
        case dict():
            return {
                key: None if key in ANSWERS_MAY_HAVE_OTHER_KEYS else shape(part)
                for key, part in value.items()
            }
        case list():
            return [shape(part) for part in value]
        case _:
            return None


def test_every_example_works_and_answers_as_the_page_shows(
    site: httpx2.Client, tmp_path: Path
) -> None:
    known = {**os.environ, "API": str(site.base_url).rstrip("/"), "TOKEN": TOKEN}
    count = 0
    for shell, shown in examples():
        done = subprocess.run(
            ["bash", "-ec", shell.replace("curl -sS", "curl -sS --noproxy '*'")],
            cwd=tmp_path,
            env=known,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, f"{shell}\n{done.stderr}"
        if shown is not None:
            last = list(objects(done.stdout))[-1]
            assert shape(last) == shape(json.loads(shown)), shell
        else:
            assert "urn:voicebot:problem" not in done.stdout, f"{shell}\n{done.stdout}"
        count += 1
    assert count > 10
    assert (tmp_path / "results.xlsx").read_bytes()[:2] == b"PK"


def test_every_kind_of_problem_stands_in_the_table() -> None:
    missing = [kind.slug for kind in Kind if f"`{kind.slug}`" not in PAGE]
    assert missing == []
