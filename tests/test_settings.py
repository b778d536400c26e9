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


def test_the_databases_address_has_its_usual_name_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "voicebot.yaml"
    path.write_text("database: {url: postgresql://file/x, connect_s: 5}")
    monkeypatch.setenv("VOICEBOT_DATABASE_URL", "postgresql://usual/x")
    database = load_settings(path).database
    assert database.url is not None
    assert database.url.get_secret_value() == "postgresql://usual/x"
    assert database.connect_s == 5
    monkeypatch.setenv("VOICEBOT_DATABASE__URL", "postgresql://exact/x")
    exact = load_settings(path).database.url
    assert exact is not None
    assert exact.get_secret_value() == "postgresql://exact/x"


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
        ("nlu: {engine: dialogflow}", "nlu.engine"),
        ("nlu: {url: 'http://rasa.example.com'}", "nlu.url"),
        ("nlu: {timeout_ms: 60000}", "nlu.timeout_ms"),
        ("timezone: Moon/Crater", "timezone"),
        ("telephone: {}", "telephone"),
        ("webhooks: {crm: {}}", "webhooks.crm.url"),
        ("webhooks: {crm: {url: crm.example.com}}", "webhooks.crm.url"),
        ("webhooks: {crm: {url: 'ftp://crm/x'}}", "webhooks.crm.url"),
        ("webhooks: {crm: {url: 'https://a:99999/'}}", "webhooks.crm.url"),
        ("webhooks: {crm: {url: 'https://u:p@a.ru/'}}", "webhooks.crm.url"),
        ("webhooks: {crm: {url: 'http://crm.example.com'}}", "webhooks.crm.url"),
        ("webhooks: {crm: {url: 'http://8.8.8.8/'}}", "webhooks.crm.url"),
        ("webhooks: {crm: {url: 'http://134744072/'}}", "webhooks.crm.url"),
        ("webhooks: {crm: {url: 'http://127.0.0.1.example.com/'}}", "webhooks.crm.url"),
        ('webhooks: {crm: {url: "https://a.ru/\\n"}}', "webhooks.crm.url"),
        ("webhooks: {crm: {url: 'https://a.ru/', token: 'два'}}", "webhooks.crm.token"),
        (
            "webhooks: {crm: {url: 'https://a.ru/', headers: {Host: x}}}",
            "webhooks.crm.headers",
        ),
        (
            'messages: {sms: {url: "https://a.ru/", headers: {X: "a\\nb"}}}',
            "messages.sms.headers",
        ),
        (
            "messages: {sms: {url: 'https://a.ru/', timeout_s: 0}}",
            "messages.sms.timeout_s",
        ),
    ],
)
def test_what_cannot_be_is_named_by_its_key_and_file(
    tmp_path: Path, text: str, key: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as failure:
        load_settings(path)
    assert str(failure.value).startswith(f"{path}: {key}: ")


@pytest.mark.parametrize(
    "url",
    [
        *("https://crm.example.com/voicebot", "http://localhost:8000/x"),
        *("http://127.0.0.1/x", "http://[::1]/x", "http://192.168.0.7/x"),
        *("http://crm:8000/hook", "http://crm.office.local/x"),
    ],
)
def test_a_webhook_is_https_or_within_the_own_network(tmp_path: Path, url: str) -> None:
    path = written(tmp_path, f'webhooks: {{crm: {{url: "{url}"}}}}')
    assert load_settings(path).webhooks["crm"].url == url


def test_a_token_may_come_from_a_variable_and_shows_itself_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "webhooks: {crm: {url: 'https://a.ru/'}}")
    monkeypatch.setenv("VOICEBOT_WEBHOOKS__CRM__TOKEN", "s3cret")
    settings = load_settings(path)
    token = settings.webhooks["crm"].token
    assert token is not None
    assert token.get_secret_value() == "s3cret"
    assert "s3cret" not in repr(settings)


def test_a_bad_token_is_complained_of_without_being_shown(tmp_path: Path) -> None:
    path = written(tmp_path, "webhooks: {crm: {url: 'https://a.ru/', token: 'тайна'}}")
    with pytest.raises(SettingsError) as failure:
        load_settings(path)
    assert "тайна" not in str(failure.value)


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
