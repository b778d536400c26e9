"""Whether the SIP port of the settings can be bound."""

import errno
import socket

from voicebot.doctor.finding import Finding
from voicebot.i18n import _
from voicebot.setting_parts.telephone import SipSettings


def check_telephone(sip: SipSettings) -> Finding:
    """Bind the UDP port for an instant; a second SIP stack would be refused likewise."""
    address = f"{sip.bind}:{sip.port}"
    try:
        _bind(sip.bind, sip.port)
    except OSError as error:
        return Finding(
            part=_("SIP port"),
            is_ok=False,
            found=f"{address}: {error.strerror or error}",
            advice=_advice(error),
        )
    port = str(sip.port) if sip.port else _("any free port")
    return Finding(
        part=_("SIP port"),
        is_ok=True,
        found=_("UDP {bind}, {port}: free").format(bind=sip.bind, port=port),
    )


def _bind(host: str, port: int) -> None:
    family, kind, protocol, _name, where = socket.getaddrinfo(
        host, port, type=socket.SOCK_DGRAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.bind(where)


def _advice(error: OSError) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return _(
                "another program holds the port: stop it (`ss -lunp` names it) or set"
                " sip.port to another"
            )
        case errno.EACCES:
            return _("ports below 1024 need root: set sip.port to 1024 or more")
        case _:
            return _("set sip.bind to an address of this machine, or to 0.0.0.0")
