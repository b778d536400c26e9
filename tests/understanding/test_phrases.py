from pathlib import Path

import pytest

from voicebot.errors import ScenarioError
from voicebot.settings import PROJECT_DIR
from voicebot.understanding.phrases import load_phrases
from voicebot.understanding.words import spoken_words

EXPECTED = {
    "yes", "no", "call_later", "operator", "repeat", "who_is_it", "robot_check",
    "do_not_call", "wrong_number", "interested", "not_interested", "subscribe",
    "reschedule", "answering_machine", "out_of_scope",
}  # fmt: skip


def write(folder: Path, text: str) -> Path:
    path = folder / "yes.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_rasas_format_is_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        'version: "3.1"\nnlu:\n- intent: yes\n  examples: |\n    - да\n\n    - ну да\n'
        "- intent: no\n  examples: |\n    - нет\n    - нет\n",
    )
    assert load_phrases(tmp_path) == {"yes": ("да", "ну да"), "no": ("нет",)}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("nlu: []\n", 1),
        ('version: "2.0"\nnlu: []\n', 1),
        ('version: "3.1"\nnlu: да\n', 2),
        ('version: "3.1"\nnlu:\n- intent: yes\n', 3),
        ('version: "3.1"\nnlu:\n- examples: |\n    - да\n', 3),
        ('version: "3.1"\nnlu:\n- intent: yes\n  examples: |\n    - да\n    нет\n', 6),
        ('version: "3.1"\nnlu:\n- intent: yes\n  examples: |\n    - да\n    -\n', 6),
        ('version: "3.1"\nnlu:\n- intent: [yes\n', 4),
        ("- да\n", 1),
    ],
)
def test_a_malformed_file_is_named_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ScenarioError) as complaint:
        load_phrases(tmp_path)
    assert str(complaint.value).startswith(f"{path}:{line}: ")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "yes.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_phrases(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no phrase files"):
        load_phrases(tmp_path)


def test_shipped_lists_hold_every_intent_and_no_phrase_twice() -> None:
    book = load_phrases(PROJECT_DIR / "dialogs" / "phrases")
    assert set(book) == EXPECTED
    owners: dict[tuple[str, ...], set[str]] = {}
    for intent, phrases in book.items():
        for phrase in phrases:
            owners.setdefault(spoken_words(phrase), set()).add(intent)
    assert {words: found for words, found in owners.items() if len(found) > 1} == {}
