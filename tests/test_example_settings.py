"""voicebot.example.yaml is the reference of all settings, so it must not go stale."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from voicebot.settings import PROJECT_DIR, Settings, load_settings

EXAMPLE = PROJECT_DIR / "voicebot.example.yaml"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def keys_of(model: type[BaseModel], above: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from keys_of(kind, f"{above}{name}.")
        else:
            yield above + name


def written_keys(part: Mapping[str, object], above: str = "") -> Iterator[str]:
    for name, value in part.items():
        if isinstance(value, Mapping) and above + name != "agents":
            yield from written_keys(value, f"{above}{name}.")
        else:
            yield above + name


def test_the_example_loads_and_its_values_are_the_defaults() -> None:
    loaded = load_settings(EXAMPLE)
    assert loaded.agents == {"managers": "sip:managers@192.0.2.10"}
    assert loaded.model_dump() == {**Settings().model_dump(), "agents": loaded.agents}


def test_the_example_names_every_setting_there_is() -> None:
    written = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    assert set(written_keys(written)) == set(keys_of(Settings))


def test_the_admins_page_explains_every_setting_there_is() -> None:
    page = (PROJECT_DIR / "docs" / "telephony.md").read_text("utf-8")
    missing = [key for key in keys_of(Settings) if f"`{key}`" not in page]
    assert missing == []
