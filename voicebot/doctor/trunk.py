"""Whether a trunk lets this machine in: asked for real, and told in words."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace

from sip.config import SipConfig
from sip.endpoint import PjsuaLine, open_line
from sip.leg import Answered, Ended, LegEvent, Ringing
from sip.trunk import Trunk
from sip.trunk_health import TrunkState
from voicebot.conversation.line_config import sip_config
from voicebot.doctor.finding import Finding
from voicebot.doctor.trunk_words import call_finding, codec_finding, replies_of
from voicebot.errors import SettingsError
from voicebot.i18n import _
from voicebot.settings import Settings

_ASKS_EACH_S = 3600.0
"""OPTIONS once, even of a trunk that gets none otherwise."""

_SPARE_S = 4.0
"""Beside the time for one answer: a challenge and its answer, a TLS handshake."""

_RING_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the trunk answered. `call` None: nobody was called."""

    state: TrunkState
    call: LegEvent | None = None


async def check_trunk(
    settings: Settings, name: str, number: str | None
) -> list[Finding]:
    """Register, send OPTIONS, and let `number` ring once if it is given.

    Raises:
        SettingsError: no trunk of that name.
        SipError: the telephone cannot start here.
    """
    config = _config_for(settings, name)
    [trunk] = config.trunks
    unknown = [found async for found in _unknown_hosts(trunk)]
    if unknown:
        return unknown
    seen = await _ask(config, number)
    return list(_findings(settings, trunk, seen))


def _config_for(settings: Settings, name: str) -> SipConfig:
    """The trunk alone, on ports of its own: a node may be serving here."""
    config = sip_config(settings, 0, registers=True)
    chosen = next((trunk for trunk in config.trunks if trunk.name == name), None)
    if chosen is None:
        known = ", ".join(settings.trunks) or "-"
        raise SettingsError(
            _('there is no trunk "{name}"; the settings name: {known}').format(
                name=name, known=known
            )
        )
    alone = replace(chosen, keep_alive_s=_ASKS_EACH_S, listen_port=0)
    return replace(config, trunks=(alone,), accepts_anyone=False)


async def _unknown_hosts(trunk: Trunk) -> AsyncIterator[Finding]:
    """Hosts that no address is known of. Behind a proxy only the proxy is looked up."""
    hosts = trunk.hosts[-1:] if trunk.outbound_proxy else trunk.hosts
    loop = asyncio.get_running_loop()
    for host in hosts:
        try:
            await loop.getaddrinfo(host, None, family=socket.AF_INET)
        except OSError as error:
            yield Finding(
                part=_("host"),
                is_ok=False,
                found=_("{host}: no address is known of it ({why})").format(
                    host=host, why=error.strerror or error
                ),
                advice=_(
                    "correct trunks.{name}.host, or this machine's DNS; SRV records"
                    " are not looked up: name the server itself"
                ).format(name=trunk.name),
            )


async def _ask(config: SipConfig, number: str | None) -> Seen:
    async with open_line(config) as line:
        state = await _settled(line, config.no_response_s + _SPARE_S)
        if number is None:
            return Seen(state=state)
        return Seen(state=state, call=await _rung(line, number))


async def _settled(line: PjsuaLine, within_s: float) -> TrunkState:
    """The state once every question is answered; as far as it got when time is up."""
    try:
        async with asyncio.timeout(within_s):
            async for state in line.trunk_changes():
                if state.is_known:
                    return state
    except TimeoutError:
        pass
    return line.trunks[0]


async def _rung(line: PjsuaLine, number: str) -> LegEvent | None:
    """The first event of a call that is hung up as soon as it rings."""
    leg = await line.place(number, ring_s=_RING_S)
    first: LegEvent | None = None
    async for event in leg.events():
        if first is None and isinstance(event, Ringing | Answered | Ended):
            first = event
            await leg.hang_up()
    return first


def _findings(settings: Settings, trunk: Trunk, seen: Seen) -> Iterator[Finding]:
    yield from replies_of(trunk, seen.state)
    yield from codec_finding(settings.sip.codecs, seen.state.codecs)
    if seen.call is not None:
        yield call_finding(trunk, seen.call)
