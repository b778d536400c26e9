"""A company may begin with its own few phrases."""

from datetime import datetime
from pathlib import Path

import pytest

from voicebot.understanding.understander import open_understander

NOW = datetime.fromisoformat("2026-11-20T14:10+03:00")
BOOK = {"yes": ["да", "конечно"], "no": ["нет", "не надо"], "thanks": ["спасибо вам"]}


@pytest.mark.parametrize("intents", [["yes"], ["yes", "no"], ["yes", "no", "thanks"]])
def test_any_number_of_intents_is_enough(tmp_path: Path, intents: list[str]) -> None:
    for intent in intents:
        lines = "".join(f"    - {phrase}\n" for phrase in BOOK[intent])
        text = f'version: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{lines}'
        (tmp_path / f"{intent}.yml").write_text(text, encoding="utf-8")
    understander = open_understander(tmp_path, tmp_path / "cache")
    for intent in intents:
        heard = understander.understand(BOOK[intent][0], now=NOW)
        assert heard.intent == intent
    odd = understander.understand("синий трактор едет в поле", now=NOW)
    assert odd.intent == "out_of_scope"
