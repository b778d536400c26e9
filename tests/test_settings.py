from pathlib import Path

import pytest

from voicebot.errors import SettingsError
from voicebot.settings import PROJECT_DIR, Folders, interface_language, load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_the_defaults_run_on_one_machine() -> None:
    settings = load_settings()
    assert settings.asr.engine == settings.tts.engine == "auto"
    assert settings.sip.port == 5060
    assert settings.folders.models == Folders().models
    assert settings.timezone == "Europe/Moscow"


def test_voicebot_yaml_in_the_working_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "voicebot.yaml").write_text("sip: {port: 5070}\n")
    assert load_settings().sip.port == 5070


def test_a_variable_overrules_the_file_and_leaves_its_neighbours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "sip: {port: 5070, caller_id: shop}\nasr: {threads: 1}\n")
    monkeypatch.setenv("VOICEBOT_SIP__PORT", "5080")
    settings = load_settings(path)
    assert (settings.sip.port, settings.sip.caller_id) == (5080, "shop")
    assert settings.asr.threads == 1


def test_voicebot_config_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "agents: {managers: 'sip:desk@10.0.0.5'}\n")
    monkeypatch.setenv("VOICEBOT_CONFIG", str(path))
    assert load_settings().agents["managers"] == "sip:desk@10.0.0.5"


def test_a_relative_folder_starts_at_the_project(tmp_path: Path) -> None:
    path = written(tmp_path, "folders: {var: records, dialogs: /srv/dialogs}\n")
    folders = load_settings(path).folders
    assert folders.var == PROJECT_DIR / "records"
    assert folders.recordings == PROJECT_DIR / "records" / "recordings"
    assert folders.dialogs == Path("/srv/dialogs")


def test_a_variable_that_is_no_mapping_where_one_belongs_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VOICEBOT_AGENTS", "nobody")
    with pytest.raises(SettingsError, match="agents"):
        load_settings()


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.yaml"):
        load_settings(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("sip: {port: 99999}", "sip.port"),
        ("sip: {prt: 5060}", "sip.prt"),
        ("asr: {engine: siri}", "asr.engine"),
        ("asr: {threads: 0}", "asr.threads"),
        ("timezone: Moon/Crater", "timezone"),
        ("telephone: {}", "telephone"),
    ],
)
def test_what_cannot_be_is_named_by_its_key_and_file(
    tmp_path: Path, text: str, key: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as failure:
        load_settings(path)
    assert str(failure.value).startswith(f"{path}: {key}: ")


@pytest.mark.parametrize("text", ["sip: [", "just words", "- a\n- list\n"])
def test_a_file_that_holds_no_settings_is_one_sentence_with_its_name(
    tmp_path: Path, text: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError, match=r"mine\.yaml") as failure:
        load_settings(path)
    assert "\n" not in str(failure.value)


def test_settings_cannot_be_changed_afterwards() -> None:
    settings = load_settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.sip.port = 1  # type: ignore[misc]  # the very thing that must fail


@pytest.mark.parametrize(("value", "language"), [(None, "ru"), ("en_US.UTF-8", "en")])
def test_people_read_russian_unless_they_choose_otherwise(
    monkeypatch: pytest.MonkeyPatch, value: str | None, language: str
) -> None:
    monkeypatch.delenv("VOICEBOT_LANG", raising=False)
    if value:
        monkeypatch.setenv("VOICEBOT_LANG", value)
    assert interface_language() == language
