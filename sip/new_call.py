"""A call as the asyncio side takes it over, and where such calls go."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from sip.leg_audio import LegAudio
from sip.pjsua_call import PjsuaCall
from sip.progress import Progress
from sip.uri import masked

_log = logging.getLogger("sip.line")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """A call as the asyncio side takes it over."""

    number: int
    call_id: str
    remote_uri: str
    local_uri: str
    audio: LegAudio
    progress: Progress
    trunk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """Where calls go that this side did not place."""

    incoming: Callable[[NewCall], None]
    followed: Callable[[str, NewCall], None]
    """The Call-ID of the call that was transferred, and the call to the target."""


def as_new_call(number: int, call: PjsuaCall, uri: str = "") -> NewCall:
    """What is known of a call now; `uri` where the stack knows no far end yet."""
    info = call.getInfo() if call.isActive() else None
    remote_uri = uri or bare(info.remoteUri if info else "")
    call_id = info.callIdString if info else call.own_call_id
    _tell(number, call, call_id, remote_uri)
    return NewCall(
        number=number,
        call_id=call_id,
        remote_uri=remote_uri,
        local_uri=bare(info.localUri if info else ""),
        audio=call.audio,
        progress=call.progress,
        trunk=call.trunk,
    )


def bare(uri: str) -> str:
    """`"Name" <sip:user@host>` and `<sip:user@host>` as `sip:user@host`."""
    return uri[uri.find("<") + 1 :].partition(">")[0]


def _tell(number: int, call: PjsuaCall, call_id: str, remote_uri: str) -> None:
    """Of this line's calls, which one the far end and the trunk know by which id."""
    facts = {
        "call": number,
        "call_id": call_id,
        "is_inbound": call.progress.is_inbound,
        "peer": masked(remote_uri),
    }
    trunk = call.way.trunk if call.way else call.trunk
    _log.info("sip_call", extra=facts | ({"trunk": trunk} if trunk else {}))
