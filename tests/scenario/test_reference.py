from pathlib import Path

from tests.scenario.talking import write
from voicebot.scenario.loader import load_scenario
from voicebot.scenario.node import step_types
from voicebot.scenario.reference import REFERENCE_PATH, refreshed


def test_the_kept_reference_is_what_the_classes_say() -> None:
    kept = REFERENCE_PATH.read_text(encoding="utf-8")
    assert kept == refreshed(kept), "run: python -m voicebot.scenario.reference"


def test_it_shows_every_node_key() -> None:
    text = REFERENCE_PATH.read_text(encoding="utf-8")
    assert all(f"### `{step.key}`" in text for step in step_types())


def test_its_first_example_loads(tmp_path: Path) -> None:
    text = REFERENCE_PATH.read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    assert load_scenario(write(tmp_path, example)).name == "hello"
