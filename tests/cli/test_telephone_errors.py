from pathlib import Path

import pytest

from sip import errors
from voicebot.cli.border import translated_errors
from voicebot.cli.telephone_errors import telephone_sentence
from voicebot.errors import TelephoneError

EVERY_KIND = (
    errors.PortTaken(address="0.0.0.0:5060"),
    errors.AddressNotLocal(bind="192.0.2.1"),
    errors.AddressUnusable(address="192.0.2.1:5060", reason="denied"),
    errors.InvalidSipUri(uri="tel:1{x}"),
    errors.LineBusy(slots=4),
    errors.TlsFileMissing(path="ca.pem"),
    errors.NoSuchTrunk(name="sapre", known="main, spare"),
    errors.TrunksBusy(names="main, spare"),
    errors.LineClosed(),
    errors.SoundUnreadable(path=Path("yes.wav"), reason="no such file"),
    errors.SoundUnwritable(path=Path("/talk.wav"), reason="denied"),
)


@pytest.mark.parametrize("error", EVERY_KIND, ids=lambda error: type(error).__name__)
def test_a_sentence_in_english_is_the_errors_own(error: errors.SipError) -> None:
    assert telephone_sentence(error) == str(error)


def test_every_error_of_the_telephone_has_its_sentence() -> None:
    kinds = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.SipError)
    }
    assert kinds - {errors.SipError} == {type(error) for error in EVERY_KIND}


def test_an_error_unknown_here_keeps_its_own_words() -> None:
    assert telephone_sentence(errors.SipError("odd {thing}")) == "odd {thing}"


def test_the_border_tells_it_as_a_telephone_error() -> None:
    with pytest.raises(TelephoneError, match="is no SIP address"), translated_errors():
        raise errors.InvalidSipUri(uri="nobody")
