"""A trunk: whom calls to telephone numbers go through, and how it is spoken to."""

from dataclasses import dataclass, field
from enum import StrEnum


class Transport(StrEnum):
    """What carries SIP."""

    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


class Srtp(StrEnum):
    """Whether audio is encrypted (RFC 3711, keys by RFC 4568)."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


class SessionTimer(StrEnum):
    """Whether the far end is asked, in a long call, if it is still there (RFC 4028)."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


class NumberForm(StrEnum):
    """How a Russian number is written to the trunk: +7926…, 7926…, 8926…."""

    E164 = "e164"
    DIGITS = "digits"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsFiles:
    """Paths of PEM files.

    `ca` empty: the system's certificate authorities where this side only connects. To
    be called, it needs a `certificate`, a `key` and a `ca` of its own.
    """

    ca: str = ""
    certificate: str = ""
    key: str = ""
    verify: bool = True


NO_TLS_FILES = TlsFiles()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nat:
    """How this side is reached from beyond a router.

    `rewrites_contact`: take the address and port that the trunk saw (RFC 3581).
    """

    public_address: str = ""
    stun: bool = False
    rewrites_contact: bool = True


NO_NAT = Nat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trunk:
    """Hosts are `host` or `host:port`; empty ones are the trunk's `host`.

    `login` is the digest's user name where it is not `username`.

    `peers` are further addresses and networks (`192.0.2.0/24`) that it calls from.
    `channels` counts calls both ways, `calls_per_s` placed ones; None is no limit.
    `keep_alive_s` 0 sends no OPTIONS. `listen_port` 0 listens on any free one.
    """

    name: str
    host: str
    transport: Transport = Transport.UDP
    registers: bool = False
    registrar: str = ""
    register_for_s: int = 300
    username: str = ""
    login: str = ""
    password: str = field(default="", repr=False)
    realm: str = "*"
    outbound_proxy: str = ""
    caller_id: str = ""
    asserted_identity: str = ""
    numbers_as: NumberForm = NumberForm.E164
    srtp: Srtp = Srtp.OFF
    tls: TlsFiles = NO_TLS_FILES
    listen_port: int = 0
    peers: tuple[str, ...] = ()
    channels: int | None = None
    calls_per_s: float | None = None
    session_timer: SessionTimer = SessionTimer.OPTIONAL
    session_expires_s: int = 1800
    keep_alive_s: float = 30.0
    nat: Nat = NO_NAT

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host that may speak for the trunk, without ports, each once."""
        named = (self.host, self.registrar, self.outbound_proxy)
        return tuple(dict.fromkeys(host_of(each) for each in named if each))

    def uri(self, user: str = "", at: str = "") -> str:
        """The address of `user` at the trunk, or at another of its hosts."""
        return sip_uri(user, at or self.host, self.transport)


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """One trunk and no other; `shown_name` is for the called person's screen."""

    trunk: str
    shown_name: str = ""


def sip_uri(user: str, host: str, transport: Transport) -> str:
    """An address to call.

    >>> sip_uri("100", "192.0.2.1:5061", Transport.TLS)
    'sip:100@192.0.2.1:5061;transport=tls'
    """
    suffix = "" if transport is Transport.UDP else f";transport={transport}"
    return f"sip:{user}@{host}{suffix}" if user else f"sip:{host}{suffix}"


def host_of(host_and_port: str) -> str:
    """Without the port and an IPv6 address's brackets.

    >>> host_of("trunk.example:5060"), host_of("[::1]:5060"), host_of("192.0.2.1")
    ('trunk.example', '::1', '192.0.2.1')
    """
    if host_and_port.startswith("["):
        return host_and_port[1:].partition("]")[0]
    return host_and_port.partition(":")[0]
