"""What SIP goes over: one socket for the line, and what its trunks need beside it."""

import errno
from pathlib import Path

import pjsua2 as pj

from sip.config import SipConfig
from sip.errors import (
    AddressNotLocal,
    AddressUnusable,
    PortTaken,
    SipError,
    TlsFileMissing,
)
from sip.trunk import TlsFiles, Transport, Trunk

_KINDS = {
    Transport.UDP: pj.PJSIP_TRANSPORT_UDP,
    Transport.TCP: pj.PJSIP_TRANSPORT_TCP,
    Transport.TLS: pj.PJSIP_TRANSPORT_TLS,
}
_OS_ERROR_BASE = 120_000
"""pjlib's PJ_ERRNO_START_SYS: its codes for errno start here."""

_AUTHORITIES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
)
"""Where Debian, Red Hat and others keep the certificates that a system trusts."""


class Transports:
    """Opens each socket when it is first asked for; on the stack's thread."""

    def __init__(self, endpoint: pj.Endpoint, config: SipConfig) -> None:
        self._endpoint = endpoint
        self._config = config
        self._main = -1
        self._shared: dict[Transport, int] = {}

    def open_main(self) -> str:
        """Where the line listens, as `host:port`.

        Raises:
            PortTaken: another process holds the port.
            AddressNotLocal: this machine has no such address.
            AddressUnusable: it cannot be bound for another reason.
            TlsFileMissing: a certificate or key is not there.
        """
        config = self._config
        self._main = self._open(config.transport, config.port, config.tls)
        self._shared[config.transport] = self._main
        return self.address_of(self._main)

    def for_trunk(self, trunk: Trunk) -> int:
        """The transport that the trunk's requests leave by.

        TLS has one of its own for each trunk, since each has its own certificates.

        Raises:
            SipError: as `open_main`.
        """
        port = trunk.listen_port if self._config.registers else 0
        if trunk.transport is Transport.TLS or port:
            return self._open(trunk.transport, port, trunk.tls)
        if trunk.transport not in self._shared:
            self._shared[trunk.transport] = self._open(trunk.transport, 0, trunk.tls)
        return self._shared[trunk.transport]

    def address_of(self, transport: int) -> str:
        address: str = self._endpoint.transportGetInfo(transport).localName
        return address

    def _open(self, kind: Transport, port: int, tls: TlsFiles) -> int:
        wanted = pj.TransportConfig()
        wanted.boundAddress = self._config.bind
        wanted.port = port
        if kind is Transport.TLS:
            _set_tls(wanted.tlsConfig, tls, is_called=bool(port or tls.certificate))
        try:
            number: int = self._endpoint.transportCreate(_KINDS[kind], wanted)
        except pj.Error as error:
            raise _bind_error(self._config.bind, port, kind, error) from None
        return number


def _set_tls(wanted: pj.TlsConfig, tls: TlsFiles, *, is_called: bool) -> None:
    """`is_called`: others connect to it; a system's list is too long to be told them.

    Over 16 kB of it in a CertificateRequest, the stack's handshake stops.
    """
    for path in filter(None, (tls.ca, tls.certificate, tls.key)):
        if not Path(path).is_file():
            raise TlsFileMissing(path=path)
    known = "" if is_called else next(filter(_is_file, _AUTHORITIES), "")
    wanted.CaListFile = tls.ca or known
    wanted.certFile = tls.certificate
    wanted.privKeyFile = tls.key
    wanted.verifyServer = tls.verify
    # The wheel's OpenSSL is 1.0.2, which knows no TLS 1.3.
    wanted.proto = pj.PJ_SSL_SOCK_PROTO_TLS1_2


def _is_file(path: str) -> bool:
    return Path(path).is_file()


def _bind_error(bind: str, port: int, kind: Transport, error: pj.Error) -> SipError:
    address = f"{bind}:{port}"
    number = error.status - _OS_ERROR_BASE
    if number == errno.EADDRINUSE:
        return PortTaken(address=address, transport=kind.upper())
    if number == errno.EADDRNOTAVAIL:
        return AddressNotLocal(bind=bind)
    return AddressUnusable(address=address, reason=error.reason, transport=kind.upper())
