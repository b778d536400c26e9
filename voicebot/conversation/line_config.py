"""The settings of the telephone, as the telephone itself takes them."""

from pathlib import Path

from sip.config import SipConfig
from sip.trunk import (
    Nat,
    NumberForm,
    SessionTimer,
    Srtp,
    TlsFiles,
    Transport,
    Trunk,
)
from voicebot.setting_parts.telephone import TrunkSettings
from voicebot.settings import Settings


def sip_config(
    settings: Settings, port: int | None, *, registers: bool = False
) -> SipConfig:
    """The SIP side's own settings; `port` overrules.

    One process of a node registers: it alone gets the calls that come to a
    registration, and a second one would take them from it.
    """
    sip = settings.sip
    return SipConfig(
        bind=sip.bind,
        port=sip.port if port is None else port,
        caller_id=sip.caller_id,
        rtp_silence_s=sip.rtp_silence_s,
        max_calls=sip.max_calls,
        codecs=sip.codecs,
        rtp_ports=sip.rtp_port_range,
        stun=sip.stun,
        no_response_s=sip.no_response_s,
        trunks=tuple(trunk_of(*named) for named in settings.trunks.items()),
        registers=registers,
        accepts_anyone=sip.accept == "anyone" or not settings.trunks,
        accepts_from=sip.accept_from,
    )


def trunk_of(name: str, trunk: TrunkSettings) -> Trunk:
    return Trunk(
        name=name,
        host=trunk.host,
        transport=Transport(trunk.transport),
        registers=trunk.register_,
        registrar=trunk.registrar,
        register_for_s=trunk.register_every_s,
        username=trunk.username,
        login=trunk.login,
        password=trunk.password.get_secret_value(),
        realm=trunk.realm,
        outbound_proxy=trunk.outbound_proxy,
        caller_id=trunk.caller_id,
        asserted_identity=trunk.asserted_identity,
        numbers_as=NumberForm(trunk.number_form),
        srtp=Srtp(trunk.srtp),
        tls=_tls_of(trunk),
        listen_port=trunk.listen_port,
        peers=trunk.calls_from,
        channels=trunk.channels,
        calls_per_s=trunk.calls_per_s,
        session_timer=SessionTimer(trunk.session_timer),
        session_expires_s=trunk.session_expires_s,
        keep_alive_s=trunk.keep_alive_s,
        nat=Nat(
            public_address=trunk.nat.public_address,
            stun=trunk.nat.stun,
            rewrites_contact=trunk.nat.rewrite_contact,
        ),
    )


def _tls_of(trunk: TrunkSettings) -> TlsFiles:
    return TlsFiles(
        ca=_path(trunk.tls.ca),
        certificate=_path(trunk.tls.certificate),
        key=_path(trunk.tls.key),
        verify=trunk.tls.verify,
    )


def _path(path: Path | None) -> str:
    return str(path) if path else ""
