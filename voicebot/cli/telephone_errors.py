"""The telephone's errors in the reader's language, from the facts that they carry."""

from collections.abc import Callable, Mapping

from sip.errors import (
    AddressNotLocal,
    AddressUnusable,
    InvalidSipUri,
    LineBusy,
    LineClosed,
    NoSuchTrunk,
    PortTaken,
    SipError,
    SoundUnreadable,
    SoundUnwritable,
    TlsFileMissing,
    TrunksBusy,
)
from voicebot.i18n import _


def telephone_sentence(error: SipError) -> str:
    """The same sentence as the error's own; one that is not known here stays English."""
    sentence = _SENTENCES.get(type(error))
    return sentence().format_map(vars(error)) if sentence else str(error)


_SENTENCES: Mapping[type[SipError], Callable[[], str]] = {
    PortTaken: lambda: _(
        "{transport} {address} is taken by another process; stop it or set another port"
    ),
    AddressNotLocal: lambda: _(
        "this machine has no address {bind}; bind to one of its own or to 0.0.0.0"
    ),
    AddressUnusable: lambda: _(
        "cannot listen on {transport} {address} ({reason}); set another address"
    ),
    InvalidSipUri: lambda: _(
        '"{uri}" is no SIP address; write one like sip:79261234567@host:5060'
    ),
    LineBusy: lambda: _(
        "all {slots} call slots of this process are taken; "
        "wait for a call to end or start another worker"
    ),
    TlsFileMissing: lambda: _(
        "{path}: there is no such file; correct the trunk's tls paths"
    ),
    NoSuchTrunk: lambda: _(
        "there is no trunk {name} here ({known}); correct the trunk's name"
    ),
    TrunksBusy: lambda: _(
        "no trunk of {names} takes another call now; "
        "wait for one to end or raise the trunk's limits"
    ),
    LineClosed: lambda: _("the line is closed; open a new one"),
    SoundUnreadable: lambda: _(
        "{path}: cannot be read as audio ({reason}); give a WAV, FLAC or Ogg file"
    ),
    SoundUnwritable: lambda: _(
        "{path}: cannot be written ({reason}); "
        "give a .wav, .flac or .ogg in a folder that you may write to"
    ),
}
