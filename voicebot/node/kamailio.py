"""What Kamailio needs to stand before the phones of one node or several."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Self

from sip.config import STACK_CALLS
from voicebot.errors import VoicebotError
from voicebot.i18n import _
from voicebot.node.plan import kept_for_agents, plan_of
from voicebot.settings import Settings

TEMPLATE = Path(__file__).parents[1] / "templates" / "kamailio.cfg"
LIST_NAME = "dispatcher.list"
SET = 1
PING_S = 2
"""A phone that died or drains is asked for no call after this, at the latest."""

MOST_TRIES = 8
"""Phones that one call is offered to, at milliseconds each."""

_NODE = re.compile(
    r"(?P<host>[A-Za-z0-9.-]+):(?P<port>\d{1,5})(?:\+(?P<count>\d{1,3}))?"
)
_LISTEN = re.compile(
    r"(?P<protocol>udp|tcp):(?P<host>[A-Za-z0-9.-]+):(?P<port>\d{1,5})"
)
_LAST_PORT = 65535
_ANY = "0.0.0.0"  # compared with, not bound
_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPhone:
    """A phone as Kamailio calls it: `calls` at once at most."""

    host: str
    port: int
    calls: int = STACK_CALLS

    @property
    def line(self) -> str:
        """Its line of the dispatcher list: set, address, flags, priority, attributes."""
        attributes = f"duid={self.host}-{self.port};maxload={self.calls}"
        return f"{SET} sip:{self.host}:{self.port} 0 0 {attributes}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Where Kamailio takes calls. `tcp` means TCP beside UDP: phones speak UDP."""

    protocol: str
    host: str
    port: int

    @classmethod
    def read(cls, text: str) -> Self:
        """`udp:0.0.0.0:5060`.

        Raises:
            VoicebotError: it is something else.
        """
        found = _LISTEN.fullmatch(text)
        if not found or not 0 < int(found["port"]) <= _LAST_PORT:
            raise VoicebotError(
                _(
                    '"{text}" is no address to listen at; write one like'
                    " udp:0.0.0.0:5060"
                ).format(text=text)
            )
        return cls(
            protocol=found["protocol"], host=found["host"], port=int(found["port"])
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """All that the two files are made of."""

    listen: Listen
    phones: Sequence[FrontPhone]
    control: Path
    retry_after_s: int


def read_node(text: str) -> tuple[FrontPhone, ...]:
    """`HOST:PORT+COUNT`: phones on neighbouring ports of one machine.

    Raises:
        VoicebotError: it is something else.

    >>> [phone.port for phone in read_node("192.0.2.5:5070+3")]
    [5070, 5071, 5072]
    """
    found = _NODE.fullmatch(text)
    first, count = (int(found["port"]), int(found["count"] or 1)) if found else (0, 0)
    if not found or not first or not count or first + count - 1 > _LAST_PORT:
        raise VoicebotError(
            _(
                '"{text}" is no node; write host:port+count, like 192.0.2.5:5070+10'
                " for ten processes on ports from 5070 on"
            ).format(text=text)
        )
    ports = range(first, first + count)
    return tuple(FrontPhone(host=found["host"], port=port) for port in ports)


def own_phones(settings: Settings, listen: Listen) -> tuple[FrontPhone, ...]:
    """The phones of this machine's node, for a Kamailio beside them.

    Raises:
        VoicebotError: they have no fixed ports, or one that Kamailio is to have; a
            scenario cannot be read, so that nobody knows how many phones there are.
    """
    if not settings.sip.port:
        raise VoicebotError(
            _(
                "sip.port is 0, so nobody knows where the phones will listen; set"
                " sip.port: 5070 in voicebot.yaml"
            )
        )
    host = _LOOPBACK if settings.sip.bind == _ANY else settings.sip.bind
    phones = tuple(
        FrontPhone(host=host, port=phone.port, calls=phone.calls)
        for phone in plan_of(settings, kept_for_agents(settings)).phones
        if phone.calls
    )
    is_taken = any(phone.port == listen.port for phone in phones)
    if is_taken and _ANY in (listen.host, settings.sip.bind):
        raise VoicebotError(
            _(
                "port {port} is a phone's own; set sip.port: {free} in"
                " voicebot.yaml, or let Kamailio --listen elsewhere"
            ).format(port=listen.port, free=listen.port + 10)
        )
    return phones


def write_front(front: Front, config: Path) -> tuple[Path, Path]:
    """Write kamailio.cfg as `config` and the dispatcher list beside it; both paths.

    Raises:
        VoicebotError: they cannot be written there.
    """
    path = config.absolute()
    phones = path.with_name(LIST_NAME)
    try:
        path.write_text(config_of(front, phones), "utf-8")
        phones.write_text(list_of(front), "utf-8")
    except OSError as error:
        raise VoicebotError(
            _("{path} cannot be written: {why}").format(path=path, why=error.strerror)
        ) from error
    return path, phones


def config_of(front: Front, list_file: Path) -> str:
    """kamailio.cfg, which reads the phones from `list_file`."""
    return _Config(TEMPLATE.read_text("utf-8")).substitute(
        listen="\n".join(_listen_lines(front.listen)),
        list=list_file,
        control=front.control,
        set=SET,
        ping_s=PING_S,
        tries=min(len(front.phones), MOST_TRIES),
        retry_after_s=front.retry_after_s,
    )


def list_of(front: Front) -> str:
    """The dispatcher list: a line a phone."""
    return "".join(f"{phone.line}\n" for phone in front.phones)


class _Config(Template):
    """Kamailio's own variables begin with `$`."""

    delimiter = "%%"


def _listen_lines(listen: Listen) -> Iterable[str]:
    """On all addresses Kamailio must look for them itself: of 0.0.0.0 it would tell."""
    if listen.host == _ANY:
        yield f"port={listen.port}"
        yield "mhomed=1"
    else:
        protocols = dict.fromkeys(("udp", listen.protocol))
        for protocol in protocols:
            yield f"listen={protocol}:{listen.host}:{listen.port}"
    if listen.protocol == "udp":
        yield "disable_tcp=yes"
