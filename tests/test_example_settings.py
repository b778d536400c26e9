"""voicebot.example.yaml is the reference of all settings, so it must not go stale."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from voicebot.setting_parts.telephone import TrunkSettings
from voicebot.settings import (
    PROJECT_DIR,
    MessageChannel,
    Settings,
    WebAddress,
    load_settings,
)

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
            yield above + (field.alias or name)


NAMED = {"agents", "numbers", "trunks", "webhooks", "messages", "web.tokens"}
"""Settings whose keys are the admin's own names; the example shows one of each."""


def written_keys(part: Mapping[str, object], above: str = "") -> Iterator[str]:
    for name, value in part.items():
        if isinstance(value, Mapping) and above + name not in NAMED:
            yield from written_keys(value, f"{above}{name}.")
        else:
            yield above + name


def test_the_example_loads_and_its_values_are_the_defaults() -> None:
    loaded = load_settings(EXAMPLE)
    assert loaded.agents == {"managers": "sip:managers@192.0.2.10"}
    others = NAMED | {"folders"}
    assert loaded.model_dump(exclude=others) == Settings().model_dump(exclude=others)
    assert loaded.folders == Settings().folders


def test_the_example_shows_every_key_of_a_webhook_and_a_message_channel() -> None:
    written = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    loaded = load_settings(EXAMPLE)
    crm, sms = loaded.webhooks["crm"], loaded.messages["sms"]
    assert set(written["webhooks"]["crm"]) == set(WebAddress.model_fields)
    assert set(written["messages"]["sms"]) == set(MessageChannel.model_fields)
    assert crm == WebAddress(url=crm.url)
    assert sms == MessageChannel(url=sms.url)


def test_the_example_shows_every_key_of_a_trunk() -> None:
    written = yaml.safe_load(EXAMPLE.read_text("utf-8"))["trunks"]["main"]
    main = load_settings(EXAMPLE).trunks["main"]
    assert {*written_keys(written), "numbers"} == set(keys_of(TrunkSettings))
    assert main == TrunkSettings(host=main.host)


def test_the_admins_page_explains_every_key_of_a_trunk() -> None:
    page = (PROJECT_DIR / "docs" / "telephony.md").read_text("utf-8")
    missing = [key for key in keys_of(TrunkSettings) if f"`{key}`" not in page]
    assert missing == []


def test_the_example_names_every_setting_there_is() -> None:
    written = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    assert set(written_keys(written)) == set(keys_of(Settings))


def test_the_admins_page_explains_every_setting_there_is() -> None:
    page = (PROJECT_DIR / "docs" / "telephony.md").read_text("utf-8")
    missing = [key for key in keys_of(Settings) if f"`{key}`" not in page]
    assert missing == []
