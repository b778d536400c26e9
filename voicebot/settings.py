"""voicebot.yaml and VOICEBOT_* variables, as one frozen, validated object."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    YamlConfigSettingsSource,
)
from typing_extensions import override

from voicebot.errors import SettingsError
from voicebot.setting_parts.campaigns import CampaignSettings
from voicebot.setting_parts.database import DatabaseSettings
from voicebot.setting_parts.log import LogSettings
from voicebot.setting_parts.node import NodeSettings, SpeechSettings
from voicebot.setting_parts.part import Part
from voicebot.setting_parts.telephone import SipSettings, TrunkSettings
from voicebot.setting_parts.web import WebSettings
from voicebot.web_address import (
    checked_header_name,
    checked_header_value,
    checked_url,
)

PROJECT_DIR = Path(__file__).resolve().parent.parent


class AsrSettings(Part):
    """Recognition. `auto`: Vosk when a Russian Vosk model is present, else Whisper."""

    engine: Literal["auto", "vosk", "whisper"] = "auto"
    model: str | None = None
    threads: int = Field(default=1, ge=1)


class TtsSettings(Part):
    """Speech. `auto`: Silero when its model is present, else Festival."""

    engine: Literal["auto", "silero", "festival"] = "auto"
    model: str | None = None
    voice: str | None = None


class NluSettings(Part):
    """Understanding. `rasa`: a Rasa server takes the embedded classifier's place.

    300 ms is half of what a whole reply may take; a reading takes some 30 ms on a busy
    machine of two cores (benchmarks/rasa.py).
    """

    engine: Literal["embedded", "rasa"] = "embedded"
    url: str = "http://127.0.0.1:5005"
    timeout_ms: int = Field(default=300, ge=1, le=2000)

    @field_validator("url")
    @classmethod
    def _may_be_sent_to(cls, url: str) -> str:
        return checked_url(url)


class AnsweringSettings(Part):
    """Who answered a dialled call: person, machine, announcement.

    `background` talks at once and stops when a machine shows itself; `lock_out` waits
    in silence until it is known. 2.5 s of speech is what most machines need to show
    themselves, and a person at most is patient with.
    """

    mode: Literal["background", "lock_out", "off"] = "background"
    deadline_s: float = Field(default=2.5, gt=0, le=10)


class WebAddress(Part):
    """Where a call sends JSON. `token` goes as `Authorization: Bearer`."""

    url: str
    token: SecretStr | None = None
    headers: Mapping[str, SecretStr] = Field(default_factory=dict)

    @field_validator("url")
    @classmethod
    def _may_be_sent_to(cls, url: str) -> str:
        return checked_url(url)

    @field_validator("token")
    @classmethod
    def _fits_a_header(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None:
            checked_header_value(token.get_secret_value())
        return token

    @field_validator("headers")
    @classmethod
    def _are_headers(cls, headers: Mapping[str, SecretStr]) -> Mapping[str, SecretStr]:
        for name, value in headers.items():
            checked_header_name(name)
            checked_header_value(value.get_secret_value())
        return headers


class MessageChannel(WebAddress):
    """The HTTP gateway of one kind of messages. `timeout_s` is for one try."""

    timeout_s: float = Field(default=5.0, gt=0, le=30)


class Folders(Part):
    """Where things lie, absolute or relative to the project.

    `recordings` lie under `var` unless they are given a place (a disk) of their own;
    `run` too, where the sockets of what runs now are.
    """

    models: Path = PROJECT_DIR / "models"
    dialogs: Path = PROJECT_DIR / "dialogs"
    var: Path = PROJECT_DIR / "var"
    recordings: Path = PROJECT_DIR / "var" / "recordings"
    run: Path = PROJECT_DIR / "var" / "run"

    @model_validator(mode="before")
    @classmethod
    def _folders_under_var(cls, given: Any) -> Any:
        if isinstance(given, Mapping) and "var" in given:
            var = Path(given["var"])
            return {"recordings": var / "recordings", "run": var / "run", **given}
        return given

    @field_validator("*")
    @classmethod
    def _from_the_project(cls, path: Path) -> Path:
        return PROJECT_DIR / path

    @property
    def prompts(self) -> Path:
        return self.var / "prompts"


class Settings(BaseSettings):
    """Everything that can be set; the defaults run on one machine with no trunk.

    A variable such as VOICEBOT_ASR__ENGINE overrules the file's `asr: {engine: …}`.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix="VOICEBOT_",
        env_nested_delimiter="__",
    )

    asr: AsrSettings = AsrSettings()
    tts: TtsSettings = TtsSettings()
    nlu: NluSettings = NluSettings()
    sip: SipSettings = SipSettings()
    answering: AnsweringSettings = AnsweringSettings()
    folders: Folders = Folders()
    database: DatabaseSettings = DatabaseSettings()
    campaigns: CampaignSettings = CampaignSettings()
    log: Annotated[LogSettings, NoDecode] = LogSettings()
    speech: SpeechSettings = SpeechSettings()
    node: NodeSettings = NodeSettings()
    web: WebSettings = WebSettings()
    trunks: Mapping[str, TrunkSettings] = Field(default_factory=dict)
    numbers: Mapping[str, Path] = Field(default_factory=dict)
    agents: Mapping[str, str] = Field(default_factory=dict)
    webhooks: Mapping[str, WebAddress] = Field(default_factory=dict)
    messages: Mapping[str, MessageChannel] = Field(default_factory=dict)
    moderation: Literal["off", "required"] = "off"
    timezone: str = "Europe/Moscow"

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(
                f'"{name}" is no time zone; write one like Europe/Moscow'
            ) from error
        return name


def load_settings(path: Path | None = None) -> Settings:
    """Read `path`, else VOICEBOT_CONFIG, else voicebot.yaml here, else the defaults.

    Raises:
        SettingsError: a file that was named is not there, or holds what cannot be.
    """
    named = path or _path_from_environment()
    chosen = named or Path("voicebot.yaml")
    if named and not named.is_file():
        raise SettingsError(f"{named}: there is no such settings file; check the path")
    try:
        return _settings_class(chosen)()
    except ValidationError as error:
        raise SettingsError(_first_complaint(chosen, error)) from error
    except (yaml.YAMLError, ValueError) as error:
        why = " ".join(str(error).split())
        raise SettingsError(
            f"{chosen}: holds no settings that can be read: {why}"
        ) from error


def _path_from_environment() -> Path | None:
    named = os.environ.get("VOICEBOT_CONFIG")
    return Path(named) if named else None


def _settings_class(path: Path) -> type[Settings]:
    class FileSettings(Settings):
        @classmethod
        @override
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return (
                env_settings,
                InitSettingsSource(settings_cls, _database_address()),
                YamlConfigSettingsSource(settings_cls, yaml_file=path),
            )

    return FileSettings


def _database_address() -> dict[str, Any]:
    """By the name that a database's address has with most programs."""
    url = os.environ.get("VOICEBOT_DATABASE_URL")
    return {"database": {"url": url}} if url else {}


def _first_complaint(path: Path, error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    return f"{path}: {key}: {first['msg']}; correct this key or remove it"


def interface_language() -> str:
    """`ru` unless VOICEBOT_LANG says otherwise."""
    return os.environ.get("VOICEBOT_LANG", "ru")[:2]
