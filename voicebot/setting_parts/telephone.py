"""The SIP side: this machine's own telephone, and the trunks that it calls by."""

import ipaddress
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator

from voicebot.setting_parts.part import Part

_HOST = re.compile(
    r"(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?"
)
_USER = re.compile(r"[A-Za-z0-9_.!~*'()&=+$,;?/%#-]+")
_IDENTITY = re.compile(
    r"(?:sips?:|tel:)[^\s<>\"]+|[A-Za-z0-9_.+*#-]+(?:@[A-Za-z0-9.-]+)?"
)
_PORTS = re.compile(r"(\d{1,5})-(\d{1,5})")
_LAST_PORT = 65535


def _a_host(text: str) -> str:
    if text and not _HOST.fullmatch(text):
        raise ValueError(f'"{text}" is no host; write one like sip.example.com:5060')
    return text


def _a_user(text: str) -> str:
    if text and not _USER.fullmatch(text):
        raise ValueError(
            f'"{text}" cannot stand before the @ of an address; write a number or name'
        )
    return text


def _an_identity(text: str) -> str:
    if text and not _IDENTITY.fullmatch(text):
        raise ValueError(f'"{text}" is no identity; write a number or a sip: address')
    return text


def _a_network(text: str) -> str:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        raise ValueError(
            f'"{text}" is no address or network; write one like 192.0.2.0/24'
        ) from error
    return text


def _a_port_range(text: str | None) -> str | None:
    found = _PORTS.fullmatch(text or "")
    if text is not None and not (
        found and 0 < int(found[1]) < int(found[2]) <= _LAST_PORT
    ):
        raise ValueError(f'"{text}" is no range of ports; write one like 20000-20999')
    return text


Host = Annotated[str, AfterValidator(_a_host)]
"""`host` or `host:port`; empty where the trunk's own `host` is meant."""

User = Annotated[str, AfterValidator(_a_user)]
Identity = Annotated[str, AfterValidator(_an_identity)]
Network = Annotated[str, AfterValidator(_a_network)]
PortRange = Annotated[str | None, AfterValidator(_a_port_range)]
Codec = Literal["PCMA", "PCMU", "G722"]


class SipSettings(Part):
    """The SIP side. Port 0 takes any free one.

    A trunk that says nothing for 8 s (five INVITEs, RFC 3261 §17.1.1.2) says nothing
    later either; the RFC's own 32 s are longer than `ring_s`. A trunk in Russia speaks
    A-law.
    """

    bind: str = "0.0.0.0"  # a telephone listens on every interface
    port: int = Field(default=5060, ge=0, le=65535)
    caller_id: User = "voicebot"
    ring_s: float = Field(default=30.0, gt=0)
    rtp_silence_s: float = Field(default=20.0, gt=0)
    max_calls: int = Field(default=4, ge=1)
    codecs: tuple[Codec, ...] = Field(default=("PCMA", "PCMU"), min_length=1)
    rtp_ports: PortRange = None
    stun: Host = ""
    no_response_s: float = Field(default=8.0, ge=1, le=32)
    accept: Literal["trunks", "anyone"] = "trunks"
    accept_from: tuple[Network, ...] = ()

    @property
    def rtp_port_range(self) -> tuple[int, int] | None:
        """First and last."""
        if self.rtp_ports is None:
            return None
        first, _dash, last = self.rtp_ports.partition("-")
        return int(first), int(last)


class TlsSettings(Part):
    """PEM files. `ca` null trusts whom the system trusts."""

    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    verify: bool = True

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if bool(self.certificate) != bool(self.key):
            raise ValueError("a certificate needs its key, and a key its certificate")
        return self


class NatSettings(Part):
    """How the trunk reaches this machine through a router."""

    public_address: Host = ""
    stun: bool = False
    rewrite_contact: bool = True


class TrunkSettings(Part):
    """One trunk; the first that is up carries a call. Without `register`: by address.

    Registering each 300 s keeps a router's way in open; RFC 4028 §4 advises 1800 s for
    a session. OPTIONS each 30 s tells of a trunk's death before most calls do.
    """

    host: Host = Field(min_length=1)
    transport: Literal["udp", "tcp", "tls"] = "udp"
    register_: bool = Field(default=False, alias="register")
    registrar: Host = ""
    register_every_s: int = Field(default=300, ge=30, le=86400)
    username: User = ""
    login: str = Field(default="", pattern=r'^[^\s"\\]*$')
    password: SecretStr = SecretStr("")
    realm: str = Field(default="*", min_length=1)
    outbound_proxy: Host = ""
    caller_id: User = ""
    asserted_identity: Identity = ""
    number_form: Literal["e164", "digits", "national"] = "e164"
    srtp: Literal["off", "optional", "required"] = "off"
    tls: TlsSettings = TlsSettings()
    listen_port: int = Field(default=0, ge=0, le=65535)
    calls_from: tuple[Network, ...] = ()
    numbers: Mapping[str, Path] = Field(default_factory=dict)
    channels: int | None = Field(default=None, ge=1)
    calls_per_s: float | None = Field(default=None, gt=0)
    session_timer: Literal["off", "optional", "required"] = "optional"
    session_expires_s: int = Field(default=1800, ge=90)
    keep_alive_s: float = Field(default=30.0, ge=0)
    nat: NatSettings = NatSettings()

    @model_validator(mode="after")
    def _registers_as_somebody(self) -> Self:
        if self.register_ and not self.username:
            raise ValueError("register: true needs a username (and mostly a password)")
        return self

    @model_validator(mode="after")
    def _is_called_by_whom_it_knows(self) -> Self:
        own = self.transport == "tls" and (self.listen_port or self.tls.certificate)
        if own and not self.tls.ca:
            raise ValueError(
                "with a certificate of its own or a listen_port, tls needs `ca`: the"
                " system's list is too long for a handshake"
            )
        return self
