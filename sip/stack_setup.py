"""The stack's settings: small delays, telephone codecs, RTP without pauses."""

import pjsua2 as pj

from sip.config import STACK_CALLS, SipConfig
from sip.leg import FRAME_SAMPLES, RATE_HZ
from sip.stack_log import STACK_LEVEL, StackLog

_HIGHEST_PRIORITY = 255

_FRAME_MS = 1000 * FRAME_SAMPLES // RATE_HZ


def stack_config(config: SipConfig, log: StackLog) -> pj.EpConfig:
    """No threads of its own for SIP; no silence suppression, no echo cancelling."""
    chosen = pj.EpConfig()
    chosen.uaConfig.threadCnt = 0
    chosen.uaConfig.maxCalls = STACK_CALLS
    chosen.uaConfig.userAgent = "voicebot"
    if config.stun:
        chosen.uaConfig.stunServer.append(config.stun)
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


def choose_codecs(endpoint: pj.Endpoint, names: tuple[str, ...]) -> None:
    """Offer and accept only these, in this order; the stack has one list for all."""
    for codec in endpoint.codecEnum2():
        name = codec.codecId.partition("/")[0]
        place = names.index(name) if name in names else _HIGHEST_PRIORITY
        endpoint.codecSetPriority(codec.codecId, _HIGHEST_PRIORITY - place)
