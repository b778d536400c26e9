"""The stack's settings: small delays, telephone codecs, RTP without pauses."""

import errno

import pjsua2 as pj

from sip.config import STACK_CALLS, SipConfig
from sip.errors import AddressNotLocal, AddressUnusable, PortTaken, SipError
from sip.leg import FRAME_SAMPLES, RATE_HZ
from sip.stack_log import STACK_LEVEL, StackLog

_CODECS = {"PCMA/8000/1": 255, "PCMU/8000/1": 254}
"""Priorities; 0 for all others: a telephone trunk speaks G.711, and A-law in Russia."""

_FRAME_MS = 1000 * FRAME_SAMPLES // RATE_HZ
_OS_ERROR_BASE = 120_000
"""pjlib's PJ_ERRNO_START_SYS: its codes for errno start here."""


def stack_config(config: SipConfig, log: StackLog) -> pj.EpConfig:
    """No threads of its own for SIP; no silence suppression, no echo cancelling."""
    chosen = pj.EpConfig()
    chosen.uaConfig.threadCnt = 0
    chosen.uaConfig.maxCalls = STACK_CALLS
    chosen.uaConfig.userAgent = "voicebot"
    chosen.logConfig.level = STACK_LEVEL
    chosen.logConfig.consoleLevel = STACK_LEVEL
    chosen.logConfig.decor = pj.PJ_LOG_HAS_SENDER | pj.PJ_LOG_HAS_SPACE
    chosen.logConfig.msgLogging = 0
    chosen.logConfig.writer = log
    _set_media(chosen.medConfig, config)
    return chosen


def _set_media(media: pj.MediaConfig, config: SipConfig) -> None:
    media.clockRate = media.sndClockRate = RATE_HZ
    media.channelCount = 1
    media.audioFramePtime = media.ptime = _FRAME_MS
    media.noVad = True
    media.ecTailLen = 0
    media.sndAutoCloseTime = -1
    media.jbInit = config.jitter_buffer.first_ms
    media.jbMinPre = config.jitter_buffer.least_ms
    media.jbMaxPre = config.jitter_buffer.most_ms
    media.jbMax = config.jitter_buffer.capacity_ms


def open_transport(endpoint: pj.Endpoint, config: SipConfig) -> str:
    """Bind UDP; return `host:port` as bound.

    Raises:
        PortTaken: another process holds it.
        AddressNotLocal: this machine has no such address.
        AddressUnusable: it cannot be bound for another reason.
    """
    transport = pj.TransportConfig()
    transport.boundAddress = config.bind
    transport.port = config.port
    try:
        number = endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
    except pj.Error as error:
        raise _bind_error(config, error) from None
    name: str = endpoint.transportGetInfo(number).localName
    return name


def _bind_error(config: SipConfig, error: pj.Error) -> SipError:
    address = f"{config.bind}:{config.port}"
    number = error.status - _OS_ERROR_BASE
    if number == errno.EADDRINUSE:
        return PortTaken(address=address)
    if number == errno.EADDRNOTAVAIL:
        return AddressNotLocal(bind=config.bind)
    return AddressUnusable(address=address, reason=error.reason)


def choose_codecs(endpoint: pj.Endpoint) -> None:
    for codec in endpoint.codecEnum2():
        endpoint.codecSetPriority(codec.codecId, _CODECS.get(codec.codecId, 0))


def account_config(config: SipConfig, address: str) -> pj.AccountConfig:
    account = pj.AccountConfig()
    account.idUri = f"sip:{config.caller_id}@{address}"
    media = account.mediaConfig.transportConfig
    media.boundAddress = config.bind
    media.port = 0
    media.qosType = pj.PJ_QOS_TYPE_VOICE
    return account
