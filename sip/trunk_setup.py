"""A trunk's settings, as pjsua2's account has them."""

import pjsua2 as pj

from sip.config import SipConfig
from sip.trunk import SessionTimer, Srtp, Trunk, host_of, sip_uri

_SRTP = {
    Srtp.OFF: pj.PJMEDIA_SRTP_DISABLED,
    Srtp.OPTIONAL: pj.PJMEDIA_SRTP_OPTIONAL,
    Srtp.REQUIRED: pj.PJMEDIA_SRTP_MANDATORY,
}
_TIMERS = {
    SessionTimer.OFF: pj.PJSUA_SIP_TIMER_INACTIVE,
    SessionTimer.OPTIONAL: pj.PJSUA_SIP_TIMER_ALWAYS,
    SessionTimer.REQUIRED: pj.PJSUA_SIP_TIMER_REQUIRED,
}
"""`always` asks for a timer in each INVITE, but takes a far end that knows none."""

_MIN_EXPIRES_S = 90
"""The least that RFC 4028 §4 allows."""

_RETRY_S = 30
"""Between attempts to register with a trunk that is out of reach."""


def line_account(config: SipConfig, address: str) -> pj.AccountConfig:
    """For calls that need no trunk."""
    account = pj.AccountConfig()
    account.idUri = sip_uri(config.caller_id, address, config.transport)
    account.natConfig.sipStunUse = pj.PJSUA_STUN_USE_DISABLED
    account.natConfig.mediaStunUse = pj.PJSUA_STUN_USE_DISABLED
    _set_media(account.mediaConfig, config, config.srtp)
    return account


def trunk_account(
    trunk: Trunk, config: SipConfig, transport: int, address: str
) -> pj.AccountConfig:
    """`transport` is the stack's number of it, `address` its `host:port` here."""
    account = pj.AccountConfig()
    account.idUri = f"sip:{_user(trunk, config)}@{host_of(trunk.host)}"
    account.sipConfig.transportId = transport
    if trunk.outbound_proxy:
        proxy = trunk.uri(at=trunk.outbound_proxy)
        account.sipConfig.proxies.append(f"<{proxy};lr>")
    login = trunk.login or trunk.username
    if login:
        account.sipConfig.authCreds.append(
            pj.AuthCredInfo("digest", trunk.realm, login, 0, trunk.password)
        )
    if trunk.registers and config.registers:
        _set_registration(account.regConfig, trunk)
    _set_timer(account.callConfig, trunk)
    _set_nat(account, trunk, _user(trunk, config), address)
    _set_media(account.mediaConfig, config, trunk.srtp)
    account.mediaConfig.transportConfig.publicAddress = trunk.nat.public_address
    return account


def trunk_headers(trunk: Trunk) -> tuple[tuple[str, str], ...]:
    """P-Asserted-Identity (RFC 3325), where the trunk is to believe a number."""
    identity = trunk.asserted_identity
    if not identity:
        return ()
    uri = identity if ":" in identity else f"sip:{identity}@{host_of(trunk.host)}"
    return (("P-Asserted-Identity", f"<{uri}>"),)


def _user(trunk: Trunk, config: SipConfig) -> str:
    return trunk.caller_id or trunk.username or config.caller_id


def _set_registration(wanted: pj.AccountRegConfig, trunk: Trunk) -> None:
    wanted.registrarUri = trunk.uri(at=trunk.registrar)
    wanted.timeoutSec = trunk.register_for_s
    wanted.retryIntervalSec = _RETRY_S
    wanted.firstRetryIntervalSec = 1
    wanted.dropCallsOnFail = False


def _set_timer(wanted: pj.AccountCallConfig, trunk: Trunk) -> None:
    wanted.timerUse = _TIMERS[trunk.session_timer]
    wanted.timerSessExpiresSec = trunk.session_expires_s
    wanted.timerMinSESec = _MIN_EXPIRES_S


def _set_nat(account: pj.AccountConfig, trunk: Trunk, user: str, address: str) -> None:
    wanted = account.natConfig
    stun = pj.PJSUA_STUN_USE_DEFAULT if trunk.nat.stun else pj.PJSUA_STUN_USE_DISABLED
    wanted.sipStunUse = wanted.mediaStunUse = stun
    rewrites = trunk.nat.rewrites_contact and not trunk.nat.public_address
    wanted.contactRewriteUse = wanted.viaRewriteUse = int(rewrites)
    wanted.sdpNatRewriteUse = int(rewrites)
    if trunk.nat.public_address:
        port = address.rpartition(":")[2]
        here = f"{trunk.nat.public_address}:{port}"
        account.sipConfig.contactForced = f"<{sip_uri(user, here, trunk.transport)}>"


def _set_media(wanted: pj.AccountMediaConfig, config: SipConfig, srtp: Srtp) -> None:
    """Keys of SRTP travel within SIP: whether that is TLS is the admin's own choice."""
    transport = wanted.transportConfig
    transport.boundAddress = config.bind
    transport.qosType = pj.PJ_QOS_TYPE_VOICE
    if config.rtp_ports:
        first, last = config.rtp_ports
        transport.port, transport.portRange = first, last - first
    else:
        transport.port = 0
    wanted.srtpUse = _SRTP[srtp]
    wanted.srtpSecureSignaling = 0
    if srtp is not Srtp.OFF:
        wanted.srtpOpt.keyings.append(pj.PJMEDIA_SRTP_KEYING_SDES)
