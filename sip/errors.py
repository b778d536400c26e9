"""What goes wrong with a telephone line and can be mended.

SipError
├── PortTaken        another process holds the SIP port
├── AddressNotLocal  the bind address is none of this machine's
├── AddressUnusable  it cannot be listened on for another reason
├── InvalidSipUri    no SIP address of a form that can be called
├── TlsFileMissing   a certificate or key is not where it was said to be
├── NoSuchTrunk      a call is to go through a trunk that is none of the line's
├── TrunksBusy       every channel of every trunk is taken
├── LineBusy         every call slot of this process is taken
├── LineClosed       the line was closed while something was asked of it
├── SoundUnreadable  an audio file cannot be played
└── SoundUnwritable  a recording cannot be written

Each message is one sentence that says what was found and what to do; the facts in it
are attributes too, for those who tell it in another language.
"""

from pathlib import Path


class SipError(Exception):
    """The root of what `sip` raises on purpose."""


class PortTaken(SipError):
    """Another process holds the SIP port."""

    def __init__(self, *, address: str, transport: str = "UDP") -> None:
        self.address = address
        self.transport = transport
        super().__init__(
            f"{transport} {address} is taken by another process; stop it or set another port"
        )


class AddressNotLocal(SipError):
    """The bind address is none of this machine's."""

    def __init__(self, *, bind: str) -> None:
        self.bind = bind
        super().__init__(
            f"this machine has no address {bind}; bind to one of its own or to 0.0.0.0"
        )


class AddressUnusable(SipError):
    """The address cannot be listened on for another reason."""

    def __init__(self, *, address: str, reason: str, transport: str = "UDP") -> None:
        self.address = address
        self.reason = reason
        self.transport = transport
        super().__init__(
            f"cannot listen on {transport} {address} ({reason}); set another address"
        )


class InvalidSipUri(SipError):
    """No SIP address of a form that can be called."""

    def __init__(self, *, uri: str) -> None:
        self.uri = uri
        super().__init__(
            f'"{uri}" is no SIP address; write one like sip:79261234567@host:5060'
        )


class LineBusy(SipError):
    """Every call slot of this process is taken."""

    def __init__(self, *, slots: int) -> None:
        self.slots = slots
        super().__init__(
            f"all {slots} call slots of this process are taken; "
            "wait for a call to end or start another worker"
        )


class TlsFileMissing(SipError):
    """A certificate or key is not where it was said to be."""

    def __init__(self, *, path: str) -> None:
        self.path = path
        super().__init__(
            f"{path}: there is no such file; correct the trunk's tls paths"
        )


class TrunksBusy(SipError):
    """Every channel of every trunk is taken, or their limits ask to wait too long."""

    def __init__(self, *, names: str) -> None:
        self.names = names
        super().__init__(
            f"no trunk of {names} takes another call now; "
            "wait for one to end or raise the trunk's limits"
        )


class NoSuchTrunk(SipError):
    """A call is to go through a trunk that is none of the line's."""

    def __init__(self, *, name: str, known: str) -> None:
        self.name = name
        self.known = known
        super().__init__(
            f"there is no trunk {name} here ({known}); correct the trunk's name"
        )


class LineClosed(SipError):
    """The line was closed while something was asked of it."""

    def __init__(self) -> None:
        super().__init__("the line is closed; open a new one")


class SoundUnreadable(SipError):
    """An audio file cannot be played."""

    def __init__(self, *, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"{path}: cannot be read as audio ({reason}); give a WAV, FLAC or Ogg file"
        )


class SoundUnwritable(SipError):
    """A recording cannot be written."""

    def __init__(self, *, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"{path}: cannot be written ({reason}); "
            "give a .wav, .flac or .ogg in a folder that you may write to"
        )
